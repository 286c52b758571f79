/**
 * Reads one product of three linear forms: '(a11 + 2*a12)*(b21)*(c12 - 1/2 c21)/3'. Stars may be
 * left out, and be · or ∧; plus may be ⊕. An index is two digits, or two numbers as in a1_12, a[1,12]
 * or a_{1,12}.
 */
import { type Fraction, fraction } from '../fraction.ts';
import { FormatError } from './imported.ts';

export type Letter = 'a' | 'b' | 'c';

export interface Entry {
  readonly letter: Letter;
  /** from 1 */
  readonly row: number;
  readonly column: number;
  readonly coefficient: Fraction;
}

/** A sum of entries of one matrix. */
export type Form = readonly Entry[];

interface Product {
  readonly scale: Fraction;
  readonly forms: readonly Form[];
}

type Token =
  | { readonly kind: 'number'; readonly value: Fraction }
  | { readonly kind: 'entry'; readonly entry: Entry }
  | { readonly kind: '+' | '-' | '*' | '/' | '(' | ')' };

const ONE = fraction(1);
const DEEPEST = 16;
const NUMBER = /^\d{1,9}(?:\.\d{1,6})?/;
const ENTRY =
  /^([abcABC])(?:_?(\d)(\d)(?![\d_])|_?(\d{1,2})_(\d{1,2})|_?\[\s*(\d{1,2})\s*,\s*(\d{1,2})\s*\]|_\{\s*(\d{1,2})\s*,\s*(\d{1,2})\s*\}|_\{(\d)(\d)\})/;
const SIGNS: Readonly<Record<string, '+' | '-' | '*' | '/' | '(' | ')'>> = {
  '+': '+',
  '⊕': '+',
  '-': '-',
  '−': '-',
  '*': '*',
  '·': '*',
  '×': '*',
  '∧': '*',
  '⊗': '*',
  '/': '/',
  '(': '(',
  ')': ')',
};

/**
 * The forms in a, b and c, each letter once; the scale is put into the last.
 * @throws FormatError naming the first thing that is wrong
 */
export function parseProduct(text: string): Record<Letter, Form> {
  const parser = new Parser(tokensOf(text));
  const { scale, forms } = parser.all();
  const found = new Map(forms.map((form) => [form[0]?.letter, form]));
  const [a, b, c] = [found.get('a'), found.get('b'), found.get('c')];
  if (forms.length !== 3 || a === undefined || b === undefined || c === undefined) {
    throw new FormatError(`“${short(text)}” is no product of a sum in a, one in b and one in c.`);
  }
  return { a, b, c: scaled(c, scale) };
}

function tokensOf(text: string): Token[] {
  const tokens: Token[] = [];
  let rest = text.trimStart();
  while (rest !== '') {
    const sign = SIGNS[rest[0]!];
    const number = NUMBER.exec(rest);
    const entry = ENTRY.exec(rest);
    let length = 1;
    if (sign !== undefined) tokens.push({ kind: sign });
    else if (number !== null) {
      const [whole, decimals = ''] = number[0].split('.');
      const value = fraction(Number(whole! + decimals), 10 ** decimals.length);
      tokens.push({ kind: 'number', value });
      length = number[0].length;
    } else if (entry !== null) {
      const [row, column] = entry
        .slice(2)
        .filter((part) => part !== undefined)
        .map(Number);
      if (row === 0 || column === 0) throw new FormatError(`“${entry[0]}”: indices count from 1.`);
      const letter = entry[1]!.toLowerCase() as Letter;
      tokens.push({
        kind: 'entry',
        entry: { letter, row: row!, column: column!, coefficient: ONE },
      });
      length = entry[0].length;
    } else throw new FormatError(unreadable(rest));
    rest = rest.slice(length).trimStart();
  }
  return tokens;
}

function unreadable(rest: string): string {
  const digits = /^[abcABC]_?\d{3,}/.exec(rest);
  return digits === null
    ? `“${short(rest)}” is no part of a product of sums.`
    : `“${digits[0]}” can be read in two ways: write its two indices as in a1_12.`;
}

class Parser {
  readonly #tokens: readonly Token[];
  #at = 0;
  #depth = 0;

  constructor(tokens: readonly Token[]) {
    this.#tokens = tokens;
  }

