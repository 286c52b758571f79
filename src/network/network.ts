import * as tf from '@tensorflow/tfjs-core';
import type { Rules } from '../game/rules.ts';
import type { Evaluation, EvaluationRequest } from '../search/evaluator.ts';
import type { Random } from '../tensor/random.ts';
import { decoderInputs, stepInputs, type TrainingBatch } from './batch.ts';
import type { NetworkConfig } from './config.ts';
import { writeFeatures } from './features.ts';
import type { Lookup } from './layers.ts';
import { pickLogProbability } from './ops/index.ts';
import { type ParameterLayout, parameterLayout } from './parameters.ts';
import { PolicyHead } from './policy.ts';
import { MoveSampler } from './sampling.ts';
import { type NetworkShape, networkShape } from './shape.ts';
import { torso } from './torso.ts';
import { quantileLoss, riskSeeking, valueHead } from './value.ts';

/** Gradient of the loss over a batch, in the layout of the parameters, and the losses. */
export interface Gradient {
  readonly gradient: Float32Array;
  /** Cross-entropy to the labels, nats a state. */
  readonly policyLoss: number;
  readonly valueLoss: number;
}

/**
 * The transformer on the active TensorFlow.js backend: torso, policy head and value head over one
 * flat array of parameters. It holds tensors: call `dispose`.
 */
export class Network {
  readonly config: NetworkConfig;
  readonly shape: NetworkShape;
  readonly layout: ParameterLayout;
  readonly #rules: Rules;
  readonly #moveLimit: number;
  readonly #variables: readonly tf.Variable[];
  readonly #lookup: Lookup;
  readonly #policy: PolicyHead;

