import type { BackendName } from '../src/network/backend.ts';
import type { Size } from '../src/tensor/size.ts';
import type { PresetName } from '../src/training/config.ts';

/** What a benchmark measures. */
export interface Row {
  /** Words between dots, from the general to the particular; the last says what is counted. */
  readonly name: string;
  readonly value: number;
  readonly unit: string;
  /** Everything needed to measure it again. */
  readonly config: Readonly<Record<string, unknown>>;
}

/** What the command line may ask of groups that can be asked. */
export interface GroupOptions {
  /** Sides of square matrices. */
  readonly sizes?: readonly number[];
  /** Matrix products that the agent is measured on, */
  readonly targets?: readonly Size[];
  /** and presets. */
  readonly presets?: readonly PresetName[];
  /** How long a run is watched. */
  readonly minutes?: number;
  /** Only these, of those that the machine has. */
  readonly backends?: readonly BackendName[];
  /** Where samples go as they are taken. */
  readonly csv?: string;
}

/** Measures the rows of one group; `say` tells progress, a line at a time. */
export type Group = (say: (line: string) => void, options?: GroupOptions) => Promise<Row[]>;
