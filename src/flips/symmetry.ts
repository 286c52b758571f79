/**
 * Changes of basis that leave a matrix product as it is: A becomes P·A·Q⁻¹, B becomes Q·B·S⁻¹ and C
 * becomes P·C·S⁻¹. Here P, Q and S are products of elementary matrices I ± E[a,b]. They take a
 * decomposition to another of the same rank, from which a walk may find what it did not before.
 */
import type { Arithmetic } from '../tensor/arithmetic.ts';
import type { Size } from '../tensor/size.ts';
import type { Term } from '../tensor/term.ts';
import type { Side, Sized } from './sizes.ts';

/**
 * The decomposition after so many random elementary changes; over the integers those that lead out of
 * −1 … 1 are left out.
 * @param below an integer uniform in [0, bound)
 */
export function changedBasis(
  sized: Sized,
  arithmetic: Arithmetic,
  below: (bound: number) => number,
  changes: number,
): Sized {
  let { terms } = sized;
  for (let n = 0; n < changes; n++) {
    const side = below(3) as Side;
    const length = sized.size[side];
    const a = below(length);
    const b = below(length);
    const sign = below(2) === 0 ? -1 : 1;
    if (a === b) continue;
    terms = elementary(terms, sized.size, arithmetic, side, a, b, sign) ?? terms;
  }
  return { size: sized.size, terms };
}

/** Undefined when a coefficient leaves −1 … 1. */
function elementary(
  terms: readonly Term[],
  [, m, p]: Size,
  arithmetic: Arithmetic,
  side: Side,
  a: number,
  b: number,
  sign: number,
): Term[] | undefined {
  let isInRange = true;
  /** line `to` += factor · line `from`, of rows or of columns */
  const added = (
    factor: Int8Array,
    columns: number,
    along: 'rows' | 'columns',
    to: number,
    from: number,
    times: number,
  ) => {
    const result = factor.slice();
    const count = along === 'rows' ? columns : factor.length / columns;
    const at = (line: number, i: number) =>
      along === 'rows' ? line * columns + i : i * columns + line;
    for (let i = 0; i < count; i++) {
      const sum = result[at(to, i)]! + times * result[at(from, i)]!;
      const value = arithmetic === 'z2' ? sum & 1 : sum;
      if (value < -1 || value > 1) isInRange = false;
      result[at(to, i)] = value;
    }
    return result;
  };
  const change = ({ u, v, w }: Term): Term => {
    if (side === 0) {
      return { u: added(u, m, 'rows', b, a, sign), v, w: added(w, p, 'rows', a, b, -sign) };
    }
    if (side === 1) {
      return { u: added(u, m, 'columns', a, b, -sign), v: added(v, p, 'rows', b, a, sign), w };
    }
    return { u, v: added(v, p, 'columns', a, b, -sign), w: added(w, p, 'columns', b, a, sign) };
  };
  const changed = terms.map(change);
  return isInRange ? changed : undefined;
}
