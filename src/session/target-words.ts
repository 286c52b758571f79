import type { Arithmetic } from '../tensor/arithmetic.ts';
import type { Size } from '../tensor/size.ts';

/** 'modulo 2' */
export function arithmeticWords(arithmetic: Arithmetic): string {
  return arithmetic === 'z2' ? 'modulo 2' : 'over the integers';
}

/** '2×2×2 modulo 2' */
export function targetWords(size: Size, arithmetic: Arithmetic): string {
  return `${size.join('×')} ${arithmeticWords(arithmetic)}`;
}
