/** Reading residues modulo a power of 2 as an algorithm over the integers or the rationals. */
import { dimensions } from '../../tensor/size.ts';
import { matmul } from '../../tensor/target.ts';
import type { Algorithm } from '../algorithm.ts';
import { greatestCommonDivisor, reconstruct } from './reconstruct.ts';

/** Larger coefficients fit no algorithm file. */
const LARGEST_COEFFICIENT = 127;

/** Term r is u[r]⊗v[r]⊗w[r] / denominators[r], all of them integers. */
export interface RationalFactors {
  readonly size: Algorithm['size'];
  readonly u: readonly (readonly number[])[];
  readonly v: readonly (readonly number[])[];
  readonly w: readonly (readonly number[])[];
  readonly denominators: readonly number[];
  /** the same without denominators, where they are all 1 */
  readonly integers: Algorithm | undefined;
}

/** Each residue as the integer nearest to zero; undefined when one exceeds ±127. */
export function readIntegers(
  algorithm: Algorithm,
  values: Int32Array,
  bits: number,
): Algorithm | undefined {
  const integers = Array.from(values, (value) => (value << (32 - bits)) >> (32 - bits));
  if (integers.some((c) => Math.abs(c) > LARGEST_COEFFICIENT)) return undefined;
  return { ...standard(algorithm), ...split(algorithm, integers) };
}

/** Each residue as a fraction, every factor brought to lowest integers; undefined when one is none. */
export function readFractions(
  algorithm: Algorithm,
  values: Int32Array,
  bits: number,
): RationalFactors | undefined {
  const modulus = 2 ** bits;
  const fractions = [];
  for (const value of values) {
    const fraction = reconstruct((value >>> 0) % modulus, bits);
    if (fraction === undefined) return undefined;
    fractions.push(fraction);
  }
  const numerators = split(
    algorithm,
    fractions.map((fraction) => fraction.numerator),
  );
  const denominators = split(
    algorithm,
    fractions.map((fraction) => fraction.denominator),
  );
  const terms = algorithm.u.map((_, r) => {
    const scale = { over: 1, under: 1 };
    const [u, v, w] = (['u', 'v', 'w'] as const).map((mode) =>
      primitive(numerators[mode][r]!, denominators[mode][r]!, scale),
    ) as [number[], number[], number[]];
    const common = greatestCommonDivisor(scale.over, scale.under) || 1;
    return {
      u,
      v,
      w: w.map((c) => (c * scale.over) / common),
      denominator: scale.under / common,
    };
  });
  const factors = {
    u: terms.map((term) => term.u),
    v: terms.map((term) => term.v),
    w: terms.map((term) => term.w),
  };
  const isWhole = terms.every((term) => term.denominator === 1);
  return {
    size: algorithm.size,
    ...factors,
    denominators: terms.map((term) => term.denominator),
    integers: isWhole ? { ...standard(algorithm), ...factors } : undefined,
  };
}

/** Exactly, with BigInt: the terms times the common denominator add up to as many matrix products. */
export function verifyFractions({ size, u, v, w, denominators }: RationalFactors): boolean {
  const [s0, s1, s2] = dimensions(size);
  const common = denominators.reduce((least, d) => {
    const divisor = BigInt(d);
    return (least / gcd(least, divisor)) * divisor;
  }, 1n);
  const sums = new Array<bigint>(s0 * s1 * s2).fill(0n);
  for (const [r, denominator] of denominators.entries()) {
    const weight = common / BigInt(denominator);
    for (let i = 0; i < s0; i++) {
      for (let j = 0; j < s1; j++) {
        const factor = weight * BigInt(u[r]![i]!) * BigInt(v[r]![j]!);
        if (factor === 0n) continue;
        for (let k = 0; k < s2; k++) sums[(i * s1 + j) * s2 + k]! += factor * BigInt(w[r]![k]!);
      }
    }
  }
  const target = matmul(size).data;
  return sums.every((sum, at) => sum === common * BigInt(target[at]!));
}

function gcd(a: bigint, b: bigint): bigint {
  return b === 0n ? a : gcd(b, a % b);
}

/** The row times what makes it coprime integers; the scale takes up what was divided away. */
function primitive(
  numerators: readonly number[],
  denominators: readonly number[],
  scale: { over: number; under: number },
): number[] {
  const multiple = denominators.reduce((a, b) => (a / greatestCommonDivisor(a, b)) * b, 1);
  const row = numerators.map((c, at) => c * (multiple / denominators[at]!));
  const divisor = row.reduce((a, b) => greatestCommonDivisor(a, Math.abs(b)), 0) || 1;
  scale.over *= divisor;
  scale.under *= multiple;
  return row.map((c) => c / divisor + 0);
}

function standard(algorithm: Algorithm): Algorithm {
  return { ...algorithm, arithmetic: 'standard' };
}

function split({ size, rank }: Algorithm, values: readonly number[]) {
  const [s0, s1, s2] = dimensions(size);
  const rows = (offset: number, length: number) =>
    Array.from({ length: rank }, (_, r) =>
      values.slice(offset + r * length, offset + (r + 1) * length),
    );
  return { u: rows(0, s0), v: rows(rank * s0, s1), w: rows(rank * (s0 + s1), s2) };
}
