import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { equalTerms, type Term } from '../tensor/term.ts';
import {
  goTo,
  graft,
  type LineTree,
  newLine,
  nextVariation,
  pathTo,
  playTerm,
  redo,
  removeBranch,
  termsTo,
  undo,
} from './line-tree.ts';

/** A move known by its number. */
function move(n: number): Term {
  return { u: Int8Array.of(n), v: Int8Array.of(1), w: Int8Array.of(1) };
}

const names = (tree: LineTree, node = tree.at) => termsTo(tree, node).map(({ u }) => u[0]);

/** Every line from the root to an end, as numbers. */
function lines(tree: LineTree): string[] {
  return tree.nodes
    .flatMap(({ children }, node) => (children.length === 0 ? [names(tree, node).join(' ')] : []))
    .sort();
}

type Step = { readonly kind: 'play' | 'goTo' | 'undo' | 'redo' | 'next'; readonly n: number };

const steps = fc.array(
  fc.record<Step>({
    kind: fc.constantFrom('play', 'play', 'play', 'goTo', 'undo', 'redo', 'next'),
    n: fc.integer({ min: 1, max: 4 }),
  }),
  { maxLength: 40 },
);

function taken(tree: LineTree, { kind, n }: Step): LineTree {
  switch (kind) {
    case 'play':
      return playTerm(tree, move(n));
    case 'goTo':
      return goTo(tree, n % tree.nodes.length);
    case 'undo':
      return undo(tree);
    case 'redo':
      return redo(tree);
    case 'next':
      return nextVariation(tree, n % 2 === 0 ? 1 : -1);
  }
}

function expectSound({ nodes, at }: LineTree): void {
  expect(nodes[at]).toBeDefined();
  for (const [n, { parent, children, preferred }] of nodes.entries()) {
    expect(parent < n).toBe(true);
    if (n > 0) expect(nodes[parent]!.children).toContain(n);
    expect([...children].sort((a, b) => a - b)).toEqual(children);
    expect(children.length === 0 ? preferred === -1 : children.includes(preferred)).toBe(true);
    for (const a of children) {
      for (const b of children) {
        if (a < b) expect(equalTerms(nodes[a]!.term!, nodes[b]!.term!)).toBe(false);
      }
    }
  }
}

const trees = steps.map((all) => all.reduce(taken, newLine()));

describe('a line tree', () => {
  it('stays sound, whatever is done, and never loses a line', () => {
    fc.assert(
      fc.property(steps, (all) => {
        let tree = newLine();
        for (const step of all) {
          const before = tree;
          tree = taken(tree, step);
          expectSound(tree);
          expect(tree.nodes.length).toBeGreaterThanOrEqual(before.nodes.length);
          for (const [n, node] of before.nodes.entries())
            expect(tree.nodes[n]!.term).toBe(node.term);
        }
      }),
    );
  });

  it('undo as often as was played restores the position, and redo comes back', () => {
    fc.assert(
      fc.property(
        trees,
        fc.array(fc.integer({ min: 1, max: 4 }), { maxLength: 8 }),
        (tree, played) => {
          let now = played.reduce((t, n) => playTerm(t, move(n)), tree);
          const end = now.at;
          for (const _ of played) now = undo(now);
          expect(now.at).toBe(tree.at);
          expect(names(now)).toEqual(names(tree));
          for (const _ of played) now = redo(now);
          expect(now.at).toBe(end);
        },
      ),
    );
  });

  it('goes to a known move instead of adding it again', () => {
    const once = playTerm(newLine(), move(1));
    const again = playTerm(undo(once), move(1));
    expect(again.nodes).toHaveLength(2);
    expect(again.at).toBe(1);
  });

  it('redo returns to the variation last visited', () => {
    let tree = playTerm(playTerm(newLine(), move(1)), move(2));
    tree = playTerm(undo(undo(tree)), move(3));
    expect(names(redo(undo(tree)))).toEqual([3]);
    tree = goTo(tree, 2);
    expect(names(redo(redo(undo(undo(tree)))))).toEqual([1, 2]);
  });

  it('walks variations in a circle, and back', () => {
    fc.assert(
      fc.property(trees, (tree) => {
        const once = nextVariation(tree, 1);
        if (once === tree) return;
        const parents = (t: LineTree) => t.nodes[t.at]!.parent;
        let now = once;
        for (let n = 1; n < tree.nodes[parents(once)]!.children.length; n++) {
          now = nextVariation(now, 1);
          expect(parents(now)).toBe(parents(once));
        }
        expect(pathTo(tree, tree.at)).toContain(now.at);
        expect(nextVariation(nextVariation(now, 1), -1).at).toBe(now.at);
      }),
    );
  });

  it('removing a branch removes it, all that follows it, and nothing else', () => {
    fc.assert(
      fc.property(trees, fc.nat(), (tree, seed) => {
        const node = seed % tree.nodes.length;
        const less = removeBranch(tree, node);
        if (node === 0) {
          expect(less).toBe(tree);
          return;
        }
        expectSound(less);
        const inBranch = tree.nodes.flatMap((_, n) => (pathTo(tree, n).includes(node) ? [n] : []));
        expect(less.nodes).toHaveLength(tree.nodes.length - inBranch.length);
        const left = tree.nodes.flatMap((_, n) => (inBranch.includes(n) ? [] : [names(tree, n)]));
        expect(less.nodes.map((_, n) => names(less, n))).toEqual(left);
        const at = inBranch.includes(tree.at) ? tree.nodes[node]!.parent : tree.at;
        expect(names(less)).toEqual(names(tree, at));
      }),
    );
  });

  it('a graft has the lines of both and stays where it was', () => {
    fc.assert(
      fc.property(trees, trees, (tree, other) => {
        const both = graft(tree, other);
        expectSound(both);
        expect(both.at).toBe(tree.at);
        expect(both.nodes.slice(0, tree.nodes.length).map(({ term }) => term)).toEqual(
          tree.nodes.map(({ term }) => term),
        );
        const all = (t: LineTree) => t.nodes.map((_, n) => names(t, n).join(' '));
        expect(new Set(all(both))).toEqual(new Set([...all(tree), ...all(other)]));
        expect(graft(both, other)).toBe(both);
        expect(lines(graft(other, tree))).toEqual(lines(both));
      }),
    );
  });
});
