import { expect, test } from 'vitest';
import { isLetterKey, keyWords } from './keys.ts';

test('keys are shown as they are labelled', () => {
  expect(keyWords('mod+shift+Z')).toBe('Ctrl+Shift+Z');
  expect(keyWords('ArrowLeft')).toBe('←');
  expect(keyWords('shift+?')).toBe('?');
});

test('tells the keys that type a character', () => {
  expect(isLetterKey('P')).toBe(true);
  expect(isLetterKey('shift+?')).toBe(true);
  expect(isLetterKey('mod+Z')).toBe(false);
  expect(isLetterKey('Home')).toBe(false);
});
