/** What the figure shows: a line of rates over sizes for each contender. */
import type { SizeResult } from '../../latency/results.ts';
import { bestScheme } from '../../latency/results.ts';
import { crossover } from '../../latency/statistics.ts';

export interface Point {
  readonly size: number;
  readonly gflops: number;
  /** At the quarter and three-quarter quantiles of the time. */
  readonly low: number;
  readonly high: number;
}

export interface Line {
  readonly name: string;
  readonly kind: 'classic' | 'tfjs' | 'scheme';
  readonly points: readonly Point[];
  /** Of its colour and its mark: the same whoever else is there. */
  readonly look: number;
}

/** The standard products first, then schemes in the order in which they were met. */
export function linesOf(results: readonly SizeResult[]): Line[] {
  const lines = new Map<string, { name: string; kind: Line['kind']; points: Point[] }>();
  for (const { shape, entries } of results) {
    for (const { name, kind, gflops, seconds } of entries) {
      const line = lines.get(name) ?? { name, kind, points: [] };
      if (Number.isFinite(gflops)) {
        const rate = (time: number) => (gflops * seconds.median) / time;
        line.points.push({
          size: shape[0],
          gflops,
          low: rate(seconds.high),
          high: rate(seconds.low),
        });
      }
      lines.set(name, line);
    }
  }
  const order = { classic: 0, tfjs: 1, scheme: 2 };
  let schemes = 0;
  return [...lines.values()]
    .sort((a, b) => order[a.kind] - order[b.kind])
    .map((line) => ({
      ...line,
      look: line.kind === 'scheme' ? 2 + (schemes++ % 5) : order[line.kind],
    }));
}

/** The size from which on the best scheme is faster than the classic kernel, beyond doubt. */
export function crossoverOf(results: readonly SizeResult[]): number | null {
  return crossover(
    results.flatMap((result) => {
      const ratio = bestScheme(result)?.ratio;
      return ratio === null || ratio === undefined
        ? []
        : [[result.shape[0], ratio.differs ? ratio.ratio : 1] as const];
    }),
  );
}

/** 'classic' and 'tfjs' as people call them. */
export function contenderName(name: string): string {
  if (name === 'classic') return 'Standard product, our kernel';
  if (name === 'tfjs') return 'TensorFlow.js';
  if (name === 'strassen') return 'Strassen';
  if (name === 'strassen2') return 'Strassen, two levels';
  return name.replaceAll('x', '×');
}
