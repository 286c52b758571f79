import fc from 'fast-check';
import { expect, test } from 'vitest';
import { layoutLine } from './line-layout.ts';

/** A tree from the parents of its nodes after the root, each an earlier node. */
function treeOf(parents: readonly number[]) {
  const nodes = [-1, ...parents].map((parent) => ({
    parent,
    term: null,
    children: [] as number[],
    preferred: -1,
  }));
  for (const [at, { parent }] of nodes.entries()) if (parent >= 0) nodes[parent]!.children.push(at);
  return { nodes };
}

test('a line lies in one row, a variation in the row below from its own column on', () => {
  const { places, columns, rows } = layoutLine(treeOf([0, 1, 2, 1]));
  expect(places.map(({ column, row }) => [column, row])).toEqual([
    [0, 0],
    [1, 0],
    [2, 0],
    [3, 0],
    [2, 1],
  ]);
  expect([columns, rows]).toEqual([4, 2]);
});

test('in any tree: columns are depths, no two nodes share a place, children are not above', () => {
  const trees = fc
    .array(fc.nat(), { maxLength: 40 })
    .map((picks) => treeOf(picks.map((pick, at) => pick % (at + 1))));
  fc.assert(
    fc.property(trees, (tree) => {
      const { places, columns, rows } = layoutLine(tree);
      expect(places.length).toBe(tree.nodes.length);
      const taken = new Set(places.map(({ column, row }) => `${column} ${row}`));
      expect(taken.size).toBe(places.length);
      for (const [at, { parent }] of tree.nodes.entries()) {
        const { column, row } = places[at]!;
        expect(column).toBeLessThan(columns);
        expect(row).toBeLessThan(rows);
        if (parent < 0) continue;
        expect(column).toBe(places[parent]!.column + 1);
        expect(row).toBeGreaterThanOrEqual(places[parent]!.row);
      }
    }),
  );
});
