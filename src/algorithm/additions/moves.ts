/** Moves from a variant to one of another algorithm of the same size and rank. */
import type { Random } from '../../tensor/random.ts';
import type { Size } from '../../tensor/size.ts';
import type { Algorithm } from '../algorithm.ts';
import { changed, type ElementaryChange, type Space } from '../equivalence/sandwich.ts';
import type { SumGraph } from './sum-graph.ts';
import { assembled, type Variant } from './variant.ts';

/** Two terms that share the factor of one mode, up to sign; `sign` is that sign. */
interface SharedFactor {
  readonly mode: number;
  readonly first: number;
  readonly second: number;
  readonly sign: 1 | -1;
}

/**
 * A random flip (Kauers and Moosbauer, "Flip graphs for matrix multiplication", 2022): of two terms
 * a⊗b⊗c + a⊗b′⊗c′ = a⊗(b + b′)⊗c + a⊗b′⊗(c′ − c). Undefined when it gives a factor 0 or coefficients
 * beyond −1, 0, 1, or when no terms share a factor.
 */
export function flipped(variant: Variant, random: Random): Variant | undefined {
  const { algorithm } = variant;
  const rows = [algorithm.u, algorithm.v, algorithm.w];
  const shared = sharedFactors(algorithm);
  if (shared.length === 0) return undefined;
  const { mode, first, second, sign } = shared[random.below(shared.length)]!;
  const swap = random.next() < 0.5;
  const gains = (mode + (swap ? 1 : 2)) % 3;
  const loses = (mode + (swap ? 2 : 1)) % 3;
  const factor = random.next() < 0.5 ? 1 : -1;
  const isModular = algorithm.arithmetic === 'z2';
  const gained = plus(rows[gains]![first]!, rows[gains]![second]!, factor, isModular);
  const lost = plus(rows[loses]![second]!, rows[loses]![first]!, -factor * sign, isModular);
  if (!isUsable(gained) || !isUsable(lost)) return undefined;
  const next = rows.map((factors, at) => {
    if (at === gains) return factors.with(first, gained);
    return at === loses ? factors.with(second, lost) : factors;
  });
  const maps = [...variant.maps];
  maps[gains] = withAdded(maps[gains]!, first, second, factor);
  maps[loses] = withAdded(maps[loses]!, second, first, -factor * sign);
  const [u, v, w] = next;
  return assembled({ ...algorithm, u: u!, v: v!, w: w! }, maps, variant);
}

/**
 * A random change of basis: one elementary change, or two of disjoint coordinates of a space, as products
 * of smaller algorithms need; undefined as for flips.
 */
export function rebased(variant: Variant, random: Random): Variant | undefined {
  const changes = randomChanges(variant.algorithm.size, random);
  if (changes.length === 0) return undefined;
  let { algorithm } = variant;
  const maps = [...variant.maps];
  for (const change of changes) {
    algorithm = changed(algorithm, change);
    for (const mode of MODES_OF[change.space]) {
      maps[mode] = substituted(maps[mode]!, algorithm.size, mode, change);
    }
  }
  const isTernary = [algorithm.u, algorithm.v, algorithm.w].every((rows) => rows.every(isUsable));
  return isTernary ? assembled(algorithm, maps, variant) : undefined;
}

/** The modes whose factors a change of basis alters. */
export const MODES_OF: Readonly<Record<Space, readonly [number, number]>> = {
  n: [0, 2],
  m: [0, 1],
  p: [1, 2],
};

function randomChanges(size: Size, random: Random): ElementaryChange[] {
  const at = random.below(3);
  const side = size[at]!;
  if (side < 2) return [];
  const space = (['n', 'm', 'p'] as const)[at]!;
  const order = Array.from({ length: side }, (_, x) => x);
  for (let x = 0; x < Math.min(4, side - 1); x++) {
    const y = x + random.below(side - x);
    [order[x], order[y]] = [order[y]!, order[x]!];
  }
  const factor = random.next() < 0.5 ? 1 : -1;
  const first: ElementaryChange = { space, from: order[0]!, to: order[1]!, factor };
  if (side < 4 || random.next() < 0.3) return [first];
  const other = random.next() < 0.5 ? 1 : -1;
  return [first, { space, from: order[2]!, to: order[3]!, factor: other }];
}

