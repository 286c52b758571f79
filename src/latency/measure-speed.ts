import type { Algorithm } from '../algorithm/algorithm.ts';
import type { Gpu } from './gpu.ts';
import { MEASURE, OPEN_GATE } from './measure.ts';
import { runProbe } from './probe.ts';
import type { SizeResult } from './results.ts';
import { schemeOf } from './scheme.ts';
import type { Choices } from './tuner.ts';

/** Fewer rounds than for a figure that is shown: a reward may be noisy, and there are many. */
const OPTIONS = { ...MEASURE, rounds: 5, patience: 0.5 };

/**
 * Measures algorithms on a GPU at n×n: how many times as fast as the standard product, null where
 * that cannot be told. The classic kernel is chosen once.
 */
export function speedOn(gpu: Gpu, n: number): (algorithm: Algorithm) => Promise<number | null> {
  const choices: Choices = {};
  return async (algorithm) => {
    if (algorithm.arithmetic === 'z2') return null;
    const results: SizeResult[] = [];
    // Every algorithm is tuned for itself, whatever another of its size and rank was best with.
    const scheme = schemeOf(algorithm, 'candidate');
    for (const key of Object.keys(choices)) if (key.includes('|candidate|')) delete choices[key];
    const request = { schemes: [scheme], shapes: [[n, n, n] as const], precision: 'f32' as const };
    await runProbe(gpu, { ...request, seed: 1, options: OPTIONS }, choices, '', {
      gate: OPEN_GATE,
      expect: () => {},
      doing: () => {},
      result: (result) => results.push(result),
      outsider: async () => 'It is not asked for.',
    });
    const entry = results[0]?.entries.find(({ kind }) => kind === 'scheme');
    return entry?.ratio?.ratio ?? null;
  };
}
