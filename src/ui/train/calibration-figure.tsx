import { useCallback } from 'react';
import { formatShare } from '../shared/format.ts';
import { useSession, useView } from '../shared/session-context.ts';
import { useDrawing } from '../shared/use-drawing.ts';
import { calibrationPoints, drawCalibration, miscalibration } from './draw-calibration.ts';
import { FigureFrame } from './figure-frame.tsx';

/** Whether the value head's quantiles bound as many of the outcomes as they claim. */
export function CalibrationFigure() {
  const session = useSession();
  const draw = useCallback(
    (svg: SVGSVGElement, width: number) => {
      const { calibration } = session.view.getState();
      drawCalibration(svg, width, svg.clientHeight, calibration?.below ?? []);
    },
    [session],
  );
  const ref = useDrawing(draw);
  const calibration = useView((view) => view.calibration);
  const words = calibrationPoints(calibration?.below ?? [])
    .map(({ level, below }) => `${formatShare(below)} instead of ${formatShare(level)}`)
    .join(', ');
  return (
    <FigureFrame
      title="Value, predicted against outcomes"
      value={calibration === null ? '' : formatShare(miscalibration(calibration.below))}
      unit={calibration === null ? '' : 'off on average'}
      empty={
        calibration === null
          ? 'With the first games that end: dots on the line mean that the agent knows how sure it may be.'
          : null
      }
    >
      <svg
        ref={ref}
        role="img"
        aria-label={
          words === '' ? 'No game to compare with yet' : `Outcomes below each quantile: ${words}`
        }
      />
    </FigureFrame>
  );
}
