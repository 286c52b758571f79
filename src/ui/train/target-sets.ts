/** Sets of targets for one agent. */
import { formatSize, type Size } from '../../tensor/size.ts';
import { LARGEST_TRAINED } from '../../training/check-config.ts';

/** All sizes with n ≤ m ≤ p up to the largest that is trained, fewest multiplications first. */
const ASCENDING: readonly Size[] = sizesUpTo([LARGEST_TRAINED, LARGEST_TRAINED, LARGEST_TRAINED]);

/** A size that is not there yet, as near to the last one as can be. */
export function nextSize(sizes: readonly Size[]): Size {
  const there = new Set(sizes.map(formatSize));
  const last = sizes.at(-1) ?? [1, 1, 1];
  const free = ASCENDING.filter((size) => !there.has(formatSize(size)));
  const after = free.find((size) => work(size) > work(last));
  return after ?? free[0] ?? last;
}

/**
 * The sizes with every smaller one: those with n ≤ m ≤ p that fit into one of them, 1×1×1 left out, in
 * the order in which they grow. Those that were there stay first.
 */
export function withSmaller(sizes: readonly Size[]): readonly Size[] {
  const all = new Map(sizes.map((size) => [formatSize(size), size]));
  for (const size of sizes) {
    for (const smaller of sizesUpTo(ordered(size))) {
      if (!all.has(formatSize(smaller)) && work(smaller) > 1) {
        all.set(formatSize(smaller), smaller);
      }
    }
  }
  return [...all.values()];
}

function sizesUpTo([n, m, p]: Size): Size[] {
  const sizes: Size[] = [];
  for (let a = 1; a <= n; a++) {
    for (let b = a; b <= m; b++) for (let c = b; c <= p; c++) sizes.push([a, b, c]);
  }
  return sizes.sort((a, b) => work(a) - work(b));
}

function ordered(size: Size): Size {
  const [a, b, c] = [...size].sort((x, y) => x - y);
  return [a!, b!, c!];
}

function work([n, m, p]: Size): number {
  return n * m * p;
}
