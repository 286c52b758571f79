/**
 * The moves of a game with all its variations: a tree of immutable values. Node 0 is the position
 * before the first move; `at` is the node whose position is on the board.
 */
import { equalTerms, type Term } from '../tensor/term.ts';

export interface LineNode {
  /** −1 at the root. */
  readonly parent: number;
  /** Null at the root. */
  readonly term: Term | null;
  /** In the order in which they were first played. */
  readonly children: readonly number[];
  /** The child that redo goes to: the one last visited; −1 when there is none. */
  readonly preferred: number;
}

export interface LineTree {
  readonly nodes: readonly LineNode[];
  readonly at: number;
}

/** A game before its first move. */
export function newLine(): LineTree {
  return { nodes: [{ parent: -1, term: null, children: [], preferred: -1 }], at: 0 };
}

/** Plays a term: goes to the child that has it, or adds one, the start of a variation if not first. */
export function playTerm(tree: LineTree, term: Term): LineTree {
  const { nodes, at } = tree;
  const here = nodes[at]!;
  const known = here.children.find((child) => equalTerms(nodes[child]!.term!, term));
  if (known !== undefined) return goTo(tree, known);
  const added = nodes.length;
  const next = nodes.slice();
  next[at] = { ...here, children: [...here.children, added], preferred: added };
  next.push({ parent: at, term, children: [], preferred: -1 });
  return { nodes: next, at: added };
}

/** One move back; at the root nothing changes. */
export function undo(tree: LineTree): LineTree {
  const { parent } = tree.nodes[tree.at]!;
  return parent < 0 ? tree : { ...tree, at: parent };
}

/** One move on, in the line last visited; at its end nothing changes. */
export function redo(tree: LineTree): LineTree {
  const { preferred } = tree.nodes[tree.at]!;
  return preferred < 0 ? tree : { ...tree, at: preferred };
}

/** Goes to a node, which redo from its ancestors will lead to; a node that is not there changes nothing. */
export function goTo(tree: LineTree, node: number): LineTree {
  if (tree.nodes[node] === undefined) return tree;
  let nodes: LineNode[] | undefined;
  for (let child = node; child > 0; ) {
    const parent: number = tree.nodes[child]!.parent;
    if (tree.nodes[parent]!.preferred !== child) {
      nodes ??= tree.nodes.slice();
      nodes[parent] = { ...tree.nodes[parent]!, preferred: child };
    }
    child = parent;
  }
  return { nodes: nodes ?? tree.nodes, at: node };
}

/**
 * The next (1) or previous (−1) variation: another move instead of the last one. Where the last move
 * had no alternative, the one before it is varied, and so on; with no alternative anywhere nothing
 * changes. From the last alternative it goes on with the first.
 */
export function nextVariation(tree: LineTree, step: 1 | -1): LineTree {
  for (let node = tree.at; node > 0; ) {
    const { parent } = tree.nodes[node]!;
    const { children } = tree.nodes[parent]!;
    if (children.length > 1) {
      const index = children.indexOf(node) + step;
      return goTo(tree, children[(index + children.length) % children.length]!);
    }
    node = parent;
  }
  return tree;
}

/** The nodes from the root, left out, to the node. */
export function pathTo(tree: LineTree, node: number): number[] {
  const path: number[] = [];
  for (let n = node; n > 0; n = tree.nodes[n]!.parent) path.push(n);
  return path.reverse();
}

/** The moves that lead to the node. */
export function termsTo(tree: LineTree, node: number): Term[] {
  return pathTo(tree, node).map((n) => tree.nodes[n]!.term!);
}

/**
 * The tree without a node and all that follows it; the others are renumbered in their order. Whoever
 * was in it is then at its parent. The root cannot be removed.
 */
export function removeBranch(tree: LineTree, node: number): LineTree {
  if (node <= 0 || tree.nodes[node] === undefined) return tree;
  // A parent always comes before its children.
  const number = new Map<number, number>();
  const kept: number[] = [];
  for (const [n, { parent }] of tree.nodes.entries()) {
    if (n === node || (n > 0 && !number.has(parent))) continue;
    number.set(n, kept.length);
    kept.push(n);
  }
  const nodes = kept.map((n): LineNode => {
    const { parent, term, children, preferred } = tree.nodes[n]!;
    const left = children.flatMap((child) => number.get(child) ?? []);
    return {
      parent: number.get(parent) ?? -1,
      term,
      children: left,
      preferred: number.get(preferred) ?? left.at(-1) ?? -1,
    };
  });
  return { nodes, at: number.get(tree.at) ?? number.get(tree.nodes[node]!.parent)! };
}

/** The tree with every line of the other one added that it lacks; where it is stays as it is. */
export function graft(tree: LineTree, other: LineTree): LineTree {
  const nodes = tree.nodes.slice();
  /** [nodes of the other] the node with the same moves before it */
  const same: number[] = [0];
  for (const [n, { parent, term }] of other.nodes.entries()) {
    if (n === 0) continue;
    const at = same[parent]!;
    const here = nodes[at]!;
    const known = here.children.find((child) => equalTerms(nodes[child]!.term!, term!));
    same[n] = known ?? nodes.length;
    if (known !== undefined) continue;
    const preferred = here.preferred < 0 ? nodes.length : here.preferred;
    nodes[at] = { ...here, children: [...here.children, nodes.length], preferred };
    nodes.push({ parent: at, term, children: [], preferred: -1 });
  }
  return nodes.length === tree.nodes.length ? tree : { nodes, at: tree.at };
}
