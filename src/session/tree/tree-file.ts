/** A recorded search as a file: JSON, all columns of the record as lists of numbers. */
import { z } from 'zod';
import {
  FIELD_NAMES,
  FIELDS,
  type RecordHeader,
  type RecordRows,
  TreeRecord,
} from '../../search/record/tree-record.ts';
import { DEAD_END, EXPANDED } from '../../search/store.ts';
import { ARITHMETICS } from '../../tensor/arithmetic.ts';
import { dimensions } from '../../tensor/size.ts';

export const TREE_FORMAT = 'tensorgame-search-tree';
const VERSION = 1;

const side = z.int().min(1).max(8);
/** What is no number, an unknown quantile or the logarithm of 0, is null in JSON. */
const column = z.array(z.number().nullable());

const fileSchema = z.object({
  format: z.literal(TREE_FORMAT),
  version: z.literal(VERSION),
  size: z.tuple([side, side, side]),
  arithmetic: z.enum(ARITHMETICS),
  maxCoefficient: z.union([z.literal(1), z.literal(2)]),
  samples: z.int().min(1).max(65_535),
  quantiles: z.int().min(0).max(1024),
  movesLeft: z.int().min(0).max(1000),
  start: z.array(z.int().min(-127).max(127)),
  options: z.object({
    explorationBase: z.number(),
    explorationScale: z.number().positive(),
    rootNoise: z.number().min(0).max(1),
    firstPlayUrgency: z.union([z.literal('parent'), z.number()]),
    visitPivot: z.number().gt(1),
  }),
  evaluator: z.object({
    kind: z.enum(['local', 'network', 'scripted']),
    name: z.string().max(300),
  }),
  /** Null: none yet. */
  baseBounds: z.tuple([z.number(), z.number()]).nullable(),
  game: z.string().max(1_000_000).nullable(),
  columns: z.object(
    Object.fromEntries(FIELD_NAMES.map((name) => [name, column])) as Record<
      (typeof FIELD_NAMES)[number],
      typeof column
    >,
  ),
});

/** The whole record as a file's text. */
export function writeTree(record: TreeRecord): string {
  const { start, baseBounds, ...header } = record.header;
  const columns = FIELD_NAMES.map((name) => {
    const { data, length } = record.columns[name];
    return [name, Array.from(data.subarray(0, length), data instanceof Float32Array ? short : own)];
  });
  return JSON.stringify({
    format: TREE_FORMAT,
    version: VERSION,
    ...header,
    start: Array.from(start.data),
    baseBounds: baseBounds[0] > baseBounds[1] ? null : baseBounds,
    columns: Object.fromEntries(columns) as unknown,
  });
}

/** The fewest digits that give the same 32-bit float. */
function short(value: number): number {
  return Number.isFinite(value) ? Number(value.toPrecision(9)) : value;
}

function own(value: number): number {
  return value;
}

/** The record that a file's text holds, checked; a sentence when it holds none. */
export function readTree(
  text: string,
): { readonly record: TreeRecord } | { readonly error: string } {
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch {
    return { error: 'This file is no saved tree: it is not JSON, or was cut short.' };
  }
  const version = z.object({ format: z.literal(TREE_FORMAT), version: z.int() }).safeParse(value);
  if (!version.success) return { error: 'This file is no saved tree of TensorGame.' };
  if (version.data.version > VERSION) {
    return {
      error: `This tree has version ${version.data.version}, newer than this page: reload the page and open it again.`,
    };
  }
  const parsed = fileSchema.safeParse(value);
  if (!parsed.success) {
    const [issue] = parsed.error.issues;
    return {
      error: `This tree cannot be opened: “${issue?.path.join('.')}” is not as it should be.`,
    };
  }
  const { format: _format, version: _version, columns, start, baseBounds, ...rest } = parsed.data;
  const shape = dimensions(rest.size);
  const header: RecordHeader = {
    ...rest,
    start: { shape, data: Int32Array.from(start) },
    baseBounds: baseBounds ?? [Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY],
  };
  const arrays = FIELD_NAMES.map((name) => {
    const missing = name === 'edgeLogProbability' ? Number.NEGATIVE_INFINITY : Number.NaN;
    const array = FIELDS[name](columns[name].length);
    array.set(columns[name].map((entry) => entry ?? missing));
    return [name, array];
  });
  const rows = { ...Object.fromEntries(arrays), links: new Int32Array(0) } as RecordRows;
  const mistake = firstMistake(header, rows);
  if (mistake !== null) return { error: `This tree cannot be opened: ${mistake}.` };
  const record = new TreeRecord(header);
  record.append(rows);
  return { record };
}

