/** WGSL for rows that come from several grids, or go to them. */

export interface GridRows {
  /** Grids. */
  readonly count: number;
  /** Tells of row `row` which grid it lies in, `grid`, and where, `gridRow`. */
  readonly find: string;
}

/** Aligned rows of two grids of this size. */
export function pairRows(size: number): GridRows {
  return {
    count: 2,
    find: `let line = row / ${2 * size}u;
  let along = row % ${2 * size}u;
  let grid = along / ${size}u;
  let gridRow = select(line * ${size}u + along - ${size}u, (line / ${size}u * ${size}u + along) * ${size}u + line % ${size}u, grid == 0u);`,
  };
}

/** Rows of samples of so many tokens, a third of them in each of three grids. */
export function sampleRows(tokens: number): GridRows {
  const cells = tokens / 3;
  return {
    count: 3,
    find: `let token = row % ${tokens}u;
  let grid = token / ${cells}u;
  let gridRow = row / ${tokens}u * ${cells}u + token % ${cells}u;`,
  };
}

/** Names of the grids' buffers. */
export function namesOf({ count }: GridRows, prefix = ''): string[] {
  return ['a', 'b', 'c'].slice(0, count).map((name) => `${prefix}${name}`);
}

/** Does something with the buffer of the grid that the row lies in. */
export function inGrid(names: readonly string[], line: (name: string) => string): string {
  const last = names.length - 1;
  return names
    .map((name, i) => `${i < last ? `if (grid == ${i}u) ` : ''}{ ${line(name)} }`)
    .join('\n  else ');
}
