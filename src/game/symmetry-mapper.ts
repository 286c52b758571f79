import { dimensions } from '../tensor/size.ts';
import { MoveCodec } from './coding.ts';
import type { Rules } from './rules.ts';
import type { Symmetry } from './symmetry.ts';
import { TokenMap } from './token-map.ts';

/**
 * Applies symmetries to packed states and moves of one game's rules; it allocates nothing, but tables
 * for each symmetry that `movesBack` meets.
 */
export class SymmetryMapper {
  readonly #rules: Rules;
  readonly #codec: MoveCodec;
  /** [S³] */
  readonly #entries: Float32Array;
  readonly #mapped;
  /** [3 × S] */
  readonly #before: Int8Array;
  /** [3 × S] */
  readonly #after: Int8Array;
  /** Null where tables do not pay. */
  readonly #maps: WeakMap<Symmetry, TokenMap> | null;

  constructor(rules: Rules) {
    const { side } = rules;
    this.#rules = rules;
    this.#codec = new MoveCodec(rules.coding, dimensions(rules.size));
    this.#entries = new Float32Array(side ** 3);
    this.#mapped = { shape: [side, side, side] as const, data: new Int32Array(side ** 3) };
    this.#before = new Int8Array(3 * side);
    this.#after = new Int8Array(3 * side);
    this.#maps = TokenMap.pays(this.#codec) ? new WeakMap() : null;
  }

  /** Writes state `from` of `states`, mapped, as state `to` of `out`. */
  state(
    { place, sign }: Symmetry,
    states: Int32Array,
    from: number,
    out: Int32Array,
    to: number,
  ): void {
    const { side } = this.#rules;
    const entries = this.#entries;
    const { data } = this.#mapped;
    this.#rules.expand(states, from, entries, 0);
    let at = 0;
    for (let i = 0; i < side; i++) {
      for (let j = 0; j < side; j++) {
        const row = (place[i]! * side + place[side + j]!) * side;
        const s = sign[i]! * sign[side + j]!;
        for (let k = 0; k < side; k++) {
          data[row + place[2 * side + k]!] = s * sign[2 * side + k]! * entries[at++]!;
        }
      }
    }
    this.#rules.pack(this.#mapped, out, to);
  }

  /** Writes move `from` of `moves`, mapped, as move `to` of `out`; not in canonical form. */
  move(
    { place, sign }: Symmetry,
    moves: Uint16Array,
    from: number,
    out: Uint16Array,
    to: number,
    back = false,
  ): void {
    const { side } = this.#rules;
    const before = this.#before;
    const after = this.#after;
    this.#codec.read(moves, from, before);
    for (let mode = 0; mode < 3 * side; mode += side) {
      for (let i = mode; i < mode + side; i++) {
        const there = mode + place[i]!;
        if (back) after[i] = sign[i]! * before[there]!;
        else after[there] = sign[i]! * before[i]!;
      }
    }
    this.#codec.write(after, out, to);
  }

  /** The inverse of `move`. */
  moveBack(
    symmetry: Symmetry,
    moves: Uint16Array,
    from: number,
    out: Uint16Array,
    to: number,
  ): void {
    this.move(symmetry, moves, from, out, to, true);
  }

  /** `moveBack` for moves `from` … `to` − 1, each to the same place of `out`. */
  movesBack(
    symmetry: Symmetry,
    moves: Uint16Array,
    from: number,
    to: number,
    out: Uint16Array,
  ): void {
    if (this.#maps === null) {
      for (let move = from; move < to; move++) this.moveBack(symmetry, moves, move, out, move);
      return;
    }
    let map = this.#maps.get(symmetry);
    if (map === undefined) {
      map = new TokenMap(this.#codec, symmetry);
      this.#maps.set(symmetry, map);
    }
    map.apply(moves, from, to, out);
  }
}
