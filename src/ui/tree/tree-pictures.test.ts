import { expect, test } from 'vitest';
import { startPosition } from '../../session/tree/board-lines.ts';
import { testInspector } from '../../session/tree/inspector.test-support.ts';
import { layoutTree } from '../../session/tree/layout.ts';
import { visibleNodes } from '../../session/tree/visible.ts';
import type { Colours } from './colours.ts';
import { treeSvg } from './export.ts';
import { createScene, layoutRequest } from './scene.ts';
import { stepWords } from './step-words.ts';
import { nodeAt, nodesInView, placeOf } from './view.ts';

const COLOURS = new Proxy({} as Colours, {
  get: (_, name) =>
    name === 'values' ? ['#001', '#002', '#003', '#004', '#005', '#006', '#007'] : '#123',
});

async function searched(cap: number) {
  const inspector = testInspector();
  inspector.setCap(cap);
  await inspector.open(startPosition([2, 2, 2], 'z2'), { kind: 'local' });
  return inspector;
}

function sceneOf(inspector: Awaited<ReturnType<typeof searched>>) {
  const playback = inspector.state.getState().playback!;
  const visible = visibleNodes(playback, {
    filters: { minVisits: 0, maxDepth: 99, solvedOnly: false },
    folded: new Set(),
    unfolded: new Set(),
    always: [],
    most: 1e6,
  });
  return createScene(playback, visible, layoutTree(layoutRequest(playback, visible)));
}

test('the SVG holds every node and edge of the whole tree, not of the view alone', async () => {
  const inspector = await searched(80);
  inspector.looks.fold(0);
  const { record, cursor } = inspector.state.getState();
  const svg = treeSvg(record!, cursor, COLOURS);
  expect(svg.match(/<text /g)!.length).toBe(record!.nodes);
  const visited = record!.columns.edgeChild.slice().filter((child) => child >= 0).length;
  expect(svg.match(/<path d="M[^"]*C/g)!.length).toBe(visited);
  expect(svg).toContain(`${record!.nodes} nodes`);
});

test('merged nodes are drawn once, with an edge for each way that leads to them', async () => {
  const scene = sceneOf(await searched(120));
  const { incoming, others, visible, playback } = scene;
  expect(new Set(visible.nodes).size).toBe(visible.nodes.length);
  const ways = incoming.reduce((sum, count) => sum + count, 0);
  expect(ways).toBe(visible.nodes.length - 1 + others.length / 2);
  expect(incoming.some((count) => count > 1)).toBe(true);
  for (let i = 0; i < others.length; i += 2) {
    const depth = (at: number) => playback.record.columns.nodeDepth.data[visible.nodes[at]!]!;
    expect(depth(others[i + 1]!)).toBe(depth(others[i]!) + 1);
  }
});

test('goodness goes from the most moves expected to the fewest', async () => {
  const { goodness, expected } = sceneOf(await searched(60));
  const best = expected.indexOf(Math.min(...expected));
  const worst = expected.indexOf(Math.max(...expected));
  expect(goodness[best]).toBe(1);
  expect(goodness[worst]).toBe(0);
});

test('from afar no more nodes are drawn than a column has pixels, near by only those in view', async () => {
  const scene = sceneOf(await searched(150));
  const canvas = { context: undefined as never, width: 600, height: 20 };
  const far = nodesInView(scene, { k: 0.0001, x: 0, y: 10 }, canvas);
  expect(far.nodes.length).toBeLessThanOrEqual(scene.layout.columns.length - 1);
  const whole = nodesInView(scene, { k: 1, x: 0, y: 0 }, { ...canvas, width: 1e5, height: 1e6 });
  expect(whole.nodes.length).toBe(scene.visible.nodes.length);
  const near = nodesInView(scene, { k: 1, x: 0, y: -scene.layout.y[0]! + 10 }, canvas);
  expect(near.nodes).toContain(0);
  expect(near.nodes.length).toBeLessThan(whole.nodes.length);
});

test('the node under a point is the one that is drawn there', async () => {
  const scene = sceneOf(await searched(60));
  const view = { k: 3, x: 17, y: -40 };
  for (const at of scene.visible.nodes.keys()) {
    const [x, y] = placeOf(scene, view, at);
    expect(nodeAt(scene, view, x + 1, y - 1)).toBe(at);
  }
  const [x, y] = placeOf(scene, view, 0);
  expect(nodeAt(scene, view, x - 2 * scene.column * view.k, y)).toBe(-1);
  expect(nodeAt(scene, view, x + 0.45 * scene.column * view.k, y)).toBe(-1);
});

test('a simulation is told in words, part by part', async () => {
  const inspector = await searched(30);
  expect(stepWords(inspector.state.getState())).toBeNull();
  await inspector.stepPhase();
  const selection = stepWords(inspector.state.getState())!;
  expect(selection.title).toMatch(/^Simulation 31, selection: down \d+ moves?$/);
  for (const line of selection.lines) {
    const [, whole, q, bonus] = /score ([\d.]+) = ([\d.]+) \+ ([\d.]+)$/.exec(line)!;
    expect(Number(q) + Number(bonus)).toBeCloseTo(Number(whole), 2);
  }
  await inspector.stepPhase();
  expect(stepWords(inspector.state.getState())!.title).toMatch(/^Simulation 31, expansion/);
  await inspector.stepPhase();
  const backup = stepWords(inspector.state.getState())!;
  expect(backup.title).toMatch(/^Simulation 31, backup/);
  expect(backup.lines.length).toBe(selection.lines.length);
});
