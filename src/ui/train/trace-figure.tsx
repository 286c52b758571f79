import { useCallback } from 'react';
import { COLUMN, type ColumnName } from '../../session/history.ts';
import type { RunView } from '../../session/run-view.ts';
import { formatValue } from '../shared/format.ts';
import { useSession, useView } from '../shared/session-context.ts';
import { useDrawing } from '../shared/use-drawing.ts';
import { drawTrace } from './draw-trace.ts';
import { FigureFrame } from './figure-frame.tsx';

interface TraceFigureProps {
  readonly title: string;
  readonly column: ColumnName;
  readonly unit: string;
  readonly fromZero?: boolean;
}

/** One quantity of the run over its time. */
export function TraceFigure({ title, column, unit, fromZero = false }: TraceFigureProps) {
  const session = useSession();
  const draw = useCallback(
    (svg: SVGSVGElement, width: number) => {
      const { progress } = session.view.getState().history;
      const options = { height: svg.clientHeight, fromZero };
      drawTrace(svg, width, progress.x, progress.column(COLUMN[column]), options);
    },
    [session, column, fromZero],
  );
  const ref = useDrawing(draw);
  const last = useView((view) => latest(view, column));
  const idle = useView((view) => view.run === null);
  const value = last === null ? '' : formatValue(last);
  return (
    <FigureFrame
      title={title}
      value={value}
      unit={last === null ? '' : unit}
      empty={last === null ? emptyWords(column, idle) : null}
    >
      <svg ref={ref} role="img" aria-label={`${title} over time, now ${value || 'empty'}`} />
    </FigureFrame>
  );
}

/** The last value that was measured. */
function latest({ history }: RunView, column: ColumnName): number | null {
  return history.progress.column(COLUMN[column]).findLast((value) => !Number.isNaN(value)) ?? null;
}

function emptyWords(column: ColumnName, idle: boolean): string {
  if (column === 'policyLoss') return 'How surprised the network is by good moves: it should fall.';
  if (column === 'valueLoss') return 'How far off its guess of the moves left is: it should fall.';
  if (column === 'policyEntropy')
    return 'How undecided the agent is in play: it falls as it makes up its mind.';
  if (column === 'samplesPerSecond') return idle ? 'Counts from the first step on.' : 'Soon.';
  return idle ? 'Counts from the first game on.' : 'With the first games.';
}
