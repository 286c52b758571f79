import { seeded } from '../../tensor/random.ts';
import type { TrainingBatch } from '../batch.ts';
import type { Network } from '../network.ts';

export interface Losses {
  readonly policy: number;
  readonly value: number;
}

/**
 * The losses of a batch in plain loops of doubles, from the network's own logits and quantiles:
 * an oracle for the losses, and smoother under small steps than sums of 32-bit numbers.
 */
export async function slowLosses(network: Network, batch: TrainingBatch): Promise<Losses> {
  const { count } = batch;
  const { tokens, vocabulary } = network.shape;
  const logits = await network.forcedLogits(batch);
  const { quantiles } = await network.evaluate(batch, 1, seeded(1));
  let policy = 0;
  for (let label = 0; label < count * batch.labels; label++) {
    for (let t = 0; t < tokens; t++) {
      const at = label * tokens + t;
      const row = logits.subarray(at * vocabulary, (at + 1) * vocabulary);
      policy -= batch.weights[label]! * logProbability(row, batch.moves[at]!);
    }
  }
  let value = 0;
  const q = network.config.quantiles;
  for (let i = 0; i < count * q; i++) {
    value += slowQuantileLoss(quantiles[i]!, batch.returns[Math.floor(i / q)]!, i % q, q);
  }
  return { policy: policy / count, value: value / (count * q) };
}

/** The logarithm of the probability that softmax(logits) gives to a class. */
export function logProbability(logits: Float32Array, label: number): number {
  let sum = 0;
  for (const logit of logits) sum += Math.exp(logit);
  return logits[label]! - Math.log(sum);
}

/** Quantile-Huber loss of one quantile (Dabney et al. 2018, eq. 9 and 10, κ = 1). */
export function slowQuantileLoss(
  quantile: number,
  target: number,
  index: number,
  quantiles: number,
): number {
  const level = (index + 0.5) / quantiles;
  const error = target - quantile;
  const huber = Math.abs(error) <= 1 ? 0.5 * error * error : Math.abs(error) - 0.5;
  return Math.abs(level - (error < 0 ? 1 : 0)) * huber;
}
