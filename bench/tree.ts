/**
 * The tree screen's work: laying out and drawing trees of a thousand to a hundred thousand nodes, and
 * what it costs the agent that a game of its is followed.
 */
import { nodeWasmPaths } from '../src/network/node-backend.ts';
import { Playback } from '../src/search/record/playback.ts';
import { layoutTree } from '../src/session/tree/layout.ts';
import { visibleNodes } from '../src/session/tree/visible.ts';
import { LocalReplica } from '../src/training/local-replica.ts';
import { preset } from '../src/training/presets.ts';
import { layoutRequest } from '../src/ui/tree/scene.ts';
import { backendsHere } from './backends.ts';
import { launchChromium } from './chromium.ts';
import type { Row } from './row.ts';
import { median, timed } from './timing.ts';
import type { FrameTimes } from './tree-page.ts';
import { sampleRecord } from './tree-sample.ts';

const NODES = [1000, 20_000, 100_000];
const FRAMES = 180;
const PORT = 4407;
const WATCH = { preset: 'small', target: '2x2x2', arithmetic: 'z2', waves: 12, pairs: 16, seed: 1 };

export async function treeBench(say: (line: string) => void): Promise<Row[]> {
  const rows = [...(await layouts(say)), ...(await frames(say)), ...(await watching(say))];
  return rows;
}

/** Choosing what is drawn, and the layout itself, all nodes. */
async function layouts(say: (line: string) => void): Promise<Row[]> {
  const rows: Row[] = [];
  for (const nodes of NODES) {
    const playback = new Playback(sampleRecord(nodes));
    const choose = () =>
      visibleNodes(playback, {
        filters: { minVisits: 0, maxDepth: 1000, solvedOnly: false },
        folded: new Set(),
        unfolded: new Set(),
        always: [],
        most: Number.POSITIVE_INFINITY,
      });
    const visible = choose();
    const choosing = await timed(async () => choose());
    const timing = await timed(async () => layoutTree(layoutRequest(playback, visible)));
    const value = 1000 * (timing?.seconds ?? Number.NaN);
    say(`tree.${nodes}.layout_ms ${value.toFixed(1)}`);
    rows.push({
      name: `tree.${nodes}.layout_ms`,
      value,
      unit: 'ms',
      config: {
        nodes: visible.nodes.length,
        calls: timing?.calls ?? 0,
        choosing_ms: 1000 * (choosing?.seconds ?? Number.NaN),
        where: 'Node; in the app a worker',
      },
    });
  }
  return rows;
}

/** A frame of moving and zooming in a real browser. */
async function frames(say: (line: string) => void): Promise<Row[]> {
  const { createServer } = await import('vite');
  const server = await createServer({
    logLevel: 'error',
    server: { port: PORT, strictPort: true, open: false },
  });
  await server.listen();
  const browser = await launchChromium();
  const rows: Row[] = [];
  try {
    for (const nodes of NODES) {
      const page = await browser.newPage({ viewport: { width: 1280, height: 800 } });
      await page.goto(`http://localhost:${PORT}/bench/tree.html?nodes=${nodes}`);
      await page.waitForFunction(() => document.title === 'ready', null, { timeout: 120_000 });
      const times: FrameTimes = await page.evaluate((count) => moveAndZoom(count), FRAMES);
      await page.close();
      const value = median(times.painting);
      const sorted = [...times.painting].sort((a, b) => a - b);
      const interval = median(times.intervals);
      say(`tree.${nodes}.frame_ms ${value.toFixed(2)}, a frame every ${interval.toFixed(1)} ms`);
      rows.push({
        name: `tree.${nodes}.frame_ms`,
        value,
        unit: 'ms',
        config: {
          what: 'median of the page’s thread painting a frame while the tree is moved and zoomed',
          percentile95: sorted[Math.floor(0.95 * sorted.length)],
          interval_ms: interval,
          nodes: times.nodes,
          frames: FRAMES,
          viewport: '1280×800',
          browser: `Chromium ${browser.version()}`,
        },
      });
    }
  } finally {
    await browser.close();
    await server.close();
  }
  return rows;
}

/** Waves of one replica, with somebody who looks on and without, in turn. */
async function watching(say: (line: string) => void): Promise<Row[]> {
  const [backend] = await backendsHere(say);
  const config = preset('small', [2, 2, 2], 'z2');
  const replica = await LocalReplica.create(config, backend ?? 'wasm', 0, nodeWasmPaths());
  await replica.begin(0);
  const moveLimits = config.targets.map(({ moveLimit }) => moveLimit);
  let messages = 0;
  const act = async (watched: boolean): Promise<number> => {
    // What is posted to another thread is copied.
    const sink = (message: object) => {
      messages++;
      structuredClone(message);
    };
    await replica.watch(watched ? sink : null);
    const began = performance.now();
    const used = process.cpuUsage();
    await replica.act(null, WATCH.waves, { moveLimits, reached: [false], algorithms: [] });
    const { user, system } = process.cpuUsage(used);
    // On a GPU the clock tells; elsewhere the processor's own time, which others do not disturb.
    return backend === 'webgpu' ? performance.now() - began : (user + system) / 1000;
  };
  await act(true);
  await act(false);
  const ratios: number[] = [];
  for (let pair = 0; pair < WATCH.pairs; pair++) {
    // Which of the two comes first takes turns, too.
    const first = await act(pair % 2 === 0);
    const second = await act(pair % 2 !== 0);
    ratios.push(pair % 2 === 0 ? first / second : second / first);
  }
  await replica.dispose();
  const value = 100 * (median(ratios) - 1);
  say(`tree.watch_slowdown_pct ${value.toFixed(2)}, ${messages} messages`);
  return [
    {
      name: 'tree.watch_slowdown_pct',
      value,
      unit: '%',
      config: {
        ...WATCH,
        backend,
        messages,
        measured: backend === 'webgpu' ? 'time on the clock' : 'processor time',
        what: 'median, over pairs, of acting while a game is followed against acting unobserved; learning is not slowed at all',
      },
    },
  ];
}
