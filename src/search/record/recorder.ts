import type { Evaluation } from '../evaluator.ts';
import { EXPANDED, NO_EDGE, NO_NODE, UNEXPANDED } from '../store.ts';
import type { SearchTree } from '../tree.ts';
import { emptyColumns, FIELD_NAMES, type RecordColumns, type RecordRows } from './tree-record.ts';

/** What a node had when the record began. */
interface Before {
  readonly visits: number;
  readonly sum: number;
  /** One an edge. */
  readonly edgeVisits: Int32Array;
  readonly edgeSums: Float64Array;
}

/**
 * Writes down a search, and hands over what is new since the last time. It may begin in the middle
 * of a game: what the tree holds then becomes the record's base. While it is attached nothing in the
 * search is slower but the end of each simulation of this one tree.
 *
 * Nodes are known by their residual and their moves left, which outlive any renumbering; they are
 * written once they are expanded, or terminal. A node that the search dropped and expanded again is
 * another node of the record.
 */
export class Recorder {
  readonly #tree: SearchTree;
  readonly #quantiles: number;
  /** Moves left at the record's first node. */
  readonly #movesLeft: number;
  /** Rows since the last drain; the counts below are of all rows ever. */
  #rows: RecordColumns = emptyColumns();
  #links: number[] = [];
  #nodes = 0;
  #edges = 0;
  #moves = 0;
  #simulations = 0;
  #pathLength = 0;
  readonly #nodeOf = new Map<string, number>();
  readonly #moveOf = new Map<string, number>();
  readonly #hasChild = new Set<number>();
  /** [nodes] its key, its number in the tree when last seen, its first edge and how many lie there */
  readonly #keys: string[] = [];
  readonly #seenAt: number[] = [];
  readonly #firstEdge: number[] = [];
  readonly #sampled: number[] = [];
  readonly #forced = new Map<number, number[]>();
  readonly #before = new Map<string, Before>();
  /** Quantiles of the leaf that is being expanded. */
  #latest: Float32Array | null = null;
  #root = NO_NODE;
  /** The edge that was played to a root not yet expanded; NO_EDGE when there is none. */
  #playedEdge = NO_EDGE;

  /** Attaches to a tree that waits for no evaluation. */
  constructor(tree: SearchTree, quantiles: number) {
    if (tree.waiting) throw new Error('recorder: the search waits for an evaluation');
    this.#tree = tree;
    this.#quantiles = quantiles;
    this.#movesLeft = tree.movesLeft;
    this.#remember();
    if (tree.store.nodeKind[tree.root] !== UNEXPANDED) {
      this.#root = this.#take(tree.root, NO_NODE, NO_EDGE);
    }
    tree.onExpand = (_node, evaluation, row) => this.#expanded(evaluation, row);
    tree.onBackup = (nodes, edges, from, length, value) =>
      this.#backedUp(nodes, edges, from, length, value);
  }

  detach(): void {
    this.#tree.onExpand = null;
    this.#tree.onBackup = null;
  }

  get simulations(): number {
    return this.#simulations;
  }

  get nodes(): number {
    return this.#nodes;
  }

  /**
   * Plays edge `edge` of the root, counted from 0: `advance` of the tree, written down. False when
   * the tree had no room left and began anew, so that this record ends here.
   */
  advance(edge: number): boolean {
    const tree = this.#tree;
    const into = this.#edgeOf(this.#root, edge);
    tree.advance(edge);
    this.#rows.playAt.push(this.#simulations);
    this.#rows.playEdge.push(into);
    const isNew = tree.store.nodeKind[tree.root] === UNEXPANDED;
    const known = this.#nodeOf.get(this.#key(tree.root));
    if (isNew) {
      this.#playedEdge = into;
      return known === undefined;
    }
    this.#root = known ?? this.#addNode(tree.root, this.#root, into, undefined);
    this.#link(into, this.#root);
    return true;
  }

  /** Forces a move on a node (`SearchTree.force`); gives the edge, −1 when that cannot be done. */
  force(node: number, moves: Uint16Array, index: number): number {
    const at = this.treeNode(node);
    if (at === NO_NODE) return NO_EDGE;
    const edge = this.#tree.force(at, moves, index);
    if (edge === NO_EDGE) return NO_EDGE;
    const others = this.#forced.get(node) ?? [];
    if (edge >= this.#sampled[node]! + others.length) {
      this.#forced.set(node, [...others, this.#edges]);
      this.#addEdge(node, this.#tree.store.nodeEdgeStart[at]! + edge, 0, 0);
    }
    return this.#edgeOf(node, edge);
  }

