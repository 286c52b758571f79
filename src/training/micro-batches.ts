import { partsOf, rowsOf, type TrainingBatch } from '../network/batch.ts';
import type { Gradient } from '../network/network.ts';

/**
 * The gradient of a batch, taken in parts of at most `most` states (0: at once) that a device has
 * the memory for, and accumulated: the mean over all states, to rounding that of one part.
 */
export async function gradientInParts(
  batch: TrainingBatch,
  most: number,
  gradientOf: (part: TrainingBatch) => Promise<Gradient>,
): Promise<Gradient> {
  const { count } = batch;
  const parts = partsOf(count, most);
  if (parts.length === 1) return gradientOf(batch);
  let sum: Float32Array | null = null;
  let policyLoss = 0;
  let valueLoss = 0;
  for (const { from, to } of parts) {
    const { gradient, ...losses } = await gradientOf(rowsOf(batch, from, to));
    const share = (to - from) / count;
    policyLoss += share * losses.policyLoss;
    valueLoss += share * losses.valueLoss;
    sum ??= new Float32Array(gradient.length);
    for (let i = 0; i < sum.length; i++) sum[i] = sum[i]! + share * gradient[i]!;
  }
  return { gradient: sum!, policyLoss, valueLoss };
}
