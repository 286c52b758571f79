import { describe, expect, test } from 'vitest';
import { EXPANDED } from '../../search/store.ts';
import { GameShelf } from '../play/game-shelf.ts';
import { encodeGame, fromHash, toHash } from '../play/link.ts';
import { stateOf } from '../play/play-transitions.ts';
import { addLine, gameAt, positionOfLink, startPosition } from './board-lines.ts';
import { testInspector } from './inspector.test-support.ts';
import type { Inspector } from './inspector.ts';
import { visibleNodes } from './visible.ts';

async function opened(cap = 60, arithmetic: 'standard' | 'z2' = 'standard'): Promise<Inspector> {
  const inspector = testInspector();
  inspector.setCap(cap);
  await inspector.open(startPosition([2, 2, 2], arithmetic), { kind: 'local' });
  return inspector;
}

function now(inspector: Inspector) {
  const state = inspector.state.getState();
  return { ...state, record: state.record!, playback: state.playback! };
}

test('opening a position searches it up to the cap, and says who evaluates', async () => {
  const inspector = await opened(60);
  const { record, cursor, status, title } = now(inspector);
  expect([record.simulations, cursor, status]).toEqual([60, 60, 'ready']);
  expect(title).toBe('2×2×2 over the integers, at the start');
  expect(record.header.evaluator.name).toBe('Exact local reasoning, no agent');
  await inspector.run();
  expect(now(inspector).record.simulations).toBe(120);
});

test('a search holds as many nodes as it was given room for when it was opened, and tells its memory', async () => {
  const inspector = testInspector();
  inspector.setCap(300);
  const open = () => inspector.open(startPosition([2, 2, 2], 'z2'), { kind: 'local' });
  inspector.setCapacity(40);
  await open();
  const small = now(inspector);
  expect(small.end).toBe('full');
  expect(small.record.nodes).toBeLessThanOrEqual(40);
  inspector.setCapacity(400);
  // It is about the next one.
  expect(now(inspector).room).toBe(small.room);
  expect(small.room!.nodes).toBe(40);
  await open();
  const large = now(inspector);
  expect(large.record.nodes).toBeGreaterThan(40);
  expect([large.end, large.room!.nodes, large.capacity]).toEqual(['done', 400, 400]);
  expect(large.room!.bytes / small.room!.bytes).toBeGreaterThan(7);
  inspector.openFile(inspector.file()!, 'saved.json');
  expect(now(inspector).room).toBeNull();
});

test('a step shows selection, expansion and backup of one simulation in turn', async () => {
  const inspector = await opened(20);
  const rootVisits = () => now(inspector).playback.nodeVisits.data[0];
  await inspector.stepPhase();
  expect([now(inspector).phase, now(inspector).cursor, rootVisits()]).toEqual([
    'selection',
    20,
    20,
  ]);
  expect(now(inspector).record.simulations).toBe(21);
  await inspector.stepPhase();
  expect([now(inspector).phase, now(inspector).cursor]).toEqual(['expansion', 20]);
  // The new node can be drawn, though it has no visit yet.
  const { record, playback, filters } = now(inspector);
  const leaf = record.leaf(20);
  const none = new Set<number>();
  const drawn = (always: number[]) =>
    visibleNodes(playback, { filters, folded: none, unfolded: none, always, most: 1e6 }).nodes;
  expect(drawn([leaf])).toContain(leaf);
  if (!playback.has(leaf)) expect(drawn([])).not.toContain(leaf);
  await inspector.stepPhase();
  expect([now(inspector).phase, now(inspector).cursor, rootVisits()]).toEqual(['backup', 21, 21]);
  await inspector.step();
  expect([now(inspector).phase, now(inspector).cursor, rootVisits()]).toEqual(['backup', 22, 22]);
  expect(now(inspector).status).toBe('ready');
});

test('any moment can be gone back to, and steps go on from there without searching', async () => {
  const inspector = await opened(40);
  const whole = now(inspector).playback.nodeSum.slice();
  inspector.seek(7);
  expect(now(inspector).playback.nodeVisits.data[0]).toBe(7);
  await inspector.step();
  expect([now(inspector).cursor, now(inspector).record.simulations]).toEqual([8, 40]);
  inspector.seek(40);
  expect(now(inspector).playback.nodeSum.slice()).toEqual(whole);
});

