/**
 * NumPy archives in the layout of AlphaTensor's published factorizations (google-deepmind/alphatensor,
 * algorithms/explore_factorizations.ipynb): a key 'n,m,p' for each scheme; its value is an array
 * 3 × dim × R where the three dims are equal, else an object array of U, V and W, each dim × R; W
 * indexes C column by column. Read as well: U, V and W as entries of their own, and R × dim.
 */
import { zipSync } from 'fflate';
import type { Arithmetic } from '../../tensor/arithmetic.ts';
import { dimensions, type Size } from '../../tensor/size.ts';
import type { Algorithm } from '../algorithm.ts';
import { withTransposedC } from '../file.ts';
import type { Fraction } from '../fraction.ts';
import { fractionRows } from '../fractional.ts';
import { type Candidate, needSize } from './candidate.ts';
import { FormatError } from './imported.ts';
import { type NumberArray, readNpy } from './npy.ts';
import { type Matrix, writeObjects, writeStacked } from './npy-write.ts';
import { asciiJson, isRecord } from './text.ts';

/** Zip's dates start there; a fixed one makes equal archives equal. */
export const ZIP_DATE = new Date(1980, 0, 1);

/** The longest comment of a zip entry. */
const LONGEST_COMMENT = 0xffff;

export function writeNpz(algorithm: Algorithm): Uint8Array {
  const { size, arithmetic, provenance, rank } = algorithm;
  const [n, m, p] = size;
  const rows = fractionRows({ ...withRowsOfC(algorithm) });
  const isWhole = algorithm.denominators === undefined;
  const factors = [rows.u, rows.v, rows.w].map(
    (factor): Matrix => ({
      rows: factor[0]!.length,
      columns: rank,
      values: factor[0]!.flatMap((_, x) => factor.map((row) => quotient(row[x]!))),
    }),
  );
  const isCube = factors.every((factor) => factor.rows === factors[0]!.rows);
  const type = isWhole ? 'i4' : 'f8';
  const array = isCube ? writeStacked(factors, type) : writeObjects(factors, type);
  const comment = asciiJson({ arithmetic, ...(provenance === undefined ? {} : { provenance }) });
  return zipSync(
    {
      [`${n},${m},${p}.npy`]: [
        array,
        comment.length <= LONGEST_COMMENT ? { comment } : { comment: asciiJson({ arithmetic }) },
      ],
    },
    { mtime: ZIP_DATE },
  );
}

/** w as an index of Cᵀ, row-major. */
export function withRowsOfC(algorithm: Algorithm): Algorithm {
  const [n, m, p] = algorithm.size;
  // withTransposedC reads the columns of an n×p matrix: for p×n it is its own inverse.
  return { ...withTransposedC({ ...algorithm, size: [p, m, n] }), size: algorithm.size };
}

export interface NpzEntry {
  /** without '.npy' */
  readonly key: string;
  readonly comment: string;
  readonly open: () => Uint8Array;
}

export interface Keyed {
  readonly key: string;
  /** @throws FormatError */
  readonly read: () => Candidate;
}

/** The schemes that the arrays of an archive or a single array are; nothing is read before `read`. */
export function npzSchemes(
  entries: readonly NpzEntry[],
  isLikelyZ2: boolean,
  nameSize?: Size,
): Keyed[] {
  const groups = new Map<string, Map<string, NpzEntry>>();
  const schemes: Keyed[] = [];
  for (const entry of entries) {
    const match = /^(.*?)[\s_./-]*\b([uvw])$/i.exec(entry.key);
    if (match === null) {
      schemes.push({
        key: entry.key,
        read: () => {
          const size = sizeOfKey(entry.key) ?? nameSize;
          return { ...candidate(whole(entry), size), isLikelyZ2, ...said(entry.comment) };
        },
      });
      continue;
    }
    const group = groups.get(match[1]!) ?? new Map<string, NpzEntry>();
    groups.set(match[1]!, group.set(match[2]!.toLowerCase(), entry));
  }
  for (const [key, group] of groups) {
    schemes.push({
      key: key === '' ? 'U, V, W' : key,
      read: () => ({ ...candidate(separate(group), sizeOfKey(key) ?? nameSize), isLikelyZ2 }),
    });
  }
  return schemes;
}

