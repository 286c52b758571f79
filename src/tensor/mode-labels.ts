/** One mode of a target: how its coordinates are named and laid out as a matrix, row-major. */
export interface ModeLabels {
  readonly letter: 'a' | 'b' | 'c';
  /** One a coordinate, plain: 'a11'. */
  readonly names: readonly string[];
  readonly rows: number;
  readonly columns: number;
}

export type ThreeModes = readonly [ModeLabels, ModeLabels, ModeLabels];

/** An n×m matrix: a11, a12, …; a1_1, a1_2, … where a side is beyond 9. */
export function matrixLabels(
  letter: ModeLabels['letter'],
  rows: number,
  columns: number,
): ModeLabels {
  const between = Math.max(rows, columns) > 9 ? '_' : '';
  const names = Array.from(
    { length: rows * columns },
    (_, at) => `${letter}${Math.floor(at / columns) + 1}${between}${(at % columns) + 1}`,
  );
  return { letter, names, rows, columns };
}

/** A row of numbered coordinates, from a1 unless another first number is given. */
export function rowLabels(letter: ModeLabels['letter'], length: number, first = 1): ModeLabels {
  const names = Array.from({ length }, (_, at) => `${letter}${at + first}`);
  return { letter, names, rows: 1, columns: length };
}

/** A column of numbered coordinates from b1. */
export function columnLabels(letter: ModeLabels['letter'], length: number): ModeLabels {
  return { ...rowLabels(letter, length), rows: length, columns: 1 };
}

/** 'a₁₁' for 'a11'. */
export function subscripted(name: string): string {
  return name.replace(/\d/g, (digit) => String.fromCharCode(0x2080 + Number(digit)));
}
