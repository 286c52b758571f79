import * as tf from '@tensorflow/tfjs-core';
import { stepInputs } from './batch.ts';
import type { NetworkGraph } from './graph.ts';
import { repeatRows } from './grids.ts';
import type { MoveSampler } from './sampling.ts';

/**
 * Has the sampler draw a move for each of its samples, token by token, with logits read back for
 * each; gives the quantiles of the states [count × q].
 * @param features makes the torso's input [count·3S², features]
 */
export async function sampleStepByStep(
  graph: NetworkGraph,
  features: () => tf.Tensor2D,
  sampler: MoveSampler,
): Promise<Float32Array> {
  const { policy, shape } = graph;
  const { count, samples, tokens } = sampler;
  const embedded = (position: number, rows: number) => {
    const codes = stepInputs(sampler.moves, rows, position, shape);
    return policy.embed(tf.tensor2d(codes, [rows, shape.tokenFeatures]));
  };
  const first = tf.tidy(() => {
    const memory = graph.memory(features(), count);
    const cache = memory.map((): tf.Tensor2D[] => []);
    const start = policy.step(embedded(0, count), memory, cache, count);
    return {
      memory,
      // The start is the same for all samples of a state.
      cache: cache.map((past) => past.map((kv) => repeatRows(kv, samples))),
      logits: policy.logits(start),
      quantiles: graph.quantiles(start),
    };
  });
  const [logits, quantiles] = await Promise.all([
    first.logits.data<'float32'>(),
    first.quantiles.data<'float32'>(),
  ]);
  tf.dispose([first.logits, first.quantiles]);
  sampler.draw(0, logits);

  let { cache } = first;
  for (let position = 1; position < tokens; position++) {
    const next = tf.tidy(() => {
      const grown = cache.map((past) => [...past]);
      const x = policy.step(embedded(position, count * samples), first.memory, grown, count);
      return { grown, logits: policy.logits(x) };
    });
    const values = await next.logits.data<'float32'>();
    next.logits.dispose();
    cache = next.grown;
    sampler.draw(position, values);
  }
  tf.dispose([first.memory, cache]);
  return quantiles;
}
