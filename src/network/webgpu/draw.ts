import * as tf from '@tensorflow/tfjs-core';
import { runKernel } from '../../replay/index.ts';
import { BUILTINS, GROUP_INDEX, perIndex, spread, wordsOf } from './kernels.ts';

const THREADS = 64;
/** What separates neighbouring numbers in [½, 1) of 32 bits: what a sample's point is known to. */
const GRAIN = 2 ** -24;

/** How the samples stand after some tokens of each. */
export interface Drawn {
  /** int32 [count·K, tokens so far] */
  readonly moves: tf.Tensor2D;
  /** [count·K, 4] point, its grain, logarithm of the probability of the tokens drawn, unused */
  readonly points: tf.Tensor2D;
}

/**
 * Draws the next token of every sample on the device: stratified sampling of whole moves, as
 * `MoveSampler` does it. A 32-bit point has no digits left after a few unlikely tokens, so each
 * carries its grain, and what is finer than the grain is drawn fresh.
 *
 * @param logits [count, vocabulary] (the samples of a state share a row) or [count·K, vocabulary]
 * @param before the samples so far; null for the first token
 * @param offsets [count] numbers in [0, 1)
 * @param settings [2] 1 / temperature, and a whole number below 2²⁴ that seeds what is drawn fresh
 */
export function draw(
  logits: tf.Tensor2D,
  before: Drawn | null,
  offsets: tf.Tensor,
  settings: tf.Tensor,
  samples: number,
): Drawn {
  const [rows, vocabulary] = logits.shape;
  const total = offsets.size * samples;
  const position = before?.moves.shape[1] ?? 0;
  const code = `
fn hash(x: u32) -> u32 {
  var h = x;
  h = (h ^ (h >> 16u)) * 0x7feb352du;
  h = (h ^ (h >> 15u)) * 0x846ca68bu;
  return h ^ (h >> 16u);
}
@compute @workgroup_size(${THREADS})
fn main(${BUILTINS}) {
  let i = (${GROUP_INDEX}) * ${THREADS}u + local;
  if (i >= ${total}u) { return; }
  let start = (${rows === total ? 'i' : `i / ${samples}u`}) * ${vocabulary}u;
  ${
    before
      ? 'let known = points[i];'
      : `let known = vec4<f32>((f32(i % ${samples}u) + offsets[i / ${samples}u]) / ${samples.toFixed(1)}, ${GRAIN}, 0.0, 0.0);`
  }
  let scale = settings[0];
  var greatest = logits[start];
  for (var j = 1u; j < ${vocabulary}u; j++) { greatest = max(greatest, logits[start + j]); }
  var sum = 0.0;
  for (var j = 0u; j < ${vocabulary}u; j++) { sum += exp(scale * (logits[start + j] - greatest)); }
  let goal = known.x * sum;
  var low = 0.0;
  var width = 0.0;
  var token = 0u;
  for (var j = 0u; j < ${vocabulary}u; j++) {
    let weight = exp(scale * (logits[start + j] - greatest));
    // Rounding may leave the goal beyond the last sum: then the last token that has any weight.
    if (weight > 0.0 && (width == 0.0 || low + width <= goal)) {
      low += width;
      width = weight;
      token = j;
    }
  }
  let share = width / sum;
  let random = hash(i * ${1009}u + ${position}u + hash(u32(settings[1])));
  let fresh = f32(random >> 8u) * ${2 ** -24} * min(known.y / share, 1.0);
  let point = clamp((goal - low) / width + fresh, 0.0, ${1 - 2 ** -24});
  next[i] = vec4<f32>(point, max(known.y / share, ${GRAIN}), known.z + log(share), 0.0);
  ${Array.from({ length: position }, (_, t) => `drawn[i * ${position + 1}u + ${t}u] = moves[i * ${position}u + ${t}u];`).join('\n  ')}
  drawn[i * ${position + 1}u + ${position}u] = i32(token);
}`;
  const [moves, points] = runKernel({
    label: 'draw tokens',
    code,
    outputs: [
      { name: 'drawn', type: 'i32', shape: [total, position + 1], dtype: 'int32' },
      { name: 'next', type: 'vec4<f32>', shape: [total, 4] },
    ],
    inputs: [
      { name: 'logits', type: 'f32', tensor: logits },
      { name: 'settings', type: 'f32', tensor: settings },
      ...(before
        ? [
            { name: 'moves', type: 'i32', tensor: before.moves },
            { name: 'points', type: 'vec4<f32>', tensor: before.points },
          ]
        : [{ name: 'offsets', type: 'f32', tensor: offsets }]),
    ],
    workgroups: spread(Math.ceil(total / THREADS)),
  });
  return { moves: asTensor(moves!), points: asTensor(points!) };
}

/**
 * Embeds decoder inputs: row i of the result is the table's row for the last token of `moves`, or
 * for the start when there are none.
 * @param table [1 + (tokens − 1)·vocabulary, c]
 */
export function embedLast(
  table: tf.Tensor2D,
  moves: tf.Tensor2D | null,
  rows: number,
  vocabulary: number,
): tf.Tensor2D {
  const channels = table.shape[1];
  const { type, words } = wordsOf(channels);
  const length = moves?.shape[1] ?? 0;
  const code = moves
    ? `u32(${1 + (length - 1) * vocabulary} + moves[row * ${length}u + ${length - 1}u])`
    : '0u';
  const [embedded] = runKernel({
    label: 'embed tokens',
    ...perIndex(
      rows * words,
      THREADS,
      `let row = at / ${words}u;
  embedded[at] = table[${code} * ${words}u + at % ${words}u];`,
    ),
    outputs: [{ name: 'embedded', type, shape: [rows, channels] }],
    inputs: [
      { name: 'table', type, tensor: table },
      ...(moves ? [{ name: 'moves', type: 'i32', tensor: moves }] : []),
    ],
  });
  return asTensor(embedded!);
}

/**
 * One-hot codes of the decoder's inputs for known moves, as `decoderInputs` makes them.
 * @param moves int32 [rows·tokens]
 * @returns [rows·tokens, tokenFeatures]
 */
export function codeInputs(
  moves: tf.Tensor,
  tokens: number,
  vocabulary: number,
  tokenFeatures: number,
): tf.Tensor2D {
  const total = moves.size * tokenFeatures;
  const [codes] = runKernel({
    label: 'code inputs',
    ...perIndex(
      total,
      THREADS,
      `let row = at / ${tokenFeatures}u;
  let position = row % ${tokens}u;
  var code = 0u;
  if (position > 0u) { code = 1u + (position - 1u) * ${vocabulary}u + u32(moves[row - 1u]); }
  codes[at] = select(0.0, 1.0, at % ${tokenFeatures}u == code);`,
    ),
    outputs: [{ name: 'codes', type: 'f32', shape: [moves.size, tokenFeatures] }],
    inputs: [{ name: 'moves', type: 'i32', tensor: moves }],
  });
  return asTensor(codes!);
}

function asTensor(info: tf.TensorInfo): tf.Tensor2D {
  return tf.engine().makeTensorFromTensorInfo(info) as tf.Tensor2D;
}
