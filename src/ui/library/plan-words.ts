/** Words about what is planned. */
import { bestKnown, sizeClass } from '../../session/library/compare.ts';
import type { PlannedSize } from '../../session/library/jobs.ts';
import type { Arithmetic } from '../../tensor/arithmetic.ts';
import type { Size } from '../../tensor/size.ts';

/** What is planned for a size, in any order of its sides. */
export function planOf(sizes: readonly PlannedSize[], size: Size): PlannedSize {
  const at = sizeClass(size);
  const planned = sizes.find((one) => sizeClass(one.size) === at);
  if (planned === undefined) throw new Error(`Nothing is planned for ${at}`);
  return planned;
}

/** The best known rank; null beyond side 8. */
export function known(size: Size, arithmetic: Arithmetic): number | null {
  return bestKnown(size, arithmetic === 'z2' ? 'z2' : 'z');
}

/** '15 fewer than in school (64), equal to the best known' */
export function versus(rank: number, [n, m, p]: Size, best: number | null): string {
  const naive = n * m * p;
  const school =
    rank < naive ? `${naive - rank} fewer than in school (${naive})` : `as in school (${naive})`;
  if (best === null) return school;
  if (rank === best) return `${school}, equal to the best known`;
  return rank < best
    ? `${school}, ${best - rank} below the best known (${best})!`
    : `${school}, ${rank - best} above the best known (${best})`;
}
