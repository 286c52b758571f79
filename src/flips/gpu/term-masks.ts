/** Sets of terms in WGSL: a bit a term, in a vector of as many words as the terms take. */
export interface TermMasks {
  /** The vector's type. */
  readonly type: string;
  /** An expression that tells whether a set has any term. */
  readonly any: (set: string) => string;
  /** Functions: `bit`, `below`, `firstOf`, `withoutFirst`, `bits` (how many) and `moved`. */
  readonly code: string;
}

/** @param words of 32 terms each: 2 to 4 */
export function termMasks(words: number): TermMasks {
  const mask = `vec${words}u`;
  const components = ['x', 'y', 'z', 'w'].slice(0, words);
  const any = (m: string) => `(${components.map((c) => `${m}.${c}`).join(' | ')}) != 0u`;
  const code = `fn bit(r: u32) -> ${mask} {
  let one = 1u << (r & 31u);
  return ${mask}(${components.map((_, c) => `select(0u, one, (r >> 5u) == ${c}u)`).join(', ')});
}

// The terms before n.
fn below(n: u32) -> ${mask} {
  return ${mask}(${components.map((_, c) => `select(select(0u, (1u << (n & 31u)) - 1u, n > ${32 * c}u), 0xffffffffu, n >= ${32 * c + 32}u)`).join(', ')});
}

fn firstOf(m: ${mask}) -> u32 {
  return ${components.reduceRight((rest, c, at) => `select(${rest}, ${32 * at}u + firstTrailingBit(m.${c}), m.${c} != 0u)`, '0u')};
}

fn withoutFirst(m: ${mask}) -> ${mask} {
  let less = m & (m - ${mask}(1u));
  var rest = m;
  ${components
    .map(
      (c) => `if (m.${c} != 0u) {
    rest.${c} = less.${c};
  }`,
    )
    .join(' else ')}
  return rest;
}

fn bits(m: ${mask}) -> u32 {
  let c = countOneBits(m);
  return ${components.map((c) => `c.${c}`).join(' + ')};
}

// The bit of a term that takes the place of another, whose bit is 0.
fn moved(m: ${mask}, last: ${mask}, mine: ${mask}) -> ${mask} {
  return select(m, (m & ~last) | mine, vec${words}<bool>(${any('(m & last)')}));
}`;
  return { type: mask, any, code };
}
