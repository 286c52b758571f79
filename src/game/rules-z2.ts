/**
 * The rules modulo 2, on bits.
 *
 * Row (i, j) of the residual is the S bits of its entries (i, j, k), k = 0 highest, as a token
 * writes w; row i·S + j lies in word ⌊row / R⌋ at bit (row mod R)·S, with R = ⌊32 / S⌋ rows a word.
 * To play u⊗v⊗w is to XOR w into every row with u[i]·v[j] = 1. For small S a table holds, for every
 * u and v, a 1 at the lowest bit of each of those rows: multiplying it by w < 2^S writes w into all
 * of them at once, since the products cannot carry into each other.
 */
import { dimensions, formatSize, type Size, sideOf } from '../tensor/size.ts';
import { type Tensor, zeros } from '../tensor/tensor.ts';
import type { Term } from '../tensor/term.ts';
import { createCoding, MoveCodec } from './coding.ts';
import { RankBoundZ2 } from './rank-bound-z2.ts';
import type { MoveCoding, Rules } from './rules.ts';

/** Up to this side the table of every pair u, v stays within the second-level cache. */
const LARGEST_TABLE_SIDE = 6;

export class Z2Rules implements Rules {
  readonly arithmetic = 'z2';
  readonly size: Size;
  readonly side: number;
  readonly stateWords: number;
  readonly coding: MoveCoding;
  readonly #codec: MoveCodec;
  readonly #shape: readonly [number, number, number];
  /** bits of u, v and w inside the target's shape */
  readonly #masks: readonly [number, number, number];
  /** [side²] */
  readonly #wordOfRow: Uint16Array;
  /** [side²] */
  readonly #shiftOfRow: Uint8Array;
  /** [2^side (u) × 2^side (v) × stateWords], empty for larger sides */
  readonly #spread: Int32Array;
  readonly #bound: RankBoundZ2;

