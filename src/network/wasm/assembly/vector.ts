// Helpers shared by the kernels. Everything here is inlined: no kernel uses static memory.

/** Bytes in an f32, a vector, and an eight-column panel row. */
export const F32: usize = 4;
export const VECTOR: usize = 16;
export const PANEL: usize = 32;

/** Bytes in a cache line. */
export const LINE: usize = 64;

// @ts-ignore: decorator
@inline
export function zero(): v128 {
  return f32x4.splat(0);
}

/** c + a·b, rounded twice: relaxed SIMD would fuse it on some machines only. */
// @ts-ignore: decorator
@inline
export function madd(c: v128, a: v128, b: v128): v128 {
  return f32x4.add(c, f32x4.mul(a, b));
}

/** Sum of the four lanes, in each lane, in a fixed order. */
// @ts-ignore: decorator
@inline
export function sum4(v: v128): v128 {
  const pairs = f32x4.add(v, v128.shuffle<f32>(v, v, 2, 3, 0, 1));
  return f32x4.add(pairs, v128.shuffle<f32>(pairs, pairs, 1, 0, 3, 2));
}

/** Greatest of the four lanes, in each lane. */
// @ts-ignore: decorator
@inline
export function max4(v: v128): v128 {
  const pairs = f32x4.pmax(v, v128.shuffle<f32>(v, v, 2, 3, 0, 1));
  return f32x4.pmax(pairs, v128.shuffle<f32>(pairs, pairs, 1, 0, 3, 2));
}

/** The first n (1…3) floats at p, the other lanes from `fill`. */
// @ts-ignore: decorator
@inline
export function loadSome(p: usize, n: i32, fill: v128): v128 {
  let v = v128.load_lane<f32>(p, fill, 0);
  if (n > 1) v = v128.load_lane<f32>(p, v, 1, 4);
  if (n > 2) v = v128.load_lane<f32>(p, v, 2, 8);
  return v;
}

/** Stores the first n lanes, where n ≥ 1 may be 4 or more. */
// @ts-ignore: decorator
@inline
export function storeSome(p: usize, v: v128, n: i32): void {
  if (n >= 4) {
    v128.store(p, v);
  } else {
    f32.store(p, f32x4.extract_lane(v, 0));
    if (n > 1) f32.store(p, f32x4.extract_lane(v, 1), 4);
    if (n > 2) f32.store(p, f32x4.extract_lane(v, 2), 8);
  }
}

/** dy where the output of relu is positive, else 0. */
// @ts-ignore: decorator
@inline
export function masked(dy: v128, output: v128): v128 {
  return v128.and(dy, f32x4.gt(output, zero()));
}

/**
 * e^x for x ≤ 88, to about 1e-7 relative; exactly 0 below −87. Range reduction by powers of two, then
 * the polynomial of Cephes' expf.
 */
// @ts-ignore: decorator
@inline
export function exp4(x: v128): v128 {
  // Adding 1.5·2²³ leaves the nearest integer in the lowest bits.
  const magic = f32x4.splat(12582912);
  const shifted = madd(magic, x, f32x4.splat(1.44269504088896341));
  const n = f32x4.sub(shifted, magic);
  let r = f32x4.sub(x, f32x4.mul(n, f32x4.splat(0.693359375)));
  r = f32x4.add(r, f32x4.mul(n, f32x4.splat(2.12194440e-4)));
  let p = f32x4.splat(1.9875691500e-4);
  p = madd(f32x4.splat(1.3981999507e-3), p, r);
  p = madd(f32x4.splat(8.3334519073e-3), p, r);
  p = madd(f32x4.splat(4.1665795894e-2), p, r);
  p = madd(f32x4.splat(1.6666665459e-1), p, r);
  p = madd(f32x4.splat(5.0000001201e-1), p, r);
  p = f32x4.add(madd(r, p, f32x4.mul(r, r)), f32x4.splat(1));
  // The power of two is added to the exponent.
  const scaled = i32x4.add(p, i32x4.shl(shifted, 23));
  return v128.andnot(scaled, f32x4.lt(x, f32x4.splat(-87)));
}

/**
 * Reads every cache line from p to end, in order: the hardware's prefetcher follows that, and not the
 * strides of what comes after. `sink` receives something so that the reads are not optimised away.
 */
export function warm(p: usize, end: usize, sink: usize): void {
  let all = i32.load(sink);
  for (; p < end; p += LINE) all |= i32.load(p);
  i32.store(sink, all);
}

/** Copies n floats. */
// @ts-ignore: decorator
@inline
export function copyFloats(to: usize, from: usize, n: i32): void {
  let left = n;
  for (; left >= 4; left -= 4) {
    v128.store(to, v128.load(from));
    to += VECTOR;
    from += VECTOR;
  }
  for (; left > 0; left--) {
    f32.store(to, f32.load(from));
    to += F32;
    from += F32;
  }
}
