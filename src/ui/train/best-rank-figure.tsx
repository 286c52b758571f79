import { useCallback } from 'react';
import { bestKnownRank } from '../../algorithm/known.ts';
import { useSession, useView } from '../shared/session-context.ts';
import { useDrawing } from '../shared/use-drawing.ts';
import { drawBestRank } from './draw-best-rank.ts';
import { FigureFrame } from './figure-frame.tsx';
import { useShown } from './use-shown.ts';

/** The best rank of the run so far. */
export function BestRankFigure() {
  const session = useSession();
  const { size, at, arithmetic } = useShown();
  const naive = size[0] * size[1] * size[2];
  const known = bestKnownRank(size, arithmetic);
  const draw = useCallback(
    (svg: SVGSVGElement, width: number) => {
      const { history, progress } = session.view.getState();
      const { best } = history.seen(size, at);
      const until = Math.max(progress?.seconds ?? 0, best.at(-1)?.seconds ?? 0);
      drawBestRank(svg, width, svg.clientHeight, best, until, { naive, known });
    },
    [session, size, at, naive, known],
  );
  const ref = useDrawing(draw);
  const rank = useView((view) => view.history.seen(size, at).best.at(-1)?.rank ?? null);
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
