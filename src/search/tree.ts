import type { Rules } from '../game/rules.ts';
import type { Random } from '../tensor/random.ts';
import { compact } from './compact.ts';
import type { Evaluation } from './evaluator.ts';
import { expand } from './expand.ts';
import { type SearchOptions, searchOptions } from './options.ts';
import { chooseEdge, type RootPolicy, rootPolicy } from './policy.ts';
import type { RequestBuilder } from './request.ts';
import { type Bounds, selectEdge } from './select.ts';
import { EXPANDED, NO_EDGE, NO_NODE, SOLVED, TreeStore, UNEXPANDED } from './store.ts';

/** A full line from the game's start that brings the residual to zero. */
export interface Solution {
  readonly length: number;
  /** [length × tokens] */
  readonly moves: Uint16Array;
}

/** Counters since the last `reset`, and what the tree holds now. */
export interface SearchStats {
  readonly nodes: number;
  readonly edges: number;
  readonly simulations: number;
  readonly evaluations: number;
  /** Edges whose child was already a node of the tree when first traversed. */
  readonly transpositions: number;
  /** Simulations that ended in a residual of zero. */
  readonly solved: number;
  readonly compactions: number;
  /** Moves for which the store was full, and the search cut short. */
  readonly timesFull: number;
}

/**
 * Called at each backup, for the inspector and the tests: one finished simulation, as the
 * `length` nodes nodes[from …] it visited, the edges by which it left all but the last, and the
 * value of the last.
 */
export type BackupListener = (
  nodes: Int32Array,
  edges: Int32Array,
  from: number,
  length: number,
  value: number,
) => void;

/**
 * The search of one game: Sampled AlphaZero (Hubert et al. 2021) as AlphaTensor uses it (Fawzi et
 * al. 2022, Methods). It never calls the evaluator: `collect` asks for leaves, `apply` brings the
 * answer, so that one batch can serve many games (`wave.ts`).
 *
 * Every move returns −1; a solved node is worth 0, a node at the move limit −rankBound. The return
 * backed up over an edge is −1 + the return from its child; Q is the mean of those.
 */
export class SearchTree {
  readonly rules: Rules;
  readonly options: SearchOptions;
  readonly store: TreeStore;
  /** Least and greatest Q of any edge since `reset`. */
  readonly bounds: Bounds = { min: Infinity, max: -Infinity };
  root = NO_NODE;
  onBackup: BackupListener | null = null;

  #random: Random;
  #startMovesLeft = 0;
  #full = false;
  /** [moves of the game × tokens] those played since `reset` */
  #played = new Uint16Array(0);
  /** [moves of the game × tokens] the best solution; its length is −1 while there is none */
  #best = new Uint16Array(0);
  #bestLength = -1;

  /** Simulations that wait for an evaluation: each is a stretch of #stride of the path arrays. */
  #pending = 0;
  #stride = 1;
  /** [leavesPerWave × stride] */
  #pathNodes: Int32Array;
  /** [leavesPerWave × stride] the edge by which the node beside it was left */
  #pathEdges: Int32Array;
  /** [leavesPerWave] nodes on the path */
  #pathLength: Int32Array;

  #simulations = 0;
  #evaluations = 0;
  #transpositions = 0;
  #solved = 0;
  #compactions = 0;
  #timesFull = 0;

  constructor(rules: Rules, options: Partial<SearchOptions>, random: Random) {
    this.rules = rules;
    this.options = searchOptions(options);
    const { nodeCapacity, edgeCapacity, samples, leavesPerWave } = this.options;
    this.store = new TreeStore(rules, nodeCapacity, edgeCapacity, samples);
    this.#random = random;
    this.#pathNodes = new Int32Array(leavesPerWave);
    this.#pathEdges = new Int32Array(leavesPerWave);
    this.#pathLength = new Int32Array(leavesPerWave);
  }

