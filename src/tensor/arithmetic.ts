/**
 * The arithmetic in which a target is decomposed: `standard` is the integers,
 * `z2` the integers modulo 2 (coefficients 0 and 1, addition is exclusive or).
 */
export type Arithmetic = 'standard' | 'z2';

export const ARITHMETICS: readonly Arithmetic[] = ['standard', 'z2'];

export function isArithmetic(value: unknown): value is Arithmetic {
  return value === 'standard' || value === 'z2';
}
