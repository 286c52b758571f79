import { useCallback } from 'react';
import { formatShare } from '../shared/format.ts';
import { useSession, useView } from '../shared/session-context.ts';
import { useDrawing } from '../shared/use-drawing.ts';
import { drawStages, latestShares, STAGES } from './draw-stages.ts';
import { FigureFrame } from './figure-frame.tsx';

/** Where the run's time goes. */
export function StagesFigure() {
  const session = useSession();
  const draw = useCallback(
    (svg: SVGSVGElement, width: number) => {
      drawStages(svg, width, svg.clientHeight, session.view.getState().history.progress);
    },
    [session],
  );
  const ref = useDrawing(draw);
  // The history changes in place, so its revision is what tells that it did.
  useView((view) => view.revision);
  const shares = latestShares(useView((view) => view.history).progress);
  return (
    <FigureFrame
      title="Where the time goes"
      value=""
      unit=""
      empty={shares === null ? 'Counts from the first step on.' : null}
    >
      <svg ref={ref} role="img" aria-label="Shares of the stages over time" />
      {shares !== null && (
        <ul className="legend" aria-label="Shares of the time now, from the top of the chart">
          {STAGES.map(({ name, className }, i) => (
            <li key={name}>
              <span className={`legend-swatch ${className}`} />
              {name}
              <b>{formatShare(shares[i]!)}</b>
            </li>
          )).reverse()}
        </ul>
      )}
    </FigureFrame>
  );
}
