import { describe, expect, it } from 'vitest';
import { seeded } from '../tensor/random.ts';
import { type Contender, type Gate, MEASURE, measure, OPEN_GATE, runsFor } from './measure.ts';

/** Takes so long a run by its own clock, with a little noise. */
function scripted(name: string, each: number, log: string[] = [], noise = 0.005): Contender {
  const random = seeded(each * 1e6);
  return {
    name,
    seconds: async (runs) => {
      log.push(name);
      return runs * each * (1 + noise * (random.next() - 0.5));
    },
  };
}

describe('measure', () => {
  it('spans at least 20 ms a sample and takes 15 rounds of everyone', async () => {
    const found = await measure([scripted('a', 0.003), scripted('b', 0.0001)], MEASURE, seeded(1));
    for (const { runs, samples, kept, dropped } of found) {
      expect(samples).toHaveLength(15);
      expect(kept.length + dropped).toBe(15);
      expect(runs * samples[0]!).toBeGreaterThanOrEqual(0.0199);
    }
    expect(found[0]!.runs).toBeLessThan(10);
  });

  it('interleaves: everyone once a round, in an order that changes', async () => {
    const log: string[] = [];
    const three = ['a', 'b', 'c'].map((name) => scripted(name, 0.02, log));
    await measure(three, MEASURE, seeded(2));
    const rounds = Array.from({ length: 15 }, (_, i) =>
      log.slice(log.length - 45 + 3 * i).slice(0, 3),
    );
    for (const round of rounds) expect([...round].sort()).toEqual(['a', 'b', 'c']);
    expect(new Set(rounds.map(String)).size).toBeGreaterThan(2);
  });

  it('warms up until five samples agree', async () => {
    let call = 0;
    const warming: Contender = {
      name: 'warming',
      seconds: async (runs) => runs * 0.02 * (1 + 1 / (1 + call++) ** 2),
    };
    const [found] = await measure([warming], { ...MEASURE, patience: 1e9 }, seeded(1));
    expect(found!.settled).toBe(true);
    expect(found!.warmUp).toBeGreaterThan(5);
  });

  it('gives up on what never settles, and says so', async () => {
    let call = 0;
    const unsteady: Contender = {
      name: 'unsteady',
      seconds: async (runs) => runs * (call++ % 2 ? 0.02 : 0.04),
    };
    const [found] = await measure([unsteady], MEASURE, seeded(1));
    expect(found!.settled).toBe(false);
    expect(found!.samples).toHaveLength(15);
  });

  it('survives a clock that stands still, and drops its samples', async () => {
    const [found] = await measure([{ name: 'dead', seconds: async () => 0 }], MEASURE, seeded(1));
    expect(found!.kept).toHaveLength(0);
    expect(found!.dropped).toBe(15);
  });

  it('takes a sample again when it was disturbed', async () => {
    let epoch = 0;
    let calls = 0;
    const disturbed: Contender = {
      name: 'disturbed',
      seconds: async () => {
        calls++;
        if (calls === 2) epoch++;
        return calls === 2 ? 99 : 0.03;
      },
    };
    const gate: Gate = { ...OPEN_GATE, epoch: () => epoch };
    expect(await runsFor(disturbed, 0.02, gate)).toBe(1);
    expect(calls).toBe(3);
  });

  it('waits at a closed gate and stops when cancelled', async () => {
    let open: () => void = () => {};
    const waiting = new Promise<void>((resolve) => {
      open = resolve;
    });
    let cancelled = false;
    const log: string[] = [];
    const gate: Gate = {
      ...OPEN_GATE,
      ready: () => waiting,
      check: () => {
        if (cancelled) throw new Error('cancelled');
      },
    };
    const run = measure([scripted('a', 0.02, log)], MEASURE, seeded(1), gate);
    await Promise.resolve();
    expect(log).toHaveLength(0);
    cancelled = true;
    open();
    await expect(run).rejects.toThrow('cancelled');
    expect(log.length).toBeLessThanOrEqual(1);
  });

  it('tells drift', async () => {
    let now = 0;
    const heating: Contender = {
      name: 'heating',
      seconds: async (runs) => runs * 0.02 * (1 + 0.004 * now++),
    };
    const [found] = await measure([heating], MEASURE, seeded(1));
    expect(found!.drift).toBeGreaterThan(0.02);
  });
});
