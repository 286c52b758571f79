/** Moves found by looking at the residual alone: those that lower its rank bound the most. */
import type { Arithmetic } from '../../tensor/arithmetic.ts';
import { seeded } from '../../tensor/random.ts';
import { matrixRank, rankBound } from '../../tensor/rank.ts';
import type { Tensor } from '../../tensor/tensor.ts';
import { canonical, subtractTerm, type Term } from '../../tensor/term.ts';
import { type Mode, type Slice, sliceOf, termAlong } from './peel.ts';

/** A move, and what the residual is after it: exact. */
export interface RatedMove {
  readonly term: Term;
  readonly rankBound: number;
  readonly nonzeros: number;
}

/** Pairs of factors that are tried at most. */
const MOST_PAIRS = 240;

/** Rates a move. */
export function rated(residual: Tensor, term: Term, arithmetic: Arithmetic): RatedMove {
  const after = subtractTerm(residual, term, arithmetic);
  let nonzeros = 0;
  for (const entry of after.data) if (entry !== 0) nonzeros++;
  return { term, rankBound: rankBound(after, arithmetic), nonzeros };
}

/** The better one: by the rank bound, then by the nonzeros. */
export function better(a: RatedMove, b: RatedMove | null): RatedMove {
  if (b === null) return a;
  return (a.rankBound - b.rankBound || a.nonzeros - b.nonzeros) < 0 ? a : b;
}

/**
 * The moves that take a row and a column of a slice for two of their factors, and for the third
 * factor, slice by slice, the coefficient that leaves the least rank: each once, null where a pair of
 * factors gives none. In an order that the seed shuffles.
 * @param most pairs that are tried at most
 */
export function* localMoves(
  residual: Tensor,
  arithmetic: Arithmetic,
  largest: number,
  seed: number,
  most = MOST_PAIRS,
): Generator<{ readonly done: number; readonly move: RatedMove | null }> {
  const pairs = shuffled(pairsOf(residual, largest), seed).slice(0, most);
  const slices = ([0, 1, 2] as const).map((mode) => slicesAlong(residual, mode, arithmetic));
  const seen = new Set<string>();
  for (const [at, { mode, y, z }] of pairs.entries()) {
    const done = (at + 1) / pairs.length;
    const x = bestThird(slices[mode]!, y, z, arithmetic, largest);
    let move: RatedMove | null = null;
    if (x.some((c) => c !== 0)) {
      const term = canonical(termAlong(mode, x, y, z), arithmetic);
      const key = `${term.u} ${term.v} ${term.w}`;
      if (!seen.has(key)) move = rated(residual, term, arithmetic);
      seen.add(key);
    }
    yield { done, move };
  }
}

/**
 * The best of those moves. Yields the share of the work done; returns null when none of them can be
 * played.
 */
export function* localMove(
  residual: Tensor,
  arithmetic: Arithmetic,
  largest: number,
  seed: number,
): Generator<number, RatedMove | null> {
  let best: RatedMove | null = null;
  for (const { done, move } of localMoves(residual, arithmetic, largest, seed)) {
    if (move !== null) best = better(move, best);
    yield done;
  }
  return best;
}

interface Pair {
  readonly mode: Mode;
  readonly y: Int8Array;
  readonly z: Int8Array;
}

/** A column and a row of a slice that cross in an entry other than 0, each pair once. */
function pairsOf(residual: Tensor, largest: number): Pair[] {
  const pairs = new Map<string, Pair>();
  for (const mode of [0, 1, 2] as const) {
    for (let at = 0; at < residual.shape[mode]; at++) {
      const { rows, columns, data } = sliceOf(residual, mode, at);
      for (let cell = 0; cell < data.length; cell++) {
        if (data[cell] === 0) continue;
        const r = Math.floor(cell / columns);
        const y = primitive(rows, (i) => data[i * columns + (cell % columns)]!);
        const z = primitive(columns, (j) => data[r * columns + j]!);
        if (y === undefined || z === undefined || tooLarge(y, largest) || tooLarge(z, largest)) {
          continue;
        }
        pairs.set(`${mode} ${y} ${z}`, { mode, y, z });
      }
    }
  }
  return [...pairs.values()];
}

/** The entries, not all 0, divided by their common divisor; undefined beyond 8 bits. */
function primitive(length: number, entry: (at: number) => number): Int8Array | undefined {
  const values = Array.from({ length }, (_, at) => entry(at));
  const divisor = values.reduce(greatestDivisor, 0);
  if (values.some((value) => Math.abs(value) > 127 * divisor)) return undefined;
  return Int8Array.from(values, (value) => value / divisor);
}

function greatestDivisor(a: number, b: number): number {
  let [large, small] = [Math.abs(a), Math.abs(b)];
  while (small !== 0) [large, small] = [small, large % small];
  return large;
}

interface RankedSlice extends Slice {
  readonly rank: number;
}

function slicesAlong(residual: Tensor, mode: Mode, arithmetic: Arithmetic): RankedSlice[] {
  return Array.from({ length: residual.shape[mode] }, (_, at) => {
    const slice = sliceOf(residual, mode, at);
    return { ...slice, rank: rankLess(slice, 0, NONE, NONE, arithmetic) };
  });
}

/** For every slice the smallest coefficient c for which slice − c·y⊗z has the least rank. */
function bestThird(
  slices: readonly RankedSlice[],
  y: Int8Array,
  z: Int8Array,
  arithmetic: Arithmetic,
  largest: number,
): Int8Array {
  const choices = arithmetic === 'z2' ? [1] : largest === 1 ? [1, -1] : [1, -1, 2, -2];
  return Int8Array.from(slices, (slice) => {
    // A rank falls by one at most, and that of a zero slice not at all.
    if (slice.rank === 0) return 0;
    return choices.find((c) => rankLess(slice, c, y, z, arithmetic) < slice.rank) ?? 0;
  });
}

/** The rank of slice − c·y⊗z. */
function rankLess(
  { rows, columns, data }: Slice,
  c: number,
  y: Int8Array,
  z: Int8Array,
  arithmetic: Arithmetic,
): number {
  const matrix = Array.from({ length: rows }, (_, i) => {
    const factor = c === 0 ? 0 : c * y[i]!;
    const row = Array.from(data.subarray(i * columns, (i + 1) * columns));
    return factor === 0 ? row : row.map((entry, j) => entry - factor * z[j]!);
  });
  return matrixRank(
    matrix.filter((row) => row.some((entry) => entry !== 0)),
    arithmetic,
  );
}

function tooLarge(factor: Int8Array, largest: number): boolean {
  return factor.some((c) => Math.abs(c) > largest);
}

function shuffled<T>(items: readonly T[], seed: number): T[] {
  const random = seeded(seed, 11);
  const result = [...items];
  for (let at = result.length - 1; at > 0; at--) {
    const other = random.below(at + 1);
    [result[at], result[other]] = [result[other]!, result[at]!];
  }
  return result;
}

const NONE = new Int8Array(0);
