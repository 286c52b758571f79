/** The coefficients that an editor offers, and how clicks and keys step through them. */
import type { Arithmetic } from '../../tensor/arithmetic.ts';

/** What can be chosen: modulo 2, the integers −1…1, or −2…2. */
export interface Alphabet {
  readonly arithmetic: Arithmetic;
  readonly max: 1 | 2;
}

/** The coefficients in the order of clicks: from 0 to those used most. */
export function cycleOf({ arithmetic, max }: Alphabet): readonly number[] {
  if (arithmetic === 'z2') return [0, 1];
  return max === 1 ? [0, 1, -1] : [0, 1, -1, 2, -2];
}

export function lowest({ arithmetic, max }: Alphabet): number {
  return arithmetic === 'z2' ? 0 : -max;
}

export function highest({ arithmetic, max }: Alphabet): number {
  return arithmetic === 'z2' ? 1 : max;
}

/** The coefficient after that one in the cycle, or before it. */
export function stepped(value: number, alphabet: Alphabet, step: 1 | -1): number {
  const cycle = cycleOf(alphabet);
  const at = Math.max(0, cycle.indexOf(value));
  return cycle[(at + step + cycle.length) % cycle.length]!;
}

/**
 * The coefficient after a digit was typed, negative where a minus came before it; null for any
 * other key, or a digit that is not offered.
 */
export function typed(key: string, negative: boolean, alphabet: Alphabet): number | null {
  if (!/^[0-9]$/.test(key) || Number(key) > highest(alphabet)) return null;
  const digit = Number(key);
  return negative && digit > 0 && alphabet.arithmetic !== 'z2' ? -digit : digit;
}

/** '−1', with a true minus sign. */
export function formatCoefficient(value: number): string {
  return value < 0 ? `−${-value}` : String(value);
}
