import type { Rules } from '../game/rules.ts';
import type { Random } from '../tensor/random.ts';
import { compact } from './compact.ts';
import type { Evaluation } from './evaluator.ts';
import { expand } from './expand.ts';
import { insertEdge } from './force.ts';
import { GameLine, type Solution } from './line.ts';
import { type SearchOptions, searchOptions } from './options.ts';
import { addVirtual, backUp, Paths } from './paths.ts';
import { chooseEdge, type RootPolicy, rootPolicy } from './policy.ts';
import type { RequestBuilder } from './request.ts';
import { type Bounds, leastVisitedEdge, selectEdge } from './select.ts';
import { emptyStats, type SearchStats } from './stats.ts';
import { EXPANDED, NO_EDGE, NO_NODE, SOLVED, TreeStore, UNEXPANDED } from './store.ts';

/**
 * Called after each backup, for the inspector and the tests, with one finished simulation: the
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

/** Called after node `node` got its value and edges from row `row` of an evaluation. */
export type ExpandListener = (node: number, evaluation: Evaluation, row: number) => void;

/** Where simulations begin, and how they leave that node, instead of the root and its best score. */
export interface Aim {
  readonly node: number;
  /** The edge taken first, counted from 0; NO_EDGE: any. */
  readonly edge: number;
  /** Any: the one visited least, instead of the one with the best score. */
  readonly equal: boolean;
}

/**
 * The search of one game: Sampled AlphaZero (Hubert et al. 2021) as AlphaTensor uses it (Fawzi et
 * al. 2022, Methods, "Sample-based MCTS search"). It never calls the evaluator: `collect` asks for
 * leaves, `apply` brings the answer, so that one batch can serve many games (`wave.ts`).
 *
 * A move returns −1; a solved node is worth 0, a node at the move limit −rankBound. What is backed
 * up over an edge is −1 + the return from its child; Q is the mean of that.
 */
export class SearchTree {
  /** Those of the game under way. */
  rules: Rules;
  readonly options: SearchOptions;
  readonly store: TreeStore;
  /** Least and greatest Q of any edge since `reset`. */
  readonly bounds: Bounds = { min: Infinity, max: -Infinity };
  /** The node to move from; NO_NODE before the first game. */
  root = NO_NODE;
  onBackup: BackupListener | null = null;
  onExpand: ExpandListener | null = null;
  /** For whoever inspects the search; null while it plays. */
  aim: Aim | null = null;

  readonly #random: Random;
  readonly #paths: Paths;
  readonly #line: GameLine;
  /** Simulations that wait for an evaluation: the paths in slots 0 … #pending − 1. */
  #pending = 0;
  #full = false;
  #target = 0;

  #stats = emptyStats();

  constructor(rules: Rules, options: Partial<SearchOptions>, random: Random) {
    this.rules = rules;
    this.options = searchOptions(options);
    const { nodeCapacity, edgeCapacity, samples, leavesPerWave } = this.options;
    this.store = new TreeStore(rules, nodeCapacity, edgeCapacity, samples);
    this.#random = random;
    this.#paths = new Paths(leavesPerWave);
    this.#line = new GameLine(rules.coding.tokens);
  }

  /**
   * Starts a game in state `index` of `states` with `movesLeft` moves.
   * @param target which of an agent's targets it is, and its rules: of the same side and coding
   */
  reset(
    states: Int32Array,
    index: number,
    movesLeft: number,
    target = 0,
    rules: Rules = this.rules,
  ): void {
    const { store } = this;
    this.rules = rules;
    store.rules = rules;
    this.#target = target;
    this.#paths.reserve(movesLeft);
    this.#line.reset(movesLeft);
    store.clear();
    const words = store.stateWords;
    for (let i = 0; i < words; i++) store.nodeState[i] = states[index * words + i]!;
    this.root = store.intern(movesLeft, NO_NODE, NO_EDGE);
    this.bounds.min = Infinity;
    this.bounds.max = -Infinity;
    this.#pending = 0;
    this.#full = false;
    this.#stats = emptyStats();
    if (store.nodeKind[this.root] === SOLVED) this.#line.won();
  }

