import type { Arithmetic } from '../tensor/arithmetic.ts';
import { knownRanks } from '../tensor/known.ts';
import type { Size } from '../tensor/size.ts';

/**
 * The best rank known with what walks are made of: 0 and 1 modulo 2, or −1, 0 and 1. Where no rank is
 * on record, that of the product as it is taught.
 */
export function knownToWalks(size: Size, arithmetic: Arithmetic): number {
  const known = knownRanks(size);
  if (known === undefined) return size[0] * size[1] * size[2];
  return arithmetic === 'z2' ? known.z2 : known.zt;
}
