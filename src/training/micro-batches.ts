import type { Gradient } from '../network/network.ts';
import type { SampleBatch } from './batch-writer.ts';

/**
 * The gradient of a batch, taken in parts of at most `most` states (0: at once) that a device has
 * the memory for, and accumulated: the mean over all states, to rounding that of one part.
 */
export async function gradientInParts(
  batch: SampleBatch,
  most: number,
  gradientOf: (part: SampleBatch) => Promise<Gradient>,
): Promise<Gradient> {
  const { count } = batch;
  if (most === 0 || count <= most) return gradientOf(batch);
  let sum: Float32Array | null = null;
  let policyLoss = 0;
  let valueLoss = 0;
  // Parts of one size where that is possible: a device compiles, or captures, for each size.
  for (let from = 0; from < count; from += most) {
    const part = rows(batch, from, Math.min(count, from + most));
    const { gradient, ...losses } = await gradientOf(part);
    const share = part.count / count;
    policyLoss += share * losses.policyLoss;
    valueLoss += share * losses.valueLoss;
    sum ??= new Float32Array(gradient.length);
    for (let i = 0; i < sum.length; i++) sum[i] = sum[i]! + share * gradient[i]!;
  }
  return { gradient: sum!, policyLoss, valueLoss };
}

/** Rows `from` … `to` − 1, in the same memory. */
function rows(batch: SampleBatch, from: number, to: number): SampleBatch {
  const { count } = batch;
  const cut = <T extends Int32Array | Uint16Array | Uint8Array | Float32Array>(array: T): T => {
    const each = array.length / count;
    return array.subarray(from * each, to * each) as T;
  };
  return {
    count: to - from,
    labels: batch.labels,
    states: cut(batch.states),
    movesLeft: cut(batch.movesLeft),
    moves: cut(batch.moves),
    weights: cut(batch.weights),
    returns: cut(batch.returns),
    history: cut(batch.history),
    targets: cut(batch.targets),
  };
}
