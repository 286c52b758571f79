import { dimensions, formatSize, isSize } from '../tensor/size.ts';
import { matmul } from '../tensor/target.ts';
import type { Algorithm } from './algorithm.ts';

/** Ok, or the first thing that is wrong, as a sentence without its full stop. */
export type Verification = { readonly ok: true } | { readonly ok: false; readonly reason: string };

/**
 * Checks exactly that the products add up to the matrix product, for all matrices: over the
 * integers, or modulo 2 with coefficients 0 and 1. Never throws on an object of the right type.
 */
export function verifyAlgorithm(algorithm: Algorithm): Verification {
  const reason = whatIsMalformed(algorithm) ?? whatIsUnequal(algorithm);
  return reason === undefined ? { ok: true } : { ok: false, reason };
}

function whatIsMalformed(algorithm: Algorithm): string | undefined {
  const { size, arithmetic, rank } = algorithm;
  if (!isSize(size)) return `The size ${String(size)} is not three whole numbers from 1 to 8`;
  const lengths = dimensions(size);
  for (const [mode, name] of (['u', 'v', 'w'] as const).entries()) {
    const rows = algorithm[name];
    if (rows.length !== rank) return `${name} has ${rows.length} rows but the rank is ${rank}`;
    for (const [r, row] of rows.entries()) {
      if (row.length !== lengths[mode]) {
        return `Row ${r + 1} of ${name} has ${row.length} coefficients but ${formatSize(size)} needs ${lengths[mode]}`;
      }
      for (const c of row) {
        if (!Number.isSafeInteger(c))
          return `Row ${r + 1} of ${name} holds ${c}, not a whole number`;
        if (arithmetic === 'z2' && c !== 0 && c !== 1) {
          return `Row ${r + 1} of ${name} holds ${c}, but modulo 2 coefficients are 0 and 1`;
        }
      }
    }
  }
  return undefined;
}

function whatIsUnequal(algorithm: Algorithm): string | undefined {
  const { size, rank } = algorithm;
  const largest = (rows: readonly (readonly number[])[]) =>
    rows.reduce((most, row) => row.reduce((m, c) => Math.max(m, Math.abs(c)), most), 0);
  const bound = rank * largest(algorithm.u) * largest(algorithm.v) * largest(algorithm.w);
  // Every partial sum is an exact double below 2^53; the bound's own rounding is far below its half.
  const sums = bound < 2 ** 52 ? summed(algorithm) : summedBig(algorithm);
  const target = matmul(size);
  const [, s1, s2] = target.shape;
  for (let at = 0; at < target.data.length; at++) {
    const sum = sums[at]!;
    const isRight =
      algorithm.arithmetic === 'z2'
        ? Number(sum) % 2 === target.data[at]
        : sum === (typeof sum === 'bigint' ? BigInt(target.data[at]!) : target.data[at]);
    if (isRight) continue;
    const k = at % s2;
    const j = Math.floor(at / s2) % s1;
    const i = Math.floor(at / s2 / s1);
    const [, m, p] = size;
    const shown = algorithm.arithmetic === 'z2' ? Number(sum) % 2 : sum;
    return `The products add ${entryName('a', i, m)}·${entryName('b', j, p)} to ${entryName('c', k, p)} ${shown} times and not ${target.data[at]} times`;
  }
  return undefined;
}

/** 'a12' for the second entry of the first row. */
function entryName(matrix: string, at: number, columns: number): string {
  return `${matrix}${Math.floor(at / columns) + 1}${(at % columns) + 1}`;
}

/** [n·m × m·p × n·p] Σ u⊗v⊗w in doubles. */
function summed({ size, u, v, w }: Algorithm): Float64Array {
  const [s0, s1, s2] = dimensions(size);
  const sums = new Float64Array(s0 * s1 * s2);
  for (let r = 0; r < u.length; r++) {
    for (let i = 0; i < s0; i++) {
      const ui = u[r]![i]!;
      if (ui === 0) continue;
      for (let j = 0; j < s1; j++) {
        const factor = ui * v[r]![j]!;
        if (factor === 0) continue;
        for (let k = 0; k < s2; k++) sums[(i * s1 + j) * s2 + k]! += factor * w[r]![k]!;
      }
    }
  }
  return sums;
}

/** The same sums in BigInt. */
function summedBig({ size, u, v, w }: Algorithm): bigint[] {
  const [s0, s1, s2] = dimensions(size);
  const sums = new Array<bigint>(s0 * s1 * s2).fill(0n);
  for (let r = 0; r < u.length; r++) {
    for (let i = 0; i < s0; i++) {
      for (let j = 0; j < s1; j++) {
        const factor = BigInt(u[r]![i]!) * BigInt(v[r]![j]!);
        if (factor === 0n) continue;
        for (let k = 0; k < s2; k++) sums[(i * s1 + j) * s2 + k]! += factor * BigInt(w[r]![k]!);
      }
    }
  }
  return sums;
}
