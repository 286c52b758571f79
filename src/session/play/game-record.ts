/** A game as plain data, whatever it came from checked: a link, or what the browser stored. */
import { z } from 'zod';
import type { LineNode, LineTree } from '../../game/line-tree.ts';
import { ARITHMETICS, type Arithmetic } from '../../tensor/arithmetic.ts';
import { bilinearTarget, NAMED_TARGETS, type TargetSpec } from '../../tensor/bilinear.ts';
import { equalTerms, isZeroTerm, type Term } from '../../tensor/term.ts';
import { customSpec, LARGEST_ENTRY, LONGEST_MODE, LONGEST_TITLE } from './custom-target.ts';
import { type BoardView, DEFAULT_VIEW } from './play-state.ts';

export const LARGEST_BASIS_SEED = 2 ** 32 - 1;
/** Nodes of a line tree: far more than anyone plays. */
const MOST_NODES = 100_000;

/** Everything of a game that a link holds. */
export interface Game {
  readonly spec: TargetSpec;
  readonly arithmetic: Arithmetic;
  readonly maxCoefficient: 1 | 2;
  readonly basisSeed: number | null;
  readonly tree: LineTree;
  readonly view: BoardView;
  /** Null when there is none, or all zeros. */
  readonly draft: Term | null;
}

const side = z.int().min(1).max(5);
const length = z.int().min(1).max(LONGEST_MODE);
const coefficient = z.int().min(-2).max(2);
const factor = z.array(coefficient).max(LONGEST_MODE);
const term = z.object({ u: factor, v: factor, w: factor });

const spec = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('matmul'), size: z.tuple([side, side, side]) }),
  z.object({ kind: z.literal('named'), id: z.enum(NAMED_TARGETS) }),
  z.object({
    kind: z.literal('custom'),
    title: z.string().max(LONGEST_TITLE),
    shape: z.tuple([length, length, length]),
    data: z.array(z.int().min(-LARGEST_ENTRY).max(LARGEST_ENTRY)),
  }),
]);

export const gameSchema = z.object({
  spec,
  arithmetic: z.enum(ARITHMETICS),
  maxCoefficient: z.union([z.literal(1), z.literal(2)]),
  basisSeed: z.int().min(0).max(LARGEST_BASIS_SEED).nullable(),
  /** All nodes but the root: the parent, the move, and whether redo goes from the parent to it. */
  nodes: z
    .array(z.object({ parent: z.int().min(0), term, preferred: z.boolean() }))
    .max(MOST_NODES),
  at: z.int().min(0),
  view: z.object({
    mode: z.union([z.literal(0), z.literal(1), z.literal(2)]),
    solid: z.boolean(),
    yaw: z.number().min(-180).max(180),
    pitch: z.number().min(-90).max(90),
  }),
  draft: term.nullable(),
});

export type GameRecord = z.infer<typeof gameSchema>;

/** The game that a record describes; a sentence's reason when it describes none. */
export function readGame(value: unknown): { readonly game: Game } | { readonly reason: string } {
  const parsed = gameSchema.safeParse(value);
  if (!parsed.success) return { reason: 'it holds values that no game has' };
  const record = parsed.data;
  const target = readSpec(record.spec);
  if (typeof target === 'string') return { reason: target };
  const { shape } = bilinearTarget(target).tensor;
  const read = (raw: z.infer<typeof term>) => readTerm(raw, shape, record.arithmetic);
  const tree = readTree(record, read);
  if (typeof tree === 'string') return { reason: tree };
  const { arithmetic, maxCoefficient, basisSeed, view } = record;
  const draft = record.draft === null ? null : (read(record.draft) ?? null);
  return {
    game: { spec: target, arithmetic, maxCoefficient, basisSeed, tree, view, draft },
  };
}

/** The record of a game. */
export function writeGame(game: Game): GameRecord {
  const { nodes } = game.tree;
  return {
    spec:
      game.spec.kind === 'custom'
        ? {
            kind: 'custom',
            title: game.spec.title,
            shape: [...game.spec.tensor.shape],
            data: Array.from(game.spec.tensor.data),
          }
        : game.spec.kind === 'matmul'
          ? { kind: 'matmul', size: [...game.spec.size] }
          : game.spec,
    arithmetic: game.arithmetic,
    maxCoefficient: game.maxCoefficient,
    basisSeed: game.basisSeed,
    nodes: nodes.slice(1).map(({ parent, term: move }, at) => ({
      parent,
      term: plainTerm(move!),
      preferred: nodes[parent]!.preferred === at + 1,
    })),
    at: game.tree.at,
    view: game.view,
    draft: game.draft === null ? null : plainTerm(game.draft),
  };
}

/** The game before its first move. */
export function freshGame(spec: TargetSpec, arithmetic: Arithmetic): Game {
  return {
    spec,
    arithmetic,
    maxCoefficient: 2,
    basisSeed: null,
    tree: { nodes: [{ parent: -1, term: null, children: [], preferred: -1 }], at: 0 },
    view: DEFAULT_VIEW,
    draft: null,
  };
}

function plainTerm({ u, v, w }: Term): z.infer<typeof term> {
  return { u: Array.from(u), v: Array.from(v), w: Array.from(w) };
}

function readSpec(raw: z.infer<typeof spec>): TargetSpec | string {
  if (raw.kind !== 'custom') return raw;
  const [s0, s1, s2] = raw.shape;
  if (raw.data.length !== s0 * s1 * s2) return 'its tensor has another shape than it says';
  return customSpec(raw.title, raw.shape, raw.data);
}

function readTerm(
  { u, v, w }: z.infer<typeof term>,
  shape: readonly [number, number, number],
  arithmetic: Arithmetic,
): Term | undefined {
  if (u.length !== shape[0] || v.length !== shape[1] || w.length !== shape[2]) return undefined;
  if (arithmetic === 'z2' && [u, v, w].some((row) => row.some((c) => c !== 0 && c !== 1))) {
    return undefined;
  }
  return { u: Int8Array.from(u), v: Int8Array.from(v), w: Int8Array.from(w) };
}

function readTree(
  record: GameRecord,
  read: (raw: z.infer<typeof term>) => Term | undefined,
): LineTree | string {
  const nodes: { -readonly [K in keyof LineNode]: LineNode[K] }[] = [
    { parent: -1, term: null, children: [], preferred: -1 },
  ];
  for (const { parent, term: raw, preferred } of record.nodes) {
    const move = read(raw);
    if (move === undefined || isZeroTerm(move, record.arithmetic)) {
      return 'one of its moves does not fit its target';
    }
    const above = nodes[parent];
    if (above === undefined) return 'one of its moves follows none';
    if (above.children.some((child) => equalTerms(nodes[child]!.term!, move))) {
      return 'it holds the same move twice in one position';
    }
    const isFirst = above.children.length === 0;
    above.children = [...above.children, nodes.length];
    if (preferred || isFirst) above.preferred = nodes.length;
    nodes.push({ parent, term: move, children: [], preferred: -1 });
  }
  if (nodes[record.at] === undefined) return 'its position is not among its moves';
  return { nodes, at: record.at };
}
