/** From the coefficients that a file holds to a verified algorithm. */
import type { Arithmetic } from '../../tensor/arithmetic.ts';
import { dimensions, formatSize, type Size } from '../../tensor/size.ts';
import { type Algorithm, isAlgorithmSize } from '../algorithm.ts';
import { canonicalForm } from '../canonical.ts';
import { withTransposedC } from '../file.ts';
import { CoefficientError, type FractionRows, fromFractions } from '../fractional.ts';
import { verifyAlgorithm } from '../verify.ts';
import { FormatError, type Limits } from './imported.ts';

/** A scheme as a file has it; its w may index C column by column. */
export interface Candidate {
  readonly size: Size;
  readonly rows: FractionRows;
  /** Where the file says it. */
  readonly arithmetic?: Arithmetic | undefined;
  /** Where the file does not say it: what its name hints at. */
  readonly isLikelyZ2?: boolean;
  readonly provenance?: Readonly<Record<string, unknown>> | undefined;
}

/** Multiplications that a verification may take: a second or two. */
const MOST_WORK = 1e9;

/** @throws FormatError unless it is three whole numbers in the range that algorithms have */
export function needSize(size: readonly number[]): Size {
  if (isAlgorithmSize(size)) return [size[0], size[1], size[2]];
  throw new FormatError(
    `The size ${size.join('×')} is beyond what this program handles: sides up to 16, and their product up to 1728.`,
  );
}

/**
 * The algorithm, verified: over the integers or rationals, else modulo 2 (the other way round where
 * the name hints at it), and with w as written or turned from Cᵀ.
 * @throws FormatError when it verifies in no way
 */
export function settle(candidate: Candidate, limits: Limits): Algorithm {
  const { size, rows, arithmetic, isLikelyZ2 = false } = candidate;
  checkShape(size, rows, limits);
  const hasBits = [rows.u, rows.v, rows.w]
    .flat(2)
    .every((c) => c.denominator === 1 && (c.numerator === 0 || c.numerator === 1));
  const order: Arithmetic[] =
    arithmetic !== undefined
      ? [arithmetic]
      : isLikelyZ2 && hasBits
        ? ['z2', 'standard']
        : ['standard', 'z2'];
  let first: string | undefined;
  for (const name of order) {
    const result = inArithmetic(candidate, name);
    if (typeof result !== 'string') return result;
    first ??= result;
  }
  throw new FormatError(`${first}.`);
}

/** The algorithm, or why it is none. */
function inArithmetic({ size, rows, provenance }: Candidate, arithmetic: Arithmetic) {
  let algorithm: Algorithm;
  try {
    algorithm = fromFractions(
      size,
      arithmetic,
      arithmetic === 'z2' ? bits(rows) : rows,
      provenance,
    );
  } catch (error) {
    if (error instanceof CoefficientError) return error.message;
    throw error;
  }
  const asWritten = verifyAlgorithm(algorithm);
  if (asWritten.ok) return keepable(algorithm);
  const turned = withTransposedC(algorithm);
  return verifyAlgorithm(turned).ok ? keepable(turned) : asWritten.reason;
}

/** The algorithm, unless its canonical form, by which it would be kept, has no exact coefficients. */
function keepable(algorithm: Algorithm): Algorithm | string {
  if (algorithm.denominators === undefined) return algorithm;
  try {
    canonicalForm(algorithm);
    return algorithm;
  } catch (error) {
    if (!(error instanceof CoefficientError || error instanceof RangeError)) throw error;
    return 'Its fractions are too fine, or too large, to be kept exactly';
  }
}

/** Whole coefficients modulo 2; fractions stay, and are refused later. */
function bits({ u, v, w }: FractionRows): FractionRows {
  const reduce = (rows: FractionRows['u']) =>
    rows.map((row) =>
      row.map((c) =>
        c.denominator === 1 ? { numerator: Math.abs(c.numerator % 2), denominator: 1 } : c,
      ),
    );
  return { u: reduce(u), v: reduce(v), w: reduce(w) };
}

function checkShape(size: Size, rows: FractionRows, limits: Limits): void {
  const rank = rows.u.length;
  const lengths = dimensions(size);
  if (rank === 0) throw new FormatError('It has no products.');
  if (rank > limits.rank) {
    throw new FormatError(`It has ${rank} products, more than the ${limits.rank} allowed.`);
  }
  for (const [mode, name] of (['u', 'v', 'w'] as const).entries()) {
    if (rows[name].length !== rank) {
      throw new FormatError(`“${name}” has ${rows[name].length} rows but “u” has ${rank}.`);
    }
    const r = rows[name].findIndex((row) => row.length !== lengths[mode]);
    if (r >= 0) {
      throw new FormatError(
        `Row ${r + 1} of “${name}” has ${rows[name][r]!.length} coefficients but ${formatSize(size)} needs ${lengths[mode]}.`,
      );
    }
  }
  const nonzero = (row: FractionRows['u'][number] | undefined) =>
    row?.reduce((count, c) => count + (c.numerator === 0 ? 0 : 1), 0) ?? 0;
  const isFractional = [rows.u, rows.v, rows.w].flat(2).some((c) => c.denominator !== 1);
  const work = rows.u.reduce((sum, row, r) => sum + nonzero(row) * nonzero(rows.v[r]), 0);
  // Fractions may need big integers, which are slower by that much.
  if (work * lengths[2] * (isFractional ? 30 : 1) > MOST_WORK) {
    throw new FormatError('It has too many nonzero coefficients to be verified.');
  }
}
