import type { Random } from '../tensor/random.ts';
import type { NetworkConfig } from './config.ts';
import { type NetworkShape, STAGES } from './shape.ts';

/**
 * The network's parameters lie one after the other in one flat Float32Array. The layout names them:
 * the optimiser, checkpoints and the averaging of gradients over replicas only see the flat array.
 */
export interface Parameter {
  readonly name: string;
  readonly shape: readonly number[];
  readonly offset: number;
  readonly size: number;
  /** Standard deviation of the initial values; 'ones' and 'zeros' for gains and biases. */
  readonly initial: number | 'ones' | 'zeros';
  /** Whether weight decay applies: to matrices, not to gains, biases and embeddings. */
  readonly decays: boolean;
}

export interface ParameterLayout {
  readonly parameters: readonly Parameter[];
  /** Length of the flat array. */
  readonly size: number;
}

export function parameterLayout(config: NetworkConfig, shape: NetworkShape): ParameterLayout {
  const builder = new LayoutBuilder();
  const c = config.width;
  const hidden = c * config.expansion;
  // Residual branches start small, so that a deep stack begins near the identity.
  const depth = Math.sqrt(2 * (config.blocks * STAGES.length + config.decoderLayers));

  builder.matrix('input', shape.features, c);
  builder.add('position', [shape.gridTokens, c], 0.5);
  for (let block = 0; block < config.blocks; block++) {
    for (let stage = 0; stage < STAGES.length; stage++) {
      const name = `torso.${block}.${stage}`;
      builder.norm(`${name}.norm1`, c);
      builder.matrix(`${name}.qkv`, c, 3 * c);
      builder.matrix(`${name}.out`, c, c, 1 / depth);
      builder.norm(`${name}.norm2`, c);
      builder.matrix(`${name}.up`, c, hidden, Math.SQRT2);
      builder.matrix(`${name}.down`, hidden, c, 1 / depth);
    }
  }
  builder.norm('torso.norm', c);

  builder.add('policy.token', [shape.tokenFeatures, c], 0.5);
  for (let layer = 0; layer < config.decoderLayers; layer++) {
    const name = `policy.${layer}`;
    builder.norm(`${name}.norm1`, c);
    builder.matrix(`${name}.qkv`, c, 3 * c);
    builder.matrix(`${name}.out`, c, c, 1 / depth);
    builder.norm(`${name}.norm2`, c);
    builder.matrix(`${name}.q`, c, c);
    builder.matrix(`${name}.kv`, c, 2 * c);
    builder.matrix(`${name}.crossOut`, c, c, 1 / depth);
    builder.norm(`${name}.norm3`, c);
    builder.matrix(`${name}.up`, c, hidden, Math.SQRT2);
    builder.matrix(`${name}.down`, hidden, c, 1 / depth);
  }
  builder.norm('policy.norm', c);
  builder.matrix('policy.logits', c, shape.vocabulary, 0.1);

  builder.matrix('value.1', c, config.valueHidden, Math.SQRT2);
  builder.matrix('value.2', config.valueHidden, config.valueHidden, Math.SQRT2);
  builder.matrix('value.3', config.valueHidden, config.quantiles, 0.1);
  return builder.layout();
}

/** Fresh parameters: normal weights of variance 1/inputs, unit gains, zero biases. */
export function initialParameters(layout: ParameterLayout, random: Random): Float32Array {
  const flat = new Float32Array(layout.size);
  for (const { offset, size, initial } of layout.parameters) {
    if (initial === 'zeros') continue;
    for (let i = offset; i < offset + size; i++) {
      flat[i] = initial === 'ones' ? 1 : initial * gaussian(random);
    }
  }
  return flat;
}

/** One standard normal number (Box and Muller). */
function gaussian(random: Random): number {
  return Math.sqrt(-2 * Math.log(1 - random.next())) * Math.cos(2 * Math.PI * random.next());
}

class LayoutBuilder {
  readonly #parameters: Parameter[] = [];
  #offset = 0;

  add(name: string, shape: readonly number[], initial: Parameter['initial'], decays = false): void {
    const size = shape.reduce((product, length) => product * length, 1);
    this.#parameters.push({ name, shape, offset: this.#offset, size, initial, decays });
    this.#offset += size;
  }

  matrix(name: string, inputs: number, outputs: number, gain = 1): void {
    this.add(`${name}.w`, [inputs, outputs], gain / Math.sqrt(inputs), true);
    this.add(`${name}.b`, [outputs], 'zeros');
  }

  norm(name: string, channels: number): void {
    this.add(`${name}.gain`, [channels], 'ones');
    this.add(`${name}.bias`, [channels], 'zeros');
  }

  layout(): ParameterLayout {
    return { parameters: this.#parameters, size: this.#offset };
  }
}
