import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { gcd } from '../fraction.ts';
import { reconstruct } from './reconstruct.ts';

describe('rational reconstruction', () => {
  it('gives back small fractions from their residues', () => {
    fc.assert(
      fc.property(fc.integer({ min: -181, max: 181 }), fc.nat(90), (numerator, half) => {
        const denominator = 2 * half + 1;
        fc.pre(gcd(numerator, denominator) === 1);
        const modulus = 1n << 16n;
        let inverse = 1n;
        while ((inverse * BigInt(denominator)) % modulus !== 1n) inverse += 2n;
        const residue = Number((((BigInt(numerator) * inverse) % modulus) + modulus) % modulus);
        expect(reconstruct(residue, 16)).toEqual({ numerator, denominator });
      }),
    );
  });

  it('what it gives is congruent and within the bound', () => {
    fc.assert(
      fc.property(fc.integer({ min: 3, max: 31 }), fc.nat(), (bits, seed) => {
        const residue = seed % 2 ** bits;
        const fraction = reconstruct(residue, bits);
        if (fraction === undefined) return;
        const { numerator, denominator } = fraction;
        const difference = BigInt(numerator) - BigInt(denominator) * BigInt(residue);
        expect(difference % (1n << BigInt(bits))).toBe(0n);
        const bound = Math.sqrt(2 ** bits / 2);
        expect(Math.max(Math.abs(numerator), denominator)).toBeLessThanOrEqual(bound);
        expect(denominator % 2).toBe(1);
      }),
    );
  });

  it('knows residues that are no small fraction', () => {
    const fractions = Array.from({ length: 256 }, (_, residue) => reconstruct(residue, 8));
    expect(fractions.filter((fraction) => fraction === undefined).length).toBeGreaterThan(0);
  });
});
