// Small matrix products in place, with strides, for attention.
import { F32, VECTOR, madd, zero } from './vector';

/** `rows` rows of `columns` floats (a multiple of 4) into columns × rows, padded with zero columns. */
export function transposeRows(from: usize, stride: usize, rows: i32, columns: i32, to: usize): void {
  const toBytes = <usize>((rows + 3) & ~3) * F32;
  for (let r = 0; r < rows; r += 4) {
    const left = rows - r;
    let target = to + <usize>r * F32;
    for (let c = 0; c < columns; c += 4) {
      const p = from + <usize>c * F32;
      const r0 = v128.load(p);
      const r1 = left > 1 ? v128.load(p + stride) : zero();
      const r2 = left > 2 ? v128.load(p + 2 * stride) : zero();
      const r3 = left > 3 ? v128.load(p + 3 * stride) : zero();
      const t0 = v128.shuffle<f32>(r0, r1, 0, 4, 1, 5);
      const t1 = v128.shuffle<f32>(r0, r1, 2, 6, 3, 7);
      const t2 = v128.shuffle<f32>(r2, r3, 0, 4, 1, 5);
      const t3 = v128.shuffle<f32>(r2, r3, 2, 6, 3, 7);
      v128.store(target, v128.shuffle<f64>(t0, t2, 0, 2));
      target += toBytes;
      v128.store(target, v128.shuffle<f64>(t0, t2, 1, 3));
      target += toBytes;
      v128.store(target, v128.shuffle<f64>(t1, t3, 0, 2));
      target += toBytes;
      v128.store(target, v128.shuffle<f64>(t1, t3, 1, 3));
      target += toBytes;
    }
    from += 4 * stride;
  }
}

/**
 * out = a·b for a m×k with both strides given, b k×n and out m×n with contiguous rows; n a multiple
 * of 4. Strides in bytes.
 */
export function multiplyStrided(
  m: i32, n: i32, k: i32,
  a: usize, aRow: usize, aStep: usize, b: usize, bStride: usize, out: usize, outStride: usize,
): void {
  for (let i = 0; i < m; i += 4) {
    const rows = m - i;
    const a1 = rows > 1 ? a + aRow : a;
    const a2 = rows > 2 ? a + 2 * aRow : a;
    const a3 = rows > 3 ? a + 3 * aRow : a;
    let j: usize = 0;
    for (const end = <usize>(n & ~7) * F32; j < end; j += 2 * VECTOR) {
      tileEight(a, a1, a2, a3, aStep, b + j, bStride, k, out + j, outStride, rows);
    }
    if (n & 4) tileFour(a, a1, a2, a3, aStep, b + j, bStride, k, out + j, outStride, rows);
    a += 4 * aRow;
    out += 4 * outStride;
  }
}

function tileEight(
  a0: usize, a1: usize, a2: usize, a3: usize, aStep: usize, b: usize, bStride: usize, k: i32,
  out: usize, outStride: usize, rows: i32,
): void {
  let c00 = zero();
  let c01 = zero();
  let c10 = zero();
  let c11 = zero();
  let c20 = zero();
  let c21 = zero();
  let c30 = zero();
  let c31 = zero();
  for (; k > 0; k--) {
    const b0 = v128.load(b);
    const b1 = v128.load(b, 16);
    let s = v128.load32_splat(a0);
    c00 = madd(c00, s, b0);
    c01 = madd(c01, s, b1);
    s = v128.load32_splat(a1);
    c10 = madd(c10, s, b0);
    c11 = madd(c11, s, b1);
    s = v128.load32_splat(a2);
    c20 = madd(c20, s, b0);
    c21 = madd(c21, s, b1);
    s = v128.load32_splat(a3);
    c30 = madd(c30, s, b0);
    c31 = madd(c31, s, b1);
    a0 += aStep;
    a1 += aStep;
    a2 += aStep;
    a3 += aStep;
    b += bStride;
  }
  v128.store(out, c00);
  v128.store(out, c01, 16);
  if (rows < 2) return;
  out += outStride;
  v128.store(out, c10);
  v128.store(out, c11, 16);
  if (rows < 3) return;
  out += outStride;
  v128.store(out, c20);
  v128.store(out, c21, 16);
  if (rows < 4) return;
  out += outStride;
  v128.store(out, c30);
  v128.store(out, c31, 16);
}

function tileFour(
  a0: usize, a1: usize, a2: usize, a3: usize, aStep: usize, b: usize, bStride: usize, k: i32,
  out: usize, outStride: usize, rows: i32,
): void {
  let c0 = zero();
  let c1 = zero();
  let c2 = zero();
  let c3 = zero();
  for (; k > 0; k--) {
    const b0 = v128.load(b);
    c0 = madd(c0, v128.load32_splat(a0), b0);
    c1 = madd(c1, v128.load32_splat(a1), b0);
    c2 = madd(c2, v128.load32_splat(a2), b0);
    c3 = madd(c3, v128.load32_splat(a3), b0);
    a0 += aStep;
    a1 += aStep;
    a2 += aStep;
    a3 += aStep;
    b += bStride;
  }
  v128.store(out, c0);
  if (rows > 1) v128.store(out + outStride, c1);
  if (rows > 2) v128.store(out + 2 * outStride, c2);
  if (rows > 3) v128.store(out + 3 * outStride, c3);
}
