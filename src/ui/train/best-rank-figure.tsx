import { useCallback } from 'react';
import { bestKnownRank } from '../../algorithm/known.ts';
import { useSession, useSettings, useView } from '../shared/session-context.ts';
import { useDrawing } from '../shared/use-drawing.ts';
import { drawBestRank } from './draw-best-rank.ts';
import { FigureFrame } from './figure-frame.tsx';

/** The best rank of the run so far. */
export function BestRankFigure() {
  const session = useSession();
  const chosen = useSettings();
  const config = useView((view) => view.run?.config);
  const size = config?.targets[0]?.size ?? chosen.sizes[0]!;
  const { arithmetic } = config ?? chosen;
  const naive = size[0] * size[1] * size[2];
  const known = bestKnownRank(size, arithmetic);
  const draw = useCallback(
    (svg: SVGSVGElement, width: number) => {
      const { history, progress } = session.view.getState();
      const until = Math.max(progress?.seconds ?? 0, history.best.at(-1)?.seconds ?? 0);
      drawBestRank(svg, width, svg.clientHeight, history.best, until, { naive, known });
    },
    [session, naive, known],
  );
  const ref = useDrawing(draw);
  const rank = useView((view) => view.history.best.at(-1)?.rank ?? null);
  return (
    <FigureFrame
      title="Best rank"
      value={rank === null ? '' : String(rank)}
      unit={rank === null ? '' : 'multiplications'}
      empty={null}
    >
      <svg
        ref={ref}
        role="img"
        aria-label={rank === null ? 'No algorithm yet' : `Best rank so far: ${rank}`}
      />
    </FigureFrame>
  );
}
