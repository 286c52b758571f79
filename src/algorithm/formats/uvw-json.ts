/**
 * The JSON layout of dronperminov/FastMatrixMultiplication: {"n":[n,m,p],"m":R,"z2":…,"u","v","w"},
 * fractions as strings, w indexing C column by column; also a dictionary of such schemes.
 */
import { dimensions } from '../../tensor/size.ts';
import type { Algorithm } from '../algorithm.ts';
import { written } from '../file.ts';
import { type Fraction, readFraction } from '../fraction.ts';
import { fractionRows } from '../fractional.ts';
import { type Candidate, needSize } from './candidate.ts';
import { FormatError, type Limits } from './imported.ts';
import { withRowsOfC } from './npz.ts';
import { isRecord } from './text.ts';

export function writeUvwJson(algorithm: Algorithm): string {
  const { size, arithmetic, rank, provenance } = algorithm;
  const { u, v, w } = fractionRows(withRowsOfC(algorithm));
  const rows = (factor: readonly (readonly Fraction[])[]) =>
    `[\n${factor.map((row) => `        [${row.map((c) => JSON.stringify(written(c))).join(', ')}]`).join(',\n')}\n    ]`;
  const fields = [
    `"n": [${size.join(', ')}]`,
    `"m": ${rank}`,
    `"z2": ${arithmetic === 'z2'}`,
    `"u": ${rows(u)}`,
    `"v": ${rows(v)}`,
    `"w": ${rows(w)}`,
  ];
  if (provenance !== undefined) fields.push(`"provenance": ${JSON.stringify(provenance)}`);
  return `{\n    ${fields.join(',\n    ')}\n}\n`;
}

/** True for an object with factors u, v and w. */
export function isUvw(value: unknown): value is Record<string, unknown> {
  return isRecord(value) && ['u', 'v', 'w'].every((name) => name in value);
}

/** @throws FormatError naming the first thing that is wrong */
export function readUvw(
  value: Record<string, unknown>,
  isLikelyZ2: boolean,
  limits: Limits,
): Candidate {
  const { n, m, rank, z2, provenance } = value;
  const sides = typeof n === 'number' ? [n, n, n] : n;
  if (
    !Array.isArray(sides) ||
    sides.length !== 3 ||
    !sides.every((side) => Number.isInteger(side))
  ) {
    throw new FormatError('“n” is no list of three whole numbers.');
  }
  const size = needSize(sides as number[]);
  const lengths = dimensions(size);
  const [u, v, w] = ['u', 'v', 'w'].map((name, mode) =>
    rowsOf(name, value[name], lengths[mode]!, limits),
  );
  const said = m ?? rank;
  if (said !== undefined && said !== u!.length) {
    throw new FormatError(`“u” has ${u!.length} rows but the rank is ${JSON.stringify(said)}.`);
  }
  return {
    size,
    rows: { u: u!, v: v!, w: w! },
    ...(typeof z2 === 'boolean' ? { arithmetic: z2 ? 'z2' : 'standard' } : {}),
    isLikelyZ2,
    ...(isRecord(provenance) ? { provenance } : {}),
  };
}

function rowsOf(name: string, value: unknown, length: number, limits: Limits): Fraction[][] {
  if (!Array.isArray(value) || !value.every((row) => Array.isArray(row))) {
    throw new FormatError(`“${name}” is no list of rows.`);
  }
  if (value.length > limits.rank) {
    throw new FormatError(`It has ${value.length} products, more than the ${limits.rank} allowed.`);
  }
  return (value as unknown[][]).map((row, r) => {
    if (row.length !== length) {
      throw new FormatError(
        `Row ${r + 1} of “${name}” has ${row.length} coefficients and not ${length}.`,
      );
    }
    return row.map((c) => {
      const exact = readFraction(c);
      if (exact !== undefined) return exact;
      const shown = JSON.stringify(c).slice(0, 40);
      throw new FormatError(
        `Row ${r + 1} of “${name}” holds ${shown}, which is no whole number and no fraction that can be exact.`,
      );
    });
  });
}
