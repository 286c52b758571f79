import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type Algorithm, fromTerms, toTerms } from '../algorithm/algorithm.ts';
import { naiveAlgorithm, strassen } from '../algorithm/examples.ts';
import { moduloTwo, publishedAlgorithms } from '../algorithm/published.test-data.ts';
import { verifyAlgorithm } from '../algorithm/verify.ts';
import { changeBasis, mapTerm, mapTermBack } from '../tensor/basis.ts';
import { formatSize } from '../tensor/size.ts';
import { matmul } from '../tensor/target.ts';
import { equal } from '../tensor/tensor.ts';
import { equalTerms, type Term } from '../tensor/term.ts';
import { goTo, newLine, playTerm, redo, termsTo, undo } from './line-tree.ts';
import { playBasis } from './play-basis.ts';
import { afterMove, position, preview } from './position.ts';

const both = (algorithm: Algorithm) => [algorithm, moduloTwo(algorithm)];
const published = publishedAlgorithms();
const small = [
  ...both(strassen('standard')),
  ...both(naiveAlgorithm([2, 2, 3], 'standard')),
  ...published.filter(({ rank }) => rank < 30).flatMap(both),
];

const shuffledTerms = fc.constantFrom(...small).chain((algorithm) =>
  fc.tuple(
    fc.constant(algorithm),
    fc.shuffledSubarray(toTerms(algorithm), {
      minLength: algorithm.rank,
      maxLength: algorithm.rank,
    }),
  ),
);

describe('a game', () => {
  it('reaches zero with the terms of any verified algorithm, in any order', () => {
    fc.assert(
      fc.property(shuffledTerms, ([{ size, arithmetic, rank }, terms]) => {
        let now = position(matmul(size), [], arithmetic);
        for (const term of terms) {
          expect(now.solved).toBe(false);
          expect(now.rankBound).toBeGreaterThan(0);
          now = afterMove(now, term, arithmetic);
        }
        expect(now).toMatchObject({ solved: true, moves: rank, nonzeros: 0, rankBound: 0 });
        expect(now.score).toBe(-rank);
      }),
    );
  });

  it('undo after any sequence restores the exact position', () => {
    const walk = fc.array(fc.integer({ min: -2, max: 6 }), { maxLength: 30 });
    fc.assert(
      fc.property(shuffledTerms, walk, ([{ size, arithmetic }, terms], steps) => {
        const target = matmul(size);
        let tree = newLine();
        let now = position(target, [], arithmetic);
        for (const step of steps) {
          const before = { tree, now };
          if (step === -1) tree = undo(tree);
          else if (step === -2) tree = redo(tree);
          else tree = playTerm(tree, terms[step % terms.length]!);
          now = position(target, termsTo(tree, tree.at), arithmetic);
          if (step < 0) continue;
          // The incremental position is the one from the start.
          expect(afterMove(before.now, terms[step % terms.length]!, arithmetic)).toEqual(now);
          expect(
            equal(
              preview(before.now.residual, tree.nodes[tree.at]!.term!, arithmetic),
              now.residual,
            ),
          ).toBe(true);
          const back = undo(tree);
          expect(back.at).toBe(before.tree.at);
          expect(position(target, termsTo(back, back.at), arithmetic)).toEqual(before.now);
        }
        const start = goTo(tree, 0);
        expect(position(target, termsTo(start, 0), arithmetic).residual).toEqual(target);
      }),
    );
  });

  it('a residual modulo 2 has entries 0 and 1', () => {
    const minus: Term = { u: Int8Array.of(-1), v: Int8Array.of(1), w: Int8Array.of(1) };
    expect(position(matmul([1, 1, 1]), [minus], 'z2').solved).toBe(true);
    expect(position(matmul([1, 1, 1]), [minus], 'standard').residual.data[0]).toBe(2);
  });
});

describe.skipIf(published.length === 0)('every published scheme', () => {
  it.each(published.flatMap(both).map((a) => [formatSize(a.size), a.arithmetic, a] as const))(
    '%s in %s plays to zero in any basis and maps back',
    (_, arithmetic, algorithm) => {
      const target = matmul(algorithm.size);
      for (const seed of [1, 2 ** 31, 20261124]) {
        const basis = playBasis(target.shape, arithmetic, seed);
        const terms = toTerms(algorithm).map((term) => mapTerm(term, basis, arithmetic));
        const start = changeBasis(target, basis, arithmetic);
        expect(equal(start, target)).toBe(false);
        expect(position(start, terms, arithmetic).solved).toBe(true);
        const back = terms.map((term) => mapTermBack(term, basis, arithmetic));
        for (const [r, term] of toTerms(algorithm).entries()) {
          expect(equalTerms(back[r]!, term)).toBe(true);
        }
        expect(verifyAlgorithm(fromTerms(algorithm.size, arithmetic, back))).toEqual({ ok: true });
      }
    },
  );
});
