/**
 * An evaluator without any learning: exact local reasoning, as the hints of the play screen use it.
 * With it a search can be watched before any agent has been trained.
 */
import { FlipWalk } from '../game/hints/flip-walk.ts';
import { localMoves, rated } from '../game/hints/local-moves.ts';
import { peel } from '../game/hints/peel.ts';
import type { Rules } from '../game/rules.ts';
import { seeded } from '../tensor/random.ts';
import { canonical, type Term } from '../tensor/term.ts';
import type { Evaluation, EvaluationRequest, Evaluator } from './evaluator.ts';

/** Steps of the walk of flips in one state: two or three milliseconds. */
const WALK_STEPS = 10_000;
/** Pairs of factors looked at in one state. */
const MOST_PAIRS = 48;
/** How much less often a move is sampled for each further move that finishing then takes. */
const STEEPNESS = 1.1;

interface Candidate {
  readonly term: Term;
  /** Moves, this one included, after which the game can certainly be finished. */
  readonly finishIn: number;
  readonly nonzeros: number;
}

/**
 * Its moves are those of a short decomposition of the residual, found by peeling and a walk of flips,
 * and others that lower the rank bound; its value is minus the fewest moves that are known to finish.
 * Both depend on nothing but the state.
 */
export class LocalEvaluator implements Evaluator {
  readonly #rules: Rules;
  readonly #samples: number;
  readonly #largest: number;

  /** @param samples K */
  constructor(rules: Rules, samples: number, maxCoefficient: 1 | 2) {
    this.#rules = rules;
    this.#samples = samples;
    this.#largest = maxCoefficient;
  }

  async evaluate(request: EvaluationRequest): Promise<Evaluation> {
    return this.answer(request);
  }

  answer(request: EvaluationRequest): Evaluation {
    const { count } = request;
    const samples = this.#samples;
    const { tokens } = this.#rules.coding;
    const moves = new Uint16Array(count * samples * tokens);
    const logProbabilities = new Float32Array(count * samples);
    const values = new Float32Array(count);
    for (let row = 0; row < count; row++) {
      const { candidates, finishIn } = this.#candidates(request.states, row);
      values[row] = -finishIn;
      const chosen = candidates.slice(0, samples);
      const weights = chosen.map((move) => Math.exp(STEEPNESS * (finishIn - move.finishIn)));
      const sum = weights.reduce((total, weight) => total + weight, 0);
      let at = row * samples;
      for (const [i, share] of apportioned(weights, samples).entries()) {
        for (let copy = 0; copy < share; copy++) {
          this.#rules.encode(chosen[i]!.term, moves, at);
          logProbabilities[at++] = Math.log(weights[i]! / sum);
        }
      }
    }
    return { samples, moves, logProbabilities, values };
  }

  /** The best first. */
  #candidates(states: Int32Array, row: number): { candidates: Candidate[]; finishIn: number } {
    const rules = this.#rules;
    const { arithmetic } = rules;
    const residual = rules.unpack(states, row);
    const seed = hash(states, row, rules.stateWords);
    const walk = new FlipWalk(
      peel(residual, arithmetic, this.#largest),
      arithmetic,
      this.#largest,
      seeded(seed, 13),
    );
    walk.walk(WALK_STEPS);
    const way = walk.bestTerms();
    const bound = rules.rankBound(states, row);
    const found = new Map<string, Candidate>();
    const add = (term: Term, rankBound: number, nonzeros: number, finishIn: number) => {
      const key = `${term.u} ${term.v} ${term.w}`;
      const known = found.get(key);
      const candidate = { term, nonzeros, finishIn: Math.min(finishIn, 1 + rankBound) };
      if (known === undefined || known.finishIn > candidate.finishIn) found.set(key, candidate);
    };
    for (const term of way) {
      const move = rated(residual, canonical(term, arithmetic), arithmetic);
      add(move.term, move.rankBound, move.nonzeros, way.length);
    }
    for (const { move } of localMoves(residual, arithmetic, this.#largest, seed, MOST_PAIRS)) {
      if (move !== null) add(move.term, move.rankBound, move.nonzeros, Number.POSITIVE_INFINITY);
    }
    const candidates = [...found.values()].sort(
      (a, b) => a.finishIn - b.finishIn || a.nonzeros - b.nonzeros,
    );
    return { candidates, finishIn: Math.min(way.length, bound) };
  }
}

/** Whole shares of `total` in proportion to the weights, the first of equals first; at least one each. */
function apportioned(weights: readonly number[], total: number): number[] {
  const sum = weights.reduce((all, weight) => all + weight, 0);
  const exact = weights.map((weight) => (weight / sum) * (total - weights.length));
  const shares = exact.map((share) => 1 + Math.floor(share));
  const byRest = exact
    .map((share, i) => ({ i, rest: share - Math.floor(share) }))
    .sort((a, b) => b.rest - a.rest || a.i - b.i);
  let left = total - shares.reduce((all, share) => all + share, 0);
  for (const { i } of byRest) {
    if (left-- <= 0) break;
    shares[i]!++;
  }
  return shares;
}

function hash(states: Int32Array, row: number, words: number): number {
  let value = 0x9e3779b9;
  for (let i = row * words; i < (row + 1) * words; i++) {
    value = Math.imul(value ^ states[i]!, 0x01000193);
    value ^= value >>> 15;
  }
  return value >>> 0;
}
