/**
 * Expression files, as in mkauers/matrix-multiplication: a product a line, '(a11+a12)*(b21)*(c12)',
 * where c is indexed as the p×n matrix that makes the sum of all products the trace of A·B·C.
 */
import { isArithmetic } from '../../tensor/arithmetic.ts';
import { matrixLabels } from '../../tensor/mode-labels.ts';
import { formatSize, parseSize, type Size } from '../../tensor/size.ts';
import type { Algorithm } from '../algorithm.ts';
import { type Fraction, formatFraction, fraction } from '../fraction.ts';
import { fractionRows } from '../fractional.ts';
import { type Candidate, needSize } from './candidate.ts';
import {
  type Entry,
  type Form,
  type Letter,
  parseProduct,
  plus,
  short,
} from './expression-parser.ts';
import { FormatError, type Limits } from './imported.ts';
import { withRowsOfC } from './npz.ts';
import { asciiJson, isRecord } from './text.ts';

/** The three factors of 12×12×12, dense, are shorter. */
const LONGEST_LINE = 20_000;

export function writeExpressions(algorithm: Algorithm): string {
  const { size, arithmetic, rank, provenance } = algorithm;
  const [n, m, p] = size;
  const { u, v, w } = fractionRows(withRowsOfC(algorithm));
  const names = [
    matrixLabels('a', n, m).names,
    matrixLabels('b', m, p).names,
    matrixLabels('c', p, n).names,
  ] as const;
  const lines = u.map((row, r) =>
    [sum(row, names[0]), sum(v[r]!, names[1]), sum(w[r]!, names[2])]
      .map((form) => `(${form})`)
      .join('*'),
  );
  const header = [`# size ${formatSize(size)}, arithmetic ${arithmetic}, rank ${rank}`];
  if (provenance !== undefined) header.push(`# provenance ${asciiJson(provenance)}`);
  return `${[...header, ...lines].join('\n')}\n`;
}

function sum(row: readonly Fraction[], names: readonly string[]): string {
  const text = row.flatMap((c, at) => {
    if (c.numerator === 0) return [];
    const size = formatFraction({ ...c, numerator: Math.abs(c.numerator) });
    return `${c.numerator < 0 ? '-' : '+'}${size === '1' ? '' : `${size}*`}${names[at]}`;
  });
  return text.length === 0 ? '0' : text.join('').replace(/^\+/, '');
}

/**
 * The scheme that the lines are; its w may index C either way.
 * @throws FormatError naming the first line that is wrong
 */
export function readExpressions(text: string, isLikelyZ2: boolean, limits: Limits): Candidate {
  const products: Record<Letter, Form>[] = [];
  const said: {
    size?: Size;
    arithmetic?: Candidate['arithmetic'];
    provenance?: Candidate['provenance'];
  } = {};
  for (const [i, line] of text.split(/\r?\n/).entries()) {
    const comment = /^\s*(?:#|\/\/|%)(.*)$/.exec(line)?.[1];
    if (comment !== undefined) Object.assign(said, saidIn(comment));
    const product = line.replace(/^\s*[mM]_?\{?\d+\}?\s*:?=/, '').replace(/[,;+]\s*$/, '');
    if (comment !== undefined || product.trim() === '') continue;
    if (line.length > LONGEST_LINE)
      throw new FormatError(`Line ${i + 1} is too long for a product.`);
    if (products.length === limits.rank) {
      throw new FormatError(`It has more than the ${limits.rank} products allowed.`);
    }
    try {
      products.push(parseProduct(product));
    } catch (error) {
      if (!(error instanceof FormatError)) throw error;
      if (products.length === 0) {
        throw new FormatError(
          `Line ${i + 1} is no product like (a11+a12)*(b21)*(c12): “${short(line.trim())}”.`,
        );
      }
      throw new FormatError(`Line ${i + 1}: ${error.message}`);
    }
  }
  if (products.length === 0) throw new FormatError('It holds no products.');
  const { size: saidSize, ...rest } = said;
  return { ...rest, isLikelyZ2, ...candidate(products, saidSize) };
}

/** The writer's own comments. */
function saidIn(comment: string) {
  const match = /^ size (\S+), arithmetic (\w+), rank \d+$/.exec(comment);
  if (match !== null && isArithmetic(match[2])) {
    try {
      return { size: parseSize(match[1]!), arithmetic: match[2] };
    } catch {
      return { arithmetic: match[2] };
    }
  }
  const json = /^ provenance (\{.*\})$/.exec(comment)?.[1];
  if (json === undefined) return {};
  try {
    const provenance: unknown = JSON.parse(json);
    return isRecord(provenance) ? { provenance } : {};
  } catch {
    return {};
  }
}

function candidate(products: readonly Record<Letter, Form>[], said: Size | undefined) {
  const most = (letter: Letter, of: (entry: Entry) => number) =>
    products.reduce(
      (largest, product) =>
        product[letter].reduce((max, entry) => Math.max(max, of(entry)), largest),
      1,
    );
  const row = (entry: Entry) => entry.row;
  const column = (entry: Entry) => entry.column;
  const size =
    said ??
    needSize([most('a', row), Math.max(most('a', column), most('b', row)), most('b', column)]);
  const [n, m, p] = size;
  // c fits as n×p, or as p×n, which is what it usually is; verification finds out where both do.
  const isTurned = most('c', row) > n || most('c', column) > p;
  const rows = {
    u: products.map(({ a }) => vector(a, n, m)),
    v: products.map(({ b }) => vector(b, m, p)),
    w: products.map(({ c }) => (isTurned ? vector(c, p, n) : vector(c, n, p))),
  };
  return { size, rows };
}

function vector(form: Form, rows: number, columns: number): Fraction[] {
  const result = new Array<Fraction>(rows * columns).fill(fraction(0));
  for (const { letter, row, column, coefficient } of form) {
    if (row > rows || column > columns) {
      throw new FormatError(
        `${letter}${row}_${column} is no entry of a ${rows}×${columns} matrix, as the other factors have it.`,
      );
    }
    const at = (row - 1) * columns + column - 1;
    result[at] = plus(result[at]!, coefficient);
  }
  return result;
}
