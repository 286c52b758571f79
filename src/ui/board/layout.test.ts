import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { matmul } from '../../tensor/target.ts';
import { type Tensor, zeros } from '../../tensor/tensor.ts';
import { boardCells, cellIndex, changeOf, coordinates } from './cells.ts';
import { stepFlat } from './cursor.ts';
import { CELL, cellAt, cellCorner, fitScale, fittedLayout, flatLayout } from './flat-layout.ts';
import { backToFront, frameOf, projectPoint } from './solid-layout.ts';

const shapes = fc.tuple(
  fc.integer({ min: 1, max: 9 }),
  fc.integer({ min: 1, max: 9 }),
  fc.integer({ min: 1, max: 9 }),
);
const modes = fc.constantFrom(0 as const, 1 as const, 2 as const);

describe('slices side by side', () => {
  test('every cell lies where it is looked for, whatever the layout', () => {
    fc.assert(
      fc.property(shapes, modes, fc.integer({ min: 1, max: 9 }), (shape, along, perRow) => {
        const layout = flatLayout(shape, along, Math.min(perRow, shape[along]));
        for (let index = 0; index < shape[0] * shape[1] * shape[2]; index++) {
          const { x, y } = cellCorner(layout, index);
          expect(cellAt(layout, { x: x + CELL / 2, y: y + CELL / 2 })).toBe(index);
          expect(x).toBeGreaterThanOrEqual(0);
          expect(y + CELL).toBeLessThanOrEqual(layout.height);
          expect(x + CELL).toBeLessThanOrEqual(layout.width);
        }
        expect(cellAt(layout, { x: -1, y: 0 })).toBeNull();
      }),
      { numRuns: 40, seed: 1 },
    );
  });

  test('the fitted layout stays within its frame', () => {
    fc.assert(
      fc.property(
        shapes,
        modes,
        fc.integer({ min: 200, max: 1600 }),
        fc.integer({ min: 150, max: 900 }),
        (shape, along, width, height) => {
          const frame = { width, height };
          const layout = fittedLayout(shape, along, 3, frame);
          const scale = fitScale(layout, frame);
          expect(scale * layout.width).toBeLessThanOrEqual(width + 1e-6);
          expect(scale * layout.height).toBeLessThanOrEqual(height + 1e-6);
        },
      ),
      { numRuns: 100, seed: 1 },
    );
  });

  test('the cursor reaches every cell from every other, and never leaves the board', () => {
    const shape = [2, 3, 4] as const;
    const cells = boardCells(zeros(shape), null, null);
    const layout = flatLayout(shape, 2, 2);
    const reached = new Set([0]);
    const waiting = [0];
    for (let at = waiting.pop(); at !== undefined; at = waiting.pop()) {
      for (const [across, down] of [
        [1, 0],
        [-1, 0],
        [0, 1],
        [0, -1],
      ] as const) {
        const next = stepFlat(layout, cells, at, { across, down, toDrawn: false });
        expect(next).toBeGreaterThanOrEqual(0);
        expect(next).toBeLessThan(24);
        if (!reached.has(next)) waiting.push(next);
        reached.add(next);
      }
    }
    expect(reached.size).toBe(24);
  });
});

describe('the block of cubes', () => {
  test('every cell is visited once, and none behind one visited before along a mode', () => {
    const angles = fc.record({
      yaw: fc.integer({ min: -180, max: 179 }),
      pitch: fc.integer({ min: -90, max: 90 }),
    });
    fc.assert(
      fc.property(shapes, angles, (shape, angle) => {
        const frame = frameOf(angle);
        const depths = new Map<number, number>();
        backToFront(shape, frame, (index, i, j, k) => {
          expect(index).toBe(cellIndex(shape, [i, j, k]));
          expect(depths.has(index)).toBe(false);
          const { depth } = projectPoint(frame, [i, j, k]);
          for (const mode of [0, 1, 2] as const) {
            for (const by of [-1, 1]) {
              const at: [number, number, number] = [i, j, k];
              at[mode] += by;
              if (at[mode] < 0 || at[mode] >= shape[mode]) continue;
              const neighbour = depths.get(cellIndex(shape, at));
              if (neighbour !== undefined) expect(neighbour).toBeGreaterThanOrEqual(depth - 1e-9);
            }
          }
          depths.set(index, depth);
        });
        expect(depths.size).toBe(shape[0] * shape[1] * shape[2]);
      }),
      { numRuns: 40, seed: 1 },
    );
  });
});

describe('cells', () => {
  test('say how a move would change them', () => {
    const tensor: Tensor = { shape: [1, 1, 5], data: Int32Array.from([1, 2, -1, 0, 3]) };
    const after: Tensor = { shape: [1, 1, 5], data: Int32Array.from([0, 1, 1, -1, 3]) };
    const cells = boardCells(tensor, after, [4]);
    const changes = Array.from({ length: 5 }, (_, index) => changeOf(cells, index));
    expect(changes).toEqual(['solved', 'nearer', 'turned', 'farther', 'same']);
    expect([...cells.marked]).toEqual([0, 0, 0, 0, 1]);
    expect(cells.nonzeros).toBe(4);
  });

  test('have coordinates and an index that agree', () => {
    const { shape, data } = matmul([2, 3, 4]);
    for (let index = 0; index < data.length; index++) {
      expect(cellIndex(shape, coordinates(shape, index))).toBe(index);
    }
  });
});
