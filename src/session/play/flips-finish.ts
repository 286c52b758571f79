/** The shortest way to finish a game that walks with flips find, a little at a time. */

import { MOST_ENTRIES } from '../../flips/scheme.ts';
import { Search } from '../../flips/search.ts';
import { walkCubes } from '../../game/hints/cubes.ts';
import type { HintAnswer, HintProgress, HintRequest } from '../../game/hints/hint.ts';
import { peel } from '../../game/hints/peel.ts';
import { answerFrom } from '../../game/hints/solve-hint.ts';
import { seeded } from '../../tensor/random.ts';
import { retold } from '../../tensor/steps.ts';
import { equal } from '../../tensor/tensor.ts';
import { canonical, sumOfTerms, type Term } from '../../tensor/term.ts';

/** Walks side by side, and flips of each between two reports: a few milliseconds. */
const WALKERS = 2;
const FLIPS_AT_ONCE = 10_000;
/** Flips in all: so many for each pair of terms, and a few seconds' worth at most. */
const FLIPS_A_PAIR = 40_000;
const MOST_FLIPS = 16_000_000;
/** Terms from which on cubes are walked on first. */
const LARGE = 36;

/** Whether walks answer: they play on; for a single move local reasoning is asked as well. */
export function isWalked({ kind, residual }: HintRequest): boolean {
  return kind === 'playOn' && Math.max(...residual.shape) <= MOST_ENTRIES;
}

/** Plays on with terms that add up to the residual; equal requests have equal answers. */
export function* playOnWithFlips(request: HintRequest): Generator<HintProgress, HintAnswer> {
  const { residual, arithmetic, seed, goal = 1 } = request;
  const peeled = peel(residual, arithmetic, 1);
  const start = yield* withoutCubes(request, peeled);
  const search = new Search({
    ...{ arithmetic, shape: residual.shape, size: null, start, strategy: 'plain', seed },
    ...{ walkers: WALKERS, targetRank: goal },
  });
  const most = request.steps ?? Math.min(MOST_FLIPS, FLIPS_A_PAIR * peeled.length ** 2);
  // Counted in rounds: where hardly anything can be flipped, flips would not be done in time.
  const rounds = Math.ceil(most / (WALKERS * FLIPS_AT_ONCE));
  for (let round = 1; round <= rounds && !search.isFinished; round++) {
    search.round([], FLIPS_AT_ONCE);
    yield { done: round / rounds, best: search.best.rank };
  }
  const terms = search.terms(search.best).map((term) => canonical(term, arithmetic));
  // Whatever happened on the walk, only what adds up is answered.
  const isExact = equal(sumOfTerms(residual.shape, terms, arithmetic), residual);
  return answerFrom(request, isExact ? terms : peeled);
}

/** Large products begin with Strassen's 7 for 8, block by block: walks take long to come to it. */
function* withoutCubes(
  { arithmetic, seed }: HintRequest,
  terms: readonly Term[],
): Generator<HintProgress, readonly Term[]> {
  if (terms.length < LARGE) return terms;
  const cubes = walkCubes(terms, arithmetic, 1, seeded(seed, 12));
  return yield* retold(cubes, (best) => ({ done: 0, best }));
}