/**
 * The map after a change of basis: output rows gain in one coordinate what they have in another, so the
 * input of the other is replaced by its sum with the input of the one.
 */
function substituted(
  map: SumGraph,
  size: Size,
  mode: number,
  { space, from, to, factor }: ElementaryChange,
): SumGraph {
  const [n, m, p] = size;
  const [rows, columns] = [
    [n, m],
    [m, p],
    [n, p],
  ][mode] as [number, number];
  const isFirst = MODES_OF[space][0] === mode;
  // In its first mode the space gains at `to`, in its second it loses at `from` (see sandwich.ts).
  const [gaining, source, by] = isFirst ? [to, from, factor] : [from, to, -factor];
  const byRow = space === 'n' || (space === 'm' && mode === 1);
  const graph = map.copy();
  const place = (which: number, other: number) =>
    byRow ? which * columns + other : other * columns + which;
  for (let other = 0; other < (byRow ? columns : rows); other++) {
    const x = place(source, other);
    const y = place(gaining, other);
    const users = graph.above[x]!.slice();
    if (users.length === 0) continue;
    const sum = graph.newTemporary();
    for (const user of users) {
      const at = graph.below[user]!.indexOf(x);
      const coefficient = graph.factors[user]![at]!;
      graph.removeAt(user, at);
      graph.add(user, sum, coefficient);
    }
    graph.add(sum, x, 1);
    graph.add(sum, y, graph.arithmetic === 'z2' ? 1 : by);
  }
  graph.tidy();
  return graph;
}

/** The map after factor times one output was added to another. */
function withAdded(map: SumGraph, to: number, from: number, factor: number): SumGraph {
  const graph = map.copy();
  const [target, source] = [graph.inputs + to, graph.inputs + from];
  const values = graph.below[source]!;
  for (const [at, value] of values.entries()) {
    const coefficient = factor * graph.factors[source]![at]!;
    graph.add(target, value, graph.arithmetic === 'z2' ? 1 : coefficient);
  }
  graph.tidy();
  return graph;
}

/** Many moves are tried on one algorithm. */
const sharedFactorsOf = new WeakMap<Algorithm, readonly SharedFactor[]>();

function sharedFactors(algorithm: Algorithm): readonly SharedFactor[] {
  const known = sharedFactorsOf.get(algorithm);
  if (known !== undefined) return known;
  const found: SharedFactor[] = [];
  for (const [mode, rows] of [algorithm.u, algorithm.v, algorithm.w].entries()) {
    const seen = new Map<string, { term: number; sign: number }[]>();
    for (const [term, row] of rows.entries()) {
      const sign = Math.sign(row.find((c) => c !== 0) ?? 1);
      const key = row.map((c) => c * sign + 0).join();
      const others = seen.get(key) ?? [];
      for (const other of others) {
        const both: 1 | -1 = other.sign === sign ? 1 : -1;
        found.push({ mode, first: term, second: other.term, sign: both });
        found.push({ mode, first: other.term, second: term, sign: both });
      }
      others.push({ term, sign });
      seen.set(key, others);
    }
  }
  sharedFactorsOf.set(algorithm, found);
  return found;
}

function plus(
  a: readonly number[],
  b: readonly number[],
  by: number,
  isModular: boolean,
): number[] {
  return a.map((c, at) => (isModular ? c ^ b[at]! : c + by * b[at]!));
}

/** Not zero, and with coefficients −1, 0, 1. */
function isUsable(row: readonly number[]): boolean {
  return row.some((c) => c !== 0) && row.every((c) => c >= -1 && c <= 1);
}
