/**
 * The rules over the integers, on bytes.
 *
 * Row (i, j) of the residual is its entries (i, j, k), four bytes a word, k = 0 lowest, padded to
 * whole words; row i·S + j starts at word (i·S + j)·⌈S / 4⌉. To play u⊗v⊗w is to add −u[i]·v[j]·w to
 * every row, four bytes at a time: the low seven bits are added without carrying into the next
 * byte, the eighth by exclusive or. Bytes wrap around: see `assertFits`.
 */
import { rankInPlace } from '../tensor/rank.ts';
import { dimensions, type Size, sideOf } from '../tensor/size.ts';
import { largestEntry, type Tensor, zeros } from '../tensor/tensor.ts';
import type { Term } from '../tensor/term.ts';
import { createCoding, MoveCodec } from './coding.ts';
import type { MoveCoding, Rules } from './rules.ts';

/**
 * @throws RangeError when an entry of the residual could leave −127…127 within that many moves
 */
export function assertFits(maxCoefficient: number, moveLimit: number, target: Tensor): void {
  const worst = largestEntry(target) + moveLimit * maxCoefficient ** 3;
  if (worst > 127) {
    throw new RangeError(
      `Entries could reach ±${worst} within ${moveLimit} moves of coefficients up to ${maxCoefficient}, but states hold ±127`,
    );
  }
}

/** Byte by byte sum of two words. */
function addBytes(x: number, y: number): number {
  return ((x & 0x7f7f7f7f) + (y & 0x7f7f7f7f)) ^ ((x ^ y) & 0x80808080);
}

export class StandardRules implements Rules {
  readonly arithmetic = 'standard';
  readonly size: Size;
  readonly side: number;
  readonly stateWords: number;
  readonly coding: MoveCoding;
  readonly #codec: MoveCodec;
  readonly #shape: readonly [number, number, number];
  readonly #rowWords: number;
  readonly #largest: number;
  /** [3 · side] the move being played */
  readonly #move: Int8Array;
  /** [2 · largest² + 1 × rowWords] −c·w as bytes, for c = u[i]·v[j] from −largest² */
  readonly #multiples: Int32Array;
  /** [side²] one slice, for elimination */
  readonly #slice: Float64Array;

  constructor(size: Size, maxCoefficient: 1 | 2, digits?: number, side = sideOf(size)) {
    this.size = size;
    this.side = side;
    this.#shape = dimensions(size);
    this.#largest = maxCoefficient ** 2;
    this.coding = createCoding(this.side, 2 * maxCoefficient + 1, -maxCoefficient, digits);
    this.#codec = new MoveCodec(this.coding, this.#shape);
    this.#rowWords = Math.ceil(this.side / 4);
    this.stateWords = this.side * this.side * this.#rowWords;
    this.#move = new Int8Array(3 * this.side);
    this.#multiples = new Int32Array((2 * this.#largest + 1) * this.#rowWords);
    this.#slice = new Float64Array(this.side * this.side);
  }

  /** @throws RangeError when the residual is too large or an entry exceeds 8 bits */
  pack(residual: Tensor, states: Int32Array, index: number): void {
    const { side, stateWords } = this;
    const [s0, s1, s2] = residual.shape;
    if (Math.max(s0, s1, s2) > side) {
      throw new RangeError(`A residual of shape ${s0}×${s1}×${s2} exceeds the side ${side}`);
    }
    const base = index * stateWords;
    states.fill(0, base, base + stateWords);
    for (let i = 0, at = 0; i < s0; i++) {
      for (let j = 0; j < s1; j++) {
        const row = base + (i * side + j) * this.#rowWords;
        for (let k = 0; k < s2; k++) {
          const entry = residual.data[at++]!;
          if (entry > 127 || entry < -127) {
            throw new RangeError(`Entry ${entry} of the residual exceeds the ±127 of a state`);
          }
          states[row + (k >> 2)]! |= (entry & 255) << (8 * (k & 3));
        }
      }
    }
  }

