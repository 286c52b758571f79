import { useEffect, useRef } from 'react';
import { formatCount } from '../shared/format.ts';
import { cancelFrame, nextFrame } from '../shared/frames.ts';
import { drawWalks } from './draw-walks.ts';
import { useFlips, useFlipsView } from './flips-context.ts';

/** The rank of every walk over the flips of all, as it goes. */
export function RankFigure() {
  const ref = useRef<SVGSVGElement>(null);
  const flips = useFlips();
  const hasSetup = useFlipsView((view) => view.setup !== null);
  const ranks = useFlipsView((view) => view.ranks);
  const gpu = useFlipsView((view) => view.gpu);
  useEffect(() => {
    const svg = ref.current;
    if (svg === null) return;
    let width = 0;
    const job = () => {
      if (width > 0) drawWalks(svg, width, flips.view.getState());
    };
    const observer = new ResizeObserver(([entry]) => {
      width = Math.round(entry?.contentRect.width ?? 0);
      nextFrame(job);
    });
    observer.observe(svg);
    const unsubscribe = flips.view.subscribe((view, before) => {
      if (view.trace !== before.trace || view.setup !== before.setup) nextFrame(job);
    });
    return () => {
      observer.disconnect();
      unsubscribe();
      cancelFrame(job);
    };
  }, [flips]);
  const now = [...new Set(ranks)].sort((a, b) => a - b);
  return (
    <figure className="card flips-card flips-figure">
      <figcaption>
        <h3>Rank of each walk</h3>
        {now.length > 0 && (
          <p className="flips-help">
            {ranks.length} walks, now at rank{' '}
            {now.length === 1 ? now[0] : `${now[0]} to ${now.at(-1)}`}
            {gpu !== null &&
              `; the last four are of ${formatCount(gpu.walkers)} on the GPU (${gpu.name})`}
          </p>
        )}
      </figcaption>
      <svg
        ref={ref}
        role="img"
        aria-label={
          now.length === 0
            ? 'Ranks of the walks over flips: nothing yet'
            : `Ranks of ${ranks.length} walks over flips, now from ${now[0]} to ${now.at(-1)}`
        }
      />
      {!hasSetup && (
        <p className="flips-empty">
          Press Search. Every walk draws a line here: downward where terms merge, upward where it is
          sent on to look elsewhere.
        </p>
      )}
    </figure>
  );
}
