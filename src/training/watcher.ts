import type { Network } from '../network/network.ts';
import type { Evaluation, EvaluationRequest, Evaluator } from '../search/evaluator.ts';
import type { BatchWriter } from './batch-writer.ts';
import type { Watched } from './game-record.ts';

/** Looks over an evaluator's shoulder: how long it takes, and how sure the policy is. */
export class Watcher implements Evaluator {
  readonly #evaluator: Evaluator;
  #seconds = 0;
  #underWay = 0;
  #since = 0;
  #logProbability = 0;
  #samples = 0;

  constructor(evaluator: Evaluator) {
    this.#evaluator = evaluator;
  }

  async evaluate(request: EvaluationRequest): Promise<Evaluation> {
    // Time in which two waves are evaluated counts once.
    if (this.#underWay === 0) this.#since = performance.now();
    this.#underWay++;
    let answer: Evaluation;
    try {
      answer = await this.#evaluator.evaluate(request);
    } finally {
      this.#underWay--;
      if (this.#underWay === 0) this.#seconds += (performance.now() - this.#since) / 1000;
    }
    for (const x of answer.logProbabilities) this.#logProbability += x;
    this.#samples += answer.logProbabilities.length;
    return answer;
  }

  /** What was seen since the last call: the mean of −log p over samples from p is p's entropy. */
  take(): { readonly seconds: number; readonly policyEntropy: number } {
    const policyEntropy = this.#samples > 0 ? -this.#logProbability / this.#samples : 0;
    const seconds = this.#seconds;
    this.#seconds = this.#logProbability = this.#samples = 0;
    return { seconds, policyEntropy };
  }
}

/**
 * Compares the quantiles that the network predicts for positions of games, which it has not learnt
 * from yet, with how those games ended.
 * @param evaluate the network's own answer, with quantiles
 */
export async function calibration(
  positions: BatchWriter,
  evaluate: (request: EvaluationRequest) => ReturnType<Network['evaluate']>,
): Promise<Omit<Watched, 'policyEntropy'>> {
  const { count, returns } = positions;
  if (count === 0) return { positions: 0, below: [] };
  const { quantiles } = await evaluate(positions);
  const q = quantiles.length / count;
  const below = new Array<number>(q).fill(0);
  for (let i = 0; i < quantiles.length; i++) {
    if (returns[Math.floor(i / q)]! <= quantiles[i]!) below[i % q]!++;
  }
  return { positions: count, below };
}
