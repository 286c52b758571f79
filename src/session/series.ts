/** What a series needs to go on after a reload; plain data for structured cloning. */
export interface SeriesSnapshot {
  readonly stride: number;
  /** [length] */
  readonly x: readonly number[];
  /** [columns][length] */
  readonly columns: readonly (readonly number[])[];
}

/** Points kept of one series; past that, neighbours are averaged and the stride doubles. */
export const SERIES_CAPACITY = 2000;

/**
 * Several quantities over one x, in bounded memory: every kept point is the mean of `stride` reports
 * (x: the last of them). NaN says that a quantity was not measured, and takes no part in a mean.
 */
export class Series {
  readonly #capacity: number;
  readonly #columns: number[][];
  #x: number[] = [];
  #stride = 1;
  /** Reports not yet in a kept point, and their number. */
  #pending: number[][] = [];
  #pendingX = Number.NaN;

  /** @param capacity an even number, at least 2 */
  constructor(columns: number, capacity: number = SERIES_CAPACITY) {
    this.#capacity = capacity;
    this.#columns = Array.from({ length: columns }, () => []);
  }

  static from(snapshot: SeriesSnapshot, capacity: number = SERIES_CAPACITY): Series {
    const series = new Series(snapshot.columns.length, capacity);
    series.#x = [...snapshot.x];
    series.#stride = snapshot.stride;
    for (const [c, values] of snapshot.columns.entries()) series.#columns[c] = [...values];
    return series;
  }

  get length(): number {
    return this.#x.length;
  }

  /** Reports behind one kept point. */
  get stride(): number {
    return this.#stride;
  }

  /** [length], ascending as pushed */
  get x(): readonly number[] {
    return this.#x;
  }

  /** [length] */
  column(index: number): readonly number[] {
    return this.#columns[index]!;
  }

  push(x: number, values: readonly number[]): void {
    this.#pending.push([...values]);
    this.#pendingX = x;
    if (this.#pending.length < this.#stride) return;
    this.#x.push(this.#pendingX);
    for (const [c, column] of this.#columns.entries()) {
      column.push(mean(this.#pending.map((row) => row[c] ?? Number.NaN)));
    }
    this.#pending = [];
    if (this.#x.length >= this.#capacity) this.#halve();
  }

  snapshot(): SeriesSnapshot {
    return {
      stride: this.#stride,
      x: [...this.#x],
      columns: this.#columns.map((column) => [...column]),
    };
  }

  #halve(): void {
    this.#stride *= 2;
    this.#x = this.#x.filter((_, i) => i % 2 === 1);
    for (const [c, column] of this.#columns.entries()) {
      this.#columns[c] = Array.from({ length: Math.floor(column.length / 2) }, (_, i) =>
        mean([column[2 * i]!, column[2 * i + 1]!]),
      );
    }
  }
}

/** The mean of what was measured; NaN when nothing was. */
function mean(values: readonly number[]): number {
  const measured = values.filter((value) => !Number.isNaN(value));
  if (measured.length === 0) return Number.NaN;
  return measured.reduce((sum, value) => sum + value, 0) / measured.length;
}
