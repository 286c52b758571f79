import * as tf from '@tensorflow/tfjs-core';
import type { Rules } from '../game/rules.ts';
import type { Evaluation, EvaluationRequest } from '../search/evaluator.ts';
import type { Random } from '../tensor/random.ts';
import { decoderInputs, type TrainingBatch } from './batch.ts';
import type { NetworkConfig } from './config.ts';
import { writeFeatures } from './features.ts';
import { lossesWithGradients } from './gradients.ts';
import { NetworkGraph } from './graph.ts';
import type { Lookup } from './layers.ts';
import { type ParameterLayout, parameterLayout } from './parameters.ts';
import { MoveSampler } from './sampling.ts';
import { type NetworkShape, networkShape } from './shape.ts';
import { sampleStepByStep } from './step-by-step.ts';
import { RISK, riskSeeking } from './value.ts';
import type { AdamWSettings } from './webgpu/adamw.ts';
import type { MomentValues, StepResult } from './webgpu/device-learning.ts';
import { DeviceNetwork } from './webgpu/device-network.ts';

export type { StepResult } from './webgpu/device-learning.ts';

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
  readonly #graph: NetworkGraph;
  /** On WebGPU everything below runs as captured plans. */
  readonly #device: DeviceNetwork | null;

  constructor(rules: Rules, config: NetworkConfig, moveLimit: number, parameters: Float32Array) {
    this.config = config;
    this.shape = networkShape(rules, config.history);
    this.layout = parameterLayout(config, this.shape);
    this.#rules = rules;
    this.#moveLimit = moveLimit;
    if (tf.getBackend() === 'webgpu') {
      this.#device = new DeviceNetwork(this.layout, parameters);
      this.#variables = [];
      this.#graph = new NetworkGraph(config, this.shape, this.#device.parameters.lookup);
      return;
    }
    this.#device = null;
    const byName = new Map<string, tf.Variable>();
    this.#variables = this.layout.parameters.map(({ name, shape, offset, size }) => {
      const values = parameters.subarray(offset, offset + size);
      const initial = tf.tensor(values.slice(), [...shape], 'float32');
      const variable = tf.variable(initial);
      initial.dispose();
      byName.set(name, variable);
      return variable;
    });
    const lookup: Lookup = (name) => {
      const variable = byName.get(name);
      if (variable === undefined) throw new Error(`The network has no parameter ${name}`);
      return variable;
    };
    this.#graph = new NetworkGraph(config, this.shape, lookup);
  }

  /** @param parameters in the layout's order */
  setParameters(parameters: Float32Array): void {
    if (parameters.length !== this.layout.size) {
      throw new RangeError(
        `${parameters.length} parameters given for a network of ${this.layout.size}`,
      );
    }
    this.#device?.parameters.write(parameters);
    for (const [i, variable] of this.#variables.entries()) {
      const { shape, offset, size } = this.layout.parameters[i]!;
      const values = tf.tensor(parameters.slice(offset, offset + size), [...shape], 'float32');
      variable.assign(values);
      values.dispose();
    }
  }

  /**
   * Samples K moves for each state and values it; `random` gives one number a state.
   * @param temperature flattens (above 1) what the moves are sampled from
   * @param risk the value is the mean of the quantiles above this level: 0 for the plain mean
   */
  async evaluate(
    request: EvaluationRequest,
    samples: number,
    random: Random,
    temperature = 1,
    risk = RISK,
  ): Promise<Evaluation & { readonly quantiles: Float32Array }> {
    const { count } = request;
    const { tokens, vocabulary } = this.shape;
    const offsets = Float64Array.from({ length: count }, () => random.next());
    if (this.#device !== null) {
      const { quantiles, ...sampled } = await this.#device.evaluate(
        this.#graph,
        this.#featureValues(request),
        Float32Array.from(offsets),
        Math.floor(2 ** 24 * (offsets[0] ?? 0)),
        samples,
        temperature,
      );
      return { samples, ...sampled, values: this.#values(quantiles, count, risk), quantiles };
    }
    const sampler = new MoveSampler(count, samples, tokens, vocabulary, offsets, temperature);
    const quantiles = await sampleStepByStep(this.#graph, () => this.#features(request), sampler);
    return {
      samples,
      moves: sampler.moves,
      logProbabilities: sampler.logProbabilities,
      values: this.#values(quantiles, count, risk),
      quantiles,
    };
  }

  /**
   * Gradient of policy loss + valueWeight · value loss, both means over the batch.
   */
  async gradient(batch: TrainingBatch, valueWeight: number): Promise<Gradient> {
    if (this.#device !== null) {
      const features = this.#featureValues(batch);
      const result = await this.#device.gradient(this.#graph, batch, features, valueWeight);
      const [policyLoss, valueLoss] = result.losses;
      return { gradient: result.gradient, policyLoss: policyLoss!, valueLoss: valueLoss! };
    }
    const { flat, losses } = tf.tidy(() => {
      const both = () => this.#losses(batch);
      const { gradients, losses } = lossesWithGradients(this.#variables, both, valueWeight);
      return { flat: tf.concat(gradients.map((part) => tf.reshape(part, [-1]))), losses };
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
    const logits = tf.tidy(() => this.#graph.policy.logits(this.#forced(batch)));
    const values = await logits.data<'float32'>();
    logits.dispose();
    return values;
  }

  /** Whether `learn` works: parameters and optimiser stay on the device. */
  get learns(): boolean {
    return this.#device !== null;
  }

  /**
   * A step of learning on the device: gradient as in `gradient`, its norm clipped, AdamW.
   * @param microBatch most states whose gradient is taken at once, and accumulated; 0: all
   * @throws Error where `learns` is false
   */
  learn(
    batch: TrainingBatch,
    valueWeight: number,
    settings: AdamWSettings,
    microBatch = 0,
  ): Promise<StepResult> {
    const features = this.#featureValues(batch);
    const input = { batch, features, valueWeight, microBatch, settings };
    return this.#onDevice().learning.learn(this.#graph, input);
  }

  /** What `learn` made of the parameters and of AdamW's moments, in the layout's order. */
  async learnt(): Promise<MomentValues & { readonly parameters: Float32Array }> {
    const device = this.#onDevice();
    // Submitted together, so that all three are of one step.
    const [moments, parameters] = await Promise.all([
      device.learning.read(),
      device.readParameters(),
    ]);
    return { ...moments, parameters };
  }

  /** Sets AdamW's moments, for `learn` to go on from. */
  setMoments(moments: MomentValues): void {
    this.#onDevice().learning.write(moments);
  }

  /** Bytes that captured plans hold on the device, beside TensorFlow.js's tensors. */
  deviceBytes(): number {
    return this.#device?.bytes() ?? 0;
  }

  dispose(): void {
    this.#device?.dispose();
    for (const variable of this.#variables) variable.dispose();
  }

  #losses(batch: TrainingBatch): { policy: tf.Scalar; value: tf.Scalar } {
    const { count } = batch;
    const tensors = {
      features: this.#features(batch),
      inputs: this.#inputs(batch),
      moves: tf.tensor1d(Int32Array.from(batch.moves), 'int32'),
      weights: tf.tensor1d(batch.weights),
      returns: tf.tensor2d(batch.returns, [count, 1]),
    };
    return this.#graph.losses(tensors, count);
  }

  #forced(batch: TrainingBatch): tf.Tensor2D {
    const memory = this.#graph.memory(this.#features(batch), batch.count);
    return this.#graph.policy.forced(this.#inputs(batch), memory, batch.count);
  }

  #inputs({ moves, count, labels }: TrainingBatch): tf.Tensor2D {
    const { tokens, tokenFeatures } = this.shape;
    const rows = count * labels;
    const codes = decoderInputs(moves, rows, this.shape);
    return tf.tensor2d(codes, [rows * tokens, tokenFeatures]);
  }

  #onDevice(): DeviceNetwork {
    if (this.#device === null) throw new Error('Only on WebGPU does the network learn by itself');
    return this.#device;
  }

  #values(quantiles: Float32Array, count: number, risk: number): Float32Array {
    return riskSeeking(quantiles, count, risk).map((value) => Math.min(value, 0));
  }

  #features(states: States): tf.Tensor2D {
    const rows = states.count * this.shape.gridTokens;
    return tf.tensor2d(this.#featureValues(states), [rows, this.shape.features]);
  }

  #featureValues(states: States): Float32Array {
    return writeFeatures(
      this.#rules,
      this.shape,
      states.states,
      states.movesLeft,
      states.count,
      this.#moveLimit,
      states.history,
    );
  }
}

/** States to look at, of a request or of a batch. */
interface States {
  readonly count: number;
  readonly states: Int32Array;
  readonly movesLeft: ArrayLike<number>;
  readonly history?: Uint16Array;
}
