/**
 * Typed moves: by vectors, `u=1,0,0,1 v=1,0,0,1 w=1,0,0,1`, and by formula,
 * `(a11 + a22)(b11 + b22) -> c11 c22`, with whole coefficients as in 2a11 and −c12.
 */
import type { Arithmetic } from '../tensor/arithmetic.ts';
import type { ModeLabels, ThreeModes } from '../tensor/mode-labels.ts';
import { FACTORS, type Term } from '../tensor/term.ts';
import { NotationError, Scanner } from './scanner.ts';

/** What is wrong with a typed move. */
export interface ParseError {
  /** The first character that is wrong, from 0; the length of the text where it ends too early. */
  readonly at: number;
  /** One sentence. */
  readonly message: string;
}

export interface Alphabet {
  readonly arithmetic: Arithmetic;
  /** The largest absolute coefficient in standard arithmetic; modulo 2 they are 0 and 1. */
  readonly maxCoefficient: number;
}

/** The longest text that is looked at: three vectors of 64 coefficients fit easily. */
const LONGEST = 5000;

/** Reads a move in either form. */
export function parseMove(
  text: string,
  modes: ThreeModes,
  alphabet: Alphabet,
): { readonly term: Term } | { readonly error: ParseError } {
  try {
    if (text.length > LONGEST) {
      throw new NotationError(LONGEST, `A move has at most ${LONGEST} characters.`);
    }
    const scanner = new Scanner(text);
    scanner.skipSpace();
    if (scanner.done) scanner.fail('Type a move, like (a11 + a22)(b11 + b22) -> c11 c22.');
    const byVectors = /[uvw]\s*=/y;
    byVectors.lastIndex = scanner.at;
    const rows = byVectors.test(text)
      ? readVectors(scanner, modes, alphabet)
      : readFormula(scanner, modes, alphabet);
    const [u, v, w] = rows;
    return { term: { u, v, w } };
  } catch (error) {
    if (!(error instanceof NotationError)) throw error;
    return { error: { at: error.at, message: error.message } };
  }
}

/** 'u=1,0,0,1 v=1,0,0,1 w=1,0,0,1' */
export function formatVectors(term: Term): string {
  return FACTORS.map((factor) => `${factor}=${term[factor].join(',')}`).join(' ');
}

/** '(a11 + a22)(b11 + b22) -> c11 c22', which parses back; a zero factor is written 0. */
export function formatMove(term: Term, modes: ThreeModes): string {
  const targets = summands(term.w, modes[2]).map(
    ({ sign, text }) => `${sign < 0 ? '-' : ''}${text}`,
  );
  const right = targets.length === 0 ? '0' : targets.join(' ');
  return `${factorText(term.u, modes[0])}${factorText(term.v, modes[1])} -> ${right}`;
}

function factorText(factor: Int8Array, mode: ModeLabels): string {
  const parts = summands(factor, mode);
  if (parts.length === 0) return '(0)';
  const [first, ...others] = parts;
  const head = `${first!.sign < 0 ? '-' : ''}${first!.text}`;
  return `(${head}${others.map(({ sign, text }) => `${sign < 0 ? ' - ' : ' + '}${text}`).join('')})`;
}

function summands(factor: Int8Array, { names }: ModeLabels): { sign: number; text: string }[] {
  return Array.from(factor).flatMap((c, at) => {
    if (c === 0) return [];
    const size = Math.abs(c);
    return [{ sign: c, text: `${size === 1 ? '' : size}${names[at]!}` }];
  });
}

type Rows = [Int8Array, Int8Array, Int8Array];

function readVectors(scanner: Scanner, modes: ThreeModes, alphabet: Alphabet): Rows {
  const rows: (Int8Array | undefined)[] = [undefined, undefined, undefined];
  while (!scanner.done) {
    const start = scanner.at;
    const letter = scanner.word();
    const mode = (FACTORS as readonly string[]).indexOf(letter);
    if (mode < 0) scanner.fail('Here “u=”, “v=” or “w=” should stand.', start);
    if (rows[mode] !== undefined) scanner.fail(`“${letter}=” stands here a second time.`, start);
    scanner.expect('=', `After “${letter}” should stand “=”.`);
    rows[mode] = readVector(scanner, letter, modes[mode]!.names.length, alphabet);
    scanner.skipSpace();
    scanner.accept(';');
    scanner.skipSpace();
    const row = rows[mode];
    if (row.every((c) => c === 0)) {
      scanner.fail(`${letter} is zero, so the move would change nothing.`, start);
    }
  }
  const missing = rows.indexOf(undefined);
  if (missing >= 0) scanner.fail(`“${FACTORS[missing]}=” is missing.`);
  return rows as Rows;
}

function readVector(
  scanner: Scanner,
  letter: string,
  length: number,
  alphabet: Alphabet,
): Int8Array {
  const row: number[] = [];
  for (;;) {
    scanner.skipSpace();
    const start = scanner.at;
    const value = scanner.integer();
    if (value === undefined) scanner.fail('Here a whole number should stand.', start);
    if (row.length === length) {
      scanner.fail(`${letter} has ${length} coefficients: this is one too many.`, start);
    }
    row.push(inAlphabet(scanner, value, alphabet, start));
    scanner.skipSpace();
    if (scanner.accept(',')) continue;
    // Without commas numbers go on until the next letter.
    if (scanner.done || !/[\d+\-−]/.test(scanner.peek())) break;
  }
  if (row.length < length) {
    scanner.fail(`${letter} needs ${length} coefficients, but only ${row.length} stand here.`);
  }
  return Int8Array.from(row);
}

