/**
 * Sums of a product from two pieces of each operand in turn: while threads add up one of them the other
 * is filled, so there is one barrier for each piece. It pays where sums are long.
 */

import { unitLoad, unitStore } from './operand.ts';
import { addTerm, lines, type Product, pitchesOf, type Summing, threadsOf } from './product.ts';
import type { Tile } from './tiles.ts';

/** Threads fetch the operands in units of 4 numbers. */
export function sumWithTwoBuffers(product: Product, tile: Tile, room: number): Summing {
  const { rows, columns, depth } = tile;
  const { left, right, sumsColumns } = product;
  const [threads] = threadsOf(tile);
  const [leftPitch, rightPitch] = pitchesOf(product, tile, 2 * depth, room);
  const [leftUnits, rightUnits] = [(rows * depth) / 4, (columns * depth) / 4];
  const [leftLoads, rightLoads] = [leftUnits, rightUnits].map((n) => Math.ceil(n / threads)) as [
    number,
    number,
  ];
  const each = (line: (side: 'left' | 'right', j: number, unit: string) => string) =>
    (['left', 'right'] as const)
      .map((side) => {
        const [loads, units] = side === 'left' ? [leftLoads, leftUnits] : [rightLoads, rightUnits];
        return lines(loads, (j) => {
          const unit = `(local + ${j * threads}u)`;
          const body = line(side, j, unit);
          return (j + 1) * threads <= units
            ? `{ ${body} }`
            : `if (${unit} < ${units}u) { ${body} }`;
        });
      })
      .join('\n');
  const fetch = (term: string) =>
    each((side, j, unit) =>
      side === 'left'
        ? `fetched${j} = ${unitLoad(left, rows, depth, unit, 'row0', term)};`
        : `fetched${leftLoads + j} = ${unitLoad(right, columns, depth, unit, 'column0', term)};`,
    );
  const store = (buffer: number) =>
    each((side, j, unit) => {
      if (side === 'left') {
        const into = ['leftTile', buffer * depth * leftPitch, leftPitch] as const;
        return unitStore(left, rows, depth, unit, into, `fetched${j}`);
      }
      const into = ['rightTile', buffer * depth * rightPitch, rightPitch] as const;
      const fetched = `fetched${leftLoads + j}`;
      return `${unitStore(right, columns, depth, unit, into, fetched)}
      ${sumsColumns ? `columnSum${j} += ${fetched};` : ''}`;
    });
  /** Adds up the piece in one buffer and fills the other. */
  const turn = (buffer: number) => `
    next = term0 + ${depth}u;
    if (next < last) {
      ${fetch('next')}
    }
    ${lines(depth, (t) => {
      const term = buffer * depth + t;
      return `{\n${addTerm(tile, `${term * leftPitch}u`, `${term * rightPitch}u`)}\n}`;
    })}
    if (next >= last) { break; }
    ${store(1 - buffer)}
    workgroupBarrier();
    term0 = next;`;
  return {
    memory: `var<workgroup> leftTile: array<vec4<f32>, ${2 * depth * leftPitch}>;
var<workgroup> rightTile: array<vec4<f32>, ${2 * depth * rightPitch}>;`,
    code: `
  ${lines(leftLoads + rightLoads, (i) => `var fetched${i} = vec4<f32>();`)}
  ${sumsColumns ? lines(rightLoads, (j) => `var columnSum${j} = vec4<f32>();`) : ''}
  var term0 = first;
  var next = first;
  if (first < last) {
    ${fetch('first')}
    ${store(0)}
    workgroupBarrier();
    loop {
      ${turn(0)}
      ${turn(1)}
    }
  }`,
    columnSums: sumsColumns ? columnSums(product, tile, rightLoads, rightUnits, threads) : '',
  };
}

/** Each thread summed the units of the right operand that it fetched; here their sums come together. */
function columnSums(
  { columns }: Product,
  tile: Tile,
  loads: number,
  units: number,
  threads: number,
): string {
  const across = tile.columns / 4;
  return `workgroupBarrier();
  ${lines(loads, (j) => `if (local + ${j * threads}u < ${units}u) { rightTile[local + ${j * threads}u] = columnSum${j}; }`)}
  workgroupBarrier();
  if (group.y == 0u && local < ${across}u) {
    let column = column0 + 4u * local;
    let value = ${Array.from({ length: tile.depth }, (_, i) => `rightTile[${i * across}u + local]`).join(' + ')};
    if (column < ${columns}u) { writeColumnSums(part, column, value); }
  }`;
}
