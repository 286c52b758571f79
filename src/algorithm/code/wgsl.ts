/** A WebGPU compute shader that multiplies matrices by one level of an algorithm. */
import type { Algorithm } from '../algorithm.ts';
import { headerLines } from '../formats/header.ts';
import { countAdditions, type StraightLineProgram } from '../straight-line.ts';
import { type Dialect, kernelShape, productGroups, sumVariables } from './kernel.ts';
import { divisorOf, programFor } from './program.ts';

/** Threads along a side of a workgroup. */
const TILE = 8;
/** WebGPU guarantees 16 KiB of workgroup memory. */
const SHARED_NUMBERS = 4096;

export function writeWgsl(algorithm: Algorithm, given?: StraightLineProgram): string {
  const program = programFor(algorithm, given);
  const { size, arithmetic } = program;
  const [n, m, p] = size;
  const isZ2 = arithmetic === 'z2';
  const type = isZ2 ? 'u32' : 'f32';
  const shape = kernelShape(program.rank, TILE, SHARED_NUMBERS);
  const { depth, group } = shape;
  const dialect: Dialect = {
    constant: (name, value) => `let ${name} = ${value === '0' ? `${type}(0)` : value};`,
    variable: (name, value) => `var ${name} = ${type}(${value});`,
    load: (matrix, row, column) => `load_${matrix}(${row}u, ${column}u, row, column)`,
    multiplyAdd: (to, left, right) =>
      isZ2 ? `${to} ^= ${left} & ${right};` : `${to} = fma(${left}, ${right}, ${to});`,
  };
  const divisor = divisorOf(program);
  const usage = [
    `Entry point "multiply". Bindings of group 0: 0 uniform Shape, 1 a, 2 b, 3 c, row-major ${type}${isZ2 ? ', entries 0 or 1' : ''}.`,
    `Dispatch ceil(ceil(columns / ${p}) / ${TILE}), ceil(ceil(rows / ${n}) / ${TILE}), 1 workgroups. Any shape: blocks are`,
    'padded with zeros where it is no multiple.',
  ];
  const indent = (lines: readonly string[], by: number) =>
    lines.map((line) => `${' '.repeat(by)}${line}`).join('\n');
  const groups = productGroups(program, shape, dialect).map(
    (lines) => `  {
${indent(lines.begin, 4)}
    for (var start = 0u; start < s; start += ${depth}u) {
      // Half of the threads make the factors of A, half those of B.
      if (thread < ${TILE * depth}u) {
        let spot = thread;
        let row = first_row + thread / ${depth}u;
        let column = start + thread % ${depth}u;
${indent(lines.left, 8)}
      } else {
        let spot = thread - ${TILE * depth}u;
        let row = start + spot / ${TILE}u;
        let column = first_column + spot % ${TILE}u;
${indent(lines.right, 8)}
      }
      workgroupBarrier();
      for (var d = 0u; d < ${depth}u; d++) {
        let left_at = here.y * ${depth}u + d;
        let right_at = d * ${TILE}u + here.x;
${indent(lines.multiply, 8)}
      }
      workgroupBarrier();
    }
${indent(lines.end, 4)}
  }`,
  );
  const stores = Array.from(
    { length: n * p },
    (_, z) =>
      `  store(${Math.floor(z / p)}u, ${z % p}u, first_row + here.y, first_column + here.x, c${z});`,
  );
  return `${headerLines(algorithm, '//', usage, countAdditions(program).total).join('\n')}

struct Shape {
  rows: u32,
  inner: u32,
  columns: u32,
}

@group(0) @binding(0) var<uniform> shape: Shape;
@group(0) @binding(1) var<storage, read> a: array<${type}>;
@group(0) @binding(2) var<storage, read> b: array<${type}>;
@group(0) @binding(3) var<storage, read_write> c: array<${type}>;

// Factors of ${group} products at once, for a tile of ${TILE} rows (columns) and ${depth} places of the inner side.
var<workgroup> left: array<${type}, ${group * TILE * depth}>;
var<workgroup> right: array<${type}, ${group * TILE * depth}>;

// Without branches: there are many of these in a row.
fn load_a(block_row: u32, block_column: u32, row: u32, column: u32) -> ${type} {
  let r = (shape.rows + ${n - 1}u) / ${n}u;
  let s = (shape.inner + ${m - 1}u) / ${m}u;
  let i = block_row * r + row;
  let j = block_column * s + column;
  let is_inside = (row < r) & (column < s) & (i < shape.rows) & (j < shape.inner);
  return select(${type}(0), a[select(0u, i * shape.inner + j, is_inside)], is_inside);
}

fn load_b(block_row: u32, block_column: u32, row: u32, column: u32) -> ${type} {
  let s = (shape.inner + ${m - 1}u) / ${m}u;
  let t = (shape.columns + ${p - 1}u) / ${p}u;
  let j = block_row * s + row;
  let k = block_column * t + column;
  let is_inside = (row < s) & (column < t) & (j < shape.inner) & (k < shape.columns);
  return select(${type}(0), b[select(0u, j * shape.columns + k, is_inside)], is_inside);
}

fn store(block_row: u32, block_column: u32, row: u32, column: u32, value: ${type}) {
  let r = (shape.rows + ${n - 1}u) / ${n}u;
  let t = (shape.columns + ${p - 1}u) / ${p}u;
  let i = block_row * r + row;
  let k = block_column * t + column;
  if (row < r && column < t && i < shape.rows && k < shape.columns) {
    c[i * shape.columns + k] = value${divisor === 1 ? '' : ` / ${divisor}.0`};
  }
}

@compute @workgroup_size(${TILE}, ${TILE})
fn multiply(
  @builtin(workgroup_id) workgroup: vec3u,
  @builtin(local_invocation_id) here: vec3u,
  @builtin(local_invocation_index) thread: u32,
) {
  let s = (shape.inner + ${m - 1}u) / ${m}u;
  let first_row = workgroup.y * ${TILE}u;
  let first_column = workgroup.x * ${TILE}u;
${indent(
  sumVariables(program).map((name) => dialect.variable(name, '0')),
  2,
)}
${groups.join('\n')}
${stores.join('\n')}
}
`;
}