function readFormula(scanner: Scanner, modes: ThreeModes, alphabet: Alphabet): Rows {
  skipMoveName(scanner);
  const u = readFactor(scanner, modes, 0, alphabet);
  scanner.skipSpace();
  if (scanner.accept('*') || scanner.accept('·')) scanner.skipSpace();
  const v = readFactor(scanner, modes, 1, alphabet);
  scanner.skipSpace();
  if (!scanner.accept('->') && !scanner.accept('→')) {
    scanner.fail(
      'Here “->” should stand, and after it what the product is added to, like c11 c22.',
    );
  }
  const w = readSum(scanner, modes, 2, alphabet, undefined);
  return [u, v, w];
}

/** 'm3 =' in front, as formulas are often written. */
function skipMoveName(scanner: Scanner): void {
  const named = /m[\d₀-₉]*\s*=\s*/iy;
  named.lastIndex = scanner.at;
  const match = named.exec(scanner.text);
  if (match !== null) scanner.at += match[0].length;
}

function readFactor(
  scanner: Scanner,
  modes: ThreeModes,
  mode: 0 | 1,
  alphabet: Alphabet,
): Int8Array {
  scanner.skipSpace();
  if (scanner.accept('(')) {
    const row = readSum(scanner, modes, mode, alphabet, ')');
    scanner.expect(')', 'Here a closing parenthesis is missing.');
    return row;
  }
  const { names, letter } = modes[mode];
  const row = new Int8Array(names.length);
  const start = scanner.at;
  if (scanner.done || /[-→]/.test(scanner.peek())) {
    const which = mode === 0 ? 'first' : 'second';
    if (scanner.done || scanner.text.startsWith('->', start) || scanner.peek() === '→') {
      scanner.fail(`The ${which} factor, a sum of entries like ${names[0]}, is missing.`);
    }
  }
  readSummand(scanner, modes, mode, alphabet, row, scanner.sign() ?? 1, start);
  scanner.skipSpace();
  if (/[+\-−]/.test(scanner.peek()) && !scanner.text.startsWith('->', scanner.at)) {
    scanner.fail(`A sum of ${letter}’s needs parentheses around it.`);
  }
  return row;
}

/** A sum up to `end`; without one, of targets that may stand side by side up to the text's end. */
function readSum(
  scanner: Scanner,
  modes: ThreeModes,
  mode: 0 | 1 | 2,
  alphabet: Alphabet,
  end: ')' | undefined,
): Int8Array {
  const { names } = modes[mode];
  const row = new Int8Array(names.length);
  const begin = scanner.at;
  for (let first = true; ; first = false) {
    scanner.skipSpace();
    if (end === undefined && scanner.accept(',')) scanner.skipSpace();
    const start = scanner.at;
    const isOver = scanner.done || scanner.peek() === end;
    if (isOver && first) scanner.fail(`Here an entry like ${names[0]} should stand.`, start);
    if (isOver) break;
    const sign = scanner.sign();
    if (sign === undefined && !first && end !== undefined) {
      scanner.fail('Here “+”, “−” or “)” should stand.', start);
    }
    readSummand(scanner, modes, mode, alphabet, row, sign ?? 1, start);
  }
  if (row.every((c) => c === 0)) {
    const name = FACTORS[mode];
    scanner.fail(`This adds up to ${name} = 0, so the move would change nothing.`, begin);
  }
  return row;
}

/** Reads '2a11', or '2*a11', and adds it to the row. */
function readSummand(
  scanner: Scanner,
  modes: ThreeModes,
  mode: 0 | 1 | 2,
  alphabet: Alphabet,
  row: Int8Array,
  sign: number,
  start: number,
): void {
  const { names, letter } = modes[mode];
  scanner.skipSpace();
  const size = scanner.digits();
  if (size !== undefined) {
    scanner.skipSpace();
    if (scanner.accept('*') || scanner.accept('·')) scanner.skipSpace();
  }
  const nameAt = scanner.at;
  const name = scanner.word();
  const at = names.indexOf(name);
  if (at < 0) {
    if (name === '') scanner.fail(`Here an entry like ${names[0]} should stand.`, nameAt);
    const other = modes.find((labels) => labels.names.includes(name));
    scanner.fail(
      other === undefined
        ? `${name} is no entry: here ${names[0]} to ${names.at(-1)} can stand.`
        : `${name} cannot stand here, only entries of ${letter.toUpperCase()}.`,
      nameAt,
    );
  }
  row[at] = inAlphabet(scanner, row[at]! + sign * (size ?? 1), alphabet, start);
}

function inAlphabet(scanner: Scanner, value: number, alphabet: Alphabet, at: number): number {
  const { arithmetic, maxCoefficient } = alphabet;
  if (arithmetic === 'z2' && value !== 0 && value !== 1) {
    scanner.fail(`The coefficient is ${signed(value)}, but modulo 2 there are only 0 and 1.`, at);
  }
  if (Math.abs(value) > maxCoefficient) {
    scanner.fail(
      `The coefficient is ${signed(value)}, but only −${maxCoefficient} to ${maxCoefficient} can be played.`,
      at,
    );
  }
  return value;
}

function signed(value: number): string {
  return String(value).replace('-', '−');
}
