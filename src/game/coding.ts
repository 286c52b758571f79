/**
 * Moves as tokens (`MoveCoding` in rules.ts), in both arithmetics.
 *
 * A digit is `coefficient − low` and −low = (base − 1) / 2 in standard arithmetic, so a token is a
 * balanced number: its distance from the zero token has the sign of its first nonzero coefficient,
 * and `vocabulary − 1 − token` is the negated group. In z2 low is 0, and the zero token 0.
 */
import type { Term } from '../tensor/term.ts';
import type { MoveCoding } from './rules.ts';

/** Tokens larger than this make a policy head needlessly wide. */
const LARGEST_DEFAULT_VOCABULARY = 256;

/** The largest divisor d of the side with base ** d ≤ 256. */
export function defaultDigits(side: number, base: number): number {
  let digits = 1;
  for (let d = 2; d <= side; d++) {
    if (side % d === 0 && base ** d <= LARGEST_DEFAULT_VOCABULARY) digits = d;
  }
  return digits;
}

/** @throws RangeError when the digits do not divide the side or a token exceeds 16 bits */
export function createCoding(
  side: number,
  base: number,
  low: number,
  digits = defaultDigits(side, base),
): MoveCoding {
  if (!Number.isInteger(digits) || digits < 1 || side % digits !== 0) {
    throw new RangeError(`A token of ${digits} digits does not divide a vector of ${side}`);
  }
  const vocabulary = base ** digits;
  if (vocabulary > 65536) {
    throw new RangeError(`A token of ${digits} digits in base ${base} exceeds 16 bits`);
  }
  return { side, tokens: (3 * side) / digits, digits, base, low, vocabulary };
}

/** The token whose coefficients are all zero. */
export function zeroToken({ low, vocabulary }: MoveCoding): number {
  return low === 0 ? 0 : (vocabulary - 1) / 2;
}

/** Encodes, decodes and canonicalises moves; only `decode` allocates. */
export class MoveCodec {
  readonly coding: MoveCoding;
  /** [vocabulary × digits] the coefficients of every token */
  readonly coefficients: Int8Array;
  readonly #shape: readonly [number, number, number];
  readonly #zero: number;
  readonly #modular: boolean;
  /** [tokens] base ** (digits of that token that lie outside the target's shape) */
  readonly #cut: Int32Array;

  constructor(coding: MoveCoding, shape: readonly [number, number, number]) {
    this.coding = coding;
    this.#shape = shape;
    this.#modular = coding.low === 0;
    this.#zero = zeroToken(coding);
    const { digits, base, low, side } = coding;
    this.coefficients = new Int8Array(coding.vocabulary * digits);
    for (let token = 0; token < coding.vocabulary; token++) {
      let rest = token;
      for (let d = digits - 1; d >= 0; d--) {
        this.coefficients[token * digits + d] = (rest % base) + low;
        rest = Math.floor(rest / base);
      }
    }
    this.#cut = new Int32Array(coding.tokens);
    for (let t = 0; t < coding.tokens; t++) {
      const mode = Math.floor((t * digits) / side);
      const end = t * digits - mode * side + digits;
      this.#cut[t] = base ** Math.min(digits, Math.max(0, end - shape[mode]!));
    }
  }

  /** Writes the 3·side coefficients of move `index`, zero-padded, as they stand. */
  read(moves: Uint16Array, index: number, out: Int8Array): void {
    const { tokens, digits } = this.coding;
    const coefficients = this.coefficients;
    const from = index * tokens;
    let at = 0;
    for (let t = 0; t < tokens; t++) {
      const row = moves[from + t]! * digits;
      for (let d = 0; d < digits; d++) out[at++] = coefficients[row + d]!;
    }
  }

  /** The inverse of `read`; coefficients must be such as moves can have. */
  write(coefficients: Int8Array, moves: Uint16Array, index: number): void {
    const { tokens, digits, base, low } = this.coding;
    const to = index * tokens;
    let at = 0;
    for (let t = 0; t < tokens; t++) {
      let token = 0;
      for (let d = 0; d < digits; d++) token = token * base + coefficients[at++]! - low;
      moves[to + t] = token;
    }
  }

  canonicalise(moves: Uint16Array, index: number): boolean {
    const tokens = this.coding.tokens;
    const from = index * tokens;
    const group = tokens / 3;
    const cut = this.#cut;
    const modular = this.#modular;
    const zero = this.#zero;
    for (let t = 0; t < tokens; t++) {
      const part = cut[t]!;
      if (part === 1) continue;
      const token = moves[from + t]!;
      moves[from + t] = token - (token % part) + (modular ? 0 : (part - 1) >> 1);
    }
    let negateW = false;
    for (let mode = 0; mode < 3; mode++) {
      const start = from + mode * group;
      let t = 0;
      while (t < group && moves[start + t] === zero) t++;
      if (t === group) return false;
      if (modular || mode === 2) continue;
      if (moves[start + t]! < zero) {
        this.#negate(moves, start, group);
        negateW = !negateW;
      }
    }
    if (negateW) this.#negate(moves, from + 2 * group, group);
    return true;
  }

  #negate(moves: Uint16Array, start: number, count: number): void {
    const last = this.coding.vocabulary - 1;
    for (let t = start; t < start + count; t++) moves[t] = last - moves[t]!;
  }

  /** @throws RangeError when a factor is too long or a coefficient cannot be written */
  encode(term: Term, moves: Uint16Array, index: number): void {
    const { side, digits, base, low, tokens } = this.coding;
    const factors = [term.u, term.v, term.w];
    for (const factor of factors) {
      if (factor.length > side) {
        throw new RangeError(`A factor of length ${factor.length} does not fit into ${side}`);
      }
    }
    for (let t = 0; t < tokens; t++) {
      const mode = Math.floor((t * digits) / side);
      const factor = factors[mode]!;
      let token = 0;
      for (let d = 0; d < digits; d++) {
        const coefficient = factor[t * digits - mode * side + d] ?? 0;
        const digit = this.#modular ? coefficient & 1 : coefficient - low;
        if (digit < 0 || digit >= base) {
          throw new RangeError(
            `Coefficient ${coefficient} is outside ${low}…${low + base - 1}, which moves can have`,
          );
        }
        token = token * base + digit;
      }
      moves[index * tokens + t] = token;
    }
  }

  /** The move's factors, cut to the shape of the target. */
  decode(moves: Uint16Array, index: number): Term {
    const side = this.coding.side;
    const all = new Int8Array(3 * side);
    this.read(moves, index, all);
    const [s0, s1, s2] = this.#shape;
    return {
      u: all.slice(0, s0),
      v: all.slice(side, side + s1),
      w: all.slice(2 * side, 2 * side + s2),
    };
  }
}
