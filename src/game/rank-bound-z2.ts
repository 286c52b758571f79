/**
 * The rank bound of a compact state modulo 2, without allocation. At side 4 a slice is 16 bits and
 * its rank is looked up; other sides eliminate.
 */
import { rankOfBits } from '../tensor/rank.ts';

export class RankBoundZ2 {
  readonly #side: number;
  readonly #shape: readonly [number, number, number];
  readonly #wordOfRow: Uint16Array;
  readonly #shiftOfRow: Uint8Array;
  /** [side²] the residual's rows, unpacked */
  readonly #rows: Int32Array;
  /** [side] the rows of one slice */
  readonly #slice: Int32Array;

  constructor(
    side: number,
    shape: readonly [number, number, number],
    wordOfRow: Uint16Array,
    shiftOfRow: Uint8Array,
  ) {
    this.#side = side;
    this.#shape = shape;
    this.#wordOfRow = wordOfRow;
    this.#shiftOfRow = shiftOfRow;
    this.#rows = new Int32Array(side * side);
    this.#slice = new Int32Array(side);
  }

  /** The rank bound of the state whose first word is states[base]. */
  of(states: Int32Array, base: number): number {
    if (this.#side === 4) return boundOfSide4(states[base]!, states[base + 1]!);
    const side = this.#side;
    const [s0, s1, s2] = this.#shape;
    const rows = this.#rows;
    const slice = this.#slice;
    const mask = side === 32 ? -1 : (1 << side) - 1;
    for (let r = 0; r < side * side; r++) {
      rows[r] = (states[base + this.#wordOfRow[r]!]! >>> this.#shiftOfRow[r]!) & mask;
    }
    let first = 0;
    for (let i = 0; i < s0; i++) first += rankOfBits(rows, i * side, s1);
    let second = 0;
    for (let j = 0; j < s1; j++) {
      for (let i = 0; i < s0; i++) slice[i] = rows[i * side + j]!;
      second += rankOfBits(slice, 0, s0);
    }
    let third = 0;
    for (let k = 0; k < s2; k++) {
      const bit = side - 1 - k;
      for (let i = 0; i < s0; i++) {
        let row = 0;
        for (let j = 0; j < s1; j++) row = (row << 1) | ((rows[i * side + j]! >>> bit) & 1);
        slice[i] = row;
      }
      third += rankOfBits(slice, 0, s0);
    }
    return Math.min(first, second, third);
  }
}

let tableOfRanks: Uint8Array | undefined;

/** [65536] the rank of every 4×4 matrix of bits, built when first needed (a few milliseconds). */
function ranksOf4x4(): Uint8Array {
  if (tableOfRanks !== undefined) return tableOfRanks;
  const rows = new Int32Array(4);
  tableOfRanks = new Uint8Array(65536);
  for (let matrix = 0; matrix < 65536; matrix++) {
    for (let r = 0; r < 4; r++) rows[r] = (matrix >> (4 * r)) & 15;
    tableOfRanks[matrix] = rankOfBits(rows, 0, 4);
  }
  return tableOfRanks;
}

/** Word a holds the rows of i = 0 and 1, b those of i = 2 and 3; a row is four bits. */
function boundOfSide4(a: number, b: number): number {
  const rank = tableOfRanks ?? ranksOf4x4();
  const first = rank[a & 65535]! + rank[a >>> 16]! + rank[b & 65535]! + rank[b >>> 16]!;
  let second = 0;
  let third = 0;
  for (let x = 0; x < 4; x++) {
    const j = 4 * x;
    second +=
      rank[
        ((a >>> j) & 15) |
          (((a >>> (16 + j)) & 15) << 4) |
          (((b >>> j) & 15) << 8) |
          (((b >>> (16 + j)) & 15) << 12)
      ]!;
    third += rank[everyFourthBit(a >>> x) | (everyFourthBit(b >>> x) << 8)]!;
  }
  return Math.min(first, second, third);
}

/** Bits 0, 4, …, 28 of a word, moved together. */
function everyFourthBit(word: number): number {
  const single = word & 0x11111111;
  const pairs = (single | (single >>> 3)) & 0x03030303;
  const fours = (pairs | (pairs >>> 6)) & 0x000f000f;
  return (fours | (fours >>> 12)) & 0xff;
}
