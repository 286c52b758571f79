/** What a network does a second, batch by batch. */
import type { RunConfig } from '../src/training/config.ts';
import type { Row } from './row.ts';
import { timed } from './timing.ts';

export interface BatchRates {
  /** The row's name but for its batch: `GROUP.PRESET.BACKEND`, and what is counted. */
  readonly of: string;
  readonly counted: string;
  readonly config: RunConfig;
  /** The smallest first. */
  readonly batches: readonly number[];
  /** What is timed for a batch. */
  readonly callOf: (batch: number) => () => Promise<unknown>;
  /** A batch that takes longer, and those after it, are not measured: the whole is to take minutes. */
  readonly patienceSeconds: number;
  /** Further settings, to measure it again. */
  readonly details: Readonly<Record<string, unknown>>;
}

/** A row for each batch that is not too slow. */
export async function batchRates(
  { of, counted, config, batches, callOf, patienceSeconds, details }: BatchRates,
  say: (line: string) => void,
): Promise<Row[]> {
  const rows: Row[] = [];
  for (const batch of batches) {
    const name = `${of}.b${batch}.${counted}_per_s`;
    const timing = await timed(callOf(batch), patienceSeconds);
    if (timing === null) {
      say(`${name} and larger left out: a call takes over ${patienceSeconds} s`);
      break;
    }
    const value = batch / timing.seconds;
    say(`${name} ${value.toPrecision(4)}`);
    const { targets, arithmetic, network, seed } = config;
    const { size } = targets[0]!;
    rows.push({
      name,
      value,
      unit: '1/s',
      config: {
        ...{ size, arithmetic, network, batch, calls: timing.calls, seed, ...details },
        perProcessorSecond: batch / timing.processorSeconds,
      },
    });
  }
  return rows;
}
