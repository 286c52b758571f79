/** A straight line through samples. */
export interface Line {
  readonly first: number;
  readonly last: number;
  readonly least: number;
  readonly most: number;
  readonly mean: number;
  /** Change an hour, by least squares. */
  readonly perHour: number;
  /** Its standard error, as if the samples were independent. */
  readonly error: number;
}

/** @param points [minutes, value]; those without a value are left out. */
export function lineThrough(points: readonly (readonly [number, number])[]): Line | null {
  const known = points.filter(([, value]) => Number.isFinite(value));
  const count = known.length;
  if (count < 3) return null;
  const values = known.map(([, value]) => value);
  const mean = values.reduce((sum, value) => sum + value, 0) / count;
  const middle = known.reduce((sum, [minutes]) => sum + minutes / 60, 0) / count;
  let xx = 0;
  let xy = 0;
  for (const [minutes, value] of known) {
    xx += (minutes / 60 - middle) ** 2;
    xy += (minutes / 60 - middle) * (value - mean);
  }
  const perHour = xy / xx;
  let rest = 0;
  for (const [minutes, value] of known) {
    rest += (value - mean - perHour * (minutes / 60 - middle)) ** 2;
  }
  return {
    first: values[0]!,
    last: values.at(-1)!,
    least: Math.min(...values),
    most: Math.max(...values),
    mean,
    perHour,
    error: Math.sqrt(rest / (count - 2) / xx),
  };
}
