import { useCallback } from 'react';
import { paretoFront } from '../../session/pareto.ts';
import { formatCount } from '../shared/format.ts';
import { useSession, useView } from '../shared/session-context.ts';
import { useDrawing } from '../shared/use-drawing.ts';
import { drawSpeeds } from './draw-speeds.ts';
import { FigureFrame } from './figure-frame.tsx';

/** Rank against speed of what the run found and timed; only where speed is rewarded. */
export function SpeedFigure() {
  const rewarded = useView((view) => (view.run?.config.acting.benchmarkWeight ?? 0) > 0);
  return rewarded ? <Scatter /> : null;
}

function Scatter() {
  const session = useSession();
  const side = useView((view) => view.run?.config.acting.benchmarkSide ?? 0);
  const speeds = useView((view) => view.speeds);
  const draw = useCallback(
    (svg: SVGSVGElement, width: number) =>
      drawSpeeds(svg, width, svg.clientHeight, session.view.getState().speeds),
    [session],
  );
  const ref = useDrawing(draw);
  const front = paretoFront(speeds);
  const fastest = front.at(-1);
  const words = front.map(({ rank, speed }) => `${rank} products ${speed.toFixed(3)} times`);
  return (
    <FigureFrame
      title={`Rank against speed at n = ${side}`}
      value={fastest === undefined ? '' : `${fastest.speed.toFixed(3)}×`}
      unit={fastest === undefined ? '' : `as fast, the best of ${formatCount(speeds.length)} timed`}
      empty={
        fastest === undefined
          ? 'Algorithms that are found are timed on your GPU, a few a minute; the line will join those that no other beats.'
          : null
      }
    >
      <svg
        ref={ref}
        role="img"
        aria-label={
          fastest === undefined
            ? 'No algorithm timed yet'
            : `Speed against rank. None beats: ${words.join('; ')} as fast as the standard product`
        }
      />
    </FigureFrame>
  );
}
