/** Algorithm files: JSON, version 1 (DESIGN.md), one row of coefficients a line. */
import { isArithmetic } from '../tensor/arithmetic.ts';
import { dimensions, isSize, type Size } from '../tensor/size.ts';
import type { Algorithm } from './algorithm.ts';
import { verifyAlgorithm } from './verify.ts';

const FORMAT = 'tensorgame-algorithm';
const VERSION = 1;
const LARGEST_COEFFICIENT = 127;

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
  if (!isSize(size)) {
    throw new AlgorithmFileError(
      `“size” is ${show(size)} and not three whole numbers from 1 to 8.`,
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
  return {
    size: exact,
    arithmetic,
    rank,
    u: readRows('u', u, rank, s0),
    v: readRows('v', v, rank, s1),
    w: readRows('w', w, rank, s2),
    ...(provenance === undefined ? {} : { provenance }),
  };
}

/** The file's text: stable for equal algorithms, ends with a line break. */
export function stringifyAlgorithm(algorithm: Algorithm): string {
  const { size, arithmetic, rank, u, v, w, provenance } = algorithm;
  const rows = (factor: readonly (readonly number[])[]) =>
    // −0 + 0 is 0
    `[\n${factor.map((row) => `    ${JSON.stringify(row.map((c) => c + 0))}`).join(',\n')}\n  ]`;
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

function readRows(name: string, value: unknown, rank: number, length: number): number[][] {
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
      if (typeof c !== 'number' || !Number.isInteger(c) || Math.abs(c) > LARGEST_COEFFICIENT) {
        throw new AlgorithmFileError(
          `Row ${r + 1} of “${name}” holds ${show(c)}, not a whole number from −${LARGEST_COEFFICIENT} to ${LARGEST_COEFFICIENT}.`,
        );
      }
      return c;
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
