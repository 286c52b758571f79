import { Button, SegmentedControl } from '@mantine/core';
import { useMemo, useState } from 'react';
import { useStore } from 'zustand';
import type { ColumnName } from '../../session/history.ts';
import type { ComparedRun } from '../../session/run-shelf.ts';
import { formatSize } from '../../tensor/size.ts';
import { formatClock, formatCount, formatTarget } from '../shared/format.ts';
import { useSession } from '../shared/session-context.ts';
import { CompareChart } from './compare-chart.tsx';
import {
  type CompareAxis,
  endOf,
  type Point,
  rankPoints,
  solvedPoints,
  tracePoints,
} from './compare-series.ts';
import { differences, runName } from './run-words.ts';

const TRACES: readonly { readonly title: string; readonly column: ColumnName }[] = [
  { title: 'Policy loss, nats a move', column: 'policyLoss' },
  { title: 'Value loss', column: 'valueLoss' },
  { title: 'Policy entropy, nats', column: 'policyEntropy' },
  { title: 'Samples learnt per second', column: 'samplesPerSecond' },
  { title: 'Simulations per second', column: 'simulationsPerSecond' },
];

const AXES: { value: CompareAxis; label: string }[] = [
  { value: 'seconds', label: 'by time' },
  { value: 'steps', label: 'by steps' },
];

/** Two runs beside each other: the same charts, with the same axes. */
export function CompareCard() {
  const session = useSession();
  const compared = useStore(session.shelf.view, (view) => view.compared);
  const [axis, setAxis] = useState<CompareAxis>('seconds');
  const [first, second] = compared;
  if (first === undefined) return null;
  if (second === undefined) {
    return (
      <p className="card help" role="status">
        “{runName(first.run)}” is chosen to be compared: choose another run of the list.
      </p>
    );
  }
  const close = () => {
    for (const { run } of compared) void session.shelf.compare(run.id);
  };
  return (
    <section className="card compare" aria-labelledby="compare-title">
      <h2 id="compare-title">Two runs compared</h2>
      <div className="compare-bar">
        <SegmentedControl
          size="xs"
          aria-label="What the runs are lined up by"
          data={AXES}
          value={axis}
          onChange={setAxis}
        />
        <Button variant="default" size="compact-sm" onClick={close}>
          Close the comparison
        </Button>
      </div>
      <Differences first={first} second={second} />
      <Charts first={first} second={second} axis={axis} />
    </section>
  );
}

interface PairProps {
  readonly first: ComparedRun;
  readonly second: ComparedRun;
}

function Differences({ first, second }: PairProps) {
  const rows = differences(first.run.config, second.run.config);
  if (rows.length === 0) {
    return <p className="help">Both have the same settings and the same seed.</p>;
  }
  return (
    <table className="compare-differs">
      <thead>
        <tr>
          <th scope="col">Setting</th>
          <th scope="col">{runName(first.run)}</th>
          <th scope="col">{runName(second.run)}</th>
        </tr>
      </thead>
      <tbody>
        {rows.map(({ name, values: [a, b] }) => (
          <tr key={name}>
            <th scope="row">{name}</th>
            <td>{a}</td>
            <td>{b}</td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}

interface Row {
  readonly title: string;
  readonly stepped: boolean;
  readonly points: readonly [readonly Point[], readonly Point[]];
}

function Charts({ first, second, axis }: PairProps & { readonly axis: CompareAxis }) {
  const until = Math.max(endOf(first.history, axis), endOf(second.history, axis));
  const rows = useMemo(() => rowsOf(first, second, axis), [first, second, axis]);
  const formatX = axis === 'seconds' ? formatClock : formatSteps;
  return rows.map(({ title, stepped, points }) => (
    <Pair key={title} {...{ title, stepped, points, until, formatX, first, second }} />
  ));
}

interface ChartsPairProps extends PairProps, Row {
  readonly until: number;
  readonly formatX: (x: number) => string;
}

function Pair({ title, stepped, points, until, formatX, first, second }: ChartsPairProps) {
  const drawing = useMemo(() => {
    const values = points.flatMap((side) => side.map(([, value]) => value));
    const low = Math.min(...values);
    const high = Math.max(...values);
    return {
      ...{ until, stepped, formatX },
      // Ranks are whole numbers, and should not lie on the edge.
      range: stepped
        ? ([low - 0.7, high + 0.7] as const)
        : ([low, Math.max(high, low + 1e-6)] as const),
    };
  }, [points, until, stepped, formatX]);
  return (
    <div className="compare-pair">
      <h3 className="compare-title">{title}</h3>
      {[first, second].map(({ run }, at) => (
        <CompareChart
          key={run.id}
          name={runName(run)}
          title={title}
          points={points[at]!}
          drawing={drawing}
        />
      ))}
    </div>
  );
}

/** What both were told of; best ranks for the targets that both play. */
function rowsOf(first: ComparedRun, second: ComparedRun, axis: CompareAxis): Row[] {
  const common = first.run.config.targets.filter(({ size }) =>
    second.run.config.targets.some((other) => formatSize(other.size) === formatSize(size)),
  );
  const rows: Row[] = [
    ...TRACES.map(({ title, column }): Row => {
      const of = ({ history }: ComparedRun) => tracePoints(history, column, axis);
      return { title, stepped: false, points: [of(first), of(second)] };
    }),
    ...common.flatMap(({ size }): Row[] => {
      const at = ({ run }: ComparedRun) =>
        run.config.targets.findIndex((target) => formatSize(target.size) === formatSize(size));
      const ranks = (side: ComparedRun) =>
        rankPoints(side.history, size, at(side), axis, endOf(side.history, axis));
      const solved = (side: ComparedRun) => solvedPoints(side.history, size, at(side), axis);
      const name = formatTarget(size);
      return [
        { title: `Best rank of ${name}`, stepped: true, points: [ranks(first), ranks(second)] },
        {
          title: `Games of ${name} that were won, in percent`,
          stepped: false,
          points: [solved(first), solved(second)],
        },
      ];
    }),
  ];
  return rows.filter(({ points }) => points.some((side) => side.length > 0));
}

function formatSteps(steps: number): string {
  return steps === 0 ? '0' : `${formatCount(steps)} steps`;
}