/** What is wrong with the rows of a whole record; null when they fit together. */
function firstMistake(header: RecordHeader, rows: RecordRows): string | null {
  const { shape, data } = header.start;
  const [a, b, c] = shape;
  const nodes = rows.nodeParent.length;
  const edges = rows.edgeNode.length;
  const simulations = rows.simulationStart.length;
  const moves = rows.move.length / (a + b + c);
  if (data.length !== a * b * c) return 'its first residual has another shape than its size says';
  if (nodes === 0 || rows.nodeDepth[0] !== 0) return 'it has no first node';
  if (!Number.isInteger(moves)) return 'a move is cut short';
  const least = header.arithmetic === 'z2' ? 0 : -header.maxCoefficient;
  const most = header.arithmetic === 'z2' ? 1 : header.maxCoefficient;
  if (rows.move.some((entry) => entry < least || entry > most)) {
    return 'a move has a coefficient that cannot be played';
  }
  for (const name of FIELD_NAMES) {
    const expected = name.startsWith('node')
      ? nodes * (name === 'nodeQuantiles' ? header.quantiles : 1)
      : name.startsWith('edge')
        ? edges
        : name.startsWith('simulation')
          ? simulations
          : name === 'playAt'
            ? rows.playEdge.length
            : rows[name].length;
    if (rows[name].length !== expected)
      return `“${name}” has ${rows[name].length} entries, not ${expected}`;
  }
  for (let node = 0; node < nodes; node++) {
    const parent = rows.nodeParent[node]!;
    const into = rows.nodeParentEdge[node]!;
    const last = rows.nodeFirstEdge[node]! + rows.nodeEdgeCount[node]!;
    if (parent >= node || parent < -1) return `node ${node} comes before its parent`;
    if (parent < 0 ? node > 0 : rows.edgeNode[into] !== parent || rows.edgeChild[into] !== node) {
      return `node ${node} is not where its parent leads to`;
    }
    if (rows.nodeFirstEdge[node]! < 0 || rows.nodeEdgeCount[node]! < 0 || last > edges) {
      return `node ${node} has edges that are not there`;
    }
    if (rows.nodeKind[node]! < EXPANDED || rows.nodeKind[node]! > DEAD_END) {
      return `node ${node} is of no kind`;
    }
  }
  for (let edge = 0; edge < edges; edge++) {
    const from = rows.edgeNode[edge]!;
    const child = rows.edgeChild[edge]!;
    if (from < 0 || from >= nodes || child < -1 || child >= nodes) {
      return `edge ${edge} joins nodes that are not there`;
    }
    if (rows.edgeMove[edge]! < 0 || rows.edgeMove[edge]! >= moves)
      return `edge ${edge} has no move`;
    // Each edge is a move further on: no cycle is possible.
    if (child >= 0 && rows.nodeDepth[child] !== rows.nodeDepth[from]! + 1) {
      return `edge ${edge} leads to another depth than the next`;
    }
  }
  return brokenPath(rows) ?? brokenPlay(rows);
}

function brokenPath(rows: RecordRows): string | null {
  let from = 0;
  for (const [index, end] of rows.simulationEnd.entries()) {
    let node = rows.simulationStart[index]!;
    if (end < from || end > rows.pathEdge.length || rows.nodeParent[node] === undefined) {
      return `simulation ${index + 1} has no path`;
    }
    for (let at = from; at < end; at++) {
      const edge = rows.pathEdge[at]!;
      if (rows.edgeNode[edge] !== node) return `the path of simulation ${index + 1} is broken`;
      node = rows.edgeChild[edge]!;
      if (node < 0) return `the path of simulation ${index + 1} leads nowhere`;
    }
    from = end;
  }
  return from === rows.pathEdge.length ? null : 'there is more path than simulations';
}

function brokenPlay(rows: RecordRows): string | null {
  for (const [index, edge] of rows.playEdge.entries()) {
    if (rows.edgeNode[edge] === undefined) return `move ${index + 1} that was played is not there`;
  }
  return null;
}
