import { describe, expect, it } from 'vitest';
import { toTerms } from '../../algorithm/algorithm.ts';
import { strassen } from '../../algorithm/examples.ts';
import type { HintAnswer, HintRequest } from '../../game/hints/hint.ts';
import { ARITHMETICS } from '../../tensor/arithmetic.ts';
import { matmul } from '../../tensor/target.ts';
import { equal } from '../../tensor/tensor.ts';
import { subtractTerm, sumOfTerms } from '../../tensor/term.ts';
import { isWalked, playOnWithFlips } from './flips-finish.ts';

const BASIC = { kind: 'playOn', maxCoefficient: 1, seed: 1 } as const;

function answer(request: HintRequest): HintAnswer & { readonly kind: 'playOn' } {
  const work = playOnWithFlips(request);
  let step = work.next();
  while (step.done !== true) step = work.next();
  if (step.value.kind !== 'playOn') throw new Error('Another answer than asked for');
  return step.value;
}

describe.each(ARITHMETICS)('playing on with flips in %s', (arithmetic) => {
  it('finishes 3×3×3 in 23 moves that add up', () => {
    const residual = matmul([3, 3, 3]);
    const { terms } = answer({ ...BASIC, residual, arithmetic, goal: 23 });
    expect(terms).toHaveLength(23);
    expect(equal(sumOfTerms(residual.shape, terms, arithmetic), residual)).toBe(true);
  });

  it('finishes what is left of a game, the same way for the same seed', () => {
    const played = toTerms(strassen(arithmetic)).slice(0, 2);
    const residual = played.reduce(
      (left, term) => subtractTerm(left, term, arithmetic),
      matmul([2, 2, 2]),
    );
    const request = { ...BASIC, residual, arithmetic, steps: 200_000 };
    const { terms } = answer(request);
    expect(terms.length).toBeLessThanOrEqual(5);
    expect(equal(sumOfTerms(residual.shape, terms, arithmetic), residual)).toBe(true);
    expect(answer(request)).toEqual({ kind: 'playOn', terms });
  });
});

it('answers with a residual of large entries, and leaves single moves to local reasoning', () => {
  const residual = { shape: [1, 1, 2] as [number, number, number], data: Int32Array.of(5, -2) };
  const request: HintRequest = { ...BASIC, residual, arithmetic: 'standard', steps: 1000 };
  const { terms } = answer(request);
  expect(equal(sumOfTerms([1, 1, 2], terms, 'standard'), residual)).toBe(true);
  expect(isWalked(request)).toBe(true);
  expect(isWalked({ ...request, kind: 'move' })).toBe(false);
});
