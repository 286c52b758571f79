/** Decompositions for property tests. */
import fc from 'fast-check';
import { toTerms } from '../../algorithm/algorithm.ts';
import { naiveAlgorithm } from '../../algorithm/examples.ts';
import { ARITHMETICS, type Arithmetic } from '../../tensor/arithmetic.ts';
import { seeded } from '../../tensor/random.ts';
import { matmul } from '../../tensor/target.ts';
import type { Tensor } from '../../tensor/tensor.ts';
import { sumOfTerms, type Term } from '../../tensor/term.ts';

/** A decomposition to start a walk from. */
export interface Start {
  readonly arithmetic: Arithmetic;
  readonly tensor: Tensor;
  readonly terms: readonly Term[];
}

const side = fc.integer({ min: 1, max: 3 });
const products = fc
  .tuple(fc.tuple(side, side, side), fc.constantFrom(...ARITHMETICS))
  .map(([size, arithmetic]): Start => {
    const terms = toTerms(naiveAlgorithm(size, arithmetic));
    return { arithmetic, tensor: matmul(size), terms };
  });
/** Sums of random terms: they have pairs of terms that cannot be added up, and up to 64 entries. */
const sums = fc
  .tuple(
    fc.tuple(...[1, 2, 3].map(() => fc.constantFrom(2, 3, 33, 64))),
    fc.constantFrom(...ARITHMETICS),
    fc.integer({ min: 1, max: 9 }),
    fc.nat(),
  )
  .map(([lengths, arithmetic, count, seed]): Start => {
    const random = seeded(seed);
    const shape = lengths as [number, number, number];
    const factors = shape.map((length) =>
      [0, 1, 2].map(() =>
        Int8Array.from({ length }, () =>
          arithmetic === 'z2' ? random.below(2) : random.below(3) - 1,
        ),
      ),
    );
    const terms = Array.from({ length: count }, () => ({
      u: factors[0]![random.below(3)]!,
      v: factors[1]![random.below(3)]!,
      w: factors[2]![random.below(3)]!,
    }));
    return { arithmetic, tensor: sumOfTerms(shape, terms, arithmetic), terms };
  });
export const starts = fc.oneof(products, sums);
