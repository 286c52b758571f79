/** How contenders are timed against each other. */
import type { Random } from '../tensor/random.ts';
import { drift, dropOutliers, median, settled, shuffled } from './statistics.ts';

/** Something that can be run several times in a row and says how long that took. */
export interface Contender {
  readonly name: string;
  /** Seconds for so many runs in a row; not positive when the clock failed. */
  seconds(runs: number): Promise<number>;
}

export interface MeasureOptions {
  /** A sample spans at least so many seconds: clocks of GPUs are quantised. */
  readonly span: number;
  readonly rounds: number;
  /** Seconds of warming up after which a contender counts as warm although it has not settled. */
  readonly patience: number;
}

export const MEASURE: MeasureOptions = { span: 0.02, rounds: 15, patience: 2 };

/** What a measurement asks of its surroundings. */
export interface Gate {
  /** Resolves when timing makes sense: at once, or when a hidden tab is seen again. */
  ready(): Promise<void>;
  /** A number that changes whenever the surroundings disturbed a sample. */
  epoch(): number;
  /** @throws when the user cancelled */
  check(): void;
  /** So many of the samples that were announced are done. */
  step(): void;
}

export const OPEN_GATE: Gate = {
  ready: async () => {},
  epoch: () => 0,
  check: () => {},
  step: () => {},
};

export interface Measured {
  readonly name: string;
  /** Runs in one sample, at least: up to a quarter more are drawn at random for each. */
  readonly runs: number;
  /** Seconds a run, of every sample taken, in order. */
  readonly samples: readonly number[];
  /** Those that count. */
  readonly kept: readonly number[];
  readonly dropped: number;
  readonly warmUp: number;
  /** False when it had not settled after all the patience. */
  readonly settled: boolean;
  /** How much slower the end was than the beginning, as a fraction. */
  readonly drift: number;
}

const MOST_RUNS = 1 << 16;
const MOST_RETAKES = 20;

/**
 * Warms every contender up until its last five samples agree within 3 %, then samples them round by
 * round, each round in a random order of its own.
 */
export async function measure(
  contenders: readonly Contender[],
  { span, rounds, patience }: MeasureOptions,
  random: Random,
  gate: Gate = OPEN_GATE,
): Promise<Measured[]> {
  const warm: { runs: number; samples: number[]; warmUp: number; settled: boolean }[] = [];
  for (const contender of contenders) {
    const runs = await runsFor(contender, span, gate);
    const taken: number[] = [];
    let spent = 0;
    while (!settled(taken) && (spent < patience || taken.length < 2)) {
      const seconds = await sample(contender, runs, gate);
      taken.push(seconds / runs);
      spent += Math.max(seconds, 0);
      // A clock that never advances would keep this going for ever.
      if (taken.length >= 200) break;
    }
    warm.push({ runs, samples: [], warmUp: taken.length, settled: settled(taken) });
  }
  for (let round = 0; round < rounds; round++) {
    for (const i of shuffled(contenders.length, random)) {
      const { runs, samples } = warm[i]!;
      // Not always as many: else a quantised clock shows the same few values again and again.
      const count = runs + random.below(Math.ceil(runs / 4) + 1);
      samples.push((await sample(contenders[i]!, count, gate)) / count);
      gate.step();
    }
  }
  return contenders.map(({ name }, i) => {
    const { runs, samples, warmUp, settled: steady } = warm[i]!;
    const { kept, dropped } = dropOutliers(samples);
    return { name, runs, samples, kept, dropped, warmUp, settled: steady, drift: drift(kept) };
  });
}

/** Runs in a row that span the time asked for. */
export async function runsFor(contender: Contender, span: number, gate: Gate): Promise<number> {
  let runs = 1;
  // The first run of all is slower: it makes what later ones reuse.
  await sample(contender, 1, gate);
  for (let attempt = 0; attempt < 12; attempt++) {
    const seconds = await sample(contender, runs, gate);
    if (seconds >= span || runs >= MOST_RUNS) return runs;
    const factor = seconds > 0 ? Math.min((1.1 * span) / seconds, 64) : 8;
    runs = Math.min(MOST_RUNS, Math.max(runs + 1, Math.ceil(runs * factor)));
  }
  return runs;
}

/** A quick figure for choosing between kernels: the median of three samples, in seconds a run. */
export async function quick(contender: Contender, span: number, gate: Gate): Promise<number> {
  const runs = await runsFor(contender, span, gate);
  const times: number[] = [];
  for (let i = 0; i < 3; i++) times.push((await sample(contender, runs, gate)) / runs);
  return median(times.filter((time) => time > 0));
}

/** One sample, taken again when it was disturbed. */
async function sample(contender: Contender, runs: number, gate: Gate): Promise<number> {
  for (let attempt = 0; ; attempt++) {
    gate.check();
    await gate.ready();
    const before = gate.epoch();
    const seconds = await contender.seconds(runs);
    gate.check();
    if (gate.epoch() === before || attempt >= MOST_RETAKES) return seconds;
  }
}
