// Matrix products of tall activations with small weights. The small operand is packed into panels of
// eight columns, padded with zeros, so that the inner loop reads it in order and never sees a tail.
import { F32, PANEL, VECTOR, loadSome, madd, masked, storeSome, zero } from './vector';

/** Rows of activations handled at a time by the gradient of the weights. */
const BLOCK: i32 = 128;

/** Floats of the activations that should stay in the first-level cache. */
const CACHED: i32 = 6144;

/** b, k×n with the given strides in bytes, into ⌈n/8⌉ panels of k×8. */
export function packPanels(b: usize, k: i32, n: i32, rowStride: i32, columnStride: i32, to: usize): void {
  for (let j = 0; j < n; j += 8) {
    const columns = min(8, n - j);
    for (let row = 0; row < k; row++) {
      const from = b + row * rowStride + j * columnStride;
      if (columns === 8 && columnStride === <i32>F32) {
        v128.store(to, v128.load(from));
        v128.store(to, v128.load(from, 16), 16);
        to += PANEL;
        continue;
      }
      for (let c = 0; c < 8; c++) {
        f32.store(to, c < columns ? f32.load(from + c * columnStride) : 0);
        to += F32;
      }
    }
  }
}

/**
 * out [m, n] = relu(a·b + bias) + residual, b in panels of k rows; bias is padded to whole panels.
 * 0 stands for an absent bias, residual or mask. With a mask (an output of relu, [m, k]) a counts as
 * 0 where the mask is not positive; `scratch` then holds a block of the masked a.
 */
export function multiply(
  m: i32, n: i32, k: i32,
  a: usize, mask: usize, panels: usize, bias: usize, residual: usize, relu: bool,
  out: usize, scratch: usize,
): void {
  const rowBytes = <usize>k * F32;
  const outBytes = <usize>n * F32;
  const block = min(BLOCK, max(4, (CACHED / k) & ~3));
  for (let start = 0; start < m; start += block) {
    const end = min(m, start + block);
    let rows = a + start * rowBytes;
    if (mask) {
      maskFloats(scratch, rows, mask + start * rowBytes, (end - start) * k);
      rows = scratch;
    }
    for (let j = 0; j < n; j += 8) {
      const panel = panels + <usize>j * rowBytes;
      const panelBias = bias ? bias + <usize>j * F32 : 0;
      for (let i = start; i < end; i += 4) {
        const a0 = rows + (i - start) * rowBytes;
        const offset = i * outBytes + <usize>j * F32;
        tile(
          a0,
          i + 1 < end ? a0 + rowBytes : a0,
          i + 2 < end ? a0 + 2 * rowBytes : a0,
          i + 3 < end ? a0 + 3 * rowBytes : a0,
          panel, k, panelBias, residual ? residual + offset : 0, relu,
          out + offset, outBytes, end - i, n - j,
        );
      }
    }
  }
}

/** Four rows times one panel. */
function tile(
  a0: usize, a1: usize, a2: usize, a3: usize,
  b: usize, k: i32, bias: usize, residual: usize, relu: bool,
  out: usize, outBytes: usize, rows: i32, columns: i32,
): void {
  let c00 = bias ? v128.load(bias) : zero();
  let c01 = bias ? v128.load(bias, 16) : zero();
  let c10 = c00;
  let c11 = c01;
  let c20 = c00;
  let c21 = c01;
  let c30 = c00;
  let c31 = c01;
  let a: v128;
  let b0: v128;
  let b1: v128;
  // Unrolled by hand this runs a quarter slower: V8 then keeps too much in registers and spills.
  for (; k > 0; k--) {
    b0 = v128.load(b);
    b1 = v128.load(b, 16);
    a = v128.load32_splat(a0);
    c00 = madd(c00, a, b0);
    c01 = madd(c01, a, b1);
    a = v128.load32_splat(a1);
    c10 = madd(c10, a, b0);
    c11 = madd(c11, a, b1);
    a = v128.load32_splat(a2);
    c20 = madd(c20, a, b0);
    c21 = madd(c21, a, b1);
    a = v128.load32_splat(a3);
    c30 = madd(c30, a, b0);
    c31 = madd(c31, a, b1);
    a0 += 4;
    a1 += 4;
    a2 += 4;
    a3 += 4;
    b += 32;
  }
  storeRow(out, residual, relu, c00, c01, columns);
  if (rows < 2) return;
  out += outBytes;
  if (residual) residual += outBytes;
  storeRow(out, residual, relu, c10, c11, columns);
  if (rows < 3) return;
  out += outBytes;
  if (residual) residual += outBytes;
  storeRow(out, residual, relu, c20, c21, columns);
  if (rows < 4) return;
  out += outBytes;
  if (residual) residual += outBytes;
  storeRow(out, residual, relu, c30, c31, columns);
}

