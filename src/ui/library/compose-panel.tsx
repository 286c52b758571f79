import { Button, NativeSelect, SegmentedControl } from '@mantine/core';
import { useEffect, useState } from 'react';
import type { PlannedSize } from '../../session/library/jobs.ts';
import { sentence } from '../../session/sentences.ts';
import type { Arithmetic } from '../../tensor/arithmetic.ts';
import type { Size } from '../../tensor/size.ts';
import { formatTarget } from '../shared/format.ts';
import { useLibrary, useLibraryView } from './library-context.ts';
import { PlanTable } from './plan-table.tsx';
import { known, planOf, versus } from './plan-words.ts';

const SIDES = Array.from({ length: 11 }, (_, at) => String(at + 2));
const ARITHMETICS: { value: Arithmetic; label: string }[] = [
  { value: 'standard', label: 'Integers' },
  { value: 'z2', label: 'Modulo 2' },
];

type Plan =
  | { readonly status: 'planning' }
  | {
      readonly status: 'planned';
      readonly arithmetic: Arithmetic;
      readonly sizes: readonly PlannedSize[];
      /** Keys of what the plan is made from. */
      readonly sources: readonly string[];
    }
  | { readonly status: 'failed'; readonly sentence: string };

/** What can be reached for every size up to 12 by composing what is here. */
export function ComposePanel() {
  const [arithmetic, setArithmetic] = useState<Arithmetic>('standard');
  const [withPublished, setWithPublished] = useState(true);
  const [size, setSize] = useState<Size>([4, 4, 4]);
  const latest = usePlan(arithmetic, withPublished);
  const isOld = latest.status === 'planned' && latest.arithmetic !== arithmetic;
  const plan: Plan = isOld ? { status: 'planning' } : latest;
  return (
    <section className="panel compose" aria-labelledby="compose-title">
      <div className="panel-head">
        <div>
          <h3 id="compose-title">What can be reached by composing</h3>
          <p className="help">
            Tensor products multiply sizes and ranks; gluing along a side adds them; a row or column
            can be left out. This is the least rank for every size up to 12×12×12 that comes so from
            what your library holds.
          </p>
        </div>
        <div className="panel-tools">
          <SegmentedControl
            size="xs"
            aria-label="Arithmetic"
            data={ARITHMETICS}
            value={arithmetic}
            onChange={setArithmetic}
          />
          <label className="compose-check">
            <input
              type="checkbox"
              checked={withPublished}
              onChange={({ currentTarget }) => setWithPublished(currentTarget.checked)}
            />
            Classical schemes too
          </label>
        </div>
      </div>
      <div className="compose-choice">
        {(['n', 'm', 'p'] as const).map((side, at) => (
          <NativeSelect
            key={side}
            size="sm"
            aria-label={`Side ${side}`}
            data={SIDES}
            value={String(size[at])}
            onChange={({ currentTarget }) => {
              const [n, m, p] = size.map((old, x) =>
                x === at ? Number(currentTarget.value) : old,
              );
              setSize([n!, m!, p!]);
            }}
          />
        ))}
        <div className="compose-result" aria-live="polite">
          {plan.status === 'planning' && <p>Planning…</p>}
          {plan.status === 'failed' && <p>{plan.sentence}</p>}
          {plan.status === 'planned' && (
            <Chosen
              planned={planOf(plan.sizes, size)}
              size={size}
              arithmetic={arithmetic}
              sources={plan.sources}
            />
          )}
        </div>
      </div>
      {plan.status === 'planned' && (
        <PlanTable sizes={plan.sizes} arithmetic={arithmetic} onChoose={setSize} />
      )}
    </section>
  );
}

interface ChosenProps {
  readonly planned: PlannedSize;
  readonly size: Size;
  readonly arithmetic: Arithmetic;
  readonly sources: readonly string[];
}

function Chosen({ planned, size, arithmetic, sources }: ChosenProps) {
  const { workshop } = useLibrary();
  return (
    <>
      <p>
        <b>
          {formatTarget(size)}: rank {planned.rank}
        </b>
        , {versus(planned.rank, size, known(size, arithmetic))}
      </p>
      <p className="compose-recipe">{planned.recipe}</p>
      <Button
        size="compact-sm"
        onClick={() => void workshop.build(size, arithmetic, sources, planned)}
      >
        Build, verify and keep
      </Button>
    </>
  );
}

/** Planned anew when the library changes. */
function usePlan(arithmetic: Arithmetic, withPublished: boolean): Plan {
  const { workshop } = useLibrary();
  const entries = useLibraryView((view) => view.entries);
  const isOpen = useLibraryView((view) => view.status === 'open');
  const [plan, setPlan] = useState<Plan>({ status: 'planning' });
  // biome-ignore lint/correctness/useExhaustiveDependencies: the plan is of the library as it is now
  useEffect(() => {
    if (!isOpen) return;
    let current = true;
    workshop.plan(arithmetic, withPublished).then(
      ({ sizes, sources }) => {
        if (current) setPlan({ status: 'planned', arithmetic, sizes, sources });
      },
      (error: unknown) => {
        if (current) setPlan({ status: 'failed', sentence: sentence(error) });
      },
    );
    return () => {
      current = false;
    };
  }, [workshop, arithmetic, withPublished, entries, isOpen]);
  return plan;
}
