import { describe, expect, it } from 'vitest';
import { strassen } from '../algorithm/examples.ts';
import type { RunEvent } from '../training/events.ts';
import type { Gpu } from './gpu.ts';
import { startBenchmark } from './run-benchmark.ts';

const settle = () => new Promise((resolve) => setTimeout(resolve));

describe('the benchmark of a run', () => {
  it('says in a sentence that there is no GPU, and lets the run go on', async () => {
    const events: RunEvent[] = [];
    const open = async (): Promise<Gpu> => {
      throw new Error('This browser has no WebGPU.');
    };
    const reward = startBenchmark(open, 64, (event) => events.push(event));
    expect(reward.ask(strassen('standard'))).toBeUndefined();
    await settle();
    expect(events).toEqual([{ kind: 'unmeasured', reason: 'This browser has no WebGPU.' }]);
    expect(reward.ask(strassen('z2'))).toBeUndefined();
    await settle();
    expect(events).toHaveLength(1);
  });

  it('times nothing on a software adapter', async () => {
    const events: RunEvent[] = [];
    const software = { info: { software: true } } as unknown as Gpu;
    const reward = startBenchmark(
      async () => software,
      64,
      (event) => events.push(event),
    );
    reward.ask(strassen('z2'));
    await settle();
    expect(JSON.stringify(events)).toContain('software adapter');
  });
});
