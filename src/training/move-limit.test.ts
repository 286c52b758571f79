import { expect, test } from 'vitest';
import type { RunConfig } from './config.ts';
import { preset } from './presets.ts';
import { moveLimitOf } from './trainer.ts';

function withSlack(limitSlack: number): RunConfig {
  const config = preset('small', [2, 2, 2], 'standard');
  return { ...config, acting: { ...config.acting, limitSlack } };
}

test('games end at the limit of the run until something is found', () => {
  expect(moveLimitOf(withSlack(-1), null)).toBe(9);
});

test('then so many moves after the best rank, within the limit', () => {
  expect(moveLimitOf(withSlack(0), 8)).toBe(8);
  expect(moveLimitOf(withSlack(-1), 8)).toBe(7);
  expect(moveLimitOf(withSlack(4), 8)).toBe(9);
});

test('and never before the best known rank', () => {
  expect(moveLimitOf(withSlack(-1), 7)).toBe(7);
});
