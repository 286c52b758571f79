/**
 * Where the factors of a walk lie that is a thread: in workgroup memory, two to a word where they have
 * at most 16 entries.
 */
export interface ThreadShape {
  /** The most terms of a scheme: up to 128. */
  readonly capacity: number;
  /** The longest factor has so many entries: up to 32. */
  readonly entries: number;
  /** Threads, and so walkers, of a workgroup. */
  readonly threads: number;
}

/** Masks of 32 terms that a mode needs. */
export function masks({ capacity }: Pick<ThreadShape, 'capacity'>): number {
  return Math.max(2, Math.ceil(capacity / 32));
}

function isPacked({ entries }: Pick<ThreadShape, 'entries'>): boolean {
  return entries <= 16;
}

/** vec4 of a walker's factors; odd, so that neighbours read other banks. */
export function vectors(shape: Omit<ThreadShape, 'threads'>): number {
  return 3 * masks(shape) * (isPacked(shape) ? 4 : 8) + 1;
}

/** Bytes of workgroup memory that a walker takes. */
export function threadBytes(shape: Omit<ThreadShape, 'threads'>): number {
  return 16 * vectors(shape);
}

/** One pass over a mode: the bits of the terms whose factor is the key, mask by mask. */
function scanCode(shape: ThreadShape): string {
  const lines: string[] = [];
  const component = ['x', 'y', 'z', 'w'];
  for (let mask = 0; mask < masks(shape); mask++) {
    const to = component[mask]!;
    if (isPacked(shape)) {
      // Bit k is the low half of word k, bit 16 + k its high half.
      for (let v = 0; v < 4; v++) {
        lines.push(
          `  z = equalHalves(factors[start + ${4 * mask + v}u] ^ key2);`,
          `  m.${to} |= (z.x >> ${15 - 4 * v}u) | (z.y >> ${14 - 4 * v}u) | (z.z >> ${13 - 4 * v}u) | (z.w >> ${12 - 4 * v}u);`,
        );
      }
    } else {
      for (let v = 0; v < 8; v++) {
        lines.push(
          `  z = select(vec4u(0u), vec4u(${[0, 1, 2, 3].map((k) => `${2 ** (4 * v + k)}u`).join(', ')}), factors[start + ${8 * mask + v}u] == vec4u(key));`,
          `  m.${to} |= z.x | z.y | z.z | z.w;`,
        );
      }
    }
  }
  return lines.join('\n');
}

/**
 * Functions on `factors`, from vector `base` on: `factor`, `write`, and `scan`, which gives the terms that
 * have a factor (term-masks.ts).
 */
export function memoryCode(shape: ThreadShape): string {
  const packed = isPacked(shape);
  const mask = `vec${masks(shape)}u`;
  const perMode = masks(shape) * (packed ? 4 : 8);
  return `fn at(x: u32, r: u32) -> u32 {
  return 4u * (base + x * ${perMode}u) + ${packed ? '((r >> 5u) << 4u) + (r & 15u)' : 'r'};
}

fn factor(x: u32, r: u32) -> u32 {
  let word = at(x, r);
  ${packed ? 'return (factors[word >> 2u][word & 3u] >> (r & 16u)) & 0xffffu;' : 'return factors[word >> 2u][word & 3u];'}
}

fn write(x: u32, r: u32, value: u32) {
  let word = at(x, r);
  ${
    packed
      ? `let old = factors[word >> 2u][word & 3u];
  factors[word >> 2u][word & 3u] = (old & (0xffff0000u >> (r & 16u))) | (value << (r & 16u));`
      : 'factors[word >> 2u][word & 3u] = value;'
  }
}

${
  packed
    ? `// Bits 15 and 31 tell which halves are zero.
fn equalHalves(d: vec4u) -> vec4u {
  return ~(((d & vec4u(0x7fff7fffu)) + vec4u(0x7fff7fffu)) | d | vec4u(0x7fff7fffu));
}
`
    : ''
}
fn scan(x: u32, key: u32) -> ${mask} {
  let start = base + x * ${perMode}u;
  var m = ${mask}(0u);
  var z: vec4u;
${packed ? '  let key2 = vec4u(key | (key << 16u));\n' : ''}${scanCode(shape)}
  return m;
}`;
}