  constructor(size: Size, digits?: number, side = sideOf(size)) {
    if (side > 32) {
      throw new RangeError(
        `${formatSize(size)} modulo 2 has a side of ${side}: compact states go up to 32`,
      );
    }
    this.size = size;
    this.side = side;
    this.coding = createCoding(side, 2, 0, digits);
    this.#shape = dimensions(size);
    this.#codec = new MoveCodec(this.coding, this.#shape);
    const all = side === 32 ? -1 : (1 << side) - 1;
    const mask = (length: number) => all & ~(2 ** (side - length) - 1);
    this.#masks = [mask(this.#shape[0]), mask(this.#shape[1]), mask(this.#shape[2])];
    const rowsPerWord = Math.floor(32 / side);
    this.stateWords = Math.ceil((side * side) / rowsPerWord);
    this.#wordOfRow = Uint16Array.from({ length: side * side }, (_, row) => row / rowsPerWord);
    this.#shiftOfRow = Uint8Array.from(
      { length: side * side },
      (_, row) => (row % rowsPerWord) * side,
    );
    this.#spread = side <= LARGEST_TABLE_SIDE ? this.#spreadTable() : new Int32Array(0);
    this.#bound = new RankBoundZ2(side, this.#shape, this.#wordOfRow, this.#shiftOfRow);
  }

  pack(residual: Tensor, states: Int32Array, index: number): void {
    const { side, stateWords } = this;
    const [s0, s1, s2] = residual.shape;
    if (Math.max(s0, s1, s2) > side) {
      throw new RangeError(`A residual of shape ${s0}×${s1}×${s2} exceeds the side ${side}`);
    }
    const base = index * stateWords;
    states.fill(0, base, base + stateWords);
    for (let i = 0; i < s0; i++) {
      for (let j = 0; j < s1; j++) {
        let row = 0;
        for (let k = 0; k < s2; k++) {
          row |= (residual.data[(i * s1 + j) * s2 + k]! & 1) << (side - 1 - k);
        }
        const at = i * side + j;
        states[base + this.#wordOfRow[at]!]! |= row << this.#shiftOfRow[at]!;
      }
    }
  }

  unpack(states: Int32Array, index: number): Tensor {
    const residual = zeros(this.#shape);
    const [s0, s1, s2] = this.#shape;
    for (let i = 0, at = 0; i < s0; i++) {
      for (let j = 0; j < s1; j++) {
        const row = this.#row(states, index, i * this.side + j);
        for (let k = 0; k < s2; k++) residual.data[at++] = (row >>> (this.side - 1 - k)) & 1;
      }
    }
    return residual;
  }

  expand(states: Int32Array, index: number, out: Float32Array, offset: number): void {
    const side = this.side;
    for (let r = 0, at = offset; r < side * side; r++) {
      const row = this.#row(states, index, r);
      for (let k = side - 1; k >= 0; k--) out[at++] = (row >>> k) & 1;
    }
  }

  play(
    states: Int32Array,
    from: number,
    moves: Uint16Array,
    move: number,
    out: Int32Array,
    to: number,
  ): void {
    const { side, stateWords } = this;
    const masks = this.#masks;
    const u = this.#factor(moves, move, 0) & masks[0];
    const v = this.#factor(moves, move, 1) & masks[1];
    const w = this.#factor(moves, move, 2) & masks[2];
    const source = from * stateWords;
    const target = to * stateWords;
    if (side <= LARGEST_TABLE_SIDE) {
      const spread = this.#spread;
      const entry = ((u << side) | v) * stateWords;
      for (let x = 0; x < stateWords; x++) {
        out[target + x] = states[source + x]! ^ Math.imul(spread[entry + x]!, w);
      }
      return;
    }
    for (let x = 0; x < stateWords; x++) out[target + x] = states[source + x]!;
    const top = side - 1;
    for (let i = 0; i < side; i++) {
      if (((u >>> (top - i)) & 1) === 0) continue;
      for (let j = 0, row = i * side; j < side; j++, row++) {
        // −1 where v[j] is 1: a branch here would be mispredicted half of the time
        const keep = -((v >>> (top - j)) & 1);
        out[target + this.#wordOfRow[row]!]! ^= (w & keep) << this.#shiftOfRow[row]!;
      }
    }
  }

  isZero(states: Int32Array, index: number): boolean {
    const end = (index + 1) * this.stateWords;
    for (let x = index * this.stateWords; x < end; x++) if (states[x] !== 0) return false;
    return true;
  }

  rankBound(states: Int32Array, index: number): number {
    return this.#bound.of(states, index * this.stateWords);
  }

  canonicalise(moves: Uint16Array, index: number): boolean {
    return this.#codec.canonicalise(moves, index);
  }

  encode(term: Term, moves: Uint16Array, index: number): void {
    this.#codec.encode(term, moves, index);
  }

  decode(moves: Uint16Array, index: number): Term {
    return this.#codec.decode(moves, index);
  }

  /** The bits of one factor of a move, coefficient 0 highest. */
  #factor(moves: Uint16Array, move: number, mode: number): number {
    const { tokens, digits, side } = this.coding;
    const at = move * tokens;
    if (digits === side) return moves[at + mode]!;
    const group = side / digits;
    let bits = 0;
    for (let t = 0; t < group; t++) bits = (bits << digits) | moves[at + mode * group + t]!;
    return bits;
  }

  #row(states: Int32Array, index: number, row: number): number {
    const word = states[index * this.stateWords + this.#wordOfRow[row]!]!;
    // The shift drops what lies above the row; rows above it are masked by unpacking bit by bit.
    return word >>> this.#shiftOfRow[row]!;
  }

  #spreadTable(): Int32Array {
    const { side, stateWords } = this;
    const table = new Int32Array(stateWords << (2 * side));
    for (let pair = 0; pair < 1 << (2 * side); pair++) {
      const u = pair >> side;
      for (let i = 0; i < side; i++) {
        for (let j = 0; j < side; j++) {
          const both = (u >> (side - 1 - i)) & (pair >> (side - 1 - j)) & 1;
          const row = i * side + j;
          table[pair * stateWords + this.#wordOfRow[row]!]! |= both << this.#shiftOfRow[row]!;
        }
      }
    }
    return table;
  }
}
