/**
 * Additions of the published schemes of best rank that lie beside the checkout (see DESIGN.md): reduced by
 * this program, and the fewest known for the rank. First each scheme as it is; where that is not enough,
 * other algorithms of the same size and rank are gone to, also from compositions of classical ones.
 */
import { reducing } from '../src/algorithm/additions/reduce.ts';
import { searchingVariants } from '../src/algorithm/additions/search.ts';
import type { Algorithm } from '../src/algorithm/algorithm.ts';
import { checkByMultiplying } from '../src/algorithm/check-by-multiplying.ts';
import { classicalComposition } from '../src/algorithm/classical/classical.ts';
import { knownRanks } from '../src/algorithm/known.ts';
import { publishedAlgorithms } from '../src/algorithm/published.test-data.ts';
import type { StraightLineProgram } from '../src/algorithm/straight-line.ts';
import { seeded } from '../src/tensor/random.ts';
import { formatSize } from '../src/tensor/size.ts';
import type { Group, Row } from './row.ts';

const CONFIG = {
  seed: 1,
  /** rounds for the scheme as it is, */
  rounds: 20,
  /** and seconds for other algorithms of its rank */
  seconds: 50,
};

export const additionsBench: Group = async (say) => {
  const rows: Row[] = [];
  const schemes = publishedAlgorithms();
  if (schemes.length === 0) throw new Error('the published schemes are not beside the checkout');
  for (const scheme of schemes) {
    const size = formatSize(scheme.size);
    const known = knownRanks(scheme.size)?.adds_zt ?? undefined;
    const { asGiven, reduced, seconds } = reduce(scheme, known ?? 0);
    say(`${size}: ${asGiven} as given, ${reduced} reduced, ${known ?? 'none'} known, ${seconds} s`);
    const row = (what: string, value: number, unit: string) =>
      rows.push({ name: `additions.${size}.${what}`, value, unit, config: CONFIG });
    row('as_given', asGiven, 'additions');
    row('reduced', reduced, 'additions');
    if (known !== undefined) row('known', known, 'additions');
    row('seconds', seconds, 's');
  }
  return rows;
};

/** Until there are no more additions than `goal`, or time is up. */
function reduce(scheme: Algorithm, goal: number) {
  const from = performance.now();
  const elapsed = () => (performance.now() - from) / 1000;
  const { seed, rounds, seconds } = CONFIG;
  let best = {
    total: Number.POSITIVE_INFINITY,
    program: undefined as StraightLineProgram | undefined,
  };
  for (const { additions, program } of reducing(scheme, { seed, rounds, goal })) {
    if (additions.total < best.total) best = { total: additions.total, program };
  }
  const asGiven = best.total;
  if (asGiven > goal) {
    const composed = classicalComposition(scheme.size, scheme.arithmetic, scheme.rank);
    const starts = composed === undefined ? [] : [composed];
    for (const { additions, program } of searchingVariants(scheme, {
      seed,
      rounds: 1e6,
      goal,
      starts,
    })) {
      if (additions.total < best.total) best = { total: additions.total, program };
      if (elapsed() > seconds) break;
    }
  }
  const took = elapsed();
  const verdict = checkByMultiplying(best.program!, seeded(seed));
  if (!verdict.ok)
    throw new Error(`a reduced program of ${formatSize(scheme.size)}: ${verdict.reason}`);
  return { asGiven, reduced: best.total, seconds: Math.round(100 * took) / 100 };
}
