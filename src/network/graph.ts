import * as tf from '@tensorflow/tfjs-core';
import type { NetworkConfig } from './config.ts';
import type { Lookup } from './layers.ts';
import { firstRows, pickLogProbability, quantileLoss } from './ops/index.ts';
import { PolicyHead } from './policy.ts';
import type { NetworkShape } from './shape.ts';
import { torso } from './torso.ts';
import { valueHead } from './value.ts';

/** A training batch of B states with M moves each as tensors; k tokens a move. */
export interface BatchTensors {
  /** [B·3S², features] */
  readonly features: tf.Tensor2D;
  /** [B·M·k, tokenFeatures] one-hot codes of the decoder's inputs */
  readonly inputs: tf.Tensor2D;
  /** int32 [B·M·k] */
  readonly moves: tf.Tensor1D;
  /** [B·M] */
  readonly weights: tf.Tensor1D;
  /** [B, 1] */
  readonly returns: tf.Tensor2D;
}

/** The network as functions of tensors: the same, whether they run as they are called or are captured. */
export class NetworkGraph {
  readonly config: NetworkConfig;
  readonly shape: NetworkShape;
  readonly policy: PolicyHead;
  readonly p: Lookup;

  constructor(config: NetworkConfig, shape: NetworkShape, p: Lookup) {
    this.config = config;
    this.shape = shape;
    this.p = p;
    this.policy = new PolicyHead(config, shape, p);
  }

  /** Keys and values of the torso's output, a tensor a layer of the decoder. */
  memory(features: tf.Tensor2D, count: number): tf.Tensor2D[] {
    return this.policy.memory(torso(features, count, this.config, this.shape, this.p));
  }

  /** Quantiles [B, q] from the decoder's features of the start [B, c]. */
  quantiles(start: tf.Tensor2D): tf.Tensor2D {
    return valueHead(start, this.p);
  }

  /** Both losses, means over the B = `count` states. */
  losses(batch: BatchTensors, count: number): { policy: tf.Scalar; value: tf.Scalar } {
    const { tokens } = this.shape;
    const memory = this.memory(batch.features, count);
    const forced = this.policy.forced(batch.inputs, memory, count);
    // All labels of a state share the features of the start: take those of the first.
    const [start, features] = firstRows(forced, count);
    const picked = pickLogProbability(this.policy.logits(features), batch.moves);
    const ofMoves = tf.sum(tf.reshape(picked, [batch.weights.size, tokens]), 1);
    const policy = tf.mul(tf.sum(tf.mul(ofMoves, batch.weights)), -1 / count) as tf.Scalar;
    return { policy, value: quantileLoss(this.quantiles(start), batch.returns) };
  }
}
