import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Arithmetic } from '../../tensor/arithmetic.ts';
import { changeBasis } from '../../tensor/basis.ts';
import { seeded } from '../../tensor/random.ts';
import { rankBound } from '../../tensor/rank.ts';
import type { Size } from '../../tensor/size.ts';
import { matmul } from '../../tensor/target.ts';
import { equal, isZero, type Tensor } from '../../tensor/tensor.ts';
import { subtractTerm, sumOfTerms, type Term } from '../../tensor/term.ts';
import { playBasis } from '../play-basis.ts';
import { FlipWalk } from './flip-walk.ts';
import type { HintAnswer, HintKind, HintProgress, HintRequest } from './hint.ts';
import { peel } from './peel.ts';
import { solveHint } from './solve-hint.ts';

function solved(request: HintRequest): { answer: HintAnswer; progress: HintProgress[] } {
  const solver = solveHint(request);
  const progress: HintProgress[] = [];
  for (;;) {
    const step = solver.next();
    if (step.done === true) return { answer: step.value, progress };
    progress.push(step.value);
  }
}

/** Residuals as they come up in play: a target in some basis less some moves, or anything at all. */
function residuals(arithmetic: Arithmetic): fc.Arbitrary<Tensor> {
  const sizes: Size[] = [
    [1, 1, 1],
    [1, 2, 2],
    [2, 2, 2],
    [2, 1, 3],
    [2, 3, 2],
  ];
  const played = fc
    .tuple(fc.constantFrom(...sizes), fc.nat(), fc.nat({ max: 3 }), fc.boolean())
    .map(([size, seed, moves, inBasis]) => {
      const random = seeded(seed);
      const target = matmul(size);
      let residual = inBasis
        ? changeBasis(target, playBasis(target.shape, arithmetic, seed), arithmetic)
        : target;
      const factor = (length: number) =>
        Int8Array.from({ length }, () =>
          arithmetic === 'z2' ? random.below(2) : random.below(5) - 2,
        );
      for (let m = 0; m < moves; m++) {
        const [a, b, c] = target.shape;
        const term: Term = { u: factor(a), v: factor(b), w: factor(c) };
        residual = subtractTerm(residual, term, arithmetic);
      }
      return residual;
    });
  const shape = fc.tuple(
    fc.integer({ min: 1, max: 4 }),
    fc.integer({ min: 1, max: 4 }),
    fc.integer({ min: 1, max: 4 }),
  );
  const entry =
    arithmetic === 'z2' ? fc.integer({ min: 0, max: 1 }) : fc.integer({ min: -30, max: 30 });
  const anything = shape.chain(([a, b, c]) =>
    fc
      .array(entry, { minLength: a * b * c, maxLength: a * b * c })
      .map((data): Tensor => ({ shape: [a, b, c], data: Int32Array.from(data) })),
  );
  return fc.oneof(played, anything).filter((tensor) => !isZero(tensor));
}

function expectPlayable(terms: readonly Term[], arithmetic: Arithmetic, largest: number): void {
  for (const { u, v, w } of terms) {
    for (const c of [...u, ...v, ...w]) {
      if (arithmetic === 'z2') expect(c === 0 || c === 1).toBe(true);
      else expect(Math.abs(c)).toBeLessThanOrEqual(largest);
    }
  }
}

