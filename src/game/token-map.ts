import type { MoveCodec } from './coding.ts';
import type { Symmetry } from './symmetry.ts';

/**
 * The inverse of one symmetry on moves, as tables. A factor's token is a sum of what each token of the
 * mapped factor gives to it, because each coefficient goes to one place: so a move is mapped back by
 * looking up, not coefficient by coefficient.
 */
export class TokenMap {
  readonly #group: number;
  readonly #vocabulary: number;
  /** [3][tokens of a factor][tokens of the mapped factor][vocabulary] */
  readonly #table: Uint16Array;

  constructor({ coding, coefficients }: MoveCodec, { place, sign }: Symmetry) {
    const { side, digits, base, low, vocabulary, tokens } = coding;
    const group = tokens / 3;
    this.#group = group;
    this.#vocabulary = vocabulary;
    this.#table = new Uint16Array(3 * group * group * vocabulary);
    for (let at = 0; at < 3 * side; at++) {
      const mode = Math.floor(at / side);
      const to = Math.floor((at - mode * side) / digits);
      const worth = base ** (digits - 1 - ((at - mode * side) % digits));
      const from = Math.floor(place[at]! / digits);
      const row = ((mode * group + to) * group + from) * vocabulary;
      for (let token = 0; token < vocabulary; token++) {
        const coefficient = coefficients[token * digits + (place[at]! % digits)]!;
        this.#table[row + token]! += (sign[at]! * coefficient - low) * worth;
      }
    }
  }

  /** Whether looking up is less work than going coefficient by coefficient. */
  static pays({ coding: { side, tokens } }: MoveCodec): boolean {
    return (tokens / 3) ** 2 <= 2 * side;
  }

  /** Writes moves `from` … `to` − 1, mapped back, in the same places of `out`. */
  apply(moves: Uint16Array, from: number, to: number, out: Uint16Array): void {
    const group = this.#group;
    const vocabulary = this.#vocabulary;
    const table = this.#table;
    const last = 3 * group * to;
    if (group === 1) {
      for (let at = 3 * from; at < last; at += 3) {
        out[at] = table[moves[at]!]!;
        out[at + 1] = table[vocabulary + moves[at + 1]!]!;
        out[at + 2] = table[2 * vocabulary + moves[at + 2]!]!;
      }
      return;
    }
    for (let at = 3 * group * from; at < last; ) {
      let row = 0;
      for (let mode = 0; mode < 3; mode++, at += group) {
        for (let t = 0; t < group; t++) {
          let token = 0;
          for (let s = 0; s < group; s++, row += vocabulary) token += table[row + moves[at + s]!]!;
          out[at + t] = token;
        }
      }
    }
  }
}
