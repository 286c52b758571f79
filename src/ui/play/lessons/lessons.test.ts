import { describe, expect, test } from 'vitest';
import { position } from '../../../game/position.ts';
import { matmul } from '../../../tensor/target.ts';
import { LESSONS } from './lessons.ts';
import { NAIVE_LESSON } from './naive-lesson.ts';
import { STRASSEN_LESSON } from './strassen-lesson.ts';

const TARGET = matmul([2, 2, 2]);

test('a step that asks for something can tell that it was done', () => {
  for (const { steps } of LESSONS) {
    for (const { task, done } of steps) expect(done !== undefined).toBe(task !== undefined);
  }
});

test('the texts of a lesson differ, and none is long', () => {
  for (const { steps } of LESSONS) {
    expect(new Set(steps.map(({ text }) => text)).size).toBe(steps.length);
    for (const { text } of steps) expect(text.length).toBeLessThan(400);
  }
});

describe('what the lesson of Strassen’s seven says', () => {
  const terms = STRASSEN_LESSON.steps.flatMap(({ move }) => move ?? []);
  const positionAfter = (moves: number) => position(TARGET, terms.slice(0, moves), 'standard');
  const left = (moves: number) =>
    [0, 1, 2, 3].map(
      (slice) =>
        positionAfter(moves).residual.data.filter((c, at) => at % 4 === slice && c !== 0).length,
    );

  test('its seven moves solve the game', () => {
    expect(terms).toHaveLength(7);
    expect(positionAfter(7).solved).toBe(true);
  });

  test('the first move fills 12 cells and raises the rank bound to 10, which then falls by two', () => {
    expect(positionAfter(1).nonzeros).toBe(12);
    expect([1, 2, 3, 4, 5].map((moves) => positionAfter(moves).rankBound)).toEqual([
      10, 8, 6, 4, 2,
    ]);
  });

  test('c₂₁ is empty after the fourth move, c₁₂ after the fifth; four cells each are left then', () => {
    expect(left(4)[2]).toBe(0);
    expect(left(5)).toEqual([4, 0, 0, 4]);
  });
});

test('after two moves of the naive eight, c₁₁ is empty and the rank bound six', () => {
  const terms = NAIVE_LESSON.steps.flatMap(({ move }) => move ?? []);
  const two = position(TARGET, terms.slice(0, 2), 'standard');
  expect(two.rankBound).toBe(6);
  expect(two.residual.data.filter((c, at) => at % 4 === 0 && c !== 0)).toHaveLength(0);
  expect(position(TARGET, terms, 'standard').nonzeros).toBe(4);
});
