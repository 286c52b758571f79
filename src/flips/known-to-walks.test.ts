import { expect, test } from 'vitest';
import { knownToWalks } from './known-to-walks.ts';

test('modulo 2 and with coefficients −1, 0 and 1 other ranks are known', () => {
  expect(knownToWalks([4, 4, 4], 'z2')).toBe(47);
  expect(knownToWalks([4, 4, 4], 'standard')).toBe(49);
  expect(knownToWalks([3, 5, 4], 'z2')).toBe(knownToWalks([4, 3, 5], 'z2'));
});

test('where no rank is on record, it is the one of the product as it is taught', () => {
  expect(knownToWalks([1, 3, 4], 'standard')).toBe(12);
  expect(knownToWalks([9, 2, 2], 'z2')).toBe(36);
});
