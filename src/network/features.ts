import { MoveCodec } from '../game/coding.ts';
import type { Rules } from '../game/rules.ts';
import { dimensions } from '../tensor/size.ts';
import { fibreFeatures, type NetworkShape } from './shape.ts';

/**
 * Writes the input of the torso for `count` states: [count × 3·S² × features] numbers. A token's
 * features describe its fibre, then the same fibre of each of the last h moves as a rank-one tensor
 * (AlphaTensor, Methods, "Network architecture"), and, last, the share of the move limit that is left.
 *
 * Over Z2 a fibre is a one-hot code of its pattern (side ≤ 4) or its bits; over the integers each
 * entry gives its value and whether it is exactly 1 or −1.
 *
 * @param history [count × h × tokens] the latest move first, zero tokens for moves never played;
 *   left out: none was played
 */
export function writeFeatures(
  rules: Rules,
  shape: NetworkShape,
  states: Int32Array,
  movesLeft: ArrayLike<number>,
  count: number,
  moveLimit: number,
  history?: Uint16Array,
): Float32Array {
  const { side, gridTokens, features } = shape;
  const past = history === undefined ? 0 : shape.history;
  const out = new Float32Array(count * gridTokens * features);
  const entries = new Float32Array(side * side * side);
  const square = side * side;
  const fibre = fibreFeatures(rules);
  const oneHot = rules.arithmetic === 'z2' && fibre !== side;
  // Strides of (first, second, left-out) mode of each grid in the row-major tensor.
  const strides = [
    [square, side, 1],
    [side, 1, square],
    [1, square, side],
  ] as const;
  const codec = past > 0 ? new MoveCodec(rules.coding, dimensions(rules.size)) : null;
  /** [h × 3 × S] factors of the moves of one state */
  const factors = new Int8Array(past * 3 * side);
  let at = 0;
  for (let state = 0; state < count; state++) {
    rules.expand(states, state, entries, 0);
    const left = movesLeft[state]! / moveLimit;
    for (let back = 0; back < past; back++) {
      const factor = factors.subarray(back * 3 * side, (back + 1) * 3 * side);
      codec!.read(history!, state * past + back, factor);
    }
    for (const [grid, [first, second, along]] of strides.entries()) {
      for (let x = 0; x < side; x++) {
        for (let y = 0; y < side; y++) {
          const base = x * first + y * second;
          if (oneHot) {
            let pattern = 0;
            for (let z = 0; z < side; z++) pattern = (pattern << 1) | entries[base + z * along]!;
            out[at + pattern] = 1;
          } else if (rules.arithmetic === 'z2') {
            for (let z = 0; z < side; z++) out[at + z] = entries[base + z * along]!;
          } else {
            for (let z = 0; z < side; z++) {
              const value = entries[base + z * along]!;
              out[at + 3 * z] = 0.5 * value;
              out[at + 3 * z + 1] = value === 1 ? 1 : 0;
              out[at + 3 * z + 2] = value === -1 ? 1 : 0;
            }
          }
          for (let back = 0; back < past; back++) {
            const from = 3 * back * side;
            const scale =
              factors[from + grid * side + x]! * factors[from + ((grid + 1) % 3) * side + y]!;
            const third = from + ((grid + 2) % 3) * side;
            const to = at + fibre + back * side;
            for (let z = 0; z < side; z++) out[to + z] = scale * factors[third + z]!;
          }
          out[at + features - 1] = left;
          at += features;
        }
      }
    }
  }
  return out;
}
