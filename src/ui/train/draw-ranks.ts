/** The games' ranks over running time: a column for each stretch, stacked by share. */
import { select } from 'd3';
import type { RankBucket } from '../../session/rank-history.ts';
import { formatCount, formatShare } from '../shared/format.ts';
import { drawTime, TIME_HEIGHT, timeScale } from './axes.ts';

/** The ranks a chart tells apart: from the best known one to the last that the rules allow. */
export interface RankRange {
  readonly best: number;
  readonly worst: number;
}

interface Block {
  readonly key: string;
  readonly x: number;
  readonly width: number;
  /** Shares at which the block begins and ends; the best rank lies at the bottom. */
  readonly from: number;
  readonly to: number;
  readonly colour: string;
  readonly words: string;
}

export const UNSOLVED_COLOUR = 'var(--unsolved)';

/** Deep for the best known rank, and paler with every move more. */
export function rankColour(rank: number, { best, worst }: RankRange): string {
  const far = worst > best ? Math.min(1, Math.max(0, (rank - best) / (worst - best))) : 0;
  return `color-mix(in oklch, var(--rank-far) ${Math.round(100 * far)}%, var(--rank-good))`;
}

export function drawRanks(
  svg: SVGSVGElement,
  width: number,
  height: number,
  buckets: readonly RankBucket[],
  stretch: number,
  until: number,
  range: RankRange,
): void {
  const bottom = height - TIME_HEIGHT;
  const x = timeScale(until, 0, width);
  const blocks = buckets.flatMap((bucket) => {
    const left = x(bucket.from);
    const right = Math.min(width, x(bucket.from + stretch));
    return stacked(bucket, range, left, Math.max(1, right - left - (right - left > 4 ? 1 : 0)));
  });
  const root = select(svg).attr('viewBox', `0 0 ${width} ${height}`);
  const y = (share: number) => bottom - share * (bottom - 2);
  root
    .selectAll<SVGRectElement, Block>('rect.rank-block')
    .data(blocks, ({ key }) => key)
    .join((enter) => {
      const rect = enter.append('rect').attr('class', 'rank-block');
      rect.append('title');
      return rect;
    })
    .attr('x', ({ x: left }) => left)
    .attr('width', (block) => block.width)
    .attr('y', ({ to }) => y(to))
    .attr('height', ({ from, to }) => Math.max(0, y(from) - y(to)))
    .style('fill', ({ colour }) => colour)
    .select('title')
    .text(({ words }) => words);
  drawTime(svg, x, bottom, until);
}

function stacked(bucket: RankBucket, range: RankRange, x: number, width: number): Block[] {
  const { from, ranks, unsolved } = bucket;
  const games = ranks.reduce((sum, [, count]) => sum + count, unsolved);
  let below = 0;
  const block = (name: string, count: number, colour: string): Block => {
    const begin = below;
    below += count / games;
    const words = `${name}: ${formatCount(count)} of ${formatCount(games)} games, ${formatShare(count / games)}`;
    return { key: `${from}/${name}`, x, width, from: begin, to: below, colour, words };
  };
  const blocks = ranks.map(([rank, count]) =>
    block(`rank ${rank}`, count, rankColour(rank, range)),
  );
  if (unsolved > 0) blocks.push(block('not solved', unsolved, UNSOLVED_COLOUR));
  return blocks;
}