/** 'n,m,p', also with parentheses, spaces or ×. */
export function sizeOfKey(key: string): Size | undefined {
  const match = /(?:^|\D)(\d{1,3})\s*[,x×_]\s*(\d{1,3})\s*[,x×_]\s*(\d{1,3})(?:\D|$)/.exec(key);
  return match === null ? undefined : needSize(match.slice(1, 4).map(Number));
}

/** What the writer above has put in an entry's comment. */
function said(comment: string): Partial<Candidate> {
  try {
    const { arithmetic, provenance } = JSON.parse(comment) as Record<string, unknown>;
    if (arithmetic !== 'standard' && arithmetic !== 'z2') return {};
    const known: { arithmetic: Arithmetic } = { arithmetic };
    return isRecord(provenance) ? { ...known, provenance } : known;
  } catch {
    return {};
  }
}

function whole(entry: NpzEntry): readonly NumberArray[] {
  const array = readNpy(entry.open());
  if (!('shape' in array)) return array;
  const [count, ...shape] = array.shape;
  if (count !== 3 || shape.length !== 2) {
    throw new FormatError(
      `The array has shape ${array.shape.join('×') || 'of a single number'} and not 3 × dim × R.`,
    );
  }
  const length = shape[0]! * shape[1]!;
  return [0, 1, 2].map((mode) => ({
    shape,
    values: array.values.slice(mode * length, (mode + 1) * length),
  }));
}

function separate(group: ReadonlyMap<string, NpzEntry>): readonly NumberArray[] {
  return ['u', 'v', 'w'].map((name) => {
    const entry = group.get(name);
    if (entry === undefined) throw new FormatError(`The array ${name.toUpperCase()} is missing.`);
    const array = readNpy(entry.open());
    if ('shape' in array) return array;
    throw new FormatError(`The array ${name.toUpperCase()} is no array of numbers.`);
  });
}

/** Finds out which axis is R, and the size where no name says it. */
function candidate(factors: readonly NumberArray[], size: Size | undefined): Candidate {
  const wrong = factors.find(({ shape }) => shape.length !== 2);
  if (wrong !== undefined) {
    throw new FormatError(`A factor has shape ${wrong.shape.join('×')} and not dim × R.`);
  }
  const shapes = factors.map(({ shape }) => shape as readonly [number, number]);
  for (const axis of [0, 1] as const) {
    const dims = shapes.map((shape) => shape[axis]);
    const ranks = new Set(shapes.map((shape) => shape[1 - axis]));
    const fitting = size ?? sizeOfDims(dims);
    if (fitting === undefined || ranks.size !== 1) continue;
    if (dimensions(fitting).some((length, mode) => length !== dims[mode])) continue;
    const [u, v, w] = factors.map((factor) => rowsOf(factor, axis));
    return { size: fitting, rows: { u: u!, v: v!, w: w! } };
  }
  const shown = shapes.map((shape) => shape.join('×')).join(', ');
  throw new FormatError(
    `Factors of shape ${shown} are none of ${size === undefined ? 'a matrix product' : size.join('×')}.`,
  );
}

/** [R × dim] of an array dim × R (axis 0) or R × dim. */
function rowsOf({ shape, values }: NumberArray, axis: 0 | 1): Fraction[][] {
  const [height, width] = shape as readonly [number, number];
  const [rank, dim] = axis === 0 ? [width, height] : [height, width];
  return Array.from({ length: rank }, (_, r) =>
    Array.from({ length: dim }, (_, x) => values[axis === 0 ? x * width + r : r * width + x]!),
  );
}

/** n, m, p from n·m, m·p and n·p. */
function sizeOfDims([nm, mp, np]: readonly number[]): Size | undefined {
  const n = Math.sqrt((nm! * np!) / mp!);
  const sides = [n, nm! / n, np! / n];
  return sides.every((side) => Number.isInteger(side) && side > 0) ? needSize(sides) : undefined;
}

function quotient({ numerator, denominator }: Fraction): number {
  return numerator / denominator;
}
