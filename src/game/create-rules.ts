import type { Arithmetic } from '../tensor/arithmetic.ts';
import type { Size } from '../tensor/size.ts';
import type { Rules } from './rules.ts';
import { StandardRules } from './rules-standard.ts';
import { Z2Rules } from './rules-z2.ts';

export interface RulesOptions {
  /** The largest absolute coefficient of a move in standard arithmetic; modulo 2 it is always 1. */
  readonly maxCoefficient?: 1 | 2;
  /** Coefficients a token: a divisor of the side; by default the largest d with base**d ≤ 256. */
  readonly digits?: number;
}

/**
 * The rules of the game for one size and one arithmetic.
 * @throws RangeError for a number of digits that does not divide the side, or z2 beyond side 32
 */
export function createRules(size: Size, arithmetic: Arithmetic, options: RulesOptions = {}): Rules {
  return arithmetic === 'z2'
    ? new Z2Rules(size, options.digits)
    : new StandardRules(size, options.maxCoefficient ?? 1, options.digits);
}
