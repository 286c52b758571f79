import type { Arithmetic } from '../tensor/arithmetic.ts';
import { type Basis, randomBasis } from '../tensor/basis.ts';
import { seeded } from '../tensor/random.ts';

/**
 * The basis that a seed stands for, the same in every version of the app, for links name the seed
 * only. About side / 2 off-diagonal entries a mode: enough that the target looks foreign, few enough
 * that small coefficients still do.
 */
export function playBasis(
  dims: readonly [number, number, number],
  arithmetic: Arithmetic,
  seed: number,
): Basis {
  const side = Math.max(...dims);
  return randomBasis(dims, {
    arithmetic,
    style: 'sparse',
    offDiagonal: 0.5 / Math.max(1, side - 1),
    random: seeded(seed, 3),
  });
}
