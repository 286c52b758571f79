/** The second check of an algorithm, by another road than verification: it multiplies matrices. */

import type { Random } from '../tensor/random.ts';
import { dimensions } from '../tensor/size.ts';
import { multiplyBy, type StraightLineProgram } from './straight-line.ts';
import type { Verification } from './verify.ts';

/**
 * Multiplies random matrices of integers of up to 160 bits by the program and by the definition, and
 * compares; modulo 2 the parities. A wrong program passes a round with a probability far below 2^-100
 * (Schwartz–Zippel), modulo 2 with one up to 3/4.
 */
export function checkByMultiplying(
  program: StraightLineProgram,
  random: Random,
  rounds = 2,
): Verification {
  const { size, arithmetic, denominators = [1, 1, 1] } = program;
  const [n, m, p] = size;
  const [s0, s1] = dimensions(size);
  const divisor = denominators.reduce((product, d) => product * BigInt(d), 1n);
  const times = arithmetic === 'z2' ? Math.max(rounds, 256) : rounds;
  for (let round = 0; round < times; round++) {
    const words = arithmetic === 'z2' ? 1 : 5;
    const a = Array.from({ length: s0 }, () => integer(random, words));
    const b = Array.from({ length: s1 }, () => integer(random, words));
    const c = multiplyBy(program, a, b);
    for (let i = 0; i < n; i++) {
      for (let k = 0; k < p; k++) {
        let wanted = 0n;
        for (let j = 0; j < m; j++) wanted += a[i * m + j]! * b[j * p + k]!;
        const difference = c[i * p + k]! - divisor * wanted;
        if (arithmetic === 'z2' ? difference % 2n === 0n : difference === 0n) continue;
        const reason = `Multiplying random matrices of integers gave a wrong entry c${i + 1}${k + 1}`;
        return { ok: false, reason };
      }
    }
  }
  return { ok: true };
}

/** Uniform of 32·words bits, with either sign. */
function integer(random: Random, words: number): bigint {
  let value = 0n;
  for (let word = 0; word < words; word++) value = (value << 32n) | BigInt(random.bits());
  return random.bits() & 1 ? value : -value;
}
