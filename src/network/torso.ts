import type * as tf from '@tensorflow/tfjs-core';
import { tidy } from '@tensorflow/tfjs-core';
import type { NetworkConfig } from './config.ts';
import { type Lookup, linear, normAndLayerOf, normOf, perceptronOf } from './layers.ts';
import {
  denseOfPairNorm,
  embedGrids,
  layerNormOfGrids,
  perceptronPair,
  selfAttention,
} from './ops/index.ts';
import { type NetworkShape, STAGES } from './shape.ts';

/**
 * The torso (AlphaTensor, Methods and Supplement B.1): three grids of tokens and, in each block,
 * three stages of attentive modes: a pair of grids is aligned along its common mode, and each of
 * the S rows of 2S tokens attends to itself; then a feed-forward layer. Normalisation comes first.
 *
 * From features [B·3S², f] to [B·3S², c], sample by sample, grids in order.
 */
export function torso(
  features: tf.Tensor2D,
  count: number,
  config: NetworkConfig,
  shape: NetworkShape,
  p: Lookup,
): tf.Tensor2D {
  return tidy(() => {
    const { side } = shape;
    const embedding = {
      ...{ w: p('input.w') as tf.Tensor2D, b: p('input.b') as tf.Tensor1D },
      positions: p('position') as tf.Tensor2D,
    };
    const grids = embedGrids(features, embedding, count);
    for (let block = 0; block < config.blocks; block++) {
      for (const [stage, [first, second]] of STAGES.entries()) {
        const name = `torso.${block}.${stage}`;
        const pair = [grids[first]!, grids[second]!] as const;
        const layer = normAndLayerOf(`${name}.norm1`, `${name}.qkv`, p);
        const [qkv, same] = denseOfPairNorm(pair, layer, side);
        const mixed = selfAttention(qkv, { groups: count * side, heads: config.heads });
        const x = linear(mixed, `${name}.out`, p, { residual: same });
        const norm2 = normOf(`${name}.norm2`, p);
        [grids[first], grids[second]] = perceptronPair(x, norm2, perceptronOf(name, p), side);
      }
    }
    const { gain, bias } = normOf('torso.norm', p);
    return layerNormOfGrids(grids, gain, bias, count);
  });
}
