import * as tf from '@tensorflow/tfjs-core';
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { nodeWasmPaths } from '../network/node-backend.ts';
import { DeviceLostError, webGpuInternals } from '../replay/index.ts';
import { provideTestGpu, skipWithoutWebGpu } from '../replay/testing.ts';
import { readCheckpoint } from './checkpoint.ts';
import type { RunConfig } from './config.ts';
import type { LostEvent, RunEvent } from './events.ts';
import { LocalReplica } from './local-replica.ts';
import type { Replica } from './replica.ts';
import { tinyRun } from './testing/tiny-run.ts';
import { Trainer } from './trainer.ts';

let replica: LocalReplica | null = null;
afterEach(async () => {
  vi.useRealTimers();
  await replica?.dispose();
  replica = null;
});

/** The replica, which loses its device whenever `lose` says so, of a call that was to be made. */
function losing(of: LocalReplica, lose: (method: string) => boolean): Replica & { log: string[] } {
  const log: string[] = [];
  return new Proxy(of as unknown as Replica & { log: string[] }, {
    get(target, name) {
      if (name === 'log') return log;
      const value: unknown = Reflect.get(target, name);
      if (typeof value !== 'function') return value;
      return (...given: unknown[]) => {
        log.push(name === 'renew' || name === 'begin' ? `${name} ${given[0]}` : String(name));
        if (lose(String(name))) {
          return Promise.reject(new DeviceLostError('The GPU device was lost (a test): again'));
        }
        return value.apply(target, given);
      };
    },
  });
}

function listen(
  config: RunConfig,
  hired: Replica,
  react: (event: RunEvent, trainer: Trainer) => void,
) {
  const events: RunEvent[] = [];
  const trainer: Trainer = new Trainer(config, [hired], (event) => {
    events.push(event);
    react(event, trainer);
  });
  const lost = () => events.filter((event): event is LostEvent => event.kind === 'lost');
  return { trainer, events, lost };
}

const atStep = (step: number) => (event: RunEvent, trainer: Trainer) => {
  if (event.kind === 'progress' && event.step >= step) trainer.stop();
};

describe('a lost device', () => {
  beforeEach(async () => {
    vi.useFakeTimers({ toFake: ['performance'] });
    replica = await LocalReplica.create(tinyRun(), 'wasm', 0, nodeWasmPaths());
  });

  test.each(['gradient', 'act', 'begin'])(
    'in %s is replaced, and the run goes on',
    async (method) => {
      let calls = 0;
      const hired = losing(replica!, (name) => name === method && ++calls === 2);
      // The second beginning is that after a first loss, in the second step of learning.
      let steps = 0;
      const twice = losing(replica!, (name) => {
        if (name === 'begin') return ++calls === 2;
        return name === 'gradient' && ++steps === 2;
      });
      const { trainer, events, lost } = listen(
        tinyRun(),
        method === 'begin' ? twice : hired,
        atStep(12),
      );
      expect(await trainer.run()).toBe('stopped');
      expect(lost().length).toBe(method === 'begin' ? 2 : 1);
      expect(lost()[0]).toMatchObject({ reason: 'a test', steps: 0, withoutGpu: false });
      // Each beginning draws what none before it drew.
      const begun = (method === 'begin' ? twice : hired).log.filter((call) =>
        call.startsWith('beg'),
      );
      expect(begun).toEqual(begun.map((_, epoch) => `begin ${epoch}`));
      expect(events.filter(({ kind }) => kind === 'backend').length).toBe(2);
      const { counters } = readCheckpoint(await trainer.checkpoint());
      expect(counters.step).toBeGreaterThanOrEqual(12);
      expect(counters.games).toBeGreaterThan(0);
    },
  );

  test('is given up when it is lost again and again within a minute', async () => {
    let acted = 0;
    const hired = losing(replica!, (name) => name === 'act' && ++acted <= 3);
    const { trainer, lost } = listen(tinyRun(), hired, atStep(12));
    await trainer.run();
    expect(lost().map(({ withoutGpu }) => withoutGpu)).toEqual([false, false, true]);
    expect(hired.log.filter((call) => call.startsWith('renew'))).toEqual([
      ...['renew false', 'renew false', 'renew true'],
    ]);
  });

  test('with none in its place ends the run, which can be saved and says so by name', async () => {
    const lost = losing(replica!, (name) => name === 'act' || name === 'renew');
    const { trainer } = listen(tinyRun(), lost, () => {});
    await expect(trainer.run()).rejects.toMatchObject({ name: 'GpuGoneError' });
    expect(readCheckpoint(await trainer.checkpoint()).counters.step).toBeGreaterThan(0);
  });

  test('is given up when no round comes to its end between, however long that takes', async () => {
    let acted = 0;
    const hired = losing(replica!, (name) => {
      if (name === 'act') vi.advanceTimersByTime(100_000);
      return name === 'act' && ++acted <= 3;
    });
    const { trainer, lost } = listen(tinyRun(), hired, atStep(12));
    await trainer.run();
    expect(lost().map(({ withoutGpu }) => withoutGpu)).toEqual([false, false, true]);
  });

  test('is asked for as often as it takes, where losses are minutes apart', async () => {
    let acted = 0;
    const hired = losing(replica!, (name) => {
      if (name === 'act') vi.advanceTimersByTime(100_000);
      return name === 'act' && ++acted % 2 === 1;
    });
    const { trainer, lost } = listen(tinyRun(), hired, atStep(20));
    await trainer.run();
    expect(lost().length).toBeGreaterThan(3);
    expect(lost().every(({ withoutGpu }) => !withoutGpu)).toBe(true);
  });
});

