import { useCallback } from 'react';
import { bestKnownRank } from '../../algorithm/known.ts';
import type { RankBucket } from '../../session/rank-history.ts';
import type { RunView } from '../../session/run-view.ts';
import type { Size } from '../../tensor/size.ts';
import { formatCount, formatEstimate, formatShare } from '../shared/format.ts';
import { useSession, useView } from '../shared/session-context.ts';
import { useDrawing } from '../shared/use-drawing.ts';
import { drawRanks, type RankRange, rankColour, UNSOLVED_COLOUR } from './draw-ranks.ts';
import { FigureFrame } from './figure-frame.tsx';
import { secondsToActing } from './status-words.ts';
import { useShown } from './use-shown.ts';

/** How the games of the run ended, over time. */
export function GamesFigure() {
  const session = useSession();
  const { size, at } = useShown();
  const draw = useCallback(
    (svg: SVGSVGElement, width: number) => {
      const view = session.view.getState();
      const { ranks } = view.history.seen(size, at);
      const { seconds = 0 } = view.progress ?? {};
      const buckets = ranks.buckets();
      const until = Math.max(seconds, (buckets.at(-1)?.from ?? -ranks.width) + ranks.width);
      drawRanks(svg, width, svg.clientHeight, buckets, ranks.width, until, rangeOf(view, at));
    },
    [session, size, at],
  );
  const ref = useDrawing(draw);
  const games = useView((view) => view.history.games);
  const empty = useView(emptyWords);
  return (
    <FigureFrame
      title="How games end"
      value={games === 0 ? '' : formatCount(games)}
      unit={games === 0 ? '' : games === 1 ? 'game played' : 'games played'}
      empty={empty}
    >
      <svg ref={ref} role="img" aria-label="Share of games by rank over time" />
      <RankLegend size={size} at={at} />
      <ReworkedLine />
    </FigureFrame>
  );
}

/** How games that reworked an algorithm ended, if there are any. */
function ReworkedLine() {
  const { ended, solved, renewed } = useView((view) => view.history.reworked);
  if (ended === 0) return null;
  return (
    <p className="reworked-line">
      Beside these, {formatCount(solved)} of {formatCount(ended)} games that reworked an algorithm
      found as few terms as were taken out, or fewer
      {renewed > 0 ? `: ${formatCount(renewed)} of their terms were new.` : '.'}
    </p>
  );
}

/** The last games in figures: also what the chart's colours mean. */
function RankLegend({ size, at }: { readonly size: Size; readonly at: number }) {
  // The history changes in place, so its revision is what tells that it did.
  useView((view) => view.revision);
  const history = useView((view) => view.history);
  const session = useSession();
  const shares = recentShares(history.seen(size, at).ranks.buckets());
  if (shares.length === 0) return null;
  const range = rangeOf(session.view.getState(), at);
  return (
    <ul className="legend" aria-label="The latest games">
      {shares.map(({ rank, share }) => (
        <li key={rank ?? 'unsolved'}>
          <span
            className="legend-swatch"
            style={{ background: rank === null ? UNSOLVED_COLOUR : rankColour(rank, range) }}
          />
          {rank === null ? 'not solved' : `rank ${rank}`}
          <b>{formatShare(share)}</b>
        </li>
      ))}
    </ul>
  );
}

interface RankShare {
  /** Null: not solved. */
  readonly rank: number | null;
  readonly share: number;
}

/** Games that make a share worth stating. */
const ENOUGH_GAMES = 100;

/** Shares of the ranks in the latest stretches that hold enough games. */
function recentShares(buckets: readonly RankBucket[]): RankShare[] {
  const counts = new Map<number | null, number>();
  let games = 0;
  for (const { ranks, unsolved } of [...buckets].reverse()) {
    if (games >= ENOUGH_GAMES) break;
    const ends: (readonly [number | null, number])[] = [...ranks, [null, unsolved]];
    for (const [rank, count] of ends) {
      if (count > 0) counts.set(rank, (counts.get(rank) ?? 0) + count);
      games += count;
    }
  }
  return [...counts]
    .map(([rank, count]) => ({ rank, share: count / games }))
    .sort((a, b) => (a.rank ?? Number.MAX_VALUE) - (b.rank ?? Number.MAX_VALUE));
}

function rangeOf({ run }: RunView, at: number): RankRange {
  if (run === null) return { best: 1, worst: 2 };
  const { targets, arithmetic } = run.config;
  const { size, moveLimit } = targets[at]!;
  return { best: bestKnownRank(size, arithmetic), worst: moveLimit };
}

function emptyWords(view: RunView): string | null {
  if (view.history.games > 0) return null;
  if (view.run === null) {
    return 'Press Train. The agent first learns from random sums of terms, then plays; every column here will show how its games of that moment ended.';
  }
  const eta = secondsToActing(view.progress);
  if (view.status !== 'running' || eta === null) return 'No game has been played yet.';
  return eta > 0 ? `First games in ${formatEstimate(eta)}.` : 'The first games are under way.';
}
