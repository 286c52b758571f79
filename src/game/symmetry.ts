/**
 * Signed permutations of the three modes (AlphaTensor, Methods, "Change of basis"): a target's axes
 * are as good in any order and, over the integers, with any signs. A symmetry maps states and moves
 * alike, so a move that is right in the mapped state is right, mapped back, in the first.
 */
import type { Random } from '../tensor/random.ts';
import { dimensions } from '../tensor/size.ts';
import { MoveCodec } from './coding.ts';
import type { Rules } from './rules.ts';

/** Coordinate i of mode m goes to place[m·S + i], times sign[m·S + i]. Padding stays where it is. */
export interface Symmetry {
  /** [3 × S] */
  readonly place: Uint8Array;
  /** [3 × S] 1 or −1 */
  readonly sign: Int8Array;
}

/** Draws a symmetry uniformly: permutations within the target's shape, and signs where there are any. */
export function randomSymmetry(rules: Rules, random: Random): Symmetry {
  const { side, arithmetic } = rules;
  const place = new Uint8Array(3 * side);
  const sign = new Int8Array(3 * side).fill(1);
  for (const [mode, length] of dimensions(rules.size).entries()) {
    const from = mode * side;
    for (let i = 0; i < side; i++) place[from + i] = i;
    for (let i = length - 1; i > 0; i--) {
      const j = random.below(i + 1);
      const kept = place[from + i]!;
      place[from + i] = place[from + j]!;
      place[from + j] = kept;
    }
    if (arithmetic === 'z2') continue;
    for (let i = 0; i < length; i++) if (random.next() < 0.5) sign[from + i] = -1;
  }
  return { place, sign };
}

/** Applies symmetries to packed states and moves of one game's rules; it allocates nothing. */
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

  constructor(rules: Rules) {
    const { side } = rules;
    this.#rules = rules;
    this.#codec = new MoveCodec(rules.coding, dimensions(rules.size));
    this.#entries = new Float32Array(side ** 3);
    this.#mapped = { shape: [side, side, side] as const, data: new Int32Array(side ** 3) };
    this.#before = new Int8Array(3 * side);
    this.#after = new Int8Array(3 * side);
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
  ): void {
    const { side } = this.#rules;
    const before = this.#before;
    const after = this.#after;
    this.#codec.read(moves, from, before);
    for (let mode = 0; mode < 3 * side; mode += side) {
      for (let i = mode; i < mode + side; i++) after[mode + place[i]!] = sign[i]! * before[i]!;
    }
    this.#codec.write(after, out, to);
  }

  /** The inverse of `move`. */
  moveBack(
    { place, sign }: Symmetry,
    moves: Uint16Array,
    from: number,
    out: Uint16Array,
    to: number,
  ): void {
    const { side } = this.#rules;
    const before = this.#before;
    const after = this.#after;
    this.#codec.read(moves, from, after);
    for (let mode = 0; mode < 3 * side; mode += side) {
      for (let i = mode; i < mode + side; i++) before[i] = sign[i]! * after[mode + place[i]!]!;
    }
    this.#codec.write(before, out, to);
  }
}