describe.each(['standard', 'z2'] as const)('hints in %s', (arithmetic) => {
  const asked = fc.record({
    residual: residuals(arithmetic),
    maxCoefficient: fc.constantFrom(1 as const, 2 as const),
    seed: fc.nat(),
  });
  const request = (
    kind: HintKind,
    from: { residual: Tensor; maxCoefficient: 1 | 2; seed: number },
  ) => ({
    ...from,
    kind,
    arithmetic,
    steps: 2000,
  });

  it('playing on ends, verified, with moves that can be played', () => {
    fc.assert(
      fc.property(asked, (from) => {
        const { answer, progress } = solved(request('playOn', from));
        if (answer.kind !== 'playOn') throw new Error('Another answer than asked for');
        const { residual, maxCoefficient } = from;
        expect(equal(sumOfTerms(residual.shape, answer.terms, arithmetic), residual)).toBe(true);
        expectPlayable(answer.terms, arithmetic, maxCoefficient);
        const counts = progress.map(({ best }) => best!);
        expect([...counts].sort((a, b) => b - a)).toEqual(counts);
        if (arithmetic === 'z2') {
          expect(answer.terms.length).toBeLessThanOrEqual(rankBound(residual, arithmetic));
        }
      }),
    );
  });

  it('a suggested move has the rank bound and the nonzeros that it claims', () => {
    fc.assert(
      fc.property(asked, (from) => {
        const { answer } = solved(request('move', from));
        if (answer.kind !== 'move') throw new Error('Another answer than asked for');
        const { residual, maxCoefficient } = from;
        expectPlayable([answer.term], arithmetic, maxCoefficient);
        const after = subtractTerm(residual, answer.term, arithmetic);
        expect(equal(after, residual)).toBe(false);
        expect(answer.rankBound).toBe(isZero(after) ? 0 : rankBound(after, arithmetic));
        expect(answer.nonzeros).toBe(after.data.filter((entry) => entry !== 0).length);
        expect(answer.finishIn).toBeGreaterThan(0);
        if (answer.finishIn === 1) expect(isZero(after)).toBe(true);
        if (arithmetic === 'z2') {
          expect(answer.rankBound).toBeLessThan(rankBound(residual, arithmetic) + 1);
        }
      }),
      { numRuns: 40 },
    );
  });

  it('cells are those of that move, and equal requests have equal answers', () => {
    fc.assert(
      fc.property(asked, (from) => {
        const { answer } = solved(request('cells', from));
        const move = solved(request('move', from)).answer;
        if (answer.kind !== 'cells' || move.kind !== 'move') throw new Error('Another answer');
        const { shape } = from.residual;
        const changed = sumOfTerms(shape, [move.term], arithmetic).data;
        expect(answer.cells).toEqual([...changed.keys()].filter((at) => changed[at] !== 0));
        expect(solved(request('cells', from)).answer).toEqual(answer);
      }),
      { numRuns: 20 },
    );
  });

  it('what is peeled adds up, within the coefficients', () => {
    fc.assert(
      fc.property(asked, ({ residual, maxCoefficient }) => {
        const terms = peel(residual, arithmetic, maxCoefficient);
        expect(equal(sumOfTerms(residual.shape, terms, arithmetic), residual)).toBe(true);
        expectPlayable(terms, arithmetic, maxCoefficient);
      }),
    );
  });

  it('a walk stays among the decompositions', () => {
    fc.assert(
      fc.property(asked, ({ residual, maxCoefficient, seed }) => {
        const terms = peel(residual, arithmetic, maxCoefficient);
        const walk = new FlipWalk(terms, arithmetic, maxCoefficient, seeded(seed));
        for (let n = 0; n < 5; n++) {
          walk.walk(10_000);
          const best = walk.bestTerms();
          expect(best).toHaveLength(walk.best);
          expect(walk.best).toBeLessThanOrEqual(terms.length);
          expect(equal(sumOfTerms(residual.shape, best, arithmetic), residual)).toBe(true);
          expectPlayable(best, arithmetic, maxCoefficient);
        }
      }),
      { numRuns: 20 },
    );
  });

  it('large targets are taken apart cube by cube, verified', () => {
    const residual = matmul([4, 4, 4]);
    const from = { kind: 'playOn', residual, arithmetic, maxCoefficient: 1, seed: 1 } as const;
    const { answer, progress } = solved({ ...from, steps: 1000 });
    if (answer.kind !== 'playOn') throw new Error('Another answer than asked for');
    expect(equal(sumOfTerms(residual.shape, answer.terms, arithmetic), residual)).toBe(true);
    expect(answer.terms.length).toBeLessThan(64);
    const counts = progress.map(({ best }) => best!);
    expect([...counts].sort((a, b) => b - a)).toEqual(counts);
  });

  it.each([
    [[2, 2, 2], 7],
    [[2, 2, 3], 11],
  ] as const)('playing on from the start of %s reaches %d', (size, rank) => {
    const residual = matmul(size);
    const from = { residual, arithmetic, maxCoefficient: 1, seed: 1, goal: rank } as const;
    const { answer } = solved({ ...from, kind: 'playOn' });
    if (answer.kind !== 'playOn') throw new Error('Another answer than asked for');
    expect(answer.terms).toHaveLength(rank);
    const move = solved({ ...from, kind: 'move' }).answer;
    expect(move.kind === 'move' && move.finishIn).toBe(rank);
  });
});