describe.skipIf(skipWithoutWebGpu())('a lost device of WebGPU', () => {
  test('takes the steps since the last copy with it; too many losses end a run that insists', {
    timeout: 240_000,
  }, async () => {
    vi.useFakeTimers({ toFake: ['performance'] });
    await provideTestGpu();
    const config = tinyRun({ learning: { stepsBeforeActing: 100, stepsPerRound: 2 } });
    replica = await LocalReplica.create(config, 'webgpu', 0, nodeWasmPaths());
    const devices = new Set<GPUDevice>();
    const destroy = () => {
      const { device } = webGpuInternals();
      devices.add(device);
      device.destroy();
    };
    const files: Promise<Uint8Array>[] = [];
    const tensors: number[] = [];
    const { trainer, events, lost } = listen(config, replica, (event) => {
      if (event.kind === 'backend') tensors.push(tf.memory().numTensors);
      if (event.kind !== 'progress') return;
      if (event.step === 2) files.push(trainer.checkpoint());
      // Two steps have been taken since the checkpoint.
      if (event.step === 4) destroy();
      // After the next round there is a copy, and two steps later another loss; then one more.
      if (event.step === 6) vi.advanceTimersByTime(11_000);
      if (event.step >= 10) destroy();
    });
    await expect(trainer.run()).rejects.toThrow('keeps being lost');
    expect(devices.size).toBe(3);
    expect(lost().map(({ step, steps, withoutGpu }) => [step, steps, withoutGpu])).toEqual([
      [4, 2, false],
      [10, 2, false],
      [12, 2, true],
    ]);
    expect(events.at(-1)).toMatchObject({ kind: 'lost' });
    expect(tensors).toEqual([tensors[0], tensors[0], tensors[0]]);
    const saved = readCheckpoint((await Promise.all(files))[0]!);
    expect(saved.optimiser.step).toBe(2);
    // What the run has in the end is what it had copied, and found.
    const last = readCheckpoint(await trainer.checkpoint());
    expect(last.counters.step).toBe(12);
    expect(last.optimiser.step).toBe(6);
    expect(last.parameters).not.toEqual(saved.parameters);
  });
});
