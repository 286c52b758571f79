/**
 * Algorithm files: JSON, version 1, one row of coefficients a line. Coefficients are whole numbers;
 * where they are fractions, those are strings like "-1/2".
 */
import { isArithmetic } from '../tensor/arithmetic.ts';
import { dimensions, type Size } from '../tensor/size.ts';
import { type Algorithm, isAlgorithmSize } from './algorithm.ts';
import { type Fraction, formatFraction, fraction, readFraction } from './fraction.ts';
import {
  CoefficientError,
  fractionRows,
  fromFractions,
  LARGEST_COEFFICIENT,
} from './fractional.ts';
import { verifyAlgorithm } from './verify.ts';

const FORMAT = 'tensorgame-algorithm';
const VERSION = 1;

/** Says in one sentence why a text is no algorithm file. */
export class AlgorithmFileError extends Error {
  override readonly name = 'AlgorithmFileError';
}

/**
 * Reads an algorithm file and verifies it. A w that indexes C transposed, as in many published
 * schemes, is recognised by verifying only that way round, and is turned.
 * @throws AlgorithmFileError naming the first thing that is wrong
 */
export function parseAlgorithmFile(text: string): Algorithm {
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch {
    throw new AlgorithmFileError('The file is not JSON.');
  }
  return verified(readAlgorithm(value));
}

/** The algorithm with its w row-major in C. @throws AlgorithmFileError when neither way verifies */
export function verified(algorithm: Algorithm): Algorithm {
  const asWritten = verifyAlgorithm(algorithm);
  if (asWritten.ok) return algorithm;
  const turned = withTransposedC(algorithm);
  if (verifyAlgorithm(turned).ok) return turned;
  throw new AlgorithmFileError(`${asWritten.reason}.`);
}

/** The algorithm whose w is read as indexing C column by column, rewritten to row-major. */
export function withTransposedC(algorithm: Algorithm): Algorithm {
  const [n, , p] = algorithm.size;
  const turn = (row: readonly number[]) =>
    row.map((_, at) => row[(at % p) * n + Math.floor(at / p)]!);
  return { ...algorithm, w: algorithm.w.map(turn) };
}

/** Checks the fields of a parsed file, without verifying. @throws AlgorithmFileError */
export function readAlgorithm(value: unknown): Algorithm {
  if (!isRecord(value)) throw new AlgorithmFileError('The file does not hold a JSON object.');
  const { format, version, size, arithmetic, rank, u, v, w, provenance } = value;
  if (format !== FORMAT) {
    throw new AlgorithmFileError(`“format” is ${show(format)} and not "${FORMAT}".`);
  }
  if (version !== VERSION) {
    throw new AlgorithmFileError(
      `“version” is ${show(version)}, but this program reads version ${VERSION}.`,
    );
  }
  if (!isAlgorithmSize(size)) {
    throw new AlgorithmFileError(
      `“size” is ${show(size)} and not three whole numbers from 1 to 16 with a product up to 1728.`,
    );
  }
  if (!isArithmetic(arithmetic)) {
    throw new AlgorithmFileError(
      `“arithmetic” is ${show(arithmetic)} and neither "standard" nor "z2".`,
    );
  }
  if (typeof rank !== 'number' || !Number.isInteger(rank) || rank < 1) {
    throw new AlgorithmFileError(`“rank” is ${show(rank)} and not a whole number from 1.`);
  }
  if (provenance !== undefined && !isRecord(provenance)) {
    throw new AlgorithmFileError(`“provenance” is ${show(provenance)} and not an object.`);
  }
  const exact: Size = [size[0], size[1], size[2]];
  const [s0, s1, s2] = dimensions(exact);
  const rows = {
    u: readRows('u', u, rank, s0),
    v: readRows('v', v, rank, s1),
    w: readRows('w', w, rank, s2),
  };
  try {
    return fromFractions(exact, arithmetic, rows, provenance);
  } catch (error) {
    if (error instanceof CoefficientError) throw new AlgorithmFileError(`${error.message}.`);
    throw error;
  }
}

/** The file's text: stable for equal algorithms, ends with a line break. */
export function stringifyAlgorithm(algorithm: Algorithm): string {
  const { size, arithmetic, rank, provenance } = algorithm;
  const { u, v, w } = fractionRows(algorithm);
  const rows = (factor: readonly (readonly Fraction[])[]) =>
    `[\n${factor.map((row) => `    ${JSON.stringify(row.map(written))}`).join(',\n')}\n  ]`;
  const fields = [
    `"format": ${JSON.stringify(FORMAT)}`,
    `"version": ${VERSION}`,
    `"size": ${JSON.stringify(size)}`,
    `"arithmetic": ${JSON.stringify(arithmetic)}`,
    `"rank": ${rank}`,
    `"u": ${rows(u)}`,
    `"v": ${rows(v)}`,
    `"w": ${rows(w)}`,
  ];
  if (provenance !== undefined) fields.push(`"provenance": ${JSON.stringify(provenance)}`);
  return `{\n  ${fields.join(',\n  ')}\n}\n`;
}

/** A whole number as such, a fraction as a string: JSON has no other exact way. */
export function written(coefficient: Fraction): number | string {
  return coefficient.denominator === 1 ? coefficient.numerator : formatFraction(coefficient);
}

function readRows(name: string, value: unknown, rank: number, length: number): Fraction[][] {
  if (!Array.isArray(value)) {
    throw new AlgorithmFileError(`“${name}” is ${show(value)} and not a list of rows.`);
  }
  if (value.length !== rank) {
    throw new AlgorithmFileError(`“${name}” has ${value.length} rows but the rank is ${rank}.`);
  }
  return value.map((row: unknown, r) => {
    if (!Array.isArray(row) || row.length !== length) {
      throw new AlgorithmFileError(
        `Row ${r + 1} of “${name}” is ${show(row)} and not a list of ${length} coefficients.`,
      );
    }
    return row.map((c: unknown) => {
      const exact = typeof c === 'string' ? readFraction(c) : undefined;
      if (exact !== undefined) return exact;
      if (typeof c !== 'number' || !Number.isInteger(c) || Math.abs(c) > LARGEST_COEFFICIENT) {
        throw new AlgorithmFileError(
          `Row ${r + 1} of “${name}” holds ${show(c)}, not a whole number from −${LARGEST_COEFFICIENT} to ${LARGEST_COEFFICIENT}.`,
        );
      }
      return fraction(c);
    });
  });
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** A value as a short piece of a sentence. */
function show(value: unknown): string {
  if (value === undefined) return 'missing';
  const text = JSON.stringify(value);
  return text.length > 40 ? `${text.slice(0, 40)}…` : text;
}
