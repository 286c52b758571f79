import { expect, test, vi } from 'vitest';
import { nodeWasmPaths } from '../network/node-backend.ts';
import { DeviceLostError } from '../replay/index.ts';
import type { FoundLine } from './game-record.ts';
import { LocalReplica } from './local-replica.ts';
import { OwnAlgorithms } from './own-algorithms.ts';
import type { Replica } from './replica.ts';
import type { Outlook } from './room.ts';
import { tinyRun } from './testing/tiny-run.ts';
import { Trainer } from './trainer.ts';

vi.setConfig({ testTimeout: 30_000 });

test('replicas are told the run’s own algorithms when these have changed, and when they begin', async () => {
  const config = tinyRun({ acting: { reworkShare: 0.5 }, learning: { wavesPerRound: 3 } });
  const replica = await LocalReplica.create(config, 'wasm', 0, nodeWasmPaths());
  const own = new OwnAlgorithms(config.acting.reworkKept);
  const outlooks: Outlook[] = [];
  /** What the replica has by what it was told, before each time it acts. */
  let has: readonly FoundLine[] = [];
  const watched = new Proxy<Replica>(replica, {
    get(target, name) {
      if (name === 'begin') {
        has = [];
        return target.begin.bind(target);
      }
      if (name === 'act') {
        return async (...[parameters, waves, outlook]: Parameters<Replica['act']>) => {
          outlooks.push(outlook);
          const before = has;
          has = outlook.algorithms ?? has;
          expect(has).toEqual(own.all());
          if (outlook.algorithms !== null) expect(outlook.algorithms).not.toEqual(before);
          if (outlooks.length === 12) throw new DeviceLostError('The GPU device was lost (a test)');
          const report = await target.act(parameters, waves, outlook);
          for (const line of report.lines) own.add(line);
          return report;
        };
      }
      const value: unknown = Reflect.get(target, name);
      return typeof value === 'function' ? value.bind(target) : value;
    },
  });
  const trainer: Trainer = new Trainer(config, [watched], ({ kind }) => {
    if (kind === 'boards' && outlooks.length === 24) trainer.stop();
  });
  expect(await trainer.run()).toBe('stopped');
  const told = outlooks.map(({ algorithms }) => algorithms !== null);
  expect(told[0]).toBe(false);
  expect(told[12]).toBe(own.all().length > 0);
  expect(told.filter((each) => each).length).toBeGreaterThan(2);
  expect(told.filter((each) => !each).length).toBeGreaterThan(2);
  await replica.dispose();
});
