import type { Rules } from '../game/rules.ts';

/** No node: an edge never traversed, the parent of the first node. */
export const NO_NODE = -1;
/** No edge: the edge into the first node, the choice where there is none. */
export const NO_EDGE = -1;

/** What a node is. From SOLVED on a node is terminal: its value is exact, it has no edges. */
export const UNEXPANDED = 0;
export const EXPANDED = 1;
/** The residual is zero: the game is won. */
export const SOLVED = 2;
/** No moves left, and the residual is not zero. */
export const LIMIT = 3;
/** None of the moves sampled here was a move (each had a zero factor). */
export const DEAD_END = 4;

/**
 * The tree of one game as a struct of typed arrays. Nodes and edges are numbers; the edges of a
 * node lie one after the other. A transposition table (open addressing, linear probing) makes the
 * same residual with the same number of moves left one node, however it was reached: what is
 * stored is a directed acyclic graph, acyclic because every edge takes one from `nodeMovesLeft`.
 *
 * Both nodes and edges are only ever appended, and a node's edges are appended in the order in
 * which the nodes were: compaction (`compact.ts`) relies on that and keeps it.
 */
export class TreeStore {
  rules: Rules;
  readonly nodeCapacity: number;
  readonly edgeCapacity: number;
  readonly stateWords: number;
  readonly tokens: number;

  nodeCount = 0;
  edgeCount = 0;

  /** [nodeCapacity × stateWords] the residual, as the rules pack it */
  readonly nodeState: Int32Array;
  /** [nodeCapacity] moves that may still be played */
  readonly nodeMovesLeft: Int32Array;
  /** [nodeCapacity] UNEXPANDED … DEAD_END */
  readonly nodeKind: Uint8Array;
  /** [nodeCapacity] simulations that went through or ended here */
  readonly nodeVisits: Int32Array;
  /** [nodeCapacity] simulations under way through or at this node */
  readonly nodeVirtual: Int32Array;
  /** [nodeCapacity] sum of the returns from here, over those visits */
  readonly nodeValueSum: Float64Array;
  /** [nodeCapacity] the evaluator's value; the exact one in a terminal node */
  readonly nodeValue: Float32Array;
  /** [nodeCapacity] first edge */
  readonly nodeEdgeStart: Int32Array;
  /** [nodeCapacity] number of edges */
  readonly nodeEdgeCount: Int32Array;
  /** [nodeCapacity] the node it was first reached from, NO_NODE in the first node of a game */
  readonly nodeParent: Int32Array;
  /** [nodeCapacity] by which of that node's edges, counted from 0; NO_EDGE if by none */
  readonly nodeParentEdge: Int32Array;

  /** [edgeCapacity × tokens] the canonical move */
  readonly edgeMove: Uint16Array;
  /** [edgeCapacity] how many of the K samples were this move: the prior is this over K */
  readonly edgeSamples: Uint16Array;
  /** [edgeCapacity] log probability of the likeliest of those samples */
  readonly edgeLogProbability: Float32Array;
  /** [edgeCapacity] simulations that took this edge */
  readonly edgeVisits: Int32Array;
  /** [edgeCapacity] simulations under way over this edge */
  readonly edgeVirtual: Int32Array;
  /** [edgeCapacity] sum over those visits of −1 + the return from the child */
  readonly edgeValueSum: Float64Array;
  /** [edgeCapacity] NO_NODE until first traversed */
  readonly edgeChild: Int32Array;

  /** [power of two ≥ 2 × nodeCapacity] 1 + node, 0 where free */
  readonly table: Int32Array;
  /** [nodeCapacity] and */
  readonly nodeScratch: Int32Array;
  /** [nodeCapacity] for compaction */
  readonly stackScratch: Int32Array;
  /** [power of two ≥ 4 × samples] 1 + edge, 0 where free: for merging equal moves */
  readonly mergeTable: Int32Array;

