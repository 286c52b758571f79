/**
 * The canvas of the tree alone on a page, for its benchmark. Served by Vite's development server
 * only. In the address, after `?`: nodes=20000
 */
import '../src/ui/app/theme.css';
import './board-page.css';
import { Playback } from '../src/search/record/playback.ts';
import { EMPTY } from '../src/session/tree/inspector-state.ts';
import { spawnLayout } from '../src/session/tree/tree-clients.ts';
import { TreeStage } from '../src/ui/tree/stage.ts';
import { sampleRecord } from './tree-sample.ts';

export interface FrameTimes {
  /** Nodes that were drawn, or stand for others on their pixel. */
  readonly nodes: number;
  /** Milliseconds that the page's thread took to paint each frame. */
  readonly painting: readonly number[];
  /** Milliseconds from each frame to the next. */
  readonly intervals: readonly number[];
}

declare global {
  var moveAndZoom: (frames: number) => Promise<FrameTimes>;
}

const nodes = Number(new URLSearchParams(location.search).get('nodes') ?? 20_000);
const frame = document.querySelector<HTMLElement>('#frame');
const canvas = document.querySelector('canvas');
const probe = document.querySelector<HTMLElement>('#probe');
if (frame === null || canvas === null || probe === null)
  throw new Error('The page lacks its parts');
const stage = new TreeStage(
  { frame, canvas, probe },
  { onPick: () => {}, onToggle: () => {} },
  spawnLayout(),
);
const record = sampleRecord(nodes);
stage.show({
  ...EMPTY,
  record,
  playback: new Playback(record),
  status: 'ready',
  most: Number.POSITIVE_INFINITY,
});

const nextFrame = () => new Promise<number>((resolve) => requestAnimationFrame(resolve));

/** Zooms in on the tree and out again while it is moved about, a step a frame. */
globalThis.moveAndZoom = async (frames) => {
  const painting: number[] = [];
  const intervals: number[] = [];
  let before = await nextFrame();
  for (let step = 0; step < frames; step++) {
    // In by a factor of about 40 in the first half, and back in the second.
    const speed = 40 ** (2 / frames);
    stage.zoomBy(step < frames / 2 ? speed : 1 / speed);
    stage.panBy(9 * Math.sin(step / 9), 7 * Math.cos(step / 7));
    painting.push(stage.paint());
    const now = await nextFrame();
    intervals.push(now - before);
    before = now;
  }
  return { nodes: record.nodes, painting, intervals };
};

const waiting = setInterval(() => {
  if (stage.scene === null) return;
  clearInterval(waiting);
  document.title = 'ready';
}, 20);
