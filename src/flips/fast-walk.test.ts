import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { toTerms } from '../algorithm/algorithm.ts';
import { naiveAlgorithm } from '../algorithm/examples.ts';
import { ARITHMETICS } from '../tensor/arithmetic.ts';
import { WalkMemory } from './fast-walk.ts';
import { generatorOf } from './generator.ts';
import { schemeOf } from './scheme.ts';
import { type Start, starts } from './testing/starts.test-data.ts';
import { Walk } from './walk.ts';

const PATIENCE = 60_000;

/** Both walks of a start, which take the same way. */
function both(
  { terms, arithmetic }: Pick<Start, 'terms' | 'arithmetic'>,
  seed: number,
  cyclic: boolean,
) {
  const scheme = schemeOf(terms, arithmetic);
  const options = { plusAfter: 30, margin: 3 };
  const make = () =>
    [scheme, arithmetic, scheme.rank + 4, generatorOf(seed, 1), options, cyclic] as const;
  return { scheme, plain: new Walk(...make()), fast: new WalkMemory().walk(...make()) };
}

describe('the compiled walk', () => {
  it(
    'is the plain one, to the bit',
    () => {
      fc.assert(
        fc.property(starts, fc.integer(), fc.boolean(), (start, seed, cyclic) => {
          const { scheme, plain, fast } = both(start, seed, cyclic);
          for (let n = 0; n < 12; n++) {
            expect(fast.state()).toEqual(plain.state());
            expect([fast.rank, fast.flips, fast.isStuck]).toEqual([
              plain.rank,
              plain.flips,
              plain.isStuck,
            ]);
            plain.run(50, n < 6 ? 0 : scheme.rank - 1);
            fast.run(50, n < 6 ? 0 : scheme.rank - 1);
            plain.run(50, 0, 70);
            fast.run(50, 0, 70);
          }
        }),
        { numRuns: 80 },
      );
    },
    PATIENCE,
  );

  it('keeps a best scheme to which a plus has led', () => {
    const arithmetic = 'standard';
    const terms = toTerms(naiveAlgorithm([1, 3, 2], arithmetic));
    const { plain, fast } = both({ terms, arithmetic }, -1826647653, true);
    plain.run(100, 0, 32);
    fast.run(100, 0, 32);
    expect(fast.state()).toEqual(plain.state());
    expect([fast.rank, fast.best.rank]).toEqual([4, 4]);
  });

  it.each(ARITHMETICS)(
    'goes on in %s from the states of the plain one, many in one memory',
    (arithmetic) => {
      const scheme = schemeOf(toTerms(naiveAlgorithm([3, 3, 3], arithmetic)), arithmetic);
      const memory = new WalkMemory();
      const options = { plusAfter: 300, margin: 2 };
      // More than one page of memory, so that it grows.
      const walks = Array.from({ length: 9 }, (_, walker) => {
        const plain = new Walk(scheme, arithmetic, 40, generatorOf(4, walker), options);
        plain.run(2000);
        const fast = memory.walk(scheme, arithmetic, 40, generatorOf(0, 0), options);
        fast.restore(plain.state());
        return { plain, fast };
      });
      for (const { plain, fast } of walks) {
        plain.run(3000);
        fast.run(3000);
      }
      for (const { plain, fast } of walks) expect(fast.state()).toEqual(plain.state());
    },
  );

  it('refuses a scheme of more terms than it has room for', () => {
    const small = schemeOf(toTerms(naiveAlgorithm([1, 1, 2], 'z2')), 'z2');
    const large = schemeOf(toTerms(naiveAlgorithm([2, 2, 2], 'z2')), 'z2');
    const walk = new WalkMemory().walk(small, 'z2', 3, generatorOf(1, 1), {
      plusAfter: 9,
      margin: 1,
    });
    expect(() => walk.start(large)).toThrow(RangeError);
  });
});
