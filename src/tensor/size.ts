/** n, m, p of the product of an n×m by an m×p matrix. */
export type Size = readonly [n: number, m: number, p: number];

/** The largest n, m or p that the app handles. */
export const LARGEST_SIDE = 8;

/** True for three whole numbers from 1 to 8. */
export function isSize(value: unknown): value is Size {
  return (
    Array.isArray(value) &&
    value.length === 3 &&
    value.every((side) => Number.isInteger(side) && side >= 1 && side <= LARGEST_SIDE)
  );
}

/**
 * Reads '2x2x3' (also with × or X).
 * @throws RangeError when the text is not three whole numbers from 1 to 8
 */
export function parseSize(text: string): Size {
  const size = text
    .trim()
    .split(/\s*[xX×]\s*/)
    .map((part) => (/^\d+$/.test(part) ? Number(part) : Number.NaN));
  if (!isSize(size)) {
    throw new RangeError(
      `“${text}” is not a size: write three whole numbers from 1 to ${LARGEST_SIDE}, like 2x2x3`,
    );
  }
  return size;
}

/** '2x2x3' */
export function formatSize(size: Size): string {
  return size.join('x');
}

/** The shape of the target: the lengths of u, v and w, which index A, B and C. */
export function dimensions([n, m, p]: Size): [number, number, number] {
  return [n * m, m * p, n * p];
}

/** The side S of the cube S×S×S that the target is padded to. */
export function sideOf(size: Size): number {
  return Math.max(...dimensions(size));
}
