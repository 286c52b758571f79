/**
 * What was recorded of a search: the nodes and edges that it made, in the order in which it made
 * them, and every simulation. From that the tree after any number of simulations can be told
 * (`playback.ts`). Nothing is ever changed but the child that an edge gets when first traversed, so
 * that who looks on only needs what is new (`RecordRows`).
 */
import type { Arithmetic } from '../../tensor/arithmetic.ts';
import type { Size } from '../../tensor/size.ts';
import type { Tensor } from '../../tensor/tensor.ts';
import { subtractTerm, type Term } from '../../tensor/term.ts';
import type { SearchOptions } from '../options.ts';
import { Column } from './column.ts';

/** The columns of a record; each row of `move` and of `nodeQuantiles` takes several numbers. */
export const FIELDS = {
  /** [moves × (a + b + c)] distinct canonical moves, their coefficients u, v, w */
  move: (length: number) => new Int8Array(length),

  /** [nodes] the node it was first reached from, −1 for the first */
  nodeParent: (length: number) => new Int32Array(length),
  /** [nodes] by which edge, −1 for the first */
  nodeParentEdge: (length: number) => new Int32Array(length),
  /** [nodes] moves since the first node */
  nodeDepth: (length: number) => new Int32Array(length),
  /** [nodes] EXPANDED … DEAD_END of store.ts */
  nodeKind: (length: number) => new Uint8Array(length),
  /** [nodes] the evaluator's value; the exact one in a terminal node */
  nodeValue: (length: number) => new Float32Array(length),
  /** [nodes] rank bound of the residual */
  nodeRankBound: (length: number) => new Int32Array(length),
  /** [nodes] the edges it got when it was expanded lie together; those forced on it lie anywhere */
  nodeFirstEdge: (length: number) => new Int32Array(length),
  nodeEdgeCount: (length: number) => new Int32Array(length),
  /** [nodes] visits before the record began */
  nodeBaseVisits: (length: number) => new Int32Array(length),
  /** [nodes] and the sum of their returns */
  nodeBaseSum: (length: number) => new Float64Array(length),
  /** [nodes × quantiles] */
  nodeQuantiles: (length: number) => new Float32Array(length),

  /** [edges] the node that it leaves */
  edgeNode: (length: number) => new Int32Array(length),
  /** [edges] row of `move` */
  edgeMove: (length: number) => new Int32Array(length),
  /** [edges] of the K samples; 0 for a move that was forced */
  edgeSamples: (length: number) => new Uint16Array(length),
  /** [edges] of the likeliest of those samples; −∞ for a move that was forced */
  edgeLogProbability: (length: number) => new Float32Array(length),
  /** [edges] −1 until first traversed */
  edgeChild: (length: number) => new Int32Array(length),
  edgeBaseVisits: (length: number) => new Int32Array(length),
  edgeBaseSum: (length: number) => new Float64Array(length),

  /** [simulations] where it began: the root, or a node that was aimed at */
  simulationStart: (length: number) => new Int32Array(length),
  /** [simulations] its edges are those of `pathEdge` from the end of the one before to here */
  simulationEnd: (length: number) => new Int32Array(length),
  /** [simulations] the value of its last node, which was backed up */
  simulationValue: (length: number) => new Float64Array(length),
  /** [sum of their lengths] */
  pathEdge: (length: number) => new Int32Array(length),

  /** [moves played] after so many simulations … */
  playAt: (length: number) => new Int32Array(length),
  /** [moves played] … this edge of the root was played */
  playEdge: (length: number) => new Int32Array(length),
} as const;

export type Field = keyof typeof FIELDS;
export const FIELD_NAMES = Object.keys(FIELDS) as Field[];

type ArrayOf<F extends Field> = ReturnType<(typeof FIELDS)[F]>;

/** Rows that a record does not have yet. Every number of a node, edge or move counts from its start. */
export type RecordRows = { readonly [F in Field]: ArrayOf<F> } & {
  /** [2 × links] an edge of any age, and the child that it got */
  readonly links: Int32Array;
};

export type RecordColumns = { readonly [F in Field]: Column<ArrayOf<F>> };

export function emptyColumns(): RecordColumns {
  return Object.fromEntries(
    FIELD_NAMES.map((name) => [name, new Column<ArrayOf<Field>>(FIELDS[name])]),
  ) as unknown as RecordColumns;
}

/** Who gave the moves and values. */
export interface RecordedEvaluator {
  readonly kind: 'local' | 'network' | 'scripted';
  /** In words, as the screen names it. */
  readonly name: string;
}

/** The settings that a selection score depends on; q̂ is the min–max transform. */
export type RecordedOptions = Pick<
  SearchOptions,
  'explorationBase' | 'explorationScale' | 'rootNoise' | 'firstPlayUrgency' | 'visitPivot'
>;

