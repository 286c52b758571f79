import fc from 'fast-check';
import { expect, test } from 'vitest';
import { type Layout, type LayoutRequest, layoutTree } from './layout.ts';

const request = fc
  .array(fc.record({ up: fc.nat(), size: fc.integer({ min: 1, max: 9 }), weight: fc.nat(5) }), {
    minLength: 1,
    maxLength: 120,
  })
  .map(
    (rows): LayoutRequest => ({
      parent: Int32Array.from(rows, ({ up }, node) => (node === 0 ? -1 : up % node)),
      size: Float32Array.from(rows, ({ size }) => size),
      weight: Float32Array.from(rows, ({ weight }) => weight),
    }),
  );

function column({ order, columns }: Layout, at: number): number[] {
  return [...order.subarray(columns[at]!, columns[at + 1]!)];
}

test('every node is in the column of its depth, and none overlaps another', () => {
  fc.assert(
    fc.property(request, (given) => {
      const layout = layoutTree(given);
      const seen = new Set<number>();
      for (let at = 0; at + 1 < layout.columns.length; at++) {
        let end = 0;
        for (const node of column(layout, at)) {
          expect(layout.depth[node]).toBe(at);
          expect(layout.y[node]! - given.size[node]! / 2).toBeGreaterThanOrEqual(end - 1e-3);
          end = layout.y[node]! + given.size[node]! / 2;
          seen.add(node);
        }
        expect(end).toBeLessThanOrEqual(layout.height + 1e-3);
      }
      expect(seen.size).toBe(given.parent.length);
    }),
  );
});

test('a parent lies amid its children, the heaviest of which is the first', () => {
  fc.assert(
    fc.property(request, (given) => {
      const { y } = layoutTree(given);
      for (let node = 0; node < y.length; node++) {
        const children = [...given.parent.keys()].filter((child) => given.parent[child] === node);
        if (children.length === 0) continue;
        children.sort((a, b) => y[a]! - y[b]!);
        expect(y[node]).toBeCloseTo((y[children[0]!]! + y[children.at(-1)!]!) / 2, 2);
        const weights = children.map((child) => given.weight[child]!);
        expect(weights).toEqual([...weights].sort((a, b) => b - a));
      }
    }),
  );
});

test('branches do not cross: the children of the upper node are above those of the lower', () => {
  fc.assert(
    fc.property(request, (given) => {
      const layout = layoutTree(given);
      for (let at = 1; at + 1 < layout.columns.length; at++) {
        const parents = column(layout, at).map((node) => layout.y[given.parent[node]!]!);
        expect(parents).toEqual([...parents].sort((a, b) => a - b));
      }
    }),
  );
});
