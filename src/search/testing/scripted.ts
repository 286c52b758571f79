/**
 * An evaluator with fixed opinions: what it answers for a state depends on nothing but the seed,
 * the state and the moves left. For tests.
 */
import type { Rules } from '../../game/rules.ts';
import { seeded } from '../../tensor/random.ts';
import type { Evaluation, EvaluationRequest, Evaluator } from '../evaluator.ts';

export interface Script {
  readonly rules: Rules;
  readonly seed: number;
  /** K */
  readonly samples: number;
  /** [pool × tokens] what it samples from, as often with any index */
  readonly pool: Uint16Array;
}

export class ScriptedEvaluator implements Evaluator {
  readonly script: Script;
  requests = 0;
  rows = 0;

  constructor(script: Script) {
    this.script = script;
  }

  answer(request: EvaluationRequest): Evaluation {
    const { rules, samples, pool, seed } = this.script;
    const { tokens } = rules.coding;
    const words = rules.stateWords;
    const moves = new Uint16Array(request.count * samples * tokens);
    const logProbabilities = new Float32Array(request.count * samples);
    const values = new Float32Array(request.count);
    for (let row = 0; row < request.count; row++) {
      const movesLeft = request.movesLeft[row]!;
      let hash = Math.imul(seed + 1, 0x9e3779b1) ^ movesLeft;
      for (let i = 0; i < words; i++) {
        hash = Math.imul(hash ^ request.states[row * words + i]!, 0x01000193);
        hash ^= hash >>> 13;
      }
      const random = seeded(hash >>> 0, seed);
      values[row] = -movesLeft * random.next() - random.next();
      for (let sample = 0; sample < samples; sample++) {
        const at = row * samples + sample;
        // The square leans towards the front of the pool, so that some moves are sampled often.
        const choice = Math.floor(random.next() ** 2 * (pool.length / tokens));
        moves.set(pool.subarray(choice * tokens, (choice + 1) * tokens), at * tokens);
        logProbabilities[at] = -1 - choice;
      }
    }
    this.requests++;
    this.rows += request.count;
    return { samples, moves, logProbabilities, values };
  }

  evaluate(request: EvaluationRequest): Promise<Evaluation> {
    return Promise.resolve(this.answer(request));
  }
}
