import type { Rules } from '../game/rules.ts';
import { randomSymmetry, type Symmetry } from '../game/symmetry.ts';
import { SymmetryMapper } from '../game/symmetry-mapper.ts';
import type { Evaluation, EvaluationRequest, Evaluator } from '../search/evaluator.ts';
import type { Random } from '../tensor/random.ts';
import type { SampleBatch } from './batch-writer.ts';

/**
 * Signed permutations of each target's axes, drawn once; one of them, drawn anew, is applied to every
 * state that the network sees, in play and in learning (AlphaTensor, Methods, "Change of basis": 100
 * of them). The network never knows: states and moves are mapped on the way in, and moves back on the
 * way out.
 */
export class Symmetries {
  readonly #rules: readonly Rules[];
  readonly #mappers: readonly SymmetryMapper[];
  /** [targets][count] */
  readonly #drawn: readonly (readonly Symmetry[])[];
  readonly #count: number;
  readonly #random: Random;

  /**
   * @param drawing generator of the permutations: the same for all who share a run
   * @param choosing generator of the choice among them
   */
  constructor(rules: readonly Rules[], count: number, drawing: Random, choosing: Random) {
    this.#rules = rules;
    this.#count = count;
    this.#random = choosing;
    this.#mappers = rules.map((each) => new SymmetryMapper(each));
    this.#drawn = rules.map((each) =>
      Array.from({ length: count }, () => randomSymmetry(each, drawing)),
    );
  }

  /** The evaluator as seen through the symmetries. */
  around(evaluator: Evaluator): Evaluator {
    if (this.#count === 0) return evaluator;
    return {
      evaluate: async (request) => {
        const chosen = this.#choose(request);
        const answer = await evaluator.evaluate(this.#request(request, chosen));
        return this.#back(request, answer, chosen);
      },
    };
  }

  /** Maps a batch in place: states, histories and labels, which stay canonical. */
  batch(batch: SampleBatch): void {
    if (this.#count === 0) return;
    const chosen = this.#choose(batch);
    this.#request(batch, chosen, batch);
    for (const [row, symmetry] of chosen.entries()) {
      const target = batch.targets[row]!;
      for (let label = row * batch.labels; label < (row + 1) * batch.labels; label++) {
        // Beyond a row's labels there are no moves, only tokens that nobody reads.
        if (batch.weights[label] === 0) continue;
        this.#mappers[target]!.move(symmetry, batch.moves, label, batch.moves, label);
        this.#rules[target]!.canonicalise(batch.moves, label);
      }
    }
  }

  #choose({ count, targets }: EvaluationRequest): Symmetry[] {
    return Array.from(
      { length: count },
      (_, row) => this.#drawn[targets?.[row] ?? 0]![this.#random.below(this.#count)]!,
    );
  }

  /** The request, mapped into new arrays or into those of `into`. */
  #request(
    request: EvaluationRequest,
    chosen: readonly Symmetry[],
    into?: EvaluationRequest,
  ): EvaluationRequest {
    const { count, targets, history } = request;
    const { stateWords, coding } = this.#rules[0]!;
    const states = into?.states ?? new Int32Array(count * stateWords);
    const past = into?.history ?? history?.slice();
    const length = (past?.length ?? 0) / coding.tokens / Math.max(1, count);
    for (const [row, symmetry] of chosen.entries()) {
      const target = targets?.[row] ?? 0;
      const mapper = this.#mappers[target]!;
      mapper.state(symmetry, request.states, row, states, row);
      for (let move = row * length; move < (row + 1) * length; move++) {
        mapper.move(symmetry, past!, move, past!, move);
        // False for the zeros of a move that was never played: they stay zeros.
        this.#rules[target]!.canonicalise(past!, move);
      }
    }
    return past === undefined ? { ...request, states } : { ...request, states, history: past };
  }

  #back(request: EvaluationRequest, answer: Evaluation, chosen: readonly Symmetry[]): Evaluation {
    const { samples } = answer;
    const moves = new Uint16Array(answer.moves.length);
    for (const [row, symmetry] of chosen.entries()) {
      const mapper = this.#mappers[request.targets?.[row] ?? 0]!;
      mapper.movesBack(symmetry, answer.moves, row * samples, (row + 1) * samples, moves);
    }
    return { ...answer, moves };
  }
}