// @ts-ignore: decorator
@inline
function storeRow(out: usize, residual: usize, relu: bool, c0: v128, c1: v128, columns: i32): void {
  if (relu) {
    c0 = f32x4.pmax(c0, zero());
    c1 = f32x4.pmax(c1, zero());
  }
  if (columns >= 8) {
    if (residual) {
      c0 = f32x4.add(c0, v128.load(residual));
      c1 = f32x4.add(c1, v128.load(residual, 16));
    }
    v128.store(out, c0);
    v128.store(out, c1, 16);
  } else {
    storeTail(out, residual, c0, c1, columns);
  }
}

function storeTail(out: usize, residual: usize, c0: v128, c1: v128, columns: i32): void {
  if (residual) {
    c0 = f32x4.add(c0, columns >= 4 ? v128.load(residual) : loadSome(residual, columns, zero()));
    if (columns > 4) c1 = f32x4.add(c1, loadSome(residual + VECTOR, columns - 4, zero()));
  }
  storeSome(out, c0, columns);
  if (columns > 4) storeSome(out + VECTOR, c1, columns - 4);
}

function maskFloats(to: usize, dy: usize, mask: usize, n: i32): void {
  for (; n >= 4; n -= 4) {
    v128.store(to, masked(v128.load(dy), v128.load(mask)));
    to += VECTOR;
    dy += VECTOR;
    mask += VECTOR;
  }
  for (; n > 0; n--) {
    f32.store(to, f32.load(mask) > 0 ? f32.load(dy) : 0);
    to += F32;
    dy += F32;
    mask += F32;
  }
}

/**
 * dw [n, o] = xᵀ·dy and, unless 0, db [o] = column sums of dy, for x [m, n] and dy [m, o]; mask as in
 * multiply. Scratch holds BLOCK rows of x and dy, columns padded to a multiple of 4 and 8.
 */
export function weightGradient(
  m: i32, n: i32, o: i32,
  x: usize, dy: usize, mask: usize, dw: usize, db: usize, scratch: usize,
): void {
  const xBytes = <usize>n * F32;
  const dyBytes = <usize>o * F32;
  const xPanels = scratch + <usize>(BLOCK * ((o + 7) & ~7)) * F32;
  for (let start = 0; start < m; start += BLOCK) {
    const rows = min(BLOCK, m - start);
    const first = start === 0;
    for (let j = 0; j < o; j += 8) {
      const offset = start * dyBytes + <usize>j * F32;
      const panel = scratch + <usize>(j * rows) * F32;
      packEight(panel, dy + offset, mask ? mask + offset : 0, dyBytes, rows, o - j);
      if (db) addColumnSums(db + <usize>j * F32, panel, rows, o - j, first);
    }
    for (let i = 0; i < n; i += 4) {
      packFour(xPanels + <usize>(i * rows) * F32, x + start * xBytes + <usize>i * F32, xBytes, rows, n - i);
    }
    for (let j = 0; j < o; j += 8) {
      const panel = scratch + <usize>(j * rows) * F32;
      for (let i = 0; i < n; i += 4) {
        gradientTile(
          xPanels + <usize>(i * rows) * F32, panel, rows,
          dw + i * dyBytes + <usize>j * F32, dyBytes, n - i, o - j, first,
        );
      }
    }
  }
}

