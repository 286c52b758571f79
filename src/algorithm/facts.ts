/** What there is to say about an algorithm, computed from it alone. */

import type { Algorithm } from './algorithm.ts';
import { type Invariants, invariants } from './equivalence/key.ts';
import { additionCount } from './formulas.ts';
import { formatFraction, fraction } from './fraction.ts';
import { bestKnownRank, knownRanks } from './known.ts';
import { type Stability, stability } from './stability.ts';

export interface AlgorithmFacts {
  readonly rank: number;
  /** n·m·p */
  readonly naiveRank: number;
  /** AlphaTensor's rank in this arithmetic, where it was published */
  readonly alphaTensorRank: number | undefined;
  /** the best known rank: modulo 2, with whole coefficients, or with fractions where it has some */
  readonly bestKnownRank: number | undefined;
  /** ω = 3·log R / log(n·m·p): what n×n matrices cost, n^ω, by using it recursively; undefined for 1×1×1 */
  readonly exponent: number | undefined;
  /** the nonzero coefficients from the least, and how often each occurs */
  readonly coefficients: readonly { readonly value: string; readonly count: number }[];
  /** additions when no sum is shared */
  readonly naiveAdditions: number;
  /** additions of the best known program for the best rank with coefficients −1, 0, 1, of any algorithm */
  readonly knownAdditions: number | undefined;
  readonly invariants: Invariants;
  /** undefined modulo 2, where nothing is rounded */
  readonly stability: Stability | undefined;
}

export function algorithmFacts(algorithm: Algorithm): AlgorithmFacts {
  const { size, arithmetic, rank } = algorithm;
  const [n, m, p] = size;
  const volume = n * m * p;
  const known = knownRanks(size);
  const alphaTensor = arithmetic === 'z2' ? known?.at_z2 : known?.at_std;
  return {
    rank,
    naiveRank: volume,
    alphaTensorRank: alphaTensor ?? undefined,
    bestKnownRank: bestRank(algorithm),
    exponent: volume > 1 ? (3 * Math.log(rank)) / Math.log(volume) : undefined,
    coefficients: coefficients(algorithm),
    naiveAdditions: additionCount(algorithm),
    knownAdditions: known?.adds_zt ?? undefined,
    invariants: invariants(algorithm),
    stability: arithmetic === 'z2' ? undefined : stability(algorithm),
  };
}

/** Undefined for sizes that the table of known ranks does not hold. */
function bestRank({ size, arithmetic, denominators }: Algorithm): number | undefined {
  const known = knownRanks(size);
  if (known === undefined && !size.includes(1)) return undefined;
  return denominators !== undefined && known !== undefined
    ? known.q
    : bestKnownRank(size, arithmetic);
}

function coefficients({ u, v, w, denominators = [1, 1, 1] }: Algorithm) {
  const counts = new Map<string, { value: string; at: number; count: number }>();
  for (const [mode, rows] of [u, v, w].entries()) {
    for (const c of rows.flat()) {
      if (c === 0) continue;
      const value = formatFraction(fraction(c, denominators[mode]!));
      const known = counts.get(value) ?? { value, at: c / denominators[mode]!, count: 0 };
      counts.set(value, { ...known, count: known.count + 1 });
    }
  }
  return [...counts.values()]
    .sort((a, b) => a.at - b.at)
    .map(({ value, count }) => ({ value, count }));
}
