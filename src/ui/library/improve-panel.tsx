import { Button } from '@mantine/core';
import type { LibraryEntry } from '../../session/library/entry.ts';
import type { JobKind } from '../../session/library/jobs.ts';
import { knownRanks } from '../../tensor/known.ts';
import { formatCount } from '../shared/format.ts';
import { useLibrary, useWorkshopView } from './library-context.ts';

/** What can be made of an algorithm: a cheaper program, one over the integers. */
export function ImprovePanel({ entry }: { readonly entry: LibraryEntry }) {
  const { workshop } = useLibrary();
  const { key, arithmetic, ring, reduced, additions, size, rank } = entry;
  const isReducing = useIsRunning('reduce', key);
  const isVarying = useIsRunning('vary', key);
  const isLifting = useIsRunning('lift', key);
  const known = knownRanks(size);
  const goal = known !== undefined && ring === 'zt' && known.zt === rank ? known.adds_zt : null;
  return (
    <section className="panel improve" aria-labelledby="improve-title">
      <h3 id="improve-title">Improve</h3>
      <div>
        <Button
          size="compact-sm"
          variant="default"
          disabled={isReducing}
          onClick={() => void workshop.reduce(entry)}
        >
          {isReducing ? 'Reducing…' : reduced === null ? 'Reduce additions' : 'Reduce further'}
        </Button>
        <p className="help">
          {reduced === null
            ? `${formatCount(additions)} additions from scratch; sums that are shared need fewer.`
            : `${formatCount(reduced)} additions with shared sums, ${formatCount(additions)} from scratch.`}
          {goal !== null && ` The best known program for this rank has ${formatCount(goal)}.`}
        </p>
      </div>
      <div>
        <Button
          size="compact-sm"
          variant="default"
          disabled={isVarying}
          onClick={() => void workshop.vary(entry)}
        >
          {isVarying ? 'Looking…' : 'Look for cheaper relatives'}
        </Button>
        <p className="help">
          Other algorithms of this size and rank, reached by flips and changes of basis, may need
          fewer additions still. What is found is kept beside this one.
        </p>
      </div>
      {arithmetic === 'z2' && (
        <div>
          <Button
            size="compact-sm"
            variant="default"
            disabled={isLifting}
            onClick={() => void workshop.lift(entry)}
          >
            {isLifting ? 'Lifting…' : 'Lift to the integers'}
          </Button>
          <p className="help">
            Looks for signs that make it hold for all numbers. It does not always exist, and that is
            said.
          </p>
        </div>
      )}
    </section>
  );
}

function useIsRunning(kind: JobKind, key: string): boolean {
  return useWorkshopView(({ running }) =>
    running.some((job) => job.kind === kind && job.key === key),
  );
}
