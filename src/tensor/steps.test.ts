import { expect, test } from 'vitest';
import { retold, runToEnd } from './steps.ts';

function* counting(to: number): Generator<number, string> {
  for (let n = 1; n <= to; n++) yield n;
  return `counted to ${to}`;
}

test('all steps at once give what the last one returns', () => {
  expect(runToEnd(counting(3))).toBe('counted to 3');
  expect(runToEnd(counting(0))).toBe('counted to 0');
});

test('work that is told in another way takes the same steps to the same end', () => {
  const work = retold(counting(2), (n) => `${n} of 2`);
  expect(work.next()).toEqual({ done: false, value: '1 of 2' });
  expect(work.next()).toEqual({ done: false, value: '2 of 2' });
  expect(work.next()).toEqual({ done: true, value: 'counted to 2' });
});