  /** True while leaves wait for `apply`. */
  get waiting(): boolean {
    return this.#pending > 0;
  }

  /** The root is solved, at the limit, or a dead end, or no game was started: no move follows. */
  get over(): boolean {
    return this.root === NO_NODE || this.store.nodeKind[this.root]! >= SOLVED;
  }

  /** Nothing more to search for this move: budget reached, game over, or no room left. */
  get done(): boolean {
    if (this.#pending > 0) return false;
    return this.over || this.#full || this.store.nodeVisits[this.root]! >= this.options.simulations;
  }

  get movesLeft(): number {
    return this.root === NO_NODE ? 0 : this.store.nodeMovesLeft[this.root]!;
  }

  get movesPlayed(): number {
    return this.#line.playedCount;
  }

  /** [movesPlayed × tokens] a copy of the moves since `reset` */
  playedMoves(): Uint16Array {
    return this.#line.played();
  }

  /**
   * Runs simulations until `leavesPerWave` of them wait for an evaluation or the move's budget is
   * used up, and appends their leaves to the request, one row after the other; gives the number of
   * rows. Simulations that end in a terminal node are finished at once.
   * @param most simulations that are begun at most
   */
  collect(request: RequestBuilder, most = Number.POSITIVE_INFINITY): number {
    if (this.#pending > 0) throw new Error('search: collect called before apply');
    const { store, options } = this;
    for (
      let left = most;
      left > 0 &&
      this.#pending < options.leavesPerWave &&
      !this.#full &&
      !this.over &&
      store.nodeVisits[this.root]! + this.#pending < options.simulations;
      left--
    ) {
      if (!this.#makeRoom()) break;
      const slot = this.#pending;
      const leaf = this.#descend(slot);
      const kind = store.nodeKind[leaf]!;
      if (kind === UNEXPANDED) {
        // Another simulation of this wave waits for the same leaf: one evaluation is enough.
        if (store.nodeVirtual[leaf]! > 0) break;
        addVirtual(store, this.#paths, slot, 1);
        this.#pending++;
        const row = request.add(store.nodeState, leaf, store.nodeMovesLeft[leaf]!, this.#target);
        this.#line.writeHistory(store, this.#paths, slot, request, row);
      } else {
        if (kind === SOLVED) {
          this.#stats.solved++;
          this.#line.wonBy(store, this.#paths, slot);
        }
        this.#finish(slot, store.nodeValue[leaf]!);
      }
    }
    return this.#pending;
  }

  /** Expands the leaves that `collect` asked for, rows `firstRow` …, and backs their values up. */
  apply(evaluation: Evaluation, firstRow: number): void {
    const { store } = this;
    const { samples } = this.options;
    if (evaluation.samples !== samples) {
      throw new RangeError(`search: ${evaluation.samples} samples a state, not ${samples}`);
    }
    for (let slot = 0; slot < this.#pending; slot++) {
      const leaf = this.#paths.leaf(slot);
      expand(store, leaf, evaluation, firstRow + slot);
      if (this.onExpand !== null) this.onExpand(leaf, evaluation, firstRow + slot);
      addVirtual(store, this.#paths, slot, -1);
      this.#finish(slot, store.nodeValue[leaf]!);
    }
    this.#stats.evaluations += this.#pending;
    this.#pending = 0;
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
    let taken = store.nodeEdgeStart[this.root]! + edge;
    this.#line.play(store.edgeMove, taken);
    if (store.edgeChild[taken] === NO_NODE && store.nodeCount === store.nodeCapacity) {
      this.#compact();
      taken = store.nodeEdgeStart[this.root]! + edge;
    }
    const child = store.edgeChild[taken]!;
    if (child !== NO_NODE) this.root = child;
    else if (store.nodeCount < store.nodeCapacity) this.root = this.#addChild(this.root, taken);
    else this.#restart(taken);
    this.#full = false;
    if (store.nodeKind[this.root] === SOLVED) this.#line.won();
  }

  /**
   * Gives an expanded node an edge with move `index` of `moves`, which none of its samples was: its
   * prior is 0, so that only an aim leads to it. Gives the edge, counted from 0, which is the one
   * there was if it was among the samples; NO_EDGE when it is no move or there is no room.
   */
  force(node: number, moves: Uint16Array, index: number): number {
    if (this.#pending > 0) throw new Error('search: force called before apply');
    return insertEdge(this.store, node, moves, index);
  }

  /** Whether `bestSolution` has one. */
  get solved(): boolean {
    return this.#line.isWon;
  }

  /** The shortest line found since `reset`, in play or in a simulation, that wins the game. */
  bestSolution(): Solution | null {
    return this.#line.best();
  }

  /** Bytes of all arrays this game holds; constant from the first `reset` of its length on. */
  memoryBytes(): number {
    return this.store.byteLength() + this.#paths.byteLength() + this.#line.byteLength();
  }

  /** A copy. */
  get stats(): SearchStats {
    return { ...this.#stats, nodes: this.store.nodeCount, edges: this.store.edgeCount };
  }

  /** Walks from the root to a node without edges, writing path `slot`; gives that node. */
  #descend(slot: number): number {
    const { store } = this;
    const { nodes, edges, stride, length } = this.#paths;
    let at = slot * stride;
    let node = this.root;
    if (this.aim !== null) {
      node = this.aim.node;
      if (store.nodeKind[node] === EXPANDED) {
        nodes[at] = node;
        const edge = this.#aimedEdge(this.aim);
        edges[at++] = edge;
        const child = store.edgeChild[edge]!;
        node = child === NO_NODE ? this.#addChild(node, edge) : child;
      }
    }
    nodes[at] = node;
    while (store.nodeKind[node] === EXPANDED) {
      const edge = selectEdge(store, node, node === this.root, this.bounds, this.options);
      edges[at] = edge;
      const child = store.edgeChild[edge]!;
      node = child === NO_NODE ? this.#addChild(node, edge) : child;
      nodes[++at] = node;
    }
    length[slot] = at - slot * stride + 1;
    return node;
  }

  #aimedEdge({ node, edge, equal }: Aim): number {
    const { store } = this;
    if (edge !== NO_EDGE) return store.nodeEdgeStart[node]! + edge;
    if (equal) return leastVisitedEdge(store, node);
    return selectEdge(store, node, node === this.root, this.bounds, this.options);
  }

  /** Gives an edge its child: the residual after its move, a new node or a known one. */
  #addChild(node: number, edge: number): number {
    const { store } = this;
    const free = store.nodeCount;
    this.rules.play(store.nodeState, node, store.edgeMove, edge, store.nodeState, free);
    const index = edge - store.nodeEdgeStart[node]!;
    const child = store.intern(store.nodeMovesLeft[node]! - 1, node, index);
    if (child !== free) this.#stats.transpositions++;
    store.edgeChild[edge] = child;
    return child;
  }

  #finish(slot: number, value: number): void {
    const paths = this.#paths;
    backUp(this.store, paths, slot, value, this.bounds);
    this.#stats.simulations++;
    if (this.onBackup !== null) {
      this.onBackup(paths.nodes, paths.edges, slot * paths.stride, paths.length[slot]!, value);
    }
  }

  /**
   * Sees to it that one more simulation fits: a node, and K edges for each leaf that waits and for
   * its own. Drops what the root cannot reach, but only while no path is under way: paths hold
   * node numbers. False when there is no room; with nothing under way the search is then full.
   */
  #makeRoom(): boolean {
    if (this.#fits()) return true;
    if (this.#pending > 0) return false;
    this.#compact();
    if (this.#fits()) return true;
    this.#full = true;
    this.#stats.timesFull++;
    return false;
  }

  #fits(): boolean {
    const { nodeCount, nodeCapacity, edgeCount, edgeCapacity } = this.store;
    const edges = (this.#pending + 1) * this.options.samples;
    return nodeCount < nodeCapacity && edgeCount + edges <= edgeCapacity;
  }

  #compact(): void {
    this.root = compact(this.store, this.root);
    this.#stats.compactions++;
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
