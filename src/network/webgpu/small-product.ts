import type { Operand } from './operand.ts';
import { extraCode, type Product } from './product.ts';

const THREADS = 64;
/** Multiplications below which tiles are not worth their barriers. */
const SMALL = 1 << 16;

export function isSmall({
  rows,
  columns,
  terms,
}: Pick<Product, 'rows' | 'columns' | 'terms'>): boolean {
  return rows * columns * terms < SMALL;
}

/** The same product without tiles: a thread for four columns of a row. One part, written quad by quad. */
export function smallProductCode(product: Product): string {
  const { rows, columns, terms, left, right, sumsColumns, extra, write } = product;
  const quads = Math.ceil(columns / 4);
  return `
${accessor(left)}
${accessor(right)}
${extra === undefined ? '' : extraCode(extra)}
@compute @workgroup_size(${THREADS})
fn main(@builtin(global_invocation_id) id: vec3<u32>) {
  let row = id.x / ${quads}u;
  let column = 4u * (id.x % ${quads}u);
  if (row >= ${rows}u) { return; }
  let part = 0u;
  ${extra === undefined ? '' : 'let extra = extraAt(row, column);'}
  var value = vec4<f32>();
  ${sumsColumns ? 'var columnSum = vec4<f32>();' : ''}
  for (var term = 0u; term < ${terms}u; term++) {
    let quad = vec4<f32>(${[0, 1, 2, 3].map((i) => access(right, `min(column + ${i}u, ${columns - 1}u)`, 'term')).join(', ')});
    value += ${access(left, 'row', 'term')} * quad;
    ${sumsColumns ? 'columnSum += quad;' : ''}
  }
  {
    ${write}
  }
  ${sumsColumns ? 'if (row == 0u) { writeColumnSums(part, column, columnSum); }' : ''}
}`;
}

export function smallWorkgroups({ rows, columns }: Product): [number, number, number] {
  return [Math.ceil((rows * Math.ceil(columns / 4)) / THREADS), 1, 1];
}

function access({ name, summedAlongRow }: Operand, side: string, term: string): string {
  const [row, at] = summedAlongRow ? [side, term] : [term, side];
  return `number_${name}(${row}, ${at})`;
}

function accessor({ name, stride, mask }: Operand): string {
  const one = (buffer: string) =>
    stride % 4 === 0 ? `${buffer}[index / 4u][index % 4u]` : `${buffer}[index]`;
  return `fn number_${name}(row: u32, at: u32) -> f32 {
  let index = row * ${stride}u + at;
  return ${mask ? `select(0.0, ${one(name)}, ${one(mask)} > 0.0)` : one(name)};
}`;
}
