import { useCallback } from 'react';
import { bestKnownRank } from '../../algorithm/known.ts';
import type { RunView } from '../../session/run-view.ts';
import { formatClock, formatTarget } from '../shared/format.ts';
import { useSession, useView } from '../shared/session-context.ts';
import { useDrawing } from '../shared/use-drawing.ts';
import { drawTimeline, type Lane, timelineHeight } from './draw-timeline.ts';
import { FigureFrame } from './figure-frame.tsx';

/** The discoveries of the run, target by target: each algorithm that was better than those before. */
export function TimelineFigure() {
  // The history changes in place, so its revision is what tells that it did.
  useView((view) => view.revision);
  const found = useView((view) => lanesOf(view).length > 0);
  return found ? <Timeline /> : null;
}

function Timeline() {
  const session = useSession();
  const draw = useCallback(
    (svg: SVGSVGElement, width: number) => {
      const view = session.view.getState();
      const lanes = lanesOf(view);
      const last = Math.max(0, ...lanes.flatMap(({ best }) => best.map(({ seconds }) => seconds)));
      drawTimeline(svg, width, lanes, Math.max(view.progress?.seconds ?? 0, last));
    },
    [session],
  );
  const ref = useDrawing(draw);
  // The history changes in place, so its revision is what tells that it did.
  useView((view) => view.revision);
  const lanes = lanesOf(session.view.getState());
  const found = lanes
    .flatMap(({ name, best }) => best.map((each) => ({ name, ...each })))
    .sort((a, b) => a.seconds - b.seconds);
  return (
    <FigureFrame title="Discoveries" value="" unit="each better than all before" empty={null}>
      <svg
        ref={ref}
        role="img"
        aria-label="Discoveries over time; the list below says the same"
        style={{ height: timelineHeight(lanes.length) }}
      />
      <details className="timeline-list">
        <summary>As a list</summary>
        <ol>
          {found.map(({ name, seconds, rank }) => (
            <li key={`${name} ${rank}`}>
              {formatClock(seconds)}: rank {rank} of {name}
            </li>
          ))}
        </ol>
      </details>
    </FigureFrame>
  );
}

/** The targets of which something was found. */
function lanesOf({ run, history }: RunView): Lane[] {
  if (run === null) return [];
  const { targets, arithmetic } = run.config;
  return targets
    .map(({ size }, at) => ({
      name: formatTarget(size),
      known: bestKnownRank(size, arithmetic),
      best: history.seen(size, at).best,
    }))
    .filter(({ best }) => best.length > 0);
}
