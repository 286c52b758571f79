import type { Arithmetic } from '../tensor/arithmetic.ts';
import { formatSize, type Size, sideOf } from '../tensor/size.ts';
import type { Rules } from './rules.ts';
import { StandardRules } from './rules-standard.ts';
import { Z2Rules } from './rules-z2.ts';

export interface RulesOptions {
  /** The largest absolute coefficient of a move in standard arithmetic; modulo 2 it is always 1. */
  readonly maxCoefficient?: 1 | 2;
  /** Coefficients a token: a divisor of the side; by default the largest d with base**d ≤ 256. */
  readonly digits?: number;
  /** S of the padded cube, where it is to be larger than the target: for agents of many targets. */
  readonly side?: number;
}

/**
 * The rules of the game for one size and one arithmetic.
 * @throws RangeError for a number of digits that does not divide the side, or z2 beyond side 32
 *   or a side smaller than the target
 */
export function createRules(size: Size, arithmetic: Arithmetic, options: RulesOptions = {}): Rules {
  const { digits, side = sideOf(size) } = options;
  if (side < sideOf(size)) {
    throw new RangeError(`${formatSize(size)} does not fit into a cube of side ${side}`);
  }
  return arithmetic === 'z2'
    ? new Z2Rules(size, digits, side)
    : new StandardRules(size, options.maxCoefficient ?? 1, digits, side);
}
