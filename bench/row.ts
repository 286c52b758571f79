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
}

/** Measures the rows of one group; `say` tells progress, a line at a time. */
export type Group = (say: (line: string) => void, options?: GroupOptions) => Promise<Row[]>;
