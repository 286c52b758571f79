/** How tiles get from storage buffers to where they are multiplied: the loop along k. */

import { vectorType } from './text.ts';
import { invocations, type Precision, type Tile, vec4sOfA, vec4sOfB } from './tile.ts';

/** WGSL expressions of vec4: of A at (row, k / 4), of B at (k, column / 4). */
export interface Loads {
  a(row: string, k4: string): string;
  b(k: string, column4: string): string;
}

/** Lines that multiply what lies in one tile; `base` is the first vec4 of its buffer. */
export type Multiply = (place: {
  readonly loads: Loads;
  /** k of the tile's first column of A */
  readonly k: string;
  /** first vec4 of the tiles in workgroup memory */
  readonly baseA: string;
  readonly baseB: string;
}) => string[];

interface Fetch {
  readonly register: string;
  readonly value: (k: string) => string;
  readonly store: (baseA: string, baseB: string) => string[];
}

/**
 * @param steps tiles along k
 * @returns the declarations of workgroup memory, and the lines that leave the product of a tile of C
 * in the registers c{i}_{j}
 */
export function transferLines(
  tile: Tile,
  precision: Precision,
  loads: Loads,
  steps: number,
  multiply: Multiply,
): { declarations: string[]; body: string[] } {
  const vec = vectorType(precision);
  const declarations: string[] = [];
  const sizes = [vec4sOfA(tile) * tile.buffers, vec4sOfB(tile) * tile.buffers] as const;
  if (sizes[0] > 0) declarations.push(`var<workgroup> tile_a: array<${vec}, ${sizes[0]}>;`);
  if (sizes[1] > 0) declarations.push(`var<workgroup> tile_b: array<${vec}, ${sizes[1]}>;`);
  const fetches = [...fetchesOfA(tile, loads), ...fetchesOfB(tile, loads)];
  const body = registers(tile);
  const last = `${steps * tile.depth}u`;
  const get = (k: string) => fetches.map(({ register, value }) => `${register} = ${value(k)};`);
  const put = (a: string, b: string) => fetches.flatMap(({ store }) => store(a, b));
  const loop = `for (var k = 0u; k < ${last}; k += ${tile.depth}u) {`;
  const next = `k + ${tile.depth}u`;
  body.push(...fetches.map(({ register }) => `var ${register}: ${vec};`));
  if (fetches.length === 0) {
    body.push(loop, ...multiply({ loads, k: 'k', baseA: '0u', baseB: '0u' }), '}');
  } else if (tile.buffers === 2) {
    const [a, b] = [vec4sOfA(tile), vec4sOfB(tile)];
    body.push(
      'var half = 0u;',
      ...get('0u'),
      ...put('0u', '0u'),
      'workgroupBarrier();',
      loop,
      `let base_a = half * ${a}u; let base_b = half * ${b}u;`,
      `let other_a = (1u - half) * ${a}u; let other_b = (1u - half) * ${b}u;`,
      `let more = ${next} < ${last};`,
      'if (more) {',
      ...get(next),
      ...(tile.prefetch ? [] : put('other_a', 'other_b')),
      '}',
      ...multiply({ loads, k: 'k', baseA: 'base_a', baseB: 'base_b' }),
      ...(tile.prefetch ? ['if (more) {', ...put('other_a', 'other_b'), '}'] : []),
      'workgroupBarrier();',
      'half = 1u - half;',
      '}',
    );
  } else {
    body.push(
      ...(tile.prefetch ? get('0u') : []),
      loop,
      ...(tile.prefetch ? [] : get('k')),
      'workgroupBarrier();',
      ...put('0u', '0u'),
      'workgroupBarrier();',
      ...(tile.prefetch ? [`if (${next} < ${last}) {`, ...get(next), '}'] : []),
      ...multiply({ loads, k: 'k', baseA: '0u', baseB: '0u' }),
      '}',
      // The next product may not overwrite what a slower invocation still reads: its first barrier
      // in the loop comes before it stores.
    );
  }
  return { declarations, body };
}

function registers(tile: Tile): string[] {
  const lines: string[] = [];
  for (let i = 0; i < tile.rowsEach; i++) {
    for (let j = 0; j < tile.columnsEach / 4; j++) lines.push(`var c${i}_${j} = vec4<f32>();`);
  }
  return lines;
}

function fetchesOfA(tile: Tile, loads: Loads): Fetch[] {
  if (tile.a !== 'staged' && tile.a !== 'turned') return [];
  const depth4 = tile.depth / 4;
  const count = invocations(tile);
  return Array.from({ length: (tile.rows * depth4) / count }, (_, i) => {
    const at = `(me + ${i * count}u)`;
    const row = `${at} / ${depth4}u`;
    const k4 = `${at} % ${depth4}u`;
    const register = `next_a${i}`;
    return {
      register,
      value: (k) => loads.a(`row0 + ${row}`, `(${k}) / 4u + ${k4}`),
      store: (base) =>
        tile.a === 'staged'
          ? [`tile_a[${base} + (${row}) * ${depth4 + tile.pad}u + ${k4}] = ${register};`]
          : [0, 1, 2, 3].map(
              (e) =>
                `tile_a[${base} + ((${k4}) * 4u + ${e}u) * ${tile.rows / 4 + tile.pad}u + (${row}) / 4u][(${row}) % 4u] = ${register}.${'xyzw'[e]};`,
            ),
    };
  });
}

function fetchesOfB(tile: Tile, loads: Loads): Fetch[] {
  if (tile.b !== 'staged') return [];
  const columns4 = tile.columns / 4;
  const count = invocations(tile);
  return Array.from({ length: (tile.depth * columns4) / count }, (_, i) => {
    const at = `(me + ${i * count}u)`;
    const k = `${at} / ${columns4}u`;
    const column4 = `${at} % ${columns4}u`;
    const register = `next_b${i}`;
    return {
      register,
      value: (k0) => loads.b(`${k0} + ${k}`, `column0 + ${column4}`),
      store: (_a, base) => [`tile_b[${base} + ${at}] = ${register};`],
    };
  });
}
