/** Hints without a trained agent, a little at a time: who runs the generator can stop it anywhere. */
import { seeded } from '../../tensor/random.ts';
import { retold } from '../../tensor/steps.ts';
import { equal, type Tensor } from '../../tensor/tensor.ts';
import { canonical, subtractTerm, sumOfTerms, type Term } from '../../tensor/term.ts';
import { walkCubes } from './cubes.ts';
import { FlipWalk } from './flip-walk.ts';
import type { HintAnswer, HintProgress, HintRequest } from './hint.ts';
import { better, localMove, type RatedMove, rated } from './local-moves.ts';
import { peel } from './peel.ts';

/** Steps between two reports: about a millisecond. */
const STEPS_AT_ONCE = 1000;
/** Visits of a term in the walk, a few seconds' worth; a tenth of them for a single move. */
const VISITS = 400_000_000;

/** Terms from which on cubes are walked on first: a short walk alone does well with fewer. */
const LARGE = 36;

/** Answers the request; the residual must not be zero. Equal requests have equal answers. */
export function* solveHint(request: HintRequest): Generator<HintProgress, HintAnswer> {
  if (request.kind === 'playOn') {
    const terms = yield* finish(request, 1, 0, 1);
    return { kind: 'playOn', terms: inOrder(request, terms) };
  }
  const move = yield* goodMove(request);
  if (request.kind === 'cells')
    return { kind: 'cells', cells: cellsOf(move.term, request.residual) };
  return { kind: 'move', ...move };
}

/** What a known way to finish answers: its best move first, or all of it in a good order. */
export function answerFrom(request: HintRequest, way: readonly Term[]): HintAnswer {
  const { kind, residual, arithmetic } = request;
  if (kind === 'playOn') return { kind, terms: inOrder(request, way) };
  const best = way.reduce<RatedMove | null>(
    (found, term) => better(rated(residual, term, arithmetic), found),
    null,
  )!;
  if (kind === 'cells') return { kind, cells: cellsOf(best.term, residual) };
  return { kind, ...best, finishIn: way.length };
}

/** The best of the moves that local reasoning finds and those of a short way to finish. */
function* goodMove(
  request: HintRequest,
): Generator<HintProgress, RatedMove & { readonly finishIn: number }> {
  const { residual, arithmetic, maxCoefficient, seed } = request;
  const search = localMove(residual, arithmetic, maxCoefficient, seed);
  const local = yield* retold(search, (done) => ({ done: done / 2, best: null }));
  const way = yield* finish(request, 0.1, 0.5, 0.9);
  let best: RatedMove | null = null;
  for (const [at, term] of way.entries()) {
    best = better(rated(residual, term, arithmetic), best);
    yield { done: 0.9 + (0.1 * at) / way.length, best: way.length };
  }
  if (local !== null) {
    const after = subtractTerm(residual, local.term, arithmetic);
    const finishIn = 1 + peel(after, arithmetic, maxCoefficient).length;
    const isShorter = finishIn - way.length || local.rankBound - best!.rankBound;
    if (isShorter < 0) return { ...local, finishIn };
  }
  return { ...best!, finishIn: way.length };
}

/** The shortest way to finish that a walk finds; `share` of the usual work. */
function* finish(
  request: HintRequest,
  share: number,
  from: number,
  to: number,
): Generator<HintProgress, Term[]> {
  const { residual, arithmetic, maxCoefficient, seed, goal } = request;
  const peeled = peel(residual, arithmetic, maxCoefficient);
  // Small coefficients have more factors in common, so the walk keeps to those it begins with.
  const largest = peeled.reduce((most, term) => Math.max(most, largestCoefficient(term)), 1);
  const random = seeded(seed, 12);
  let begun: Term[] = peeled;
  if (peeled.length >= LARGE) {
    const cubes = walkCubes(peeled, arithmetic, largest, random);
    begun = yield* retold(cubes, (best) => ({ done: from, best }));
  }
  const walk = new FlipWalk(begun, arithmetic, largest, random);
  const steps = request.steps ?? Math.ceil((VISITS * share) / peeled.length);
  for (let step = 0; step < steps && walk.best > Math.max(1, goal ?? 1); step += STEPS_AT_ONCE) {
    walk.walk(Math.min(STEPS_AT_ONCE, steps - step));
    yield {
      done: from + ((to - from) * Math.min(step + STEPS_AT_ONCE, steps)) / steps,
      best: walk.best,
    };
  }
  const terms = walk.bestTerms().map((term) => canonical(term, arithmetic));
  // Whatever happened on the walk, only what adds up is answered.
  return equal(sumOfTerms(residual.shape, terms, arithmetic), residual) ? terms : peeled;
}

/** Work that ordering the moves may take, in cells. */
const ORDERING = 30_000_000;

/** The moves in an order in which the board empties as fast as can be; as they are where that is long. */
function inOrder({ residual, arithmetic }: HintRequest, terms: readonly Term[]): readonly Term[] {
  if (terms.length ** 2 * residual.data.length > ORDERING) return terms;
  const left = [...terms];
  const ordered: Term[] = [];
  for (let now = residual; left.length > 0; ) {
    const nonzeros = left.map((term) => {
      const after = subtractTerm(now, term, arithmetic);
      return after.data.reduce((count, entry) => count + (entry === 0 ? 0 : 1), 0);
    });
    const at = nonzeros.indexOf(Math.min(...nonzeros));
    const [term] = left.splice(at, 1);
    ordered.push(term!);
    now = subtractTerm(now, term!, arithmetic);
  }
  return ordered;
}

function largestCoefficient({ u, v, w }: Term): number {
  const largest = (factor: Int8Array) => factor.reduce((most, c) => Math.max(most, Math.abs(c)), 0);
  return Math.max(largest(u), largest(v), largest(w));
}

/** The cells that the term changes. */
function cellsOf({ u, v, w }: Term, { shape }: Tensor): number[] {
  const [, s1, s2] = shape;
  const cells: number[] = [];
  for (const [i, ui] of u.entries()) {
    for (const [j, vj] of v.entries()) {
      if (ui === 0 || vj === 0) continue;
      for (const [k, wk] of w.entries()) if (wk !== 0) cells.push((i * s1 + j) * s2 + k);
    }
  }
  return cells;
}