/** What a record is a record of. */
export interface RecordHeader {
  readonly size: Size;
  readonly arithmetic: Arithmetic;
  readonly maxCoefficient: 1 | 2;
  /** K */
  readonly samples: number;
  /** Quantiles of a value; 0 where the evaluator gives none. */
  readonly quantiles: number;
  /** Moves that may be played from the first node. */
  readonly movesLeft: number;
  /** The residual of the first node. */
  readonly start: Tensor;
  readonly options: RecordedOptions;
  readonly evaluator: RecordedEvaluator;
  /** The least and greatest Q when the record began; least > greatest: none yet. */
  readonly baseBounds: readonly [least: number, greatest: number];
  /** The game that led to the first node, as a link holds it; null when there is none. */
  readonly game: string | null;
}

export class TreeRecord {
  readonly header: RecordHeader;
  readonly columns: RecordColumns = emptyColumns();
  /** Edges forced on a node after it was expanded. */
  readonly #forced = new Map<number, number[]>();

  constructor(header: RecordHeader) {
    this.header = header;
  }

  get nodes(): number {
    return this.columns.nodeParent.length;
  }

  get edges(): number {
    return this.columns.edgeNode.length;
  }

  get simulations(): number {
    return this.columns.simulationStart.length;
  }

  /** Bytes held. */
  get byteLength(): number {
    return FIELD_NAMES.reduce((sum, name) => sum + this.columns[name].data.byteLength, 0);
  }

  /** @throws Error when the rows are not those that follow */
  append(rows: RecordRows): void {
    const first = this.edges;
    const end = rows.simulationEnd.at(-1);
    if (end !== undefined && end !== this.columns.pathEdge.length + rows.pathEdge.length) {
      throw new Error('Rows of a search have come out of order.');
    }
    for (const name of FIELD_NAMES) this.columns[name].append(rows[name]);
    const { edgeNode, edgeChild, nodeFirstEdge, nodeEdgeCount } = this.columns;
    for (let at = 0; at < rows.links.length; at += 2) {
      edgeChild.data[rows.links[at]!] = rows.links[at + 1]!;
    }
    for (let edge = first; edge < this.edges; edge++) {
      const node = edgeNode.data[edge]!;
      const own = edge - nodeFirstEdge.data[node]!;
      if (own >= 0 && own < nodeEdgeCount.data[node]!) continue;
      const forced = this.#forced.get(node);
      if (forced === undefined) this.#forced.set(node, [edge]);
      else forced.push(edge);
    }
  }

  /** The edges of a node: those sampled, then those forced. */
  edgesOf(node: number): number[] {
    const first = this.columns.nodeFirstEdge.data[node]!;
    const count = this.columns.nodeEdgeCount.data[node]!;
    const sampled = Array.from({ length: count }, (_, at) => first + at);
    return [...sampled, ...(this.#forced.get(node) ?? [])];
  }

  /** Where simulation `index` begins in `pathEdge`. */
  pathStart(index: number): number {
    return index === 0 ? 0 : this.columns.simulationEnd.data[index - 1]!;
  }

  /** The edges of simulation `index`, from its start. */
  path(index: number): Int32Array {
    const end = this.columns.simulationEnd.data[index]!;
    return this.columns.pathEdge.data.slice(this.pathStart(index), end);
  }

  /** The last node of simulation `index`. */
  leaf(index: number): number {
    const end = this.columns.simulationEnd.data[index]!;
    if (end === this.pathStart(index)) return this.columns.simulationStart.data[index]!;
    return this.columns.edgeChild.data[this.columns.pathEdge.data[end - 1]!]!;
  }

  /** Row `row` of the moves as a term. */
  term(row: number): Term {
    const [a, b, c] = this.header.start.shape;
    const from = row * (a + b + c);
    const { data } = this.columns.move;
    return {
      u: data.slice(from, from + a),
      v: data.slice(from + a, from + a + b),
      w: data.slice(from + a + b, from + a + b + c),
    };
  }

  edgeTerm(edge: number): Term {
    return this.term(this.columns.edgeMove.data[edge]!);
  }

  /** The edges by which a node was first reached from the first one, in order. */
  lineTo(node: number): number[] {
    const line: number[] = [];
    const { nodeParent, nodeParentEdge } = this.columns;
    for (let at = node; nodeParent.data[at]! >= 0; at = nodeParent.data[at]!) {
      line.push(nodeParentEdge.data[at]!);
    }
    return line.reverse();
  }

  /** What is left of the target at a node. */
  residual(node: number): Tensor {
    const { start, arithmetic } = this.header;
    return this.lineTo(node).reduce(
      (left, edge) => subtractTerm(left, this.edgeTerm(edge), arithmetic),
      start,
    );
  }

  /** The node to move from after so many simulations. */
  rootAfter(simulations: number): number {
    const { playAt, playEdge, edgeChild } = this.columns;
    let root = 0;
    for (let at = 0; at < playAt.length && playAt.data[at]! <= simulations; at++) {
      root = edgeChild.data[playEdge.data[at]!]!;
    }
    return root;
  }
}
