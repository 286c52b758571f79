import * as tf from '@tensorflow/tfjs-core';
import type { NetworkConfig } from './config.ts';
import { feedForward, type Lookup, linear, linearOfNorm, norm } from './layers.ts';
import { crossAttention, dense, selfAttention } from './ops/index.ts';
import type { NetworkShape } from './shape.ts';

/**
 * The policy head (AlphaTensor, Methods): a transformer decoder that writes a move token by token.
 * The input at position t is the start (t = 0) or the token before with its position; each layer
 * attends causally to the positions so far, then to the torso's tokens.
 */
export class PolicyHead {
  readonly #config: NetworkConfig;
  readonly #shape: NetworkShape;
  readonly #p: Lookup;

  constructor(config: NetworkConfig, shape: NetworkShape, p: Lookup) {
    this.#config = config;
    this.#shape = shape;
    this.#p = p;
  }

  /** Keys and values of the torso's tokens [B·3S², 2c], one tensor a layer. */
  memory(tokens: tf.Tensor2D): tf.Tensor2D[] {
    return this.#layers().map((name) => linear(tokens, `${name}.kv`, this.#p));
  }

  /** Rows of the embedding table, chosen by one-hot codes [N, tokenFeatures]: [N, c]. */
  embed(inputs: tf.Tensor2D): tf.Tensor2D {
    return dense(inputs, this.table(), null, { constantInput: true });
  }

  /** The embedding of each decoder input: [tokenFeatures, c]. */
  table(): tf.Tensor2D {
    return this.#p('policy.token') as tf.Tensor2D;
  }

  /**
   * Features of every position when the moves are known (teacher forcing).
   * @param inputs one-hot codes [B·M·k, tokenFeatures] of M moves a state
   * @param count B
   * @returns [B·M·k, c], normalised
   */
  forced(inputs: tf.Tensor2D, memory: readonly tf.Tensor2D[], count: number): tf.Tensor2D {
    const { heads } = this.#config;
    let x = this.embed(inputs);
    const moves = x.shape[0] / this.#shape.tokens;
    for (const [layer, name] of this.#layers().entries()) {
      const [qkv, same] = linearOfNorm(x, `${name}.norm1`, `${name}.qkv`, this.#p);
      const mixed = selfAttention(qkv, { groups: moves, heads, causal: true });
      x = linear(mixed, `${name}.out`, this.#p, { residual: same });
      x = this.#rest(x, name, memory[layer]!, count);
    }
    return norm(x, 'policy.norm', this.#p);
  }

  /**
   * Features of one position for each of N sequences, given the cache of the positions before.
   * @param embedded inputs [N, c] as `embed` gives them; N a multiple of `count`, state by state
   * @param cache per layer, keys and values [N, 2c] of each earlier position; the new ones are appended
   * @returns [N, c], normalised
   */
  step(
    embedded: tf.Tensor2D,
    memory: readonly tf.Tensor2D[],
    cache: tf.Tensor2D[][],
    count: number,
  ): tf.Tensor2D {
    const { heads, width } = this.#config;
    const rows = embedded.shape[0];
    let x = embedded;
    for (const [layer, name] of this.#layers().entries()) {
      const [qkv, same] = linearOfNorm(x, `${name}.norm1`, `${name}.qkv`, this.#p);
      const past = cache[layer]!;
      past.push(tf.slice(qkv, [0, width], [rows, 2 * width]));
      const kv = tf.reshape(tf.concat(past, 1), [rows * past.length, 2 * width]) as tf.Tensor2D;
      const q = tf.slice(qkv, [0, 0], [rows, width]);
      const mixed = crossAttention(q, kv, { groups: rows, heads });
      x = linear(mixed, `${name}.out`, this.#p, { residual: same });
      x = this.#rest(x, name, memory[layer]!, count);
    }
    return norm(x, 'policy.norm', this.#p);
  }

  /** Logits [N, vocabulary] of the next token. */
  logits(features: tf.Tensor2D): tf.Tensor2D {
    return linear(features, 'policy.logits', this.#p);
  }

  #rest(x: tf.Tensor2D, name: string, memory: tf.Tensor2D, count: number): tf.Tensor2D {
    const [q, same] = linearOfNorm(x, `${name}.norm2`, `${name}.q`, this.#p);
    const seen = crossAttention(q, memory, { groups: count, heads: this.#config.heads });
    const crossed = linear(seen, `${name}.crossOut`, this.#p, { residual: same });
    return feedForward(crossed, `${name}.norm3`, name, this.#p);
  }

  #layers(): string[] {
    return Array.from({ length: this.#config.decoderLayers }, (_, layer) => `policy.${layer}`);
  }
}
