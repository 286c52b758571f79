import { expect, test } from 'vitest';
import { recordHeader } from '../../search/record/header.ts';
import { Recorder } from '../../search/record/recorder.ts';
import { TreeRecord } from '../../search/record/tree-record.ts';
import { RequestBuilder } from '../../search/request.ts';
import { EXPANDED } from '../../search/store.ts';
import { randomPosition } from '../../search/testing/position.ts';
import { SearchTree } from '../../search/tree.ts';
import { seeded } from '../../tensor/random.ts';
import { startPosition } from './board-lines.ts';
import { LocalSearchHost } from './search-host.ts';
import { readTree, writeTree } from './tree-file.ts';

const host = () => new LocalSearchHost(() => Promise.reject(new Error('There is no agent here.')));
const request = {
  position: startPosition([2, 2, 2], 'z2'),
  evaluator: { kind: 'local' },
  seed: 1,
  backend: 'auto',
} as const;

test('a search ends when its memory is used up, and has held no more than that', async () => {
  const search = host();
  const record = new TreeRecord(await search.open({ ...request, nodeCapacity: 40 }));
  const { end, rows } = await search.run(1000, null, (slice) => record.append(slice));
  record.append(rows);
  expect(end).toBe('full');
  expect(record.nodes).toBeLessThanOrEqual(40);
  expect(record.nodes).toBeGreaterThan(30);
  const again = await search.run(5, null, () => {});
  expect([again.end, again.rows.simulationEnd.length]).toEqual(['full', 0]);
});

test('what is asked while a run goes on is done after it, and rows come in their order', async () => {
  const search = host();
  const record = new TreeRecord(await search.open({ ...request, nodeCapacity: 5000 }));
  const take = (rows: Parameters<TreeRecord['append']>[0]) => record.append(rows);
  let ofFirst = 0;
  const first = search.run(100_000, null, take).then(({ end, rows }) => {
    take(rows);
    ofFirst = record.simulations;
    return end;
  });
  await new Promise((resolve) => setTimeout(resolve, 120));
  const second = search.run(7, null, take).then(({ end, rows }) => {
    take(rows);
    // Where there is little time, some of them came in a slice before.
    return [end, record.simulations - ofFirst];
  });
  expect(await first).toBe('stopped');
  expect(await second).toEqual(['done', 7]);
});

test('quantiles are recorded with their node, and kept in a file; unknown ones stay unknown', () => {
  const { rules, state, evaluator } = randomPosition({ seed: 4, samples: 6, terms: 2, pool: 6 });
  const tree = new SearchTree(
    rules,
    { simulations: 1e9, samples: 6, nodeCapacity: 200 },
    seeded(4),
  );
  tree.reset(state, 0, 3);
  const header = recordHeader(tree, {
    evaluator: { kind: 'scripted', name: 'A script' },
    quantiles: 3,
    maxCoefficient: 1,
    game: null,
  });
  const recorder = new Recorder(tree, 3);
  const builder = new RequestBuilder(rules.stateWords, 1);
  for (let i = 0; i < 40; i++) {
    builder.clear();
    if (tree.collect(builder, 1) === 0) continue;
    const answer = evaluator.answer(builder.request());
    const value = answer.values[0]!;
    tree.apply({ ...answer, quantiles: Float32Array.of(value - 1, value, value + 1) }, 0);
  }
  const record = new TreeRecord(header);
  record.append(recorder.drain());
  const { nodeQuantiles, nodeValue, nodeKind } = record.columns;
  for (let node = 0; node < record.nodes; node++) {
    const middle = nodeQuantiles.data[3 * node + 1];
    expect(middle).toBe(nodeKind.data[node] === EXPANDED ? nodeValue.data[node] : Number.NaN);
  }
  expect(nodeQuantiles.slice().some(Number.isNaN)).toBe(true);
  const read = readTree(writeTree(record));
  if ('error' in read) throw new Error(read.error);
  expect(read.record.columns.nodeQuantiles.slice()).toEqual(nodeQuantiles.slice());
  expect(read.record.header).toEqual(header);
});
