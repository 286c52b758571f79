import { describe, expect, it, vi } from 'vitest';
import type { GpuInfo } from '../../latency/gpu.ts';
import { NAMED_SCHEMES } from '../../latency/named-schemes.ts';
import type { SizeResult } from '../../latency/results.ts';
import type { Choices } from '../../latency/tuner.ts';
import type { ProbeClient } from './probe-client.ts';
import type { ProbeEnd, ProbeEvent } from './probe-host.ts';
import { ProbeSession, probeFile, secondsLeft } from './probe-session.ts';

const GPU: GpuInfo = {
  vendor: 'acme',
  architecture: '',
  device: '',
  description: '',
  software: false,
  timestamps: true,
  f16: false,
  subgroups: false,
  subgroupSizes: [0, 0],
};
const RESULT: SizeResult = { shape: [64, 64, 64], precision: 'f32', entries: [], leftOut: [] };

function setUp(
  parts: Partial<ProbeClient> & { gpu?: GpuInfo; end?: ProbeEnd; events?: ProbeEvent[] },
) {
  let kept: Choices = {};
  const client: ProbeClient = {
    look: async () => parts.gpu ?? GPU,
    run: async (_job, onEvent) => {
      for (const event of parts.events ?? []) onEvent(event);
      return parts.end ?? { kind: 'done', choices: { key: 'choice' } };
    },
    cancel: vi.fn(),
    setHidden: vi.fn(),
    close: vi.fn(),
    ...parts,
  };
  const session = new ProbeSession({
    spawn: () => client,
    schemes: async () => NAMED_SCHEMES,
    choices: {
      read: () => kept,
      write: (choices) => {
        kept = choices;
      },
    },
    browser: 'a browser',
    now: () => 1000,
  });
  return { client, session, choices: () => kept, state: () => session.view.getState() };
}

describe('the probe’s session', () => {
  it('measures, keeps what the tuner chose, and exports', async () => {
    const { session, state, choices } = setUp({ events: [{ kind: 'result', result: RESULT }] });
    await session.look();
    expect(state()).toMatchObject({ status: 'ready', gpu: GPU });
    expect(() => probeFile(state(), '')).toThrow();
    await session.run();
    expect(state()).toMatchObject({ status: 'done', results: [RESULT] });
    expect(choices()).toEqual({ key: 'choice' });
    const file = JSON.parse(probeFile(state(), 'a browser'));
    expect(file).toMatchObject({ format: 'tensorgame-probe', version: 1, results: [RESULT] });
    expect(file.environment).toMatchObject({ gpu: GPU, browser: 'a browser', rounds: 15 });
  });

  it('says that there is no WebGPU, and looks again when asked', async () => {
    let there = false;
    const { session, state, client } = setUp({
      look: async () => {
        if (!there) throw new Error('This browser has no WebGPU.');
        return GPU;
      },
    });
    await session.look();
    expect(state()).toMatchObject({ status: 'none', failure: 'This browser has no WebGPU.' });
    expect(client.close).toHaveBeenCalled();
    there = true;
    await session.look();
    expect(state()).toMatchObject({ status: 'ready', failure: null });
  });

  it('proposes small sizes on a software adapter, unless others were chosen', async () => {
    const software = { ...GPU, software: true };
    const first = setUp({ gpu: software });
    await first.session.look();
    expect(Math.max(...first.state().setup.sizes)).toBeLessThan(100);
    const second = setUp({ gpu: software });
    second.session.change({ sizes: [512] });
    await second.session.look();
    expect(second.state().setup.sizes).toEqual([512]);
  });

  it('keeps what was measured when the device is lost or the run cancelled', async () => {
    for (const kind of ['lost', 'cancelled'] as const) {
      const { session, state } = setUp({
        end: { kind },
        events: [{ kind: 'result', result: RESULT }],
      });
      await session.run();
      expect(state()).toMatchObject({ status: kind, results: [RESULT] });
    }
  });

  it('says why a run failed, and starts afresh', async () => {
    const { session, state, client } = setUp({
      run: async () => {
        throw new Error('The GPU has no 9 MiB left');
      },
    });
    await session.run();
    expect(state()).toMatchObject({ status: 'failed', failure: 'The GPU has no 9 MiB left.' });
    expect(client.close).toHaveBeenCalled();
  });

  it('tells the worker when the tab is hidden, also before the run', async () => {
    const { session, client } = setUp({});
    session.setHidden(true);
    await session.run();
    expect(client.setHidden).toHaveBeenCalledWith(true);
    session.setHidden(false);
    expect(client.setHidden).toHaveBeenLastCalledWith(false);
  });

  it('estimates what is left', async () => {
    const { session, state } = setUp({
      events: [{ kind: 'progress', done: 25, expected: 100, doing: 'timing' }],
    });
    await session.run();
    expect(secondsLeft(state(), 11_000)).toBeCloseTo(30);
    expect(
      secondsLeft({ ...state(), progress: { done: 0, expected: 9, doing: '' } }, 2),
    ).toBeNull();
  });
});
