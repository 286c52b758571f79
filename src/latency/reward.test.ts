import { describe, expect, it } from 'vitest';
import type { Algorithm } from '../algorithm/algorithm.ts';
import { transposed } from '../algorithm/equivalence/symmetries.ts';
import { naiveAlgorithm, strassen } from '../algorithm/examples.ts';
import { BenchmarkReward, type MeasureSpeed, type SpeedFound } from './reward.ts';

/** A reward with a clock of its own: a measurement takes 4 s. */
function setUp(measure: MeasureSpeed, secondsPerMinute = 10) {
  let time = 0;
  const measured: Algorithm[] = [];
  const found: SpeedFound[] = [];
  const failures: string[] = [];
  const reward = new BenchmarkReward({
    measure: async (algorithm) => {
      measured.push(algorithm);
      time += 4000;
      return measure(algorithm);
    },
    secondsPerMinute,
    onSpeed: (speed) => found.push(speed),
    onFailure: (reason) => failures.push(reason),
    now: () => time,
    sleep: async (milliseconds) => {
      time += milliseconds;
    },
  });
  return { reward, measured, found, failures, now: () => time };
}

const settle = () => new Promise((resolve) => setTimeout(resolve));
const STRASSEN = strassen('standard');

describe('the benchmark reward', () => {
  it('answers at once, and knows what was measured from then on', async () => {
    const { reward, measured, found } = setUp(async () => 2);
    expect(reward.ask(STRASSEN)).toBeUndefined();
    await settle();
    expect(reward.ask(STRASSEN)).toBeCloseTo(Math.LN2);
    expect(measured).toHaveLength(1);
    expect(found).toEqual([{ algorithm: STRASSEN, speed: 2 }]);
  });

  it('measures equivalent algorithms once', async () => {
    const { reward, measured } = setUp(async () => 1.5);
    reward.ask(STRASSEN);
    await settle();
    const reversed = {
      ...STRASSEN,
      u: [...STRASSEN.u].reverse(),
      v: [...STRASSEN.v].reverse(),
      w: [...STRASSEN.w].reverse(),
    };
    expect(reward.ask(reversed)).toBeCloseTo(Math.log(1.5));
    expect(reward.ask(transposed(STRASSEN))).toBeCloseTo(Math.log(1.5));
    reward.ask(naiveAlgorithm([2, 2, 2], 'standard'));
    await settle();
    expect(measured).toHaveLength(2);
  });

  it('keeps to its budget of seconds a minute', async () => {
    const { reward, measured, now } = setUp(async () => 1);
    const sizes = [1, 2, 3, 4, 5, 6, 7, 8].map((n) => naiveAlgorithm([1, 1, n], 'standard'));
    for (const algorithm of sizes) reward.ask(algorithm);
    await settle();
    expect(measured).toHaveLength(8);
    // Three of four seconds reach the budget of ten: eight take three minutes, less the rest of one.
    expect(now()).toBeGreaterThanOrEqual(2 * 60_000);
  });

  it('does not ask again about what cannot be told', async () => {
    const { reward, measured, found } = setUp(async () => null);
    reward.ask(STRASSEN);
    await settle();
    expect(reward.ask(STRASSEN)).toBeUndefined();
    await settle();
    expect(measured).toHaveLength(1);
    expect(found).toHaveLength(0);
  });

  it('says once that it can measure nothing, and stops', async () => {
    const { reward, failures, measured } = setUp(async () => {
      throw new Error('The GPU went away.');
    });
    reward.ask(STRASSEN);
    await settle();
    reward.ask(naiveAlgorithm([2, 2, 2], 'standard'));
    await settle();
    expect(failures).toEqual(['The GPU went away.']);
    expect(measured).toHaveLength(1);
  });
});