  constructor(rules: Rules, config: NetworkConfig, moveLimit: number, parameters: Float32Array) {
    this.config = config;
    this.shape = networkShape(rules);
    this.layout = parameterLayout(config, this.shape);
    this.#rules = rules;
    this.#moveLimit = moveLimit;
    const byName = new Map<string, tf.Variable>();
    this.#variables = this.layout.parameters.map(({ name, shape, offset, size }) => {
      const values = parameters.subarray(offset, offset + size);
      const initial = tf.tensor(values.slice(), [...shape], 'float32');
      const variable = tf.variable(initial);
      initial.dispose();
      byName.set(name, variable);
      return variable;
    });
    this.#lookup = (name) => {
      const variable = byName.get(name);
      if (variable === undefined) throw new Error(`The network has no parameter ${name}`);
      return variable;
    };
    this.#policy = new PolicyHead(config, this.shape, this.#lookup);
  }

  /** @param parameters in the layout's order */
  setParameters(parameters: Float32Array): void {
    if (parameters.length !== this.layout.size) {
      throw new RangeError(
        `${parameters.length} parameters given for a network of ${this.layout.size}`,
      );
    }
    for (const [i, { shape, offset, size }] of this.layout.parameters.entries()) {
      const values = tf.tensor(parameters.slice(offset, offset + size), [...shape], 'float32');
      this.#variables[i]!.assign(values);
      values.dispose();
    }
  }

  /**
   * Samples K moves for each state and values it; `random` gives one number a state.
   * @param temperature flattens (above 1) what the moves are sampled from
   */
  async evaluate(
    request: EvaluationRequest,
    samples: number,
    random: Random,
    temperature = 1,
  ): Promise<Evaluation & { readonly quantiles: Float32Array }> {
    const { count } = request;
    const { tokens, vocabulary, tokenFeatures } = this.shape;
    const offsets = Float64Array.from({ length: count }, () => random.next());
    const sampler = new MoveSampler(count, samples, tokens, vocabulary, offsets, temperature);

    const first = tf.tidy(() => {
      const memory = this.#memory(request);
      const cache = memory.map((): tf.Tensor2D[] => []);
      const start = tf.tensor2d(stepInputs(sampler.moves, count, 0, this.shape), [
        count,
        tokenFeatures,
      ]);
      const features = this.#policy.step(start, memory, cache, count);
      return {
        memory,
        // The start is the same for all samples of a state.
        cache: cache.map((past) => past.map((kv) => repeatRows(kv, samples))),
        logits: this.#policy.logits(features),
        quantiles: valueHead(features, this.#lookup),
      };
    });
    const [logits, quantiles] = await Promise.all([
      first.logits.data<'float32'>(),
      first.quantiles.data<'float32'>(),
    ]);
    tf.dispose([first.logits, first.quantiles]);
    sampler.draw(0, logits);

    let cache = first.cache;
    for (let position = 1; position < tokens; position++) {
      const rows = count * samples;
      const next = tf.tidy(() => {
        const inputs = tf.tensor2d(stepInputs(sampler.moves, rows, position, this.shape), [
          rows,
          tokenFeatures,
        ]);
        const grown = cache.map((past) => [...past]);
        const features = this.#policy.step(inputs, first.memory, grown, count);
        return { grown, logits: this.#policy.logits(features) };
      });
      const values = await next.logits.data<'float32'>();
      next.logits.dispose();
      cache = next.grown;
      sampler.draw(position, values);
    }
    tf.dispose([first.memory, cache]);
    return {
      samples,
      moves: sampler.moves,
      logProbabilities: sampler.logProbabilities,
      values: riskSeeking(quantiles, count).map((value) => Math.min(value, 0)),
      quantiles,
    };
  }

  /**
   * Gradient of policy loss + valueWeight · value loss, both means over the batch.
   */
  async gradient(batch: TrainingBatch, valueWeight: number): Promise<Gradient> {
    const { flat, losses } = tf.tidy(() => {
      let policyLoss: tf.Scalar | undefined;
      let valueLoss: tf.Scalar | undefined;
      const { grads } = tf.variableGrads(() => {
        const loss = this.#losses(batch);
        policyLoss = tf.keep(loss.policy);
        valueLoss = tf.keep(loss.value);
        return tf.add(loss.policy, tf.mul(loss.value, valueWeight)) as tf.Scalar;
      }, [...this.#variables]);
      const parts = this.#variables.map((variable) => tf.reshape(grads[variable.name]!, [-1]));
      const pair = tf.stack([policyLoss!, valueLoss!]);
      tf.dispose([policyLoss!, valueLoss!]);
      return { flat: tf.concat(parts), losses: pair };
    });
    const [gradient, values] = await Promise.all([
      flat.data<'float32'>(),
      losses.data<'float32'>(),
    ]);
    tf.dispose([flat, losses]);
    return { gradient: gradient.slice(), policyLoss: values[0]!, valueLoss: values[1]! };
  }

  /** Logits of every token of known moves, without a cache: [count × M × tokens × vocabulary]. */
  async forcedLogits(batch: TrainingBatch): Promise<Float32Array> {
    const logits = tf.tidy(() => this.#policy.logits(this.#forced(batch)));
    const values = await logits.data<'float32'>();
    logits.dispose();
    return values;
  }

  dispose(): void {
    for (const variable of this.#variables) variable.dispose();
  }

  #losses(batch: TrainingBatch): { policy: tf.Scalar; value: tf.Scalar } {
    const { count, labels } = batch;
    const { tokens } = this.shape;
    const features = this.#forced(batch);
    const picked = pickLogProbability(
      this.#policy.logits(features),
      tf.tensor1d(Int32Array.from(batch.moves), 'int32'),
    );
    const ofMoves = tf.sum(tf.reshape(picked, [count * labels, tokens]), 1);
    const weights = tf.tensor1d(batch.weights);
    const policy = tf.mul(tf.sum(tf.mul(ofMoves, weights)), -1 / count) as tf.Scalar;
    // All labels of a state share the features of the start: take those of the first.
    const line = labels * tokens * this.config.width;
    const start = tf.slice(tf.reshape(features, [count, line]), [0, 0], [count, this.config.width]);
    const value = quantileLoss(
      valueHead(start as tf.Tensor2D, this.#lookup),
      tf.tensor2d(batch.returns, [count, 1]),
    );
    return { policy, value };
  }

  #forced(batch: TrainingBatch): tf.Tensor2D {
    const { count, labels } = batch;
    const { tokens, tokenFeatures } = this.shape;
    const rows = count * labels;
    const inputs = tf.tensor2d(decoderInputs(batch.moves, rows, this.shape), [
      rows * tokens,
      tokenFeatures,
    ]);
    return this.#policy.forced(inputs, this.#memory(batch), count);
  }

  /** Keys and values of the torso's output, a tensor a layer of the decoder. */
  #memory(states: {
    readonly count: number;
    readonly states: Int32Array;
    readonly movesLeft: ArrayLike<number>;
  }): tf.Tensor2D[] {
    const { count } = states;
    const features = writeFeatures(
      this.#rules,
      this.shape,
      states.states,
      states.movesLeft,
      count,
      this.#moveLimit,
    );
    const rows = count * this.shape.gridTokens;
    const input = tf.tensor2d(features, [rows, this.shape.features]);
    return this.#policy.memory(torso(input, count, this.config, this.shape, this.#lookup));
  }
}

/** Each row `times` times in a row: [N, c] to [N·times, c]. */
function repeatRows(x: tf.Tensor2D, times: number): tf.Tensor2D {
  const [rows, channels] = x.shape;
  const tiled = tf.tile(tf.reshape(x, [rows, 1, channels]), [1, times, 1]);
  return tf.reshape(tiled, [rows * times, channels]);
}
