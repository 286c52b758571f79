import * as tf from '@tensorflow/tfjs-core';
import { withGradient } from './custom.ts';
import { hasKernel, kernelNames } from './fused.ts';

/**
 * Lays two grids of S×S tokens side by side so that attention along a row sees both where they share
 * a mode: from a and b [B·S·S, c] to [B·S·2S, c], where row r of a sample holds a's column r (tokens
 * (0, r), (1, r), …), then b's row r.
 */
export function alignPair(a: tf.Tensor2D, b: tf.Tensor2D, size: number): tf.Tensor2D {
  if (hasKernel(kernelNames.alignPair)) {
    return tf.engine().runKernel(kernelNames.alignPair, { a, b }, { size });
  }
  const y = withGradient(
    [a, b],
    () => ({ value: plainAlign(a, b, size), saved: [] }),
    (dy) => plainSplit(dy, size),
  );
  return y as tf.Tensor2D;
}

/** The inverse of alignPair: from [B·S·2S, c] the two grids [B·S·S, c]. */
export function splitPair(x: tf.Tensor2D, size: number): [tf.Tensor2D, tf.Tensor2D] {
  if (hasKernel(kernelNames.splitPair)) {
    const [a, b] = tf.engine().runKernel<tf.Tensor2D[]>(kernelNames.splitPair, { x }, { size });
    return [a!, b!];
  }
  const half = (index: 0 | 1): tf.Tensor2D => {
    const y = withGradient(
      [x],
      () => ({ value: plainSplit(x, size)[index], saved: [] }),
      (dy) => {
        const rest = tf.zerosLike(dy);
        return [index === 0 ? plainAlign(dy, rest, size) : plainAlign(rest, dy, size)];
      },
    );
    return y as tf.Tensor2D;
  };
  return [half(0), half(1)];
}

function plainAlign(a: tf.Tensor, b: tf.Tensor, size: number): tf.Tensor2D {
  const [rows, channels] = a.shape as [number, number];
  const lines = [rows / size, size * channels] as [number, number];
  const joined = tf.concat([tf.reshape(swapGrid(a, size), lines), tf.reshape(b, lines)], 1);
  return tf.reshape(joined, [2 * rows, channels]);
}

function plainSplit(x: tf.Tensor, size: number): [tf.Tensor2D, tf.Tensor2D] {
  const [rows, channels] = x.shape as [number, number];
  const [lines, width] = [rows / (2 * size), size * channels];
  const flat = tf.reshape<tf.Rank.R2>(x, [lines, 2 * width]);
  const shape: [number, number] = [rows / 2, channels];
  const a = tf.reshape<tf.Rank.R2>(tf.slice(flat, [0, 0], [lines, width]), shape);
  const b = tf.reshape<tf.Rank.R2>(tf.slice(flat, [0, width], [lines, width]), shape);
  return [swapGrid(a, size), b];
}

function swapGrid(x: tf.Tensor, size: number): tf.Tensor2D {
  const [rows, channels] = x.shape as [number, number];
  const grid = tf.reshape(x, [rows / (size * size), size, size, channels]);
  return tf.reshape(tf.transpose(grid, [0, 2, 1, 3]), [rows, channels]);
}
