// Multi-head attention, one head of one group at a time: everything it touches fits the first-level
// cache. Probabilities are kept for the gradient, their rows padded with zeros to a multiple of 4.
import { F32, VECTOR, exp4, max4, sum4, warm, zero } from './vector';
import { multiplyStrided, transposeRows } from './strided';

/**
 * Strides, in bytes, are between rows; heads lie side by side in a row, `size` columns each (a
 * multiple of 4). Scratch: size × padded lk.
 */
export function attention(
  groups: i32, heads: i32, lq: i32, lk: i32, size: i32, causal: bool, scale: f32,
  q: usize, qStride: usize, k: usize, v: usize, kvStride: usize,
  out: usize, outStride: usize, probabilities: usize, scratch: usize,
): void {
  const padded = (lk + 3) & ~3;
  const pBytes = <usize>padded * F32;
  const width = <usize>(heads * size) * F32;
  // In self-attention a row of q goes on with its keys and values.
  const apart = v < q || v - q >= qStride;
  const qWidth = apart ? width : v - q + width;
  for (let g = 0; g < groups; g++) {
    warmRows(q, qStride, g, lq, qWidth, scratch);
    if (apart) warmRows(k, kvStride, g, lk, v - k + width, scratch);
    for (let h = 0; h < heads; h++) {
      const column = <usize>(h * size) * F32;
      const qh = q + <usize>(g * lq) * qStride + column;
      const kh = k + <usize>(g * lk) * kvStride + column;
      const vh = v + <usize>(g * lk) * kvStride + column;
      transposeRows(kh, kvStride, lk, size, scratch);
      multiplyStrided(lq, padded, size, qh, qStride, F32, scratch, pBytes, probabilities, pBytes);
      for (let i = 0; i < lq; i++) softmaxRow(probabilities + i * pBytes, padded, causal ? i + 1 : lk, scale);
      multiplyStrided(
        lq, size, lk, probabilities, pBytes, F32, vh, kvStride,
        out + <usize>(g * lq) * outStride + column, outStride,
      );
      probabilities += <usize>lq * pBytes;
    }
  }
}

/** Brings a group's rows into the cache. */
// @ts-ignore: decorator
@inline
function warmRows(p: usize, stride: usize, group: i32, rows: i32, width: usize, sink: usize): void {
  const start = p + <usize>(group * rows) * stride;
  warm(start, start + <usize>(rows - 1) * stride + width, sink);
}

/** Softmax of the first n of `padded` scores times scale; the others become 0, whatever they were. */
function softmaxRow(row: usize, padded: i32, n: i32, scale: f32): void {
  const bytes = <usize>padded * F32;
  const whole = <usize>(n & ~3) * F32;
  const lowest = f32x4.splat(-Infinity);
  const scales = f32x4.splat(scale);
  let greatest = lowest;
  for (let o: usize = 0; o < whole; o += VECTOR) greatest = f32x4.pmax(greatest, v128.load(row + o));
  let last = lowest;
  if (n & 3) {
    const seen = i32x4.lt_s(i32x4(0, 1, 2, 3), i32x4.splat(n & 3));
    last = v128.bitselect(v128.load(row + whole), lowest, seen);
    greatest = f32x4.pmax(greatest, last);
  }
  const top = max4(greatest);
  let total = zero();
  for (let o: usize = 0; o < whole; o += VECTOR) {
    const e = exp4(f32x4.mul(f32x4.sub(v128.load(row + o), top), scales));
    v128.store(row + o, e);
    total = f32x4.add(total, e);
  }
  let o = whole;
  if (n & 3) {
    const e = exp4(f32x4.mul(f32x4.sub(last, top), scales));
    v128.store(row + o, e);
    total = f32x4.add(total, e);
    o += VECTOR;
  }
  const inverse = f32x4.div(f32x4.splat(1), sum4(total));
  for (let q: usize = 0; q < o; q += VECTOR) v128.store(row + q, f32x4.mul(v128.load(row + q), inverse));
  for (; o < bytes; o += VECTOR) v128.store(row + o, zero());
}

/** Scratch: (size + lq) × padded lk. */
export function attentionGradient(
  groups: i32, heads: i32, lq: i32, lk: i32, size: i32, scale: f32,
  q: usize, qStride: usize, k: usize, v: usize, kvStride: usize,
  dy: usize, dyStride: usize, probabilities: usize,
  dq: usize, dk: usize, dv: usize, scratch: usize,
): void {
  const padded = (lk + 3) & ~3;
  const pBytes = <usize>padded * F32;
  const width = <usize>(heads * size) * F32;
  // In self-attention a row of q goes on with its keys and values.
  const apart = v < q || v - q >= qStride;
  const qWidth = apart ? width : v - q + width;
  const ds = scratch + <usize>size * pBytes;
  for (let g = 0; g < groups; g++) {
    const qRow = <usize>(g * lq) * qStride;
    const kvRow = <usize>(g * lk) * kvStride;
    const dyRow = <usize>(g * lq) * dyStride;
    warmRows(q, qStride, g, lq, qWidth, scratch);
    warmRows(dq, qStride, g, lq, qWidth, scratch);
    if (apart) {
      warmRows(k, kvStride, g, lk, v - k + width, scratch);
      warmRows(dk, kvStride, g, lk, v - k + width, scratch);
    }
    warmRows(dy, dyStride, g, lq, width, scratch);
    warm(probabilities, probabilities + <usize>(heads * lq) * pBytes, scratch);
    for (let h = 0; h < heads; h++) {
      const column = <usize>(h * size) * F32;
      const dyh = dy + dyRow + column;
      transposeRows(v + kvRow + column, kvStride, lk, size, scratch);
      multiplyStrided(lq, padded, size, dyh, dyStride, F32, scratch, pBytes, ds, pBytes);
      for (let i = 0; i < lq; i++) softmaxGradientRow(ds + i * pBytes, probabilities + i * pBytes, pBytes, scale);
      multiplyStrided(lq, size, lk, ds, pBytes, F32, k + kvRow + column, kvStride, dq + qRow + column, qStride);
      multiplyStrided(lk, size, lq, ds, F32, pBytes, q + qRow + column, qStride, dk + kvRow + column, kvStride);
      multiplyStrided(lk, size, lq, probabilities, F32, pBytes, dyh, dyStride, dv + kvRow + column, kvStride);
      probabilities += <usize>lq * pBytes;
    }
  }
}

/** From the gradient of the probabilities p in `row` to that of the scores before scaling. */
function softmaxGradientRow(row: usize, p: usize, bytes: usize, scale: f32): void {
  let dot = zero();
  for (let o: usize = 0; o < bytes; o += VECTOR) {
    dot = f32x4.add(dot, f32x4.mul(v128.load(row + o), v128.load(p + o)));
  }
  const sum = sum4(dot);
  const scales = f32x4.splat(scale);
  for (let o: usize = 0; o < bytes; o += VECTOR) {
    const centred = f32x4.sub(v128.load(row + o), sum);
    v128.store(row + o, f32x4.mul(f32x4.mul(centred, v128.load(p + o)), scales));
  }
}