  /** Starts a game in state `index` of `states` with `movesLeft` moves. */
  reset(states: Int32Array, index: number, movesLeft: number): void {
    const { store, options, rules } = this;
    if (movesLeft + 1 > this.#stride) {
      this.#stride = movesLeft + 1;
      this.#pathNodes = new Int32Array(options.leavesPerWave * this.#stride);
      this.#pathEdges = new Int32Array(options.leavesPerWave * this.#stride);
      this.#played = new Uint16Array(movesLeft * rules.coding.tokens);
      this.#best = new Uint16Array(movesLeft * rules.coding.tokens);
    }
    store.clear();
    const words = rules.stateWords;
    for (let i = 0; i < words; i++) store.nodeState[i] = states[index * words + i]!;
    this.#startMovesLeft = movesLeft;
    this.root = store.intern(movesLeft, NO_NODE, NO_EDGE);
    this.#pending = 0;
    this.#full = false;
    this.bounds.min = Infinity;
    this.bounds.max = -Infinity;
    this.#bestLength = -1;
    this.#simulations = 0;
    this.#evaluations = 0;
    this.#transpositions = 0;
    this.#solved = 0;
    this.#compactions = 0;
    this.#timesFull = 0;
    if (store.nodeKind[this.root] === SOLVED) this.#remember(0, 0);
  }

  /** True while leaves wait for `apply`. */
  get waiting(): boolean {
    return this.#pending > 0;
  }

  /** The root is solved, at the limit, or a dead end (or no game was started): no move follows. */
  get over(): boolean {
    return this.root === NO_NODE || this.store.nodeKind[this.root]! >= SOLVED;
  }