test('pausing ends a run, and what it had done is kept', async () => {
  const inspector = await opened(10);
  inspector.setCap(20_000);
  const running = inspector.run();
  await new Promise((resolve) => setTimeout(resolve, 150));
  inspector.pause();
  await running;
  const { record, status, cursor } = now(inspector);
  expect(status).toBe('ready');
  expect(record.simulations).toBeGreaterThan(10);
  expect(record.simulations).toBeLessThan(20_000);
  expect(cursor).toBeLessThanOrEqual(record.simulations);
  await inspector.step();
  expect(now(inspector).record.simulations).toBeGreaterThanOrEqual(record.simulations);
});

describe('a move of the user’s', () => {
  test('is forced on the selected node and searched', async () => {
    const inspector = await opened(20);
    const mistake = await inspector.force('(a11 + a22)(b11 + b22) -> c11 c22');
    expect(mistake).toBeNull();
    const { selected, record, playback } = now(inspector);
    const edge = record.columns.nodeParentEdge.data[selected]!;
    expect(record.columns.edgeSamples.data[edge]).toBe(0);
    expect(playback.edgeVisits.data[edge]).toBe(32);
    expect(record.edgeTerm(edge)).toEqual({
      u: Int8Array.of(1, 0, 0, 1),
      v: Int8Array.of(1, 0, 0, 1),
      w: Int8Array.of(1, 0, 0, 1),
    });
  });

  test('that cannot be read is pointed at', async () => {
    const inspector = await opened(5);
    expect(await inspector.force('(a11 + a99) b11 -> c11')).toMatchObject({ at: 7 });
    expect(await inspector.force('2a11 b11 -> c11')).not.toBeNull();
  });
});

test('equal visits search every sample of a node as often', async () => {
  const inspector = await opened(1);
  const { record } = now(inspector);
  const edges = record.edgesOf(0);
  await inspector.searchFrom({ node: 0, edge: -1, equal: true }, 3 * edges.length);
  const visits = edges.map((edge) => now(inspector).playback.edgeVisits.data[edge]);
  expect(new Set(visits)).toEqual(new Set([3]));
});

test('a saved tree opens again, in another inspector without a search, equal in everything', async () => {
  const inspector = await opened(80, 'z2');
  await inspector.force('(a11 + a22)(b11 + b22) -> c11 c22');
  const text = inspector.file()!;
  const other = testInspector();
  other.openFile(text, 'tree.json');
  const { record, playback, source } = now(other);
  expect(source).toBe('file');
  expect(other.file()).toBe(text);
  expect(record.header).toEqual(now(inspector).record.header);
  expect(playback.nodeSum.slice()).toEqual(now(inspector).playback.nodeSum.slice());
  expect(playback.edgeVisits.slice()).toEqual(now(inspector).playback.edgeVisits.slice());
  expect(record.edgesOf(0)).toEqual(now(inspector).record.edgesOf(0));
  await other.run();
  expect(now(other).cursor).toBe(record.simulations);
  expect(await other.force('a11 b11 -> c11')).not.toBeNull();
});

test.each([
  ['no JSON', '{"format":'],
  ['another file', '{"format":"tensorgame-algorithm","version":1}'],
  ['a newer version', '{"format":"tensorgame-search-tree","version":99}'],
])('%s is refused with a sentence, and nothing is lost', async (_, text) => {
  const inspector = await opened(5);
  inspector.openFile(text, 'x.json');
  expect(now(inspector).notice).toMatchObject({ kind: 'error' });
  expect(now(inspector).record.simulations).toBe(5);
});

test('a tree that was tampered with is refused', async () => {
  const inspector = await opened(30);
  const { record } = now(inspector);
  const text = inspector.file()!;
  const raw = JSON.parse(text) as { columns: Record<string, (number | null)[]> };
  for (const [column, row, value] of [
    ['edgeChild', 3, 0],
    ['pathEdge', 4, 100_000],
    ['pathEdge', 4, record.edges - 1],
    ['nodeParent', 2, 5],
    ['nodeDepth', 0, 1],
    ['move', 2, 9],
    ['nodeKind', 1, 0],
    ['simulationEnd', 3, 0],
    ['nodeValue', record.nodes, 1],
  ] as const) {
    const copy = structuredClone(raw);
    copy.columns[column]![row] = value;
    const other = testInspector();
    other.openFile(JSON.stringify(copy), column);
    expect(other.state.getState().notice?.kind, column).toBe('error');
    expect(other.state.getState().record, column).toBeNull();
  }
});

