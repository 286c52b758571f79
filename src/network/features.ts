import type { Rules } from '../game/rules.ts';
import { fibreFeatures, type NetworkShape } from './shape.ts';

/**
 * Writes the input of the torso for `count` states: [count × 3·S² × features] numbers. A token's
 * features describe its fibre and, last, the share of the move limit that is left.
 *
 * Over Z2 a fibre is a one-hot code of its pattern (side ≤ 4) or its bits; over the integers each
 * entry gives its value and whether it is exactly 1 or −1.
 */
export function writeFeatures(
  rules: Rules,
  shape: NetworkShape,
  states: Int32Array,
  movesLeft: ArrayLike<number>,
  count: number,
  moveLimit: number,
): Float32Array {
  const { side, gridTokens, features } = shape;
  const out = new Float32Array(count * gridTokens * features);
  const entries = new Float32Array(side * side * side);
  const grid = side * side;
  const fibre = fibreFeatures(rules);
  const oneHot = rules.arithmetic === 'z2' && fibre !== side;
  // Strides of (first, second, left-out) mode of each grid in the row-major tensor.
  const strides = [
    [grid, side, 1],
    [side, 1, grid],
    [1, grid, side],
  ] as const;
  let at = 0;
  for (let state = 0; state < count; state++) {
    rules.expand(states, state, entries, 0);
    const left = movesLeft[state]! / moveLimit;
    for (const [first, second, along] of strides) {
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
          out[at + fibre] = left;
          at += features;
        }
      }
    }
  }
  return out;
}
