// Layer normalisation. `statistics` keeps each row's mean and inverse deviation for the gradient.
import { F32, VECTOR, loadSome, madd, storeSome, sum4, zero } from './vector';

export function layerNorm(
  rows: i32, channels: i32, epsilon: f32,
  x: usize, gain: usize, bias: usize, y: usize, statistics: usize,
): void {
  const whole = channels & ~3;
  const rest = channels - whole;
  const tail = <usize>whole * F32;
  const bytes = <usize>channels * F32;
  const counts = f32x4.splat(<f32>channels);
  for (let r = 0; r < rows; r++) {
    let total = zero();
    for (let o: usize = 0; o < tail; o += VECTOR) total = f32x4.add(total, v128.load(x + o));
    if (rest) total = f32x4.add(total, loadSome(x + tail, rest, zero()));
    const means = f32x4.div(sum4(total), counts);
    let squares = zero();
    for (let o: usize = 0; o < tail; o += VECTOR) {
      const d = f32x4.sub(v128.load(x + o), means);
      squares = madd(squares, d, d);
    }
    if (rest) {
      const d = f32x4.sub(loadSome(x + tail, rest, means), means);
      squares = madd(squares, d, d);
    }
    const variance = f32x4.div(sum4(squares), counts);
    const deviation = f32x4.sqrt(f32x4.add(variance, f32x4.splat(epsilon)));
    const scale = f32x4.div(f32x4.splat(1), deviation);
    for (let o: usize = 0; o < tail; o += VECTOR) {
      const normal = f32x4.mul(f32x4.sub(v128.load(x + o), means), scale);
      v128.store(y + o, madd(v128.load(bias + o), normal, v128.load(gain + o)));
    }
    if (rest) {
      const normal = f32x4.mul(f32x4.sub(loadSome(x + tail, rest, means), means), scale);
      const shift = loadSome(bias + tail, rest, zero());
      storeSome(y + tail, madd(shift, normal, loadSome(gain + tail, rest, zero())), rest);
    }
    f32.store(statistics, f32x4.extract_lane(means, 0));
    f32.store(statistics, f32x4.extract_lane(scale, 0), 4);
    statistics += 8;
    x += bytes;
    y += bytes;
  }
}

export function layerNormGradient(
  rows: i32, channels: i32,
  x: usize, gain: usize, dy: usize, statistics: usize,
  dx: usize, dGain: usize, dBias: usize,
): void {
  const whole = channels & ~3;
  const rest = channels - whole;
  const tail = <usize>whole * F32;
  const bytes = <usize>channels * F32;
  const counts = f32x4.splat(<f32>channels);
  for (let o: usize = 0; o < bytes; o += F32) {
    f32.store(dGain + o, 0);
    f32.store(dBias + o, 0);
  }
  for (let r = 0; r < rows; r++) {
    const means = v128.load32_splat(statistics);
    const scale = v128.load32_splat(statistics, 4);
    let sum = zero();
    let dot = zero();
    for (let o: usize = 0; o < tail; o += VECTOR) {
      const normal = f32x4.mul(f32x4.sub(v128.load(x + o), means), scale);
      const d = v128.load(dy + o);
      v128.store(dBias + o, f32x4.add(v128.load(dBias + o), d));
      v128.store(dGain + o, madd(v128.load(dGain + o), d, normal));
      const g = f32x4.mul(d, v128.load(gain + o));
      sum = f32x4.add(sum, g);
      dot = madd(dot, g, normal);
    }
    if (rest) {
      const normal = f32x4.mul(f32x4.sub(loadSome(x + tail, rest, means), means), scale);
      const d = loadSome(dy + tail, rest, zero());
      storeSome(dBias + tail, f32x4.add(loadSome(dBias + tail, rest, zero()), d), rest);
      storeSome(dGain + tail, madd(loadSome(dGain + tail, rest, zero()), d, normal), rest);
      const g = f32x4.mul(d, loadSome(gain + tail, rest, zero()));
      sum = f32x4.add(sum, g);
      dot = madd(dot, g, normal);
    }
    const meanG = f32x4.div(sum4(sum), counts);
    const meanDot = f32x4.div(sum4(dot), counts);
    for (let o: usize = 0; o < tail; o += VECTOR) {
      const normal = f32x4.mul(f32x4.sub(v128.load(x + o), means), scale);
      const g = f32x4.mul(v128.load(dy + o), v128.load(gain + o));
      const centred = f32x4.sub(f32x4.sub(g, meanG), f32x4.mul(normal, meanDot));
      v128.store(dx + o, f32x4.mul(scale, centred));
    }
    if (rest) {
      const normal = f32x4.mul(f32x4.sub(loadSome(x + tail, rest, means), means), scale);
      const g = f32x4.mul(loadSome(dy + tail, rest, zero()), loadSome(gain + tail, rest, zero()));
      const centred = f32x4.sub(f32x4.sub(g, meanG), f32x4.mul(normal, meanDot));
      storeSome(dx + tail, f32x4.mul(scale, centred), rest);
    }
    statistics += 8;
    x += bytes;
    dy += bytes;
    dx += bytes;
  }
}
