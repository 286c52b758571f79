/**
 * Fewer additions by going to other algorithms of the same size and rank: simulated annealing over flips
 * and changes of basis, where the programs go along and are improved at every move.
 */
import { type Random, seeded } from '../../tensor/random.ts';
import { runToEnd } from '../../tensor/steps.ts';
import type { Algorithm } from '../algorithm.ts';
import {
  type AdditionCounts,
  carriesOut,
  countAdditions,
  type StraightLineProgram,
} from '../straight-line.ts';
import { verifyAlgorithm } from '../verify.ts';
import { detour } from './detour.ts';
import { flipped, rebased } from './moves.ts';
import {
  improved,
  programOfVariant,
  totalCost,
  type Variant,
  variantOf,
  withFewerNegations,
} from './variant.ts';

export interface VariantOptions {
  /** 1 by default */
  readonly seed?: number;
  /** How long to search: 200 by default, each of MOVES moves */
  readonly rounds?: number;
  /** Stop when there are no more additions than this */
  readonly goal?: number;
  /** Other algorithms of the size and of no higher rank, to start from where they need fewer additions */
  readonly starts?: readonly Algorithm[];
}

/** The best algorithm until now with its program, both exactly verified. */
export interface VariantProgress {
  readonly round: number;
  readonly rounds: number;
  /** of the size asked for and of its rank (or a lower one), but another algorithm in general */
  readonly algorithm: Algorithm;
  readonly program: StraightLineProgram;
  readonly additions: AdditionCounts;
}

const MOVES = 100;
/** Rounds from the highest temperature to the lowest. */
const CYCLE = 10;
/** Then a detour is taken from the best of the cycle if that is worse by no more than this than where */
const TOLERANCE = 1;
/** the last detour began, else from there once more; and as often as this from the best of all. */
const RETURNS = 0.1;
/** A detour takes so many flips at a higher rank, or a tenth, or none, */
const FLIPS_AWAY = 30_000;
/** and at most so many more until the rank is reached. */
const FLIPS_BACK = 200_000;
/** In additions: a move that costs as many is accepted with a chance of 1/e. */
const HOTTEST = 1.5;
const COLDEST = 0.25;
/** Steps for each map that a move altered: rebasing alters all of a map. */
const STEPS_AFTER_FLIP = 4;
const STEPS_AFTER_REBASING = 16;
/** Steps for each map in the beginning, */
const FIRST_STEPS = 300;
/** after a detour, */
const STEPS_AFTER_DETOUR = 40;
/** and at the start of a round. */
const STEPS_A_ROUND = 10;
/** How often a move is a change of basis and not a flip. */
const REBASING = 0.2;

/** All of `searchingVariants` at once. */
export function reduceWithVariants(
  algorithm: Algorithm,
  options: VariantOptions = {},
): VariantProgress {
  return runToEnd(searchingVariants(algorithm, options));
}

/**
 * Searches round by round; equal algorithms and options give equal results. The caller may stop after any
 * round and keep what it gave. Only coefficients −1, 0, 1 are moved to: an algorithm with others is
 * reduced as it is. @throws RangeError when the algorithm or another start does not verify
 */
export function* searchingVariants(
  algorithm: Algorithm,
  { seed = 1, rounds = 200, goal = 0, starts = [] }: VariantOptions = {},
): Generator<VariantProgress, VariantProgress> {
  const random = seeded(seed);
  // The program of the algorithm itself comes first: it may be that nothing better is found.
  let current = [algorithm, ...starts]
    .map((start) => begun(start, algorithm, random))
    .reduce((least, other) => (totalCost(other) < totalCost(least) ? other : least));
  const provenance = {
    variantOf: current.algorithm.provenance ?? null,
    by: 'flips and changes of basis for fewer additions',
    seed,
  };
  const begin = current.algorithm;
  let best = current;
  // Where the last detour started, and the best since.
  let base = current;
  let low = current;
  let told = progress(best, true, 0, rounds);
  for (let round = 1; round <= rounds; round++) {
    const phase = ((round - 1) % CYCLE) / CYCLE;
    if (phase === 0 && round > 1) {
      if (totalCost(low) <= totalCost(base) + TOLERANCE) base = low;
      if (random.next() < RETURNS) base = best;
      current = afterDetour(base, random);
      low = current;
    }
    current = improved(current, [0, 1, 2], STEPS_A_ROUND, random);
    if (totalCost(current) < totalCost(low)) low = current;
    const temperature = HOTTEST * (COLDEST / HOTTEST) ** phase;
    for (let move = 0; move < MOVES; move++) {
      const isRebasing = random.next() < REBASING;
      const next = isRebasing ? rebased(current, random) : flipped(current, random);
      if (next === undefined) continue;
      const altered = [0, 1, 2].filter((mode) => next.maps[mode] !== current.maps[mode]);
      const steps = isRebasing ? STEPS_AFTER_REBASING : STEPS_AFTER_FLIP;
      const better = improved(next, altered, steps, random);
      const worse = totalCost(better) - totalCost(current);
      if (worse > 0 && random.next() >= Math.exp(-worse / temperature)) continue;
      current = { ...better, algorithm: { ...better.algorithm, provenance } };
      if (totalCost(current) < totalCost(low)) low = current;
    }
    if (totalCost(low) < totalCost(best)) best = low;
    told =
      totalCost(best) === told.cost
        ? { ...told, round }
        : progress(best, best.algorithm === begin, round, rounds);
    yield told;
    if (told.additions.total <= goal) break;
  }
  return told;
}

/** @throws RangeError when the start does not verify, or is of another size or a higher rank */
function begun(start: Algorithm, algorithm: Algorithm, random: Random): Variant {
  const verdict = verifyAlgorithm(start);
  if (!verdict.ok) throw new RangeError(verdict.reason);
  const isSame = start.size.every((side, at) => side === algorithm.size[at]);
  if (!isSame || start.arithmetic !== algorithm.arithmetic || start.rank > algorithm.rank) {
    throw new RangeError('A start is of another size or arithmetic, or of a higher rank');
  }
  return improved(variantOf(start), [0, 1, 2], FIRST_STEPS, random);
}

/** Another algorithm, to which no flips but a higher rank leads; the same when none was reached. */
function afterDetour(variant: Variant, random: Random): Variant {
  const away = [0, FLIPS_AWAY / 10, FLIPS_AWAY][random.below(3)]!;
  const algorithm = detour(variant.algorithm, random, away + FLIPS_BACK, away);
  return algorithm === undefined
    ? variant
    : improved(variantOf(algorithm), [0, 1, 2], STEPS_AFTER_DETOUR, random);
}

/** @throws Error when what was searched for is no algorithm, or the program not its */
function progress(found: Variant, isItself: boolean, round: number, rounds: number) {
  // The algorithm that was given stays as it is.
  const variant = isItself ? found : withFewerNegations(found);
  const { algorithm } = variant;
  const program = programOfVariant(variant);
  if (!verifyAlgorithm(algorithm).ok || !carriesOut(program, algorithm)) {
    throw new Error('A variant with fewer additions does not verify');
  }
  const additions = countAdditions(program);
  return { round, rounds, algorithm, program, additions, cost: totalCost(variant) };
}