  /** The edge of the tree, counted from its node's first, that is edge `edge` of the record's node. */
  treeEdge(node: number, edge: number): number {
    const own = edge - this.#firstEdge[node]!;
    if (own >= 0 && own < this.#sampled[node]!) return own;
    const forced = (this.#forced.get(node) ?? []).indexOf(edge);
    return forced < 0 ? NO_EDGE : this.#sampled[node]! + forced;
  }

  /** The tree's node for one of the record; NO_NODE when the search has dropped it. */
  treeNode(node: number): number {
    const key = this.#keys[node];
    if (key === undefined || this.#nodeOf.get(key) !== node) return NO_NODE;
    const { nodeCount } = this.#tree.store;
    const seen = this.#seenAt[node]!;
    if (seen < nodeCount && this.#key(seen) === key) return seen;
    for (let at = 0; at < nodeCount; at++) if (this.#key(at) === key) return at;
    return NO_NODE;
  }

  /** What has been recorded since the last call. */
  drain(): RecordRows {
    const rows = this.#rows;
    this.#rows = emptyColumns();
    const links = Int32Array.from(this.#links);
    this.#links = [];
    const arrays = FIELD_NAMES.map((name) => [name, rows[name].slice()]);
    return { ...Object.fromEntries(arrays), links } as RecordRows;
  }

  #remember(): void {
    const { store } = this.#tree;
    for (let node = 0; node < store.nodeCount; node++) {
      if (store.nodeKind[node] === UNEXPANDED) continue;
      const start = store.nodeEdgeStart[node]!;
      const end = start + store.nodeEdgeCount[node]!;
      this.#before.set(this.#key(node), {
        visits: store.nodeVisits[node]!,
        sum: store.nodeValueSum[node]!,
        edgeVisits: store.edgeVisits.slice(start, end),
        edgeSums: store.edgeValueSum.slice(start, end),
      });
    }
  }

  /** Writes a node that was there before, and all that lay below it; gives its number. */
  #take(from: number, parent: number, edge: number): number {
    const { store } = this.#tree;
    const first = this.#addNode(from, parent, edge, this.#before.get(this.#key(from)));
    const order: [node: number, at: number][] = [[from, first]];
    for (const [node, at] of order) {
      for (let own = 0; own < store.nodeEdgeCount[node]!; own++) {
        const child = store.edgeChild[store.nodeEdgeStart[node]! + own]!;
        if (child === NO_NODE) continue;
        const key = this.#key(child);
        const before = this.#before.get(key);
        const known = this.#nodeOf.get(key);
        // What was not there before comes with the simulation that made it.
        if (known === undefined && before === undefined) continue;
        const into = this.#edgeOf(at, own);
        const added = known ?? this.#addNode(child, at, into, before);
        if (known === undefined) order.push([child, added]);
        this.#link(into, added);
      }
    }
    return first;
  }

  #expanded({ quantiles, values }: Evaluation, row: number): void {
    if (quantiles === undefined) return;
    const count = quantiles.length / values.length;
    this.#latest = quantiles.slice(row * count, (row + 1) * count);
  }

  #backedUp(
    nodes: Int32Array,
    edges: Int32Array,
    from: number,
    length: number,
    value: number,
  ): void {
    const { store } = this.#tree;
    let node = this.#nodeAt(nodes[from]!, this.#root, this.#playedEdge, length === 1);
    if (nodes[from] === this.#tree.root) {
      if (this.#playedEdge !== NO_EDGE) this.#link(this.#playedEdge, node);
      this.#root = node;
      this.#playedEdge = NO_EDGE;
    }
    this.#rows.simulationStart.push(node);
    for (let step = 0; step < length - 1; step++) {
      const own = edges[from + step]! - store.nodeEdgeStart[nodes[from + step]!]!;
      const edge = this.#edgeOf(node, own);
      const child = this.#nodeAt(nodes[from + step + 1]!, node, edge, step === length - 2);
      this.#rows.pathEdge.push(edge);
      this.#link(edge, child);
      node = child;
    }
    this.#latest = null;
    this.#pathLength += length - 1;
    this.#simulations++;
    this.#rows.simulationEnd.push(this.#pathLength);
    this.#rows.simulationValue.push(value);
  }

  /** The record's node for one on a simulation's path; a leaf may be new, or have been dropped. */
  #nodeAt(node: number, parent: number, edge: number, isLeaf: boolean): number {
    const { store } = this.#tree;
    const known = this.#nodeOf.get(this.#key(node));
    const expandedNow = isLeaf && store.nodeKind[node] === EXPANDED && store.nodeVisits[node] === 1;
    if (known !== undefined && !expandedNow) {
      this.#seenAt[known] = node;
      return known;
    }
    if (!expandedNow && this.#before.has(this.#key(node))) return this.#take(node, parent, edge);
    return this.#addNode(node, parent, edge, undefined);
  }

  #addNode(node: number, parent: number, edge: number, before: Before | undefined): number {
    const { store, rules } = this.#tree;
    const rows = this.#rows;
    const added = this.#nodes++;
    const key = this.#key(node);
    const count = store.nodeEdgeCount[node]!;
    this.#nodeOf.set(key, added);
    this.#keys.push(key);
    this.#seenAt.push(node);
    this.#firstEdge.push(this.#edges);
    this.#sampled.push(count);
    rows.nodeParent.push(parent);
    rows.nodeParentEdge.push(edge);
    rows.nodeDepth.push(this.#movesLeft - store.nodeMovesLeft[node]!);
    rows.nodeKind.push(store.nodeKind[node]!);
    rows.nodeValue.push(store.nodeValue[node]!);
    rows.nodeRankBound.push(rules.rankBound(store.nodeState, node));
    rows.nodeFirstEdge.push(this.#edges);
    rows.nodeEdgeCount.push(count);
    rows.nodeBaseVisits.push(before?.visits ?? 0);
    rows.nodeBaseSum.push(before?.sum ?? 0);
    const isEvaluated = before === undefined && store.nodeKind[node] === EXPANDED;
    const latest = isEvaluated ? this.#latest : null;
    for (let i = 0; i < this.#quantiles; i++) rows.nodeQuantiles.push(latest?.[i] ?? Number.NaN);
    for (let i = 0; i < count; i++) {
      const { [i]: visits = 0 } = before?.edgeVisits ?? [];
      const { [i]: sum = 0 } = before?.edgeSums ?? [];
      this.#addEdge(added, store.nodeEdgeStart[node]! + i, visits, sum);
    }
    return added;
  }

  #addEdge(node: number, edge: number, visitsBefore: number, sumBefore: number): void {
    const { store } = this.#tree;
    const rows = this.#rows;
    this.#edges++;
    rows.edgeNode.push(node);
    rows.edgeMove.push(this.#move(edge));
    rows.edgeSamples.push(store.edgeSamples[edge]!);
    rows.edgeLogProbability.push(store.edgeLogProbability[edge]!);
    rows.edgeChild.push(NO_NODE);
    rows.edgeBaseVisits.push(visitsBefore);
    rows.edgeBaseSum.push(sumBefore);
  }

  /** The row of an edge's move among the distinct ones. */
  #move(edge: number): number {
    const { store, rules } = this.#tree;
    const { tokens } = store;
    const key = store.edgeMove.subarray(edge * tokens, (edge + 1) * tokens).join();
    let row = this.#moveOf.get(key);
    if (row === undefined) {
      row = this.#moves++;
      this.#moveOf.set(key, row);
      const { u, v, w } = rules.decode(store.edgeMove, edge);
      for (const factor of [u, v, w]) this.#rows.move.append(factor);
    }
    return row;
  }

  #link(edge: number, child: number): void {
    if (this.#hasChild.has(edge)) return;
    this.#hasChild.add(edge);
    this.#links.push(edge, child);
  }

  /** The record's number of the edge that its node counts as `index`. */
  #edgeOf(node: number, index: number): number {
    const sampled = this.#sampled[node]!;
    return index < sampled
      ? this.#firstEdge[node]! + index
      : this.#forced.get(node)![index - sampled]!;
  }

  #key(node: number): string {
    const { store } = this.#tree;
    const words = store.stateWords;
    const state = store.nodeState.subarray(node * words, (node + 1) * words);
    return `${store.nodeMovesLeft[node]} ${state.join()}`;
  }
}
