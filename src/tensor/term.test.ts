import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { ARITHMETICS } from './arithmetic.ts';
import { clone, equal, isZero, zeros } from './tensor.ts';
import {
  addTerm,
  canonical,
  equalTerms,
  isZeroTerm,
  subtractTerm,
  sumOfTerms,
  type Term,
} from './term.ts';

const shape = [2, 3, 4] as const;
const factor = (length: number) =>
  fc.array(fc.integer({ min: -2, max: 2 }), { minLength: length, maxLength: length });
const terms = fc
  .tuple(factor(shape[0]), factor(shape[1]), factor(shape[2]))
  .map(([u, v, w]): Term => ({ u: Int8Array.from(u), v: Int8Array.from(v), w: Int8Array.from(w) }));

describe.each(ARITHMETICS)('terms in %s arithmetic', (arithmetic) => {
  it('adding and subtracting cancel, and leave their argument as it was', () => {
    fc.assert(
      fc.property(terms, terms, (a, b) => {
        const start = sumOfTerms(shape, [a], arithmetic);
        const kept = clone(start);
        const there = addTerm(start, b, arithmetic);
        expect(equal(subtractTerm(there, b, arithmetic), start)).toBe(true);
        expect(equal(start, kept)).toBe(true);
      }),
    );
  });

  it('the canonical form is the same tensor, and idempotent', () => {
    fc.assert(
      fc.property(terms, (term) => {
        const form = canonical(term, arithmetic);
        expect(
          equal(sumOfTerms(shape, [form], arithmetic), sumOfTerms(shape, [term], arithmetic)),
        ).toBe(true);
        expect(equalTerms(canonical(form, arithmetic), form)).toBe(true);
        expect(form.u.find((c) => c !== 0) ?? 1).toBeGreaterThan(0);
        expect(form.v.find((c) => c !== 0) ?? 1).toBeGreaterThan(0);
      }),
    );
  });

  it('moving signs between factors does not change the canonical form', () => {
    fc.assert(
      fc.property(terms, ({ u, v, w }) => {
        fc.pre(!isZeroTerm({ u, v, w }, arithmetic));
        const moved = { u: u.map((c) => -c), v, w: w.map((c) => -c) };
        expect(equalTerms(canonical(moved, arithmetic), canonical({ u, v, w }, arithmetic))).toBe(
          true,
        );
      }),
    );
  });

  it('a term is zero just when it adds nothing', () => {
    fc.assert(
      fc.property(terms, (term) => {
        expect(isZeroTerm(term, arithmetic)).toBe(isZero(sumOfTerms(shape, [term], arithmetic)));
      }),
    );
  });

  it('refuses a term of another shape', () => {
    const term = { u: new Int8Array(3), v: new Int8Array(3), w: new Int8Array(4) };
    expect(() => addTerm(zeros(shape), term, arithmetic)).toThrow(RangeError);
  });
});

it('the negative of −128, which does not fit, is refused', () => {
  const term = { u: Int8Array.of(-128), v: Int8Array.of(1), w: Int8Array.of(1) };
  expect(() => canonical(term, 'standard')).toThrow(RangeError);
});
