// Two grids side by side, and apart again (see ops/pair.ts).
import { F32, copyFloats } from './vector';

/** x [batch·s·2s, channels] from a and b [batch·s·s, channels]. */
export function alignPair(batch: i32, s: i32, channels: i32, a: usize, b: usize, x: usize): void {
  const row = <usize>channels * F32;
  const line = <usize>s * row;
  for (let n = 0; n < batch; n++) {
    for (let r = 0; r < s; r++) {
      for (let i = 0; i < s; i++) {
        copyFloats(x, a + i * line + r * row, channels);
        x += row;
      }
      copyFloats(x, b, s * channels);
      x += line;
      b += line;
    }
    a += <usize>s * line;
  }
}

export function splitPair(batch: i32, s: i32, channels: i32, x: usize, a: usize, b: usize): void {
  const row = <usize>channels * F32;
  const line = <usize>s * row;
  for (let n = 0; n < batch; n++) {
    for (let r = 0; r < s; r++) {
      for (let i = 0; i < s; i++) {
        copyFloats(a + i * line + r * row, x, channels);
        x += row;
      }
      copyFloats(b, x, s * channels);
      x += line;
      b += line;
    }
    a += <usize>s * line;
  }
}
