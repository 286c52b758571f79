/**
 * Decompositions of matrix products carried over to other sizes (Arai, Ichikawa and Hukushima,
 * arXiv:2312.16960; Perminov, arXiv:2511.20317): merged, extended, projected, with the sides permuted.
 * A decomposition here is the terms of matmul(size), w row-major in C.
 */
import { toTerms } from '../algorithm/algorithm.ts';
import { naiveAlgorithm } from '../algorithm/examples.ts';
import type { Arithmetic } from '../tensor/arithmetic.ts';
import type { Size } from '../tensor/size.ts';
import type { Term } from '../tensor/term.ts';

export type Side = 0 | 1 | 2;

export interface Sized {
  readonly size: Size;
  readonly terms: readonly Term[];
}

/**
 * The product whose side is the sum of both, the other two being equal: A·[B B'], [A; A']·B, or
 * A·B + A'·B'. Its rank is the sum of the ranks.
 * @throws RangeError when another side differs
 */
export function merged(first: Sized, second: Sized, side: Side): Sized {
  const size = [...first.size] as [number, number, number];
  for (const other of [0, 1, 2] as const) {
    if (other === side) size[other] += second.size[other];
    else if (size[other] !== second.size[other]) {
      throw new RangeError(
        `Products of ${first.size.join('×')} and ${second.size.join('×')} cannot be joined there`,
      );
    }
  }
  const at: [number, number, number] = [0, 0, 0];
  at[side] = first.size[side];
  return {
    size,
    terms: [...placed(first, size, [0, 0, 0]), ...placed(second, size, at)],
  };
}

/** The product with that side one longer, what is new done naively. */
export function extended(sized: Sized, side: Side, arithmetic: Arithmetic): Sized {
  const size = [...sized.size] as [number, number, number];
  size[side] = 1;
  return merged(sized, { size, terms: toTerms(naiveAlgorithm(size, arithmetic)) }, side);
}

/**
 * The product without one of the indices of a side; terms that become zero are left out, others may now
 * be equal (a walk reduces them).
 * @throws RangeError when the side is 1, or has no such index
 */
export function projected(sized: Sized, side: Side, index: number): Sized {
  const { size } = sized;
  if (size[side] < 2 || !(index >= 0 && index < size[side])) {
    throw new RangeError(`A product of ${size.join('×')} has no index ${index} to leave out there`);
  }
  const smaller = [...size] as [number, number, number];
  smaller[side]--;
  const kept = ([0, 1, 2] as const).map((other) =>
    Array.from({ length: size[other] }, (_, at) => at).filter(
      (at) => other !== side || at !== index,
    ),
  );
  const pick = (factor: Int8Array, rows: Side, columns: Side) =>
    Int8Array.from(
      kept[rows]!.flatMap((r) => kept[columns]!.map((c) => factor[r * size[columns] + c]!)),
    );
  const terms = sized.terms
    .map(({ u, v, w }) => ({ u: pick(u, 0, 1), v: pick(v, 1, 2), w: pick(w, 0, 2) }))
    .filter(({ u, v, w }) => [u, v, w].every((factor) => factor.some((c) => c !== 0)));
  return { size: smaller, terms };
}

/** n×m×p as m×p×n: the trace of A·B·C is that of B·C·A. */
export function turned({ size: [n, m, p], terms }: Sized): Sized {
  return {
    size: [m, p, n],
    terms: terms.map(({ u, v, w }) => ({ u: v, v: transposed(w, n, p), w: transposed(u, n, m) })),
  };
}

/** n×m×p as p×m×n: the transpose of A·B is that of B times that of A. */
export function mirrored({ size: [n, m, p], terms }: Sized): Sized {
  return {
    size: [p, m, n],
    terms: terms.map(({ u, v, w }) => ({
      u: transposed(v, m, p),
      v: transposed(u, n, m),
      w: transposed(w, n, p),
    })),
  };
}

/** The decomposition for another order of the same sides; undefined when the sides differ. */
export function reordered(sized: Sized, size: Size): Sized | undefined {
  const isIt = (candidate: Sized) => candidate.size.every((side, at) => side === size[at]);
  let turning = sized;
  for (let n = 0; n < 3; n++) {
    if (isIt(turning)) return turning;
    const mirror = mirrored(turning);
    if (isIt(mirror)) return mirror;
    turning = turned(turning);
  }
  return undefined;
}

/** The terms within a larger product, at the offsets in n, m and p. */
function placed({ size, terms }: Sized, into: Size, at: readonly [number, number, number]): Term[] {
  const place = (factor: Int8Array, rows: Side, columns: Side) => {
    const whole = new Int8Array(into[rows] * into[columns]);
    for (let r = 0; r < size[rows]; r++) {
      const from = factor.subarray(r * size[columns], (r + 1) * size[columns]);
      whole.set(from, (at[rows] + r) * into[columns] + at[columns]);
    }
    return whole;
  };
  return terms.map(({ u, v, w }) => ({ u: place(u, 0, 1), v: place(v, 1, 2), w: place(w, 0, 2) }));
}

function transposed(factor: Int8Array, rows: number, columns: number): Int8Array {
  return factor.map((_, at) => factor[(at % rows) * columns + Math.floor(at / rows)]!);
}
