import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { DEFAULT_SETUP, parseSizes, probeLink, readProbeLink } from './setup.ts';

describe('the address of a probe', () => {
  it('holds the whole set-up', () => {
    const setups = fc.record({
      schemes: fc.uniqueArray(fc.stringMatching(/^[a-z0-9-]{1,20}$/), {
        minLength: 1,
        maxLength: 8,
      }),
      sizes: fc
        .uniqueArray(fc.integer({ min: 1, max: 32768 }), { minLength: 1, maxLength: 12 })
        .map((sizes) => sizes.sort((a, b) => a - b)),
      precision: fc.constantFrom('f32' as const, 'f16' as const),
      seed: fc.integer({ min: 0, max: 999_999_999 }),
    });
    fc.assert(
      fc.property(setups, (setup) => {
        expect(readProbeLink(probeLink(setup), DEFAULT_SETUP)).toEqual(setup);
      }),
    );
  });

  it('may name a scheme alone, as the library does', () => {
    const read = readProbeLink('#/probe?scheme=2x2x2-standard-7-abc', DEFAULT_SETUP);
    expect(read).toEqual({ ...DEFAULT_SETUP, schemes: ['2x2x2-standard-7-abc'] });
  });

  it('is read as far as it makes sense, whatever it is', () => {
    fc.assert(
      fc.property(fc.string(), (text) => {
        const { sizes, schemes } = readProbeLink(`#/probe?${text}`, DEFAULT_SETUP);
        expect(sizes.length).toBeGreaterThan(0);
        expect(schemes.length).toBeGreaterThan(0);
      }),
    );
    expect(readProbeLink('#/probe?sizes=0,x&precision=f8&seed=-1', DEFAULT_SETUP)).toEqual(
      DEFAULT_SETUP,
    );
  });
});

describe('sizes', () => {
  it('come ascending and once', () => {
    expect(parseSizes('2048, 512;512  1000')).toEqual([512, 1000, 2048]);
  });

  it('are refused in a sentence that names what is wrong', () => {
    expect(() => parseSizes('512, big')).toThrow('“big” is not a size');
    expect(() => parseSizes('40000')).toThrow('“40000”');
    expect(() => parseSizes(' ')).toThrow('at least one');
  });
});
