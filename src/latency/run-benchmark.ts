/** The benchmark reward of a run: measurements on a GPU device of its own, told as events. */
import type { Algorithm } from '../algorithm/algorithm.ts';
import { liftToIntegers } from '../algorithm/lift/lift.ts';
import type { RunEvent } from '../training/events.ts';
import type { Gpu } from './gpu.ts';
import { speedOn } from './measure-speed.ts';
import { BenchmarkReward, type MeasureSpeed } from './reward.ts';

/** Of every minute: the GPU may be the network's too. */
const SECONDS_PER_MINUTE = 12;
/** Changes of signs to try until a lift has small coefficients: a few, since many are asked for. */
const LIFT_ATTEMPTS = 4;

/**
 * @param open opens a GPU; asked for when the first algorithm is to be measured
 * @param side n of the n×n matrices
 */
export function startBenchmark(
  open: () => Promise<Gpu>,
  side: number,
  emit: (event: RunEvent) => void,
): BenchmarkReward {
  let speed: Promise<MeasureSpeed> | null = null;
  return new BenchmarkReward({
    measure: async (algorithm) => {
      const real = overNumbers(algorithm);
      if (real === null) return null;
      speed ??= open().then((gpu) => {
        if (!gpu.info.software) return speedOn(gpu, side);
        throw new Error('only a software adapter answers, whose times say nothing about a GPU');
      });
      return (await speed)(real);
    },
    secondsPerMinute: SECONDS_PER_MINUTE,
    onSpeed: ({ algorithm: { size, rank }, speed: times }) =>
      emit({ kind: 'speed', size, rank, speed: times }),
    onFailure: (reason) => emit({ kind: 'unmeasured', reason: `${reason.replace(/\.$/, '')}.` }),
    now: () => performance.now(),
    sleep: (milliseconds) => new Promise((resolve) => setTimeout(resolve, milliseconds)),
  });
}

/** What holds modulo 2 is lifted first; null where it cannot be. */
function overNumbers(algorithm: Algorithm): Algorithm | null {
  if (algorithm.arithmetic === 'standard') return algorithm;
  const lift = liftToIntegers(algorithm, { attempts: LIFT_ATTEMPTS });
  return lift.kind === 'failed' ? null : lift.algorithm;
}