function packEight(to: usize, from: usize, mask: usize, stride: usize, rows: i32, columns: i32): void {
  for (let r = 0; r < rows; r++) {
    let v0: v128;
    let v1 = zero();
    if (columns >= 8) {
      v0 = v128.load(from);
      v1 = v128.load(from, 16);
      if (mask) {
        v0 = masked(v0, v128.load(mask));
        v1 = masked(v1, v128.load(mask, 16));
      }
    } else {
      v0 = columns >= 4 ? v128.load(from) : loadSome(from, columns, zero());
      if (columns > 4) v1 = loadSome(from + VECTOR, columns - 4, zero());
      if (mask) {
        v0 = masked(v0, columns >= 4 ? v128.load(mask) : loadSome(mask, columns, zero()));
        if (columns > 4) v1 = masked(v1, loadSome(mask + VECTOR, columns - 4, zero()));
      }
    }
    v128.store(to, v0);
    v128.store(to, v1, 16);
    to += PANEL;
    from += stride;
    if (mask) mask += stride;
  }
}

function packFour(to: usize, from: usize, stride: usize, rows: i32, columns: i32): void {
  for (let r = 0; r < rows; r++) {
    v128.store(to, columns >= 4 ? v128.load(from) : loadSome(from, columns, zero()));
    to += VECTOR;
    from += stride;
  }
}

function addColumnSums(db: usize, panel: usize, rows: i32, columns: i32, first: bool): void {
  let s0 = zero();
  let s1 = zero();
  for (let r = 0; r < rows; r++) {
    s0 = f32x4.add(s0, v128.load(panel));
    s1 = f32x4.add(s1, v128.load(panel, 16));
    panel += PANEL;
  }
  addTo(db, s0, s1, columns, first);
}

function gradientTile(
  x: usize, dy: usize, rows: i32, dw: usize, stride: usize, n: i32, columns: i32, first: bool,
): void {
  let c00 = zero();
  let c01 = zero();
  let c10 = zero();
  let c11 = zero();
  let c20 = zero();
  let c21 = zero();
  let c30 = zero();
  let c31 = zero();
  let a: v128;
  let b0: v128;
  let b1: v128;
  for (; rows > 0; rows--) {
    b0 = v128.load(dy);
    b1 = v128.load(dy, 16);
    a = v128.load32_splat(x);
    c00 = madd(c00, a, b0);
    c01 = madd(c01, a, b1);
    a = v128.load32_splat(x, 4);
    c10 = madd(c10, a, b0);
    c11 = madd(c11, a, b1);
    a = v128.load32_splat(x, 8);
    c20 = madd(c20, a, b0);
    c21 = madd(c21, a, b1);
    a = v128.load32_splat(x, 12);
    c30 = madd(c30, a, b0);
    c31 = madd(c31, a, b1);
    x += VECTOR;
    dy += PANEL;
  }
  addTo(dw, c00, c01, columns, first);
  if (n > 1) addTo(dw + stride, c10, c11, columns, first);
  if (n > 2) addTo(dw + 2 * stride, c20, c21, columns, first);
  if (n > 3) addTo(dw + 3 * stride, c30, c31, columns, first);
}

function addTo(p: usize, v0: v128, v1: v128, columns: i32, first: bool): void {
  if (!first) {
    v0 = f32x4.add(columns >= 4 ? v128.load(p) : loadSome(p, columns, zero()), v0);
    if (columns >= 8) v1 = f32x4.add(v128.load(p, 16), v1);
    else if (columns > 4) v1 = f32x4.add(loadSome(p + VECTOR, columns - 4, zero()), v1);
  }
  storeSome(p, v0, columns);
  if (columns > 4) storeSome(p + VECTOR, v1, columns - 4);
}