  /** Nothing more to search for this move: budget reached, game over, or no room left. */
  get done(): boolean {
    return (
      this.over ||
      this.#full ||
      (this.#pending === 0 && this.store.nodeVisits[this.root]! >= this.options.simulations)
    );
  }

  get movesPlayed(): number {
    return this.root === NO_NODE ? 0 : this.#startMovesLeft - this.movesLeft;
  }

  get movesLeft(): number {
    return this.root === NO_NODE ? 0 : this.store.nodeMovesLeft[this.root]!;
  }

  /** [movesPlayed × tokens] a copy of the moves since `reset`. */
  playedMoves(): Uint16Array {
    return this.#played.slice(0, this.movesPlayed * this.store.tokens);
  }

  /**
   * Runs simulations until `leavesPerWave` of them wait for an evaluation or the budget of the
   * move is used up, and appends their leaves to the request: gives their number. Simulations that
   * end in a terminal node are finished at once. Those that wait are answered by `apply`.
   */
  collect(request: RequestBuilder): number {
    if (this.#pending > 0) throw new Error('search: collect called before apply');
    const { store, options } = this;
    const { leavesPerWave, simulations } = options;
    while (
      this.#pending < leavesPerWave &&
      !this.over &&
      !this.#full &&
      store.nodeVisits[this.root]! + this.#pending < simulations
    ) {
      if (!this.#makeRoom()) break;
      const slot = this.#pending;
      const leaf = this.#descend(slot);
      const kind = store.nodeKind[leaf]!;
      if (kind === UNEXPANDED) {
        // Another simulation of this wave waits for the same leaf: one evaluation is enough.
        if (store.nodeVirtual[leaf]! > 0) break;
        this.#addVirtual(slot, 1);
        this.#pending++;
        request.add(store.nodeState, leaf, store.nodeMovesLeft[leaf]!);
      } else {
        if (kind === SOLVED) this.#onSolved(slot);
        this.#backup(slot, store.nodeValue[leaf]!);
      }
    }
    return this.#pending;
  }

  /** Expands the leaves that `collect` asked for, rows `firstRow` …, and backs their values up. */
  apply(evaluation: Evaluation, firstRow: number): void {
    const { store } = this;
    if (evaluation.samples !== this.options.samples) {
      throw new RangeError(
        `search: ${evaluation.samples} samples a state where ${this.options.samples} were set`,
      );
    }
    const pending = this.#pending;
    for (let slot = 0; slot < pending; slot++) {
      const leaf = this.#pathNodes[slot * this.#stride + this.#pathLength[slot]! - 1]!;
      expand(store, leaf, evaluation, firstRow + slot);
      this.#addVirtual(slot, -1);
      this.#backup(slot, store.nodeValue[leaf]!);
    }
    this.#pending = 0;
    this.#evaluations += pending;
  }

  /** The improved policy at the root, and the numbers it comes from. */
  policy(): RootPolicy {
    return rootPolicy(this.store, this.root, this.options);
  }

  /** The edge of the root to play (counted from 0), or NO_EDGE. See `chooseEdge`. */
  chooseMove(policy: RootPolicy = this.policy()): number {
    return chooseEdge(policy, this.options.temperature, this.#random);
  }

  /**
   * Plays edge `edge` of the root: its child becomes the root, and keeps its tree. An edge that
   * was never traversed gets a child now.
   */
  advance(edge: number): void {
    const { store } = this;
    if (this.#pending > 0) throw new Error('search: advance called before apply');
    if (this.over || edge < 0 || edge >= store.nodeEdgeCount[this.root]!) {
      throw new RangeError(`search: the root has no edge ${edge}`);
    }
    const tokens = store.tokens;
    let taken = store.nodeEdgeStart[this.root]! + edge;
    const from = taken * tokens;
    this.#played.set(store.edgeMove.subarray(from, from + tokens), this.movesPlayed * tokens);
    if (store.edgeChild[taken] === NO_NODE) {
      if (store.nodeCount === store.nodeCapacity) {
        this.#compact();
        taken = store.nodeEdgeStart[this.root]! + edge;
      }
      if (store.nodeCount === store.nodeCapacity) this.#restart(taken);
      else this.root = this.#child(this.root, taken);
    } else {
      this.root = store.edgeChild[taken]!;
    }
    this.#full = false;
    if (store.nodeKind[this.root] === SOLVED) this.#remember(this.movesPlayed, 0);
  }

  /** The shortest line found since `reset`, in play or in simulation, that wins the game. */
  bestSolution(): Solution | null {
    if (this.#bestLength < 0) return null;
    const moves = this.#best.slice(0, this.#bestLength * this.store.tokens);
    return { length: this.#bestLength, moves };
  }

  memoryBytes(): number {
    return (
      this.store.byteLength() +
      this.#pathNodes.byteLength +
      this.#pathEdges.byteLength +
      this.#pathLength.byteLength +
      this.#played.byteLength +
      this.#best.byteLength
    );
  }

  get stats(): SearchStats {
    return {
      nodes: this.store.nodeCount,
      edges: this.store.edgeCount,
      simulations: this.#simulations,
      evaluations: this.#evaluations,
      transpositions: this.#transpositions,
      solved: this.#solved,
      compactions: this.#compactions,
      timesFull: this.#timesFull,
    };
  }

  /** Walks from the root to a node without edges, writing path `slot`; gives that node. */
  #descend(slot: number): number {
    const { store } = this;
    let at = slot * this.#stride;
    let node = this.root;
    this.#pathNodes[at] = node;
    while (store.nodeKind[node] === EXPANDED) {
      const edge = selectEdge(store, node, node === this.root, this.bounds, this.options);
      this.#pathEdges[at] = edge;
      const child = store.edgeChild[edge]!;
      node = child === NO_NODE ? this.#child(node, edge) : child;
      this.#pathNodes[++at] = node;
    }
    this.#pathLength[slot] = at - slot * this.#stride + 1;
    return node;
  }

  /** Makes the child of an edge that has none: the residual after its move, new or known. */
  #child(node: number, edge: number): number {
    const { store } = this;
    const before = store.nodeCount;
    this.rules.play(store.nodeState, node, store.edgeMove, edge, store.nodeState, before);
    const child = store.intern(
      store.nodeMovesLeft[node]! - 1,
      node,
      edge - store.nodeEdgeStart[node]!,
    );
    if (child !== before) this.#transpositions++;
    store.edgeChild[edge] = child;
    return child;
  }

  /** Adds the value of path `slot`'s last node, less one for each move, to all that led there. */
  #backup(slot: number, value: number): void {
    const { store, bounds } = this;
    const { nodeVisits, nodeValueSum, edgeVisits, edgeValueSum } = store;
    const from = slot * this.#stride;
    const length = this.#pathLength[slot]!;
    let at = from + length - 1;
    let total = value;
    let node = this.#pathNodes[at]!;
    nodeVisits[node] = nodeVisits[node]! + 1;
    nodeValueSum[node] = nodeValueSum[node]! + total;
    while (--at >= from) {
      total -= 1;
      node = this.#pathNodes[at]!;
      nodeVisits[node] = nodeVisits[node]! + 1;
      nodeValueSum[node] = nodeValueSum[node]! + total;
      const edge = this.#pathEdges[at]!;
      const visits = edgeVisits[edge]! + 1;
      const sum = edgeValueSum[edge]! + total;
      edgeVisits[edge] = visits;
      edgeValueSum[edge] = sum;
      const mean = sum / visits;
      if (mean < bounds.min) bounds.min = mean;
      if (mean > bounds.max) bounds.max = mean;
    }
    this.#simulations++;
    if (this.onBackup !== null) {
      this.onBackup(this.#pathNodes, this.#pathEdges, from, length, value);
    }
  }

  #addVirtual(slot: number, amount: number): void {
    const { nodeVirtual, edgeVirtual } = this.store;
    const from = slot * this.#stride;
    const last = from + this.#pathLength[slot]! - 1;
    for (let at = from; at < last; at++) {
      const node = this.#pathNodes[at]!;
      const edge = this.#pathEdges[at]!;
      nodeVirtual[node] = nodeVirtual[node]! + amount;
      edgeVirtual[edge] = edgeVirtual[edge]! + amount;
    }
    const leaf = this.#pathNodes[last]!;
    nodeVirtual[leaf] = nodeVirtual[leaf]! + amount;
  }

  #onSolved(slot: number): void {
    this.#solved++;
    const moves = this.#pathLength[slot]! - 1;
    const length = this.movesPlayed + moves;
    if (this.#bestLength < 0 || length < this.#bestLength) this.#remember(length, slot);
  }

  /** Keeps, as best solution, the moves played and then those of path `slot`, if it is shorter. */
  #remember(length: number, slot: number): void {
    if (this.#bestLength >= 0 && length >= this.#bestLength) return;
    const { store } = this;
    const { tokens, edgeMove } = store;
    const played = this.movesPlayed;
    this.#best.set(this.#played.subarray(0, played * tokens));
    for (let i = played; i < length; i++) {
      const from = this.#pathEdges[slot * this.#stride + i - played]! * tokens;
      for (let j = 0; j < tokens; j++) this.#best[i * tokens + j] = edgeMove[from + j]!;
    }
    this.#bestLength = length;
  }

  /**
   * Sees to it that one more simulation fits: a node, and K edges for each leaf that waits and for
   * the new one. Drops what cannot be reached only while no path is under way. False: full.
   */
  #makeRoom(): boolean {
    if (this.#fits()) return true;
    if (this.#pending > 0) return false;
    this.#compact();
    if (this.#fits()) return true;
    this.#full = true;
    this.#timesFull++;
    return false;
  }

  #fits(): boolean {
    const { store } = this;
    const edges = (this.#pending + 1) * this.options.samples;
    return store.nodeCount < store.nodeCapacity && store.edgeCount + edges <= store.edgeCapacity;
  }

  #compact(): void {
    this.root = compact(this.store, this.root);
    this.#compactions++;
  }

  /** The last resort of `advance` in a full store: keeps nothing but the child of `edge`. */
  #restart(edge: number): void {
    const { store } = this;
    const words = store.stateWords;
    const movesLeft = this.movesLeft - 1;
    const free = this.root === 0 ? 1 : 0;
    this.rules.play(store.nodeState, this.root, store.edgeMove, edge, store.nodeState, free);
    store.nodeState.copyWithin(0, free * words, (free + 1) * words);
    store.clear();
    this.root = store.intern(movesLeft, NO_NODE, NO_EDGE);
  }
}
