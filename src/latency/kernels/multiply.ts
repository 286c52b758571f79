/** The arithmetic on one tile: named accumulators, written out in full. */
import { multiplyAdd, vectorType } from './text.ts';
import type { Precision, Tile } from './tile.ts';
import type { Multiply } from './transfer.ts';

const LANES = ['x', 'y', 'z', 'w'] as const;

/**
 * In f16 the products of a tile are summed in f16 and the sums of tiles in f32: twice the rate where
 * two halves are multiplied at once, and an error that does not grow with the size.
 */
export function multiplyLines(tile: Tile, precision: Precision): Multiply {
  return (place) => {
    const sums = precision === 'f16' ? 'h' : 'c';
    const lines = multiplyInto(tile, precision, sums, place);
    if (precision === 'f32') return lines;
    const names = accumulators(tile);
    return [
      ...names.map((name) => `var h${name} = vec4<f16>();`),
      ...lines,
      ...names.map((name) => `c${name} += vec4<f32>(h${name});`),
    ];
  };
}

function accumulators(tile: Tile): string[] {
  return Array.from({ length: tile.rowsEach }, (_, i) =>
    Array.from({ length: tile.columnsEach / 4 }, (_, j) => `${i}_${j}`),
  ).flat();
}

function multiplyInto(
  tile: Tile,
  precision: Precision,
  sums: string,
  place: Parameters<Multiply>[0],
): string[] {
  const groups = tile.depth / 4;
  const together = Math.min(tile.unroll, groups);
  const group = groupLines(tile, precision, sums, place);
  if (tile.a === 'quad') {
    return Array.from({ length: groups / 4 }, (_, i) => group(`${4 * i}u`)).flat();
  }
  if (together === groups) {
    return Array.from({ length: groups }, (_, g) => group(`${g}u`)).flat();
  }
  return [
    `for (var g = 0u; g < ${groups}u; g += ${together}u) {`,
    ...Array.from({ length: together }, (_, i) => group(`g + ${i}u`)).flat(),
    '}',
  ];
}

/** Lines for the group g of four k (of sixteen where A is shared between quads). */
function groupLines(
  tile: Tile,
  precision: Precision,
  sums: string,
  { loads, k, baseA, baseB }: Parameters<Multiply>[0],
): (g: string) => string[] {
  const vec = vectorType(precision);
  const across = tile.columns / tile.columnsEach;
  const down = tile.rows / tile.rowsEach;
  const rows = Array.from({ length: tile.rowsEach }, (_, i) => i);
  const columns = Array.from({ length: tile.columnsEach / 4 }, (_, j) => j);
  const rowsOfB = (kInTile: string) =>
    columns.map((j) =>
      tile.b === 'staged'
        ? `let b${j} = tile_b[${baseB} + (${kInTile}) * ${tile.columns / 4}u + tx + ${j * across}u];`
        : `let b${j} = ${loads.b(`${k} + ${kInTile}`, `column0 + tx + ${j * across}u`)};`,
    );
  const products = (scalar: (i: number) => string) =>
    rows.flatMap((i) =>
      columns.map((j) => multiplyAdd(vec, scalar(i), `b${j}`, `${sums}${i}_${j}`)),
    );
  if (tile.a === 'turned') {
    return (g) =>
      LANES.flatMap((_, e) => {
        const kInTile = `(${g}) * 4u + ${e}u`;
        const fours = Array.from({ length: tile.rowsEach / 4 }, (_, h) => h);
        const stride = tile.rows / 4 + tile.pad;
        return [
          '{',
          ...fours.map(
            (h) => `let a${h} = tile_a[${baseA} + (${kInTile}) * ${stride}u + ty + ${h * down}u];`,
          ),
          ...rowsOfB(kInTile),
          ...products((i) => `a${i >> 2}.${LANES[i & 3]}`),
          '}',
        ];
      });
  }
  const fourK = (g: string, rowOfA: (i: number) => string) => [
    '{',
    ...rows.map((i) => `let a${i} = ${rowOfA(i)};`),
    ...LANES.flatMap((lane, e) => [
      '{',
      ...rowsOfB(`(${g}) * 4u + ${e}u`),
      ...products((i) => `a${i}.${lane}`),
      '}',
    ]),
    '}',
  ];
  if (tile.a === 'staged') {
    const stride = tile.depth / 4 + tile.pad;
    return (g) => fourK(g, (i) => `tile_a[${baseA} + (ty + ${i * down}u) * ${stride}u + ${g}]`);
  }
  const fromStorage = (i: number, k4: string) =>
    loads.a(`row0 + ty + ${i * down}u`, `(${k}) / 4u + ${k4}`);
  if (tile.a === 'direct') return (g) => fourK(g, (i) => fromStorage(i, g));
  return (g) => [
    '{',
    ...rows.map((i) => `let own${i} = ${fromStorage(i, `${g} + (me & 3u)`)};`),
    ...LANES.flatMap((_, q) => fourK(`${g} + ${q}u`, (i) => `quadBroadcast(own${i}, ${q}u)`)),
    '}',
  ];
}
