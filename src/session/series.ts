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
 * (x: the last of them), each weighing as much as it covers, which is from the x of the one before to its
 * own. NaN says that a quantity was not measured, and takes no part in a mean.
 */
export class Series {
  readonly #capacity: number;
  readonly #columns: number[][];
  #x: number[] = [];
  #stride = 1;
  /** Reports not yet in a kept point, and their number. */
  #pending: number[][] = [];
  #pendingX: number[] = [];

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

  /** The mean of a column's points `from` … `to` − 1, each weighing as much as it covers. */
  mean(column: number, from: number, to: number): number {
    return meanOver(this.#x, this.#columns[column]!, from, to, 0);
  }

  push(x: number, values: readonly number[]): void {
    this.#pending.push([...values]);
    this.#pendingX.push(x);
    if (this.#pending.length < this.#stride) return;
    const before = this.#x.at(-1) ?? 0;
    for (const [c, column] of this.#columns.entries()) {
      const values = this.#pending.map((row) => row[c] ?? Number.NaN);
      column.push(meanOver(this.#pendingX, values, 0, values.length, before));
    }
    this.#x.push(x);
    this.#pending = [];
    this.#pendingX = [];
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
    const pairs = Math.floor(this.#x.length / 2);
    for (const c of this.#columns.keys()) {
      this.#columns[c] = Array.from({ length: pairs }, (_, i) => this.mean(c, 2 * i, 2 * i + 2));
    }
    this.#x = this.#x.filter((_, i) => i % 2 === 1);
  }
}

/**
 * The mean of what was measured, each value weighing as much as its x lies after the one before; NaN when
 * nothing was measured. Where they cover nothing, all weigh the same.
 * @param before where the first of all begins
 */
function meanOver(
  x: readonly number[],
  values: readonly number[],
  from: number,
  to: number,
  before: number,
): number {
  let [sum, weight, plain, count] = [0, 0, 0, 0];
  for (let i = from; i < to; i++) {
    const value = values[i]!;
    if (Number.isNaN(value)) continue;
    const covered = x[i]! - (x[i - 1] ?? before);
    sum += covered * value;
    weight += covered;
    plain += value;
    count++;
  }
  if (count === 0) return Number.NaN;
  return weight > 0 ? sum / weight : plain / count;
}