  all(): Product {
    const product = this.#sum();
    if (this.#at < this.#tokens.length) throw new FormatError('There is a “)” without its “(”.');
    return product;
  }

  /** Terms with + and −: a single one may be any product, several are forms in one letter. */
  #sum(): Product {
    const terms: Product[] = [];
    for (;;) {
      const sign = fraction(this.#sign());
      const { scale, forms } = this.#product();
      terms.push({ scale: times(scale, sign), forms });
      if (!this.#isNext('+', '-')) break;
    }
    if (terms.length === 1) return terms[0]!;
    const entries = terms.flatMap(({ scale, forms }) => {
      if (forms.length !== 1) throw new FormatError('A sum adds things that are no entries.');
      return scaled(forms[0]!, scale);
    });
    if (new Set(entries.map(({ letter }) => letter)).size > 1) {
      throw new FormatError('A sum mixes entries of several matrices.');
    }
    return { scale: ONE, forms: [entries] };
  }

  #sign(): 1 | -1 {
    let sign: 1 | -1 = 1;
    while (this.#isNext('+', '-')) if (this.#take().kind === '-') sign = sign === 1 ? -1 : 1;
    return sign;
  }

  #product(): Product {
    let scale = ONE;
    const forms: Form[] = [];
    for (let isFirst = true; ; isFirst = false) {
      const divides = !isFirst && this.#isNext('/');
      if (divides || (!isFirst && this.#isNext('*'))) {
        this.#take();
        scale = times(scale, fraction(this.#sign()));
      } else if (!isFirst && !this.#isNext('number', 'entry', '(')) return { scale, forms };
      const factor = this.#factor();
      if (divides) {
        if (factor.forms.length > 0 || factor.scale.numerator === 0) {
          throw new FormatError('There is a division by something that is no number but 0.');
        }
        scale = times(scale, fraction(factor.scale.denominator, factor.scale.numerator));
      } else {
        scale = times(scale, factor.scale);
        forms.push(...factor.forms);
      }
    }
  }

  #factor(): Product {
    if (!this.#isNext('number', 'entry', '(')) {
      throw new FormatError('Something is missing after a sign or a “(”.');
    }
    const token = this.#take();
    if (token.kind === 'number') return { scale: token.value, forms: [] };
    if (token.kind === 'entry') return { scale: ONE, forms: [[token.entry]] };
    if (++this.#depth > DEEPEST) throw new FormatError('Its brackets are nested too deep.');
    const product = this.#sum();
    if (!this.#isNext(')')) throw new FormatError('There is a “(” without its “)”.');
    this.#take();
    this.#depth--;
    // A factor of a bracket stays with it; what is left outside goes to the last form.
    const { scale, forms } = product;
    return forms.length === 1 ? { scale: ONE, forms: [scaled(forms[0]!, scale)] } : product;
  }

  #isNext(...kinds: readonly Token['kind'][]): boolean {
    const token = this.#tokens[this.#at];
    return token !== undefined && kinds.includes(token.kind);
  }

  #take(): Token {
    return this.#tokens[this.#at++]!;
  }
}

function scaled(form: Form, scale: Fraction): Form {
  return form.map((entry) => ({ ...entry, coefficient: times(entry.coefficient, scale) }));
}

/** @throws FormatError when the product is no fraction of safe integers */
export function times(a: Fraction, b: Fraction): Fraction {
  const numerator = a.numerator * b.numerator;
  const denominator = a.denominator * b.denominator;
  if (!Number.isSafeInteger(numerator) || !Number.isSafeInteger(denominator)) {
    throw new FormatError('A coefficient is too large to be kept exactly.');
  }
  return fraction(numerator, denominator);
}

export function plus(a: Fraction, b: Fraction): Fraction {
  const numerator = a.numerator * b.denominator + b.numerator * a.denominator;
  const denominator = a.denominator * b.denominator;
  if (!Number.isSafeInteger(numerator) || !Number.isSafeInteger(denominator)) {
    throw new FormatError('A coefficient is too large to be kept exactly.');
  }
  return fraction(numerator, denominator);
}

export function short(text: string): string {
  return text.length > 30 ? `${text.slice(0, 30)}…` : text;
}
