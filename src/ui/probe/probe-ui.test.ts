import { describe, expect, it } from 'vitest';
import { naiveAlgorithm, strassen } from '../../algorithm/examples.ts';
import type { Entry, SizeResult } from '../../latency/results.ts';
import { admit } from '../../session/library/entry.ts';
import { ratesInWords, rateText } from './draw-rates.ts';
import { schemeChoices } from './scheme-choices.ts';
import { crossoverOf, linesOf } from './series.ts';

function entry(name: string, kind: Entry['kind'], gflops: number, ratio = 1): Entry {
  const seconds = { median: 1, low: 0.5, high: 2 };
  const interval = { ratio, low: ratio - 0.05, high: ratio + 0.05 };
  return {
    ...{ name, kind, gflops, seconds, variant: 'separate', tile: 'a tile', workspace: 0 },
    ...{ error: null, method: 'timestamps', samples: [], runs: 1, dropped: 0, warmUp: 5 },
    ...{ settled: true, drift: 0 },
    ratio: kind === 'classic' ? null : { ...interval, differs: Math.abs(ratio - 1) > 0.05 },
  };
}

function result(n: number, ...entries: Entry[]): SizeResult {
  return { shape: [n, n, n], precision: 'f32', entries, leftOut: [] };
}

const RESULTS = [
  result(1024, entry('classic', 'classic', 100), entry('strassen', 'scheme', 80, 0.8)),
  result(2048, entry('classic', 'classic', 100), entry('strassen', 'scheme', 102, 1.02)),
  result(
    4096,
    entry('classic', 'classic', 110),
    entry('strassen', 'scheme', 130, 1.2),
    entry('tfjs', 'tfjs', 50, 0.5),
  ),
];

describe('the figure of rates', () => {
  it('has a line a contender, the standard products first, looks kept apart', () => {
    const lines = linesOf(RESULTS);
    expect(lines.map(({ name }) => name)).toEqual(['classic', 'tfjs', 'strassen']);
    expect(lines.map(({ look }) => look)).toEqual([0, 1, 2]);
    expect(lines[2]!.points.map(({ size, gflops }) => [size, gflops])).toEqual([
      [1024, 80],
      [2048, 102],
      [4096, 130],
    ]);
    // The slower quarter of the times is the lower end of the rates.
    expect(lines[0]!.points[0]).toMatchObject({ low: 50, high: 200 });
  });

  it('marks the crossover where the best scheme is faster beyond doubt, and says it in words', () => {
    expect(crossoverOf(RESULTS)).toBe(4096);
    expect(crossoverOf(RESULTS.slice(0, 2))).toBeNull();
    expect(ratesInWords(linesOf(RESULTS), 4096)).toContain('Strassen 130 GFLOP/s at 4096');
    expect(ratesInWords(linesOf(RESULTS), 4096)).toContain('faster from 4096 on');
  });

  it('writes rates with their unit', () => {
    expect(rateText(45_344)).toBe('45.3 TFLOP/s');
    expect(rateText(812.4)).toBe('812 GFLOP/s');
    expect(rateText(0.0312)).toBe('31.2 MFLOP/s');
    expect(rateText(Number.NaN)).toBe('–');
  });
});

describe('the schemes to choose from', () => {
  const kept = [strassen('standard'), strassen('z2'), naiveAlgorithm([2, 2, 3], 'standard')].map(
    (algorithm) => {
      const admitted = admit(algorithm, { kind: 'hand', link: '' }, 0);
      if ('refused' in admitted) throw new Error(admitted.refused);
      return admitted.entry;
    },
  );
  const entries = new Map(kept.map((entry) => [entry.key, entry]));
  const [good, modulo] = kept.map(({ key }) => key);

  it('are the built-in ones and what in the library holds for numbers and saves products', () => {
    const ids = schemeChoices(entries, []).map(({ id }) => id);
    expect(ids).toEqual(['strassen', 'strassen2', good]);
  });

  it('keep what is chosen in sight, and say what is the matter with it', () => {
    const found = schemeChoices(entries, [modulo!, 'gone']);
    expect(found.slice(-2).map(({ id, detail }) => [id, detail])).toEqual([
      [modulo, 'holds modulo 2 only, or saves nothing'],
      ['gone', 'not in this browser’s library'],
    ]);
  });
});
