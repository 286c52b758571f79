/**
 * Lifting: from an algorithm modulo 2 to one over the integers with the same parities.
 *
 * Hensel's lemma, step by step: a solution modulo 2^k becomes one modulo 2^(k+1) by solving linear
 * equations modulo 2. After every step the residues are read as the integers nearest to zero, and as
 * fractions (Kauers and Moosbauer, "Flip graphs for matrix multiplication", section 5, do the same).
 * Where the equations leave a choice, attempts after the first choose at random.
 */
import { seeded } from '../../tensor/random.ts';
import { runToEnd } from '../../tensor/steps.ts';
import type { Algorithm } from '../algorithm.ts';
import { verifyAlgorithm } from '../verify.ts';
import { Hensel, MOST_BITS } from './hensel.ts';
import { readFractions, readIntegers } from './read.ts';

export type Lift =
  /** Verified exactly over the integers; `modulus` is the power of 2 at which it showed. */
  | { readonly kind: 'lifted'; readonly algorithm: Algorithm; readonly modulus: number }
  /** Verified exactly over the rationals: denominators remain in it. */
  | { readonly kind: 'rational'; readonly algorithm: Algorithm; readonly reason: string }
  /** `proven` when no algorithm over the integers has these parities; else others may be found. */
  | { readonly kind: 'failed'; readonly proven: boolean; readonly reason: string };

export interface LiftOptions {
  /** 1 by default */
  readonly seed?: number;
  /** How often to start with other choices, until the coefficients are −1, 0 and 1, 24 by default */
  readonly attempts?: number;
}

/** Attempt `attempt` of `attempts` is at the modulus 2^bits; attempt 0 sets up the equations. */
export interface LiftProgress {
  readonly attempt: number;
  readonly attempts: number;
  readonly bits: number;
}

/** All of `lifting` at once. @throws RangeError as `lifting` does */
export function liftToIntegers(algorithm: Algorithm, options: LiftOptions = {}): Lift {
  return runToEnd(lifting(algorithm, options));
}

/**
 * Lifts step by step; the caller may stop between steps by not going on.
 * @throws RangeError when the algorithm is not one modulo 2, or does not verify
 */
export function* lifting(
  algorithm: Algorithm,
  { seed = 1, attempts = 24 }: LiftOptions = {},
): Generator<LiftProgress, Lift> {
  if (algorithm.arithmetic !== 'z2') {
    throw new RangeError('Only algorithms modulo 2 are lifted: this one is over the integers');
  }
  const verdict = verifyAlgorithm(algorithm);
  if (!verdict.ok) throw new RangeError(`What is no algorithm is not lifted: ${verdict.reason}`);

  yield { attempt: 0, attempts, bits: 1 };
  const hensel = new Hensel(algorithm);
  const random = seeded(seed);
  let best: Lifted | undefined;
  let rational: Algorithm | undefined;
  let stuckAt = 0;
  for (let attempt = 1; attempt <= attempts && !(best?.largest === 1); attempt++) {
    hensel.restart();
    // Signs are chosen in the first step, and now and then zeros too; afterwards what is free rests.
    const zeros = attempt % 4 === 0 ? 0.1 : 0;
    const choose = (isOdd: boolean) => (random.next() < (isOdd ? 0.5 : zeros) ? 1 : 0);
    for (let bits = 1; bits < MOST_BITS; bits++) {
      if (!hensel.step(bits, bits === 1 && attempt > 1 ? choose : undefined)) {
        if (bits === 1) return impossible();
        stuckAt = Math.max(stuckAt, bits);
        break;
      }
      yield { attempt, attempts, bits: bits + 1 };
      const found = read(algorithm, hensel.values, bits + 1);
      if (found === undefined) continue;
      if (found.algorithm.denominators !== undefined) rational ??= found.algorithm;
      else if (best === undefined || found.largest < best.largest) best = found;
      break;
    }
  }
  if (best !== undefined) {
    return { kind: 'lifted', algorithm: best.algorithm, modulus: best.modulus };
  }
  return rational === undefined
    ? notFound(attempts, stuckAt)
    : {
        kind: 'rational',
        algorithm: rational,
        reason: `In ${attempts} attempts it lifted to fractions only, with denominators up to ${Math.max(...(rational.denominators ?? []))}`,
      };
}

interface Lifted {
  readonly algorithm: Algorithm;
  readonly modulus: number;
  /** the largest absolute value of a coefficient */
  readonly largest: number;
}

/** What the residues modulo 2^bits stand for, verified; undefined when for nothing yet. */
function read(algorithm: Algorithm, values: Int32Array, bits: number): Lifted | undefined {
  const integers = readIntegers(algorithm, values, bits);
  if (integers !== undefined && verifyAlgorithm(integers).ok) return lifted(integers, bits);
  // A fraction needs twice as many bits as an integer, and is looked for more rarely.
  if (bits % 6 !== 1) return undefined;
  const fractions = readFractions(algorithm, values, bits);
  return fractions !== undefined && verifyAlgorithm(fractions).ok
    ? lifted(fractions, bits)
    : undefined;
}

function lifted(algorithm: Algorithm, bits: number): Lifted {
  const coefficients = [algorithm.u, algorithm.v, algorithm.w].flat(2);
  const largest = coefficients.reduce((most, c) => Math.max(most, Math.abs(c)), 0);
  return { algorithm, modulus: 2 ** bits, largest };
}

function notFound(attempts: number, stuckAt: number): Lift {
  const reason =
    stuckAt > 0
      ? `In ${attempts} attempts none went beyond the modulus 2^${stuckAt}: the equations for the next power of 2 had no solution`
      : `It lifts modulo 2^${MOST_BITS}, but in ${attempts} attempts no integers and no fractions of small height came out`;
  return { kind: 'failed', proven: false, reason };
}

function impossible(): Lift {
  const reason = 'It cannot be lifted: no integers with these parities are right even modulo 4';
  return { kind: 'failed', proven: true, reason };
}
