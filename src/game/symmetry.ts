/**
 * Signed permutations of the three modes (AlphaTensor, Methods, "Change of basis"): a target's axes
 * are as good in any order and, over the integers, with any signs. A symmetry maps states and moves
 * alike, so a move that is right in the mapped state is right, mapped back, in the first.
 */
import type { Random } from '../tensor/random.ts';
import { dimensions } from '../tensor/size.ts';
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
