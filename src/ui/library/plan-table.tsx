import { SegmentedControl } from '@mantine/core';
import { useState } from 'react';
import { exponent } from '../../session/library/compare.ts';
import type { PlannedSize } from '../../session/library/jobs.ts';
import type { Arithmetic } from '../../tensor/arithmetic.ts';
import type { Size } from '../../tensor/size.ts';
import { formatTarget } from '../shared/format.ts';
import { known } from './plan-words.ts';
import { useWindowRows } from './use-window-rows.ts';

const ORDERS = [
  { value: 'size', label: 'By size' },
  { value: 'omega', label: 'By ω' },
];
/** As sizes.css has it. */
const ROW_HEIGHT = 38;

interface PlanTableProps {
  readonly sizes: readonly PlannedSize[];
  readonly arithmetic: Arithmetic;
  readonly onChoose: (size: Size) => void;
}

/** The plan of every size up to 12. */
export function PlanTable({ sizes, arithmetic, onChoose }: PlanTableProps) {
  const [order, setOrder] = useState('size');
  const volume = ({ size }: PlannedSize) => size[0] * size[1] * size[2];
  const sorted = [...sizes].sort((a, b) =>
    order === 'omega' ? exponent(a.size, a.rank) - exponent(b.size, b.rank) : volume(a) - volume(b),
  );
  const { scroller, first, last, above, below } = useWindowRows(sorted.length, ROW_HEIGHT);
  return (
    <>
      <SegmentedControl
        size="xs"
        aria-label="Order of sizes"
        data={ORDERS}
        value={order}
        onChange={setOrder}
      />
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls can be reached by keyboard */}
      <section className="table-scroll" ref={scroller} tabIndex={0} aria-label="Plan of every size">
        <table className="sizes-table plan-table" aria-rowcount={sorted.length + 1}>
          <thead>
            <tr>
              <th className="size-size">Size</th>
              <th className="plan-rank">Reached</th>
              <th className="plan-known">Known</th>
              <th className="plan-school">School</th>
              <th className="plan-omega">ω</th>
              <th className="plan-recipe">Made of</th>
            </tr>
          </thead>
          <tbody>
            {above > 0 && <Gap height={above} />}
            {sorted.slice(first, last).map(({ size, rank, recipe }) => {
              const best = known(size, arithmetic);
              return (
                <tr key={size.join()}>
                  <th scope="row" className="size-size">
                    <button type="button" className="link-button" onClick={() => onChoose(size)}>
                      {formatTarget(size)}
                    </button>
                  </th>
                  <td className="plan-rank">{rank}</td>
                  <td className="plan-known">
                    {best === null ? '–' : rank === best ? `${best} ✓` : best}
                  </td>
                  <td className="plan-school">{size[0] * size[1] * size[2]}</td>
                  <td className="plan-omega">{exponent(size, rank).toFixed(3)}</td>
                  <td className="plan-recipe" title={recipe}>
                    {recipe}
                  </td>
                </tr>
              );
            })}
            {below > 0 && <Gap height={below} />}
          </tbody>
        </table>
      </section>
    </>
  );
}

/** Stands for rows that are out of sight. */
function Gap({ height }: { readonly height: number }) {
  return (
    <tr>
      <td aria-hidden="true" style={{ height, padding: 0, border: 0 }} />
    </tr>
  );
}