  constructor(rules: Rules, nodeCapacity: number, edgeCapacity: number, samples: number) {
    this.rules = rules;
    this.nodeCapacity = nodeCapacity;
    this.edgeCapacity = edgeCapacity;
    this.stateWords = rules.stateWords;
    this.tokens = rules.coding.tokens;
    this.nodeState = new Int32Array(nodeCapacity * rules.stateWords);
    this.nodeMovesLeft = new Int32Array(nodeCapacity);
    this.nodeKind = new Uint8Array(nodeCapacity);
    this.nodeVisits = new Int32Array(nodeCapacity);
    this.nodeVirtual = new Int32Array(nodeCapacity);
    this.nodeValueSum = new Float64Array(nodeCapacity);
    this.nodeValue = new Float32Array(nodeCapacity);
    this.nodeEdgeStart = new Int32Array(nodeCapacity);
    this.nodeEdgeCount = new Int32Array(nodeCapacity);
    this.nodeParent = new Int32Array(nodeCapacity);
    this.nodeParentEdge = new Int32Array(nodeCapacity);
    this.edgeMove = new Uint16Array(edgeCapacity * rules.coding.tokens);
    this.edgeSamples = new Uint16Array(edgeCapacity);
    this.edgeLogProbability = new Float32Array(edgeCapacity);
    this.edgeVisits = new Int32Array(edgeCapacity);
    this.edgeVirtual = new Int32Array(edgeCapacity);
    this.edgeValueSum = new Float64Array(edgeCapacity);
    this.edgeChild = new Int32Array(edgeCapacity);
    this.table = new Int32Array(powerOfTwo(2 * nodeCapacity));
    this.nodeScratch = new Int32Array(nodeCapacity);
    this.stackScratch = new Int32Array(nodeCapacity);
    this.mergeTable = new Int32Array(powerOfTwo(4 * samples));
  }

  clear(): void {
    this.nodeCount = 0;
    this.edgeCount = 0;
    this.table.fill(0);
  }

  /**
   * The node with the state that lies in the first free slot of `nodeState` (where the caller has
   * played a move to) and `movesLeft`. If there is none the slot becomes that node: the answer is
   * then the old `nodeCount`. The caller has made sure that a slot is free.
   */
  intern(movesLeft: number, parent: number, parentEdge: number): number {
    const node = this.nodeCount;
    const at = this.#probe(node, movesLeft);
    const found = this.table[at]!;
    if (found !== 0) return found - 1;
    this.table[at] = node + 1;
    this.nodeCount = node + 1;
    this.nodeMovesLeft[node] = movesLeft;
    this.nodeVisits[node] = 0;
    this.nodeVirtual[node] = 0;
    this.nodeValueSum[node] = 0;
    this.nodeEdgeStart[node] = 0;
    this.nodeEdgeCount[node] = 0;
    this.nodeParent[node] = parent;
    this.nodeParentEdge[node] = parentEdge;
    this.#classify(node, movesLeft);
    return node;
  }

  /** Fills the table anew, after nodes were renumbered. */
  rebuildTable(): void {
    this.table.fill(0);
    for (let node = 0; node < this.nodeCount; node++) {
      this.table[this.#probe(node, this.nodeMovesLeft[node]!)] = node + 1;
    }
  }

  /** Bytes held by all the arrays. */
  byteLength(): number {
    let bytes = 0;
    for (const field of Object.values(this) as unknown[]) {
      if (ArrayBuffer.isView(field)) bytes += field.byteLength;
    }
    return bytes;
  }

  /** Terminal nodes are recognised as soon as they are made: they never go to the evaluator. */
  #classify(node: number, movesLeft: number): void {
    if (this.rules.isZero(this.nodeState, node)) {
      this.nodeKind[node] = SOLVED;
      this.nodeValue[node] = 0;
    } else if (movesLeft === 0) {
      this.nodeKind[node] = LIMIT;
      this.nodeValue[node] = -this.rules.rankBound(this.nodeState, node);
    } else {
      this.nodeKind[node] = UNEXPANDED;
      this.nodeValue[node] = 0;
    }
  }

  /** Where in the table the state in slot `slot`, with `movesLeft`, is or would go. */
  #probe(slot: number, movesLeft: number): number {
    const words = this.stateWords;
    const states = this.nodeState;
    const mask = this.table.length - 1;
    const from = slot * words;
    // Multiply–xorshift over the words, finished as in MurmurHash3 (Appleby 2011).
    let hash = Math.imul(movesLeft + 1, 0x9e3779b1);
    for (let i = 0; i < words; i++) {
      hash = Math.imul(hash ^ states[from + i]!, 0x85ebca6b);
      hash ^= hash >>> 15;
    }
    hash = Math.imul(hash, 0xc2b2ae35);
    hash ^= hash >>> 16;
    let at = hash & mask;
    for (;;) {
      const entry = this.table[at]!;
      if (entry === 0) return at;
      const node = entry - 1;
      if (this.nodeMovesLeft[node] === movesLeft) {
        const other = node * words;
        let i = 0;
        while (i < words && states[other + i] === states[from + i]) i++;
        if (i === words) return at;
      }
      at = (at + 1) & mask;
    }
  }
}

function powerOfTwo(least: number): number {
  let size = 1;
  while (size < least) size *= 2;
  return size;
}
