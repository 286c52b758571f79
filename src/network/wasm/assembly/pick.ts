// The log-probability of each row's label, and its gradient. As in the plain composition a label that
// is no class counts as log-probability 0.
import { F32, VECTOR, exp4, loadSome, max4, storeSome, sum4, zero } from './vector';

// AssemblyScript's own logarithm needs static tables, which would overwrite the host's memory.
// @ts-ignore: decorator
@external('env', 'log')
declare function log(x: f64): f64;

/** `normaliser` receives the logarithm of each row's sum of exponentials. */
export function pickLogProbability(
  rows: i32, classes: i32, logits: usize, labels: usize, out: usize, normaliser: usize,
): void {
  const whole = classes & ~3;
  const rest = classes - whole;
  const tail = <usize>whole * F32;
  const lowest = f32x4.splat(-Infinity);
  for (let r = 0; r < rows; r++) {
    let greatest = lowest;
    for (let o: usize = 0; o < tail; o += VECTOR) greatest = f32x4.pmax(greatest, v128.load(logits + o));
    if (rest) greatest = f32x4.pmax(greatest, loadSome(logits + tail, rest, lowest));
    const tops = max4(greatest);
    const top = f32x4.extract_lane(tops, 0);
    let total = zero();
    for (let o: usize = 0; o < tail; o += VECTOR) {
      total = f32x4.add(total, exp4(f32x4.sub(v128.load(logits + o), tops)));
    }
    if (rest) total = f32x4.add(total, exp4(f32x4.sub(loadSome(logits + tail, rest, lowest), tops)));
    // Subtracting in two steps keeps the digits of logits that are far from 0.
    const logTotal = <f32>log(f32x4.extract_lane(sum4(total), 0));
    const label = i32.load(labels + r * F32);
    const known = <u32>label < <u32>classes;
    f32.store(out + r * F32, known ? f32.load(logits + label * F32) - top - logTotal : 0);
    f32.store(normaliser + r * F32, top + logTotal);
    logits += <usize>classes * F32;
  }
}

export function pickLogProbabilityGradient(
  rows: i32, classes: i32, logits: usize, labels: usize, normaliser: usize, dy: usize, dLogits: usize,
): void {
  const whole = classes & ~3;
  const rest = classes - whole;
  const tail = <usize>whole * F32;
  for (let r = 0; r < rows; r++) {
    const d = f32.load(dy + r * F32);
    const minus = f32x4.splat(-d);
    const shift = f32x4.splat(f32.load(normaliser + r * F32));
    for (let o: usize = 0; o < tail; o += VECTOR) {
      v128.store(dLogits + o, f32x4.mul(minus, exp4(f32x4.sub(v128.load(logits + o), shift))));
    }
    if (rest) {
      const p = exp4(f32x4.sub(loadSome(logits + tail, rest, shift), shift));
      storeSome(dLogits + tail, f32x4.mul(minus, p), rest);
    }
    const label = i32.load(labels + r * F32);
    if (<u32>label < <u32>classes) {
      const chosen = dLogits + label * F32;
      f32.store(chosen, f32.load(chosen) + d);
    }
    logits += <usize>classes * F32;
    dLogits += <usize>classes * F32;
  }
}
