/** Words beside nodes: the most visited first, wherever there is room. */

import { SOLVED } from '../../search/store.ts';
import { formatCount, formatValue } from '../shared/format.ts';
import type { Colours } from './colours.ts';
import type { Emphasis } from './emphasis.ts';
import { returnWords } from './end-words.ts';
import { type Scene, seenRadius } from './scene.ts';
import type { Canvas, View } from './view.ts';

/** Labels of one picture at most: more would not be read. */
const MOST = 90;
/** Nodes that are considered for one, in their order. */
const CANDIDATES = 1200;
const FIGURES = 12.5;
const FORMULA = 11.5;
const LINE = 15;

export interface LabelText {
  /** The first word counts most. */
  readonly figures: string;
  /** The move, where there is room for it. */
  readonly formula: string;
}

interface Box {
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
}

export function paintLabels(
  { context, width, height }: Canvas,
  scene: Scene,
  view: View,
  colours: Colours,
  first: Iterable<number>,
  order: ArrayLike<number>,
  text: (at: number) => LabelText,
): void {
  const { layout, column } = scene;
  const placed: Box[] = [];
  const isParent = new Set(scene.visible.parent);
  const room = view.k * column;
  const done = new Set<number>();
  const tryLabel = (at: number, must: boolean) => {
    if (done.has(at)) return;
    const r = seenRadius(scene, at, view.k);
    const x = view.x + layout.depth[at]! * room + r + 6;
    // Above the edges that leave it.
    const y = view.y + layout.y[at]! * view.k - (isParent.has(at) ? 8 : 0);
    if (x < -room || x > width || y < -20 || y > height + 20) return;
    const { figures: whole, formula } = text(at);
    const limit = Math.max(room - 2 * r - 14, must ? 150 : 0);
    const widthOf = (words: string) => Math.ceil(words.length * FIGURES * 0.53);
    // With less and less of what stands at the end, until it fits.
    const figures = [whole, whole.replace(/ \+\S+$/, ''), whole.replace(/ .*$/, '')].find(
      (words) => widthOf(words) <= limit,
    );
    if (figures === undefined) return;
    const own = widthOf(figures);
    const fitted = shortened(formula, limit / (FORMULA * 0.53));
    const box = {
      x,
      y: y - (fitted === '' ? LINE / 2 : LINE),
      width: Math.max(own, fitted.length * FORMULA * 0.53),
      height: fitted === '' ? LINE : 2 * LINE,
    };
    if (!must && placed.some((other) => overlap(box, other))) return;
    done.add(at);
    placed.push(box);
    context.lineJoin = 'round';
    context.textBaseline = 'middle';
    const write = (
      words: string,
      weight: number,
      size: number,
      soft: boolean,
      dx: number,
      at: number,
    ) => {
      context.font = `${weight} ${size}px Inter, system-ui, sans-serif`;
      context.lineWidth = 4;
      context.strokeStyle = colours.surface;
      context.strokeText(words, x + dx, at);
      context.fillStyle = soft ? colours['ink-soft'] : colours.ink;
      context.fillText(words, x + dx, at);
      return context.measureText(words).width;
    };
    const middle = box.y + LINE / 2;
    const gap = figures.indexOf(' ');
    const head = gap < 0 ? figures : figures.slice(0, gap);
    const after = write(head, 650, FIGURES, false, 0, middle);
    if (gap >= 0) write(figures.slice(gap), 400, FIGURES, true, after, middle);
    if (fitted !== '') write(fitted, 400, FORMULA, true, 0, middle + LINE);
  };
  for (const at of first) tryLabel(at, true);
  for (let i = 0; i < Math.min(CANDIDATES, order.length) && placed.length < MOST; i++) {
    tryLabel(order[i]!, false);
  }
}

/** The nodes that get words first: the most visited, or where ends are looked at those before others. */
export function labelOrder({ byVisits }: Scene, { ended, pruned }: Emphasis): ArrayLike<number> {
  if (ended === null) return byVisits;
  const marked = byVisits.filter((at) => ended.has(at) || pruned.has(at));
  // Where games end, before the moves that are merely not played.
  return marked.sort((a, b) => Number(ended.has(b)) - Number(ended.has(a)));
}

/** 'N 42 · 7.3 moves' and what the overlay is about. */
export function figuresOf(
  scene: Scene,
  at: number,
  { overlay, improved, ended, pruned }: Emphasis,
): string {
  if (ended?.has(at)) return endFigures(scene, at, pruned.has(at));
  const { visits, expected, share, prior, visible } = scene;
  const hidden = visible.hidden[at]!;
  const more = hidden > 0 ? ` +${formatCount(hidden)}` : '';
  if (visible.parent[at]! >= 0) {
    const percent = (value: number) => `${Math.round(100 * value)} %`;
    if (overlay === 'change') return `${percent(prior[at]!)} → ${percent(share[at]!)}${more}`;
    if (pruned.has(at) && overlay === 'ends') return `pruned · ${formatCount(visits[at]!)}${more}`;
    if (overlay === 'policy' && improved !== null) return `π ${percent(improved[at]!)}${more}`;
  }
  return `${formatCount(visits[at]!)} · ${formatValue(expected[at]!)}${more}`;
}

/** '−7 solved', 'pruned −9 bound 2': the return of a game that ends there. */
function endFigures({ playback, visible }: Scene, at: number, pruned: boolean): string {
  const { record } = playback;
  const node = visible.nodes[at]!;
  const how =
    record.columns.nodeKind.data[node] === SOLVED
      ? 'solved'
      : `bound ${formatCount(record.columns.nodeRankBound.data[node]!)}`;
  return `${returnWords(record, node)} ${how}${pruned ? ' · pruned' : ''}`;
}

function overlap(a: Box, b: Box): boolean {
  return (
    a.x < b.x + b.width + 6 &&
    b.x < a.x + a.width + 6 &&
    a.y < b.y + b.height &&
    b.y < a.y + a.height
  );
}

function shortened(text: string, characters: number): string {
  if (text.length <= characters) return text;
  return characters < 9 ? '' : `${text.slice(0, Math.floor(characters) - 1)}…`;
}
