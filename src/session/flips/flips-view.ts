import type { FlipsSetup } from './flips-setup.ts';
import type { GpuTold } from './search-host.ts';

export type FlipsStatus = 'opening' | 'idle' | 'running' | 'pausing' | 'paused' | 'finished';

/** A decomposition that was found, better than any before. */
export interface Found {
  readonly rank: number;
  readonly seconds: number;
  readonly flips: number;
  /** Its key in the library; null when it is a way to finish a game. */
  readonly key: string | null;
  /** Of the integer algorithm it was lifted to. */
  readonly liftedKey: string | null;
  /** The game with the moves that finish it, as a link holds it. */
  readonly game: string | null;
}

/** The ranks at which the walks were, over the flips of all. */
export interface RankTrace {
  readonly flips: readonly number[];
  /** [samples][walks] */
  readonly ranks: readonly (readonly number[])[];
}

export interface FlipsView {
  readonly status: FlipsStatus;
  readonly setup: FlipsSetup | null;
  readonly seconds: number;
  readonly flips: number;
  readonly flipsPerSecond: number | null;
  readonly bestRank: number | null;
  readonly ranks: readonly number[];
  readonly pools: readonly (readonly [number, number])[];
  readonly found: readonly Found[];
  readonly trace: RankTrace;
  /** The GPU that walks too; null where none does. */
  readonly gpu: GpuTold | null;
  /** What went wrong, in a sentence; null when nothing did. */
  readonly failure: string | null;
}

const MOST_SAMPLES = 600;

/** With one sample more, the first of all being the rank of the beginning; when there are too many, every second one goes. */
export function traced(
  trace: RankTrace,
  flips: number,
  ranks: readonly number[],
  beginning: number,
): RankTrace {
  if (trace.flips.length === 0) {
    return { flips: [0, flips], ranks: [ranks.map(() => beginning), ranks] };
  }
  const added = { flips: [...trace.flips, flips], ranks: [...trace.ranks, ranks] };
  if (added.flips.length <= MOST_SAMPLES) return added;
  const isKept = (_: unknown, at: number) => at % 2 === 0;
  return { flips: added.flips.filter(isKept), ranks: added.ranks.filter(isKept) };
}

export const NO_TRACE: RankTrace = { flips: [], ranks: [] };
