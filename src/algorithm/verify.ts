import { matrixLabels } from '../tensor/mode-labels.ts';
import { dimensions, formatSize } from '../tensor/size.ts';
import { matmul } from '../tensor/target.ts';
import { type Algorithm, isAlgorithmSize } from './algorithm.ts';
import { formatQuotient } from './fraction.ts';

/** Ok, or the first thing that is wrong, as a sentence without its full stop. */
export type Verification = { readonly ok: true } | { readonly ok: false; readonly reason: string };

/**
 * Checks exactly that the products add up to the matrix product, for all matrices: over the
 * integers (or rationals, where it has denominators), or modulo 2 with coefficients 0 and 1. Never throws on an object of the right type.
 */
export function verifyAlgorithm(algorithm: Algorithm): Verification {
  const reason = whatIsMalformed(algorithm) ?? whatIsUnequal(algorithm);
  return reason === undefined ? { ok: true } : { ok: false, reason };
}

function whatIsMalformed(algorithm: Algorithm): string | undefined {
  const { size, arithmetic, rank } = algorithm;
  if (!isAlgorithmSize(size)) {
    return `The size ${String(size)} is not three whole numbers from 1 to 16 with a product up to 1728`;
  }
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
  return whatIsMalformedBelow(algorithm);
}

function whatIsMalformedBelow({ arithmetic, denominators }: Algorithm): string | undefined {
  if (denominators === undefined) return undefined;
  if (arithmetic === 'z2') return 'Modulo 2 there are no fractions';
  const isWhole = (d: number) => Number.isSafeInteger(d) && d >= 1;
  if (denominators.length !== 3 || !denominators.every(isWhole)) {
    return `The denominators ${denominators.join(', ')} are not three whole numbers from 1`;
  }
  return undefined;
}

function whatIsUnequal(algorithm: Algorithm): string | undefined {
  const { size, rank, denominators = [1, 1, 1] } = algorithm;
  const largest = (rows: readonly (readonly number[])[]) =>
    rows.reduce((most, row) => row.reduce((m, c) => Math.max(m, Math.abs(c)), most), 0);
  const bound = rank * largest(algorithm.u) * largest(algorithm.v) * largest(algorithm.w);
  const [du, dv, dw] = denominators;
  // What the sums are to be divided by.
  const divisor = BigInt(du) * BigInt(dv) * BigInt(dw);
  // Every partial sum is an exact double below 2^53; the bound's own rounding is far below its half.
  const sums = bound < 2 ** 52 ? summed(algorithm) : summedBig(algorithm);
  const target = matmul(size);
  const [, s1, s2] = target.shape;
  const isWhole = divisor === 1n;
  for (let at = 0; at < target.data.length; at++) {
    const sum = sums[at]!;
    if (algorithm.arithmetic === 'z2') {
      if (Number(sum) % 2 === target.data[at]) continue;
    } else if (isWhole && typeof sum === 'number') {
      if (sum === target.data[at]) continue;
    } else if (BigInt(sum) === divisor * BigInt(target.data[at]!)) continue;
    const k = at % s2;
    const j = Math.floor(at / s2) % s1;
    const i = Math.floor(at / s2 / s1);
    const [n, m, p] = size;
    const shown =
      algorithm.arithmetic === 'z2' ? Number(sum) % 2 : formatQuotient(BigInt(sum), divisor);
    const [a, b, c] = [
      matrixLabels('a', n, m).names[i],
      matrixLabels('b', m, p).names[j],
      matrixLabels('c', n, p).names[k],
    ];
    return `The products add ${a}·${b} to ${c} ${shown} times and not ${target.data[at]} times`;
  }
  return undefined;
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