test('walking goes to the most visited child, to siblings and back', async () => {
  const inspector = await opened(80);
  inspector.walk('child');
  const { selected, playback, record } = now(inspector);
  const counts = record.edgesOf(0).map((edge) => playback.edgeVisits.data[edge]!);
  const into = record.columns.nodeParentEdge.data[selected]!;
  expect(playback.edgeVisits.data[into]).toBe(Math.max(...counts));
  inspector.walk('next');
  expect(now(inspector).selected).not.toBe(selected);
  inspector.walk('previous');
  expect(now(inspector).selected).toBe(selected);
  inspector.walkToEnd();
  expect(record.columns.nodeDepth.data[now(inspector).selected]).toBeGreaterThan(1);
  for (let i = 0; i < 12; i++) inspector.walk('parent');
  expect(now(inspector).selected).toBe(0);
});

test('any node opens on the board, with its line, and lines can be added to the game kept', async () => {
  const inspector = await opened(60);
  inspector.walkToEnd();
  const { record, selected } = now(inspector);
  const at = gameAt(record, selected);
  if ('error' in at) throw new Error(at.error);
  const state = stateOf(at.game);
  expect(state.position.residual).toEqual(record.residual(selected));
  const opens = fromHash(toHash(at.game));
  expect(opens).toMatchObject({ game: { arithmetic: 'standard' } });
  const memory = new Map<string, string>();
  const shelf = new GameShelf({
    getItem: (key) => memory.get(key) ?? null,
    setItem: (key, value) => void memory.set(key, value),
    removeItem: (key) => void memory.delete(key),
  });
  expect(addLine(record, selected, shelf)).toBeNull();
  inspector.walk('parent');
  inspector.walk('next');
  expect(addLine(record, now(inspector).selected, shelf)).toBeNull();
  const kept = shelf.current();
  if (kept === null || 'error' in kept) throw new Error('Nothing was kept');
  expect(kept.game.tree.nodes.length).toBeGreaterThan(record.lineTo(selected).length);
  // And the position can be searched on from the link.
  const again = positionOfLink(encodeGame(at.game));
  expect(again).toMatchObject({ position: { played: record.lineTo(selected).length } });
});

test('moves are found by any part of their formula', async () => {
  const inspector = await opened(30);
  inspector.looks.setQuery('a11 c12');
  const { matches, record } = now(inspector);
  expect(matches!.size).toBeGreaterThan(0);
  for (const row of matches!) {
    expect(record.term(row).u[0]).not.toBe(0);
    expect(record.term(row).w[1]).not.toBe(0);
  }
  inspector.looks.setQuery('');
  expect(now(inspector).matches).toBeNull();
});

test('folding hides what lies below, and its nodes are counted', async () => {
  const inspector = await opened(120);
  const look = (change = {}) => {
    const { playback, filters, folded, unfolded } = now(inspector);
    return visibleNodes(playback, { filters, folded, unfolded, always: [], most: 1e6, ...change });
  };
  const { record, playback } = now(inspector);
  const all = look();
  expect(all.nodes.length).toBe(record.nodes);
  expect(all.hidden.every((count) => count === 0)).toBe(true);
  inspector.looks.fold(0);
  expect([...look().nodes]).toEqual([0]);
  expect(look().hidden[0]).toBe(record.nodes - 1);
  inspector.looks.unfold(0);
  const few = look({ most: 10 });
  expect(few.nodes.length + few.hidden.reduce((sum, count) => sum + count, 0)).toBe(record.nodes);
  for (const child of record.edgesOf(0).map((edge) => record.columns.edgeChild.data[edge]!)) {
    if (child >= 0 && record.columns.nodeParent.data[child] === 0)
      expect(few.nodes).toContain(child);
  }
  inspector.looks.setFilters({ solvedOnly: true });
  for (const node of look().nodes) {
    if (record.columns.nodeKind.data[node] !== EXPANDED) continue;
    expect(playback.nodeVisits.data[node]).toBeGreaterThan(0);
    expect(record.columns.nodeDepth.data[node]).toBeLessThan(9);
  }
  const deep = look({ filters: { minVisits: 0, maxDepth: 2, solvedOnly: false } });
  for (const node of deep.nodes) expect(record.columns.nodeDepth.data[node]).toBeLessThanOrEqual(2);
  const last = record.nodes - 1;
  expect(look({ most: 3, always: [last] }).nodes).toContain(last);
});

test('a position that an agent was not loaded for fails with a sentence', async () => {
  const inspector = testInspector();
  await inspector.open(startPosition([2, 2, 2], 'z2'), {
    kind: 'network',
    file: new Blob([]),
    name: 'The agent',
  });
  expect(inspector.state.getState()).toMatchObject({
    status: 'empty',
    notice: { kind: 'error', text: 'There is no agent here.' },
  });
});