  unpack(states: Int32Array, index: number): Tensor {
    const residual = zeros(this.#shape);
    const [s0, s1, s2] = this.#shape;
    const base = index * this.stateWords;
    for (let i = 0, at = 0; i < s0; i++) {
      for (let j = 0; j < s1; j++) {
        const row = base + (i * this.side + j) * this.#rowWords;
        for (let k = 0; k < s2; k++) residual.data[at++] = entryOf(states, row, k);
      }
    }
    return residual;
  }

  expand(states: Int32Array, index: number, out: Float32Array, offset: number): void {
    const side = this.side;
    const base = index * this.stateWords;
    for (let r = 0, at = offset; r < side * side; r++) {
      const row = base + r * this.#rowWords;
      for (let k = 0; k < side; k++) out[at++] = entryOf(states, row, k);
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
    const side = this.side;
    const width = this.#rowWords;
    const largest = this.#largest;
    const factors = this.#move;
    const multiples = this.#multiples;
    const s0 = this.#shape[0];
    const s1 = this.#shape[1];
    this.#codec.read(moves, move, factors);
    this.#multiply();
    const source = from * this.stateWords;
    const target = to * this.stateWords;
    if (states !== out || from !== to) {
      for (let x = 0; x < this.stateWords; x++) out[target + x] = states[source + x]!;
    }
    for (let i = 0; i < s0; i++) {
      const ui = factors[i]!;
      if (ui === 0) continue;
      for (let j = 0; j < s1; j++) {
        const c = ui * factors[side + j]!;
        if (c === 0) continue;
        const row = target + (i * side + j) * width;
        const multiple = (c + largest) * width;
        for (let x = 0; x < width; x++) {
          out[row + x] = addBytes(out[row + x]!, multiples[multiple + x]!);
        }
      }
    }
  }

  isZero(states: Int32Array, index: number): boolean {
    const end = (index + 1) * this.stateWords;
    for (let x = index * this.stateWords; x < end; x++) if (states[x] !== 0) return false;
    return true;
  }

  rankBound(states: Int32Array, index: number): number {
    const { side, stateWords } = this;
    const width = this.#rowWords;
    const [s0, s1, s2] = this.#shape;
    const base = index * stateWords;
    const slice = this.#slice;
    let first = 0;
    for (let i = 0; i < s0; i++) {
      for (let j = 0, at = 0; j < s1; j++) {
        const row = base + (i * side + j) * width;
        for (let k = 0; k < s2; k++) slice[at++] = entryOf(states, row, k);
      }
      first += rankInPlace(slice, s1, s2);
    }
    let second = 0;
    for (let j = 0; j < s1; j++) {
      for (let i = 0, at = 0; i < s0; i++) {
        const row = base + (i * side + j) * width;
        for (let k = 0; k < s2; k++) slice[at++] = entryOf(states, row, k);
      }
      second += rankInPlace(slice, s0, s2);
    }
    let third = 0;
    for (let k = 0; k < s2; k++) {
      for (let i = 0, at = 0; i < s0; i++) {
        const row = base + i * side * width;
        for (let j = 0; j < s1; j++) slice[at++] = entryOf(states, row + j * width, k);
      }
      third += rankInPlace(slice, s0, s1);
    }
    return Math.min(first, second, third);
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

  /** Writes −c·w for every c that u[i]·v[j] can be. */
  #multiply(): void {
    const width = this.#rowWords;
    const largest = this.#largest;
    const multiples = this.#multiples;
    const factors = this.#move;
    const w = 2 * this.side;
    const length = this.#shape[2];
    for (let c = -largest; c <= largest; c++) {
      // ±3 is no product of two coefficients up to 2
      if (c === 0 || c === 3 || c === -3) continue;
      const row = (c + largest) * width;
      for (let x = 0; x < width; x++) {
        let word = 0;
        const end = Math.min(4 * x + 4, length);
        for (let k = 4 * x; k < end; k++) word |= ((-c * factors[w + k]!) & 255) << (8 * (k & 3));
        multiples[row + x] = word;
      }
    }
  }
}

/** Entry k of the row that starts at that word. */
function entryOf(states: Int32Array, row: number, k: number): number {
  return (states[row + (k >> 2)]! << (24 - 8 * (k & 3))) >> 24;
}
