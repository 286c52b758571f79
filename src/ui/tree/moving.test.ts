import { expect, test } from 'vitest';
import { Moving } from './moving.ts';
import type { Scene } from './scene.ts';

/** A scene of record nodes with their parents, drawn at the heights. */
function scene(nodes: readonly number[], parent: readonly number[], y: readonly number[]): Scene {
  const index: number[] = [];
  for (const [at, node] of nodes.entries()) index[node] = at;
  const visible = { nodes, parent, index };
  return { visible, layout: { y: Float32Array.from(y) } } as unknown as Scene;
}

test('nodes move from where they were, new ones from their parents', () => {
  const before = scene([0, 5], [-1, 0], [0, 10]);
  const after = scene([0, 7, 5], [-1, 0, 0], [20, 40, 60]);
  const moving = new Moving(before, after, 1000);
  expect(moving.advance(after, 1000)).toBe(true);
  expect(Array.from(after.layout.y)).toEqual([0, 0, 10]);
  expect(moving.advance(after, 1130)).toBe(true);
  expect(after.layout.y[2]).toBeGreaterThan(10);
  expect(after.layout.y[2]).toBeLessThan(60);
  expect(moving.advance(after, 2000)).toBe(false);
  expect(Array.from(after.layout.y)).toEqual([20, 40, 60]);
});
