/**
 * WGSL for additions: every linear form of a matrix's blocks in one pass over the matrix, so that a
 * block is read once however many forms it is in; and the same from products back to C. Padding and
 * cropping happen on the way. Both are bound by memory, not by arithmetic.
 */
import type { LinearProgram, Sum } from '../../algorithm/straight-line.ts';
import type { Precision } from './tile.ts';

/** A matrix cut into blocks, the last of each row and column perhaps reaching over its edge. */
export interface Cut {
  /** Rows and columns of the matrix itself, row-major without gaps. */
  readonly rows: number;
  readonly columns: number;
  /** Blocks down and across. */
  readonly down: number;
  readonly across: number;
  /** Rows and columns of a block; columns a multiple of 4. */
  readonly blockRows: number;
  readonly blockColumns: number;
}

export interface SumsKernel {
  readonly cut: Cut;
  readonly precision: Precision;
  /** Inputs: the blocks, or the products. Outputs: the forms, or the blocks of C. */
  readonly program: LinearProgram;
}

const INVOCATIONS = 256;

/** True when no block reaches over the edge and rows begin at whole vec4. */
export function fitsExactly({
  rows,
  columns,
  down,
  across,
  blockRows,
  blockColumns,
}: Cut): boolean {
  return rows === down * blockRows && columns === across * blockColumns && columns % 4 === 0;
}

/** Numbers an invocation handles at once: fewer where many blocks would not fit in registers. */
export function lanesOf({ cut, program }: SumsKernel): 1 | 2 | 4 {
  if (!fitsExactly(cut)) return 1;
  const live = Math.min(program.inputs, program.outputs.length) + program.temporaries.length;
  if (live <= 40) return 4;
  return live <= 80 ? 2 : 1;
}

export function sumsWorkgroups(kernel: SumsKernel): [x: number, y: number] {
  const { blockRows, blockColumns } = kernel.cut;
  const groups = Math.ceil((blockRows * blockColumns) / lanesOf(kernel) / INVOCATIONS);
  const x = Math.min(groups, 32768);
  return [x, Math.ceil(groups / x)];
}

/** WGSL: forms of the blocks of `matrix`, one block after another in `forms`. */
export function sumsWgsl(kernel: SumsKernel): string {
  const { cut, program, precision } = kernel;
  const lanes = lanesOf(kernel);
  const type = typeOf(precision, lanes);
  const size = (cut.blockRows * cut.blockColumns) / lanes;
  const name = (index: number) =>
    index < program.inputs ? `x${index}` : `t${index - program.inputs}`;
  const value = (form: Sum) => formText(form, name, precision, type);
  return [
    ...head(kernel, 'read', 'read_write'),
    ...used(program).map((x) => `let x${x} = ${load(kernel, x)};`),
    ...program.temporaries.map((form, t) => `let t${t} = ${value(form)};`),
    ...program.outputs.map((form, r) => `forms[${r * size}u + id] = ${value(form)};`),
    '}',
  ].join('\n');
}

/**
 * WGSL: blocks of `matrix` from `forms` (the products), read one after another, each added to the
 * blocks it is in.
 */
export function outputsWgsl(kernel: SumsKernel): string {
  const { cut, program, precision } = kernel;
  const lanes = lanesOf(kernel);
  const type = typeOf(precision === 'f16' ? 'f32' : precision, lanes);
  const size = (cut.blockRows * cut.blockColumns) / lanes;
  const last = program.outputs.length;
  const lines = Array.from({ length: last }, (_, z) => `var y${z} = ${type}();`);
  for (let r = 0; r < program.inputs; r++) {
    lines.push(`{ let m = ${type}(forms[${r * size}u + id]);`);
    for (const [z, form] of program.outputs.entries()) {
      const found = form.find(({ value }) => value === r);
      if (found !== undefined) lines.push(`y${z} += ${scaled(found.coefficient, 'm', 'f32')};`);
    }
    lines.push('}');
  }
  return [
    ...head(kernel, 'read_write', 'read'),
    ...lines,
    ...program.outputs.map((_, z) => store(kernel, z)),
    '}',
  ].join('\n');
}

function head(kernel: SumsKernel, matrixAccess: string, formsAccess: string): string[] {
  const { precision, cut } = kernel;
  const lanes = lanesOf(kernel);
  const type = typeOf(precision, lanes);
  const across = cut.blockColumns / lanes;
  return [
    ...(precision === 'f16' ? ['enable f16;'] : []),
    `@group(0) @binding(0) var<storage, ${matrixAccess}> matrix: array<${type}>;`,
    `@group(0) @binding(1) var<storage, ${formsAccess}> forms: array<${type}>;`,
    `@compute @workgroup_size(${INVOCATIONS})`,
    'fn main(@builtin(workgroup_id) group: vec3<u32>, @builtin(local_invocation_index) me: u32) {',
    `let id = (group.y * ${sumsWorkgroups(kernel)[0]}u + group.x) * ${INVOCATIONS}u + me;`,
    `if (id >= ${cut.blockRows * across}u) { return; }`,
    `let row = id / ${across}u;`,
    `let column = id % ${across}u;`,
  ];
}

/** Blocks that a program reads. */
function used({ inputs, temporaries, outputs }: LinearProgram): number[] {
  const found = new Set<number>();
  for (const form of [...temporaries, ...outputs]) {
    for (const { value } of form) if (value < inputs) found.add(value);
  }
  return [...found].sort((a, b) => a - b);
}

function place({ cut }: SumsKernel, block: number, lanes: number) {
  const row = `(row + ${Math.floor(block / cut.across) * cut.blockRows}u)`;
  const column = `(column + ${((block % cut.across) * cut.blockColumns) / lanes}u)`;
  return { row, column, index: `${row} * ${cut.columns / lanes}u + ${column}` };
}

function load(kernel: SumsKernel, block: number): string {
  const { cut, precision } = kernel;
  const { row, column, index } = place(kernel, block, lanesOf(kernel));
  if (fitsExactly(cut)) return `matrix[${index}]`;
  const last = cut.rows * cut.columns - 1;
  return `select(${precision}(0), matrix[min(${index}, ${last}u)], (${row} < ${cut.rows}u) & (${column} < ${cut.columns}u))`;
}

function store(kernel: SumsKernel, block: number): string {
  const { cut, precision } = kernel;
  const lanes = lanesOf(kernel);
  const { row, column, index } = place(kernel, block, lanes);
  const put = `matrix[${index}] = ${typeOf(precision, lanes)}(y${block});`;
  if (fitsExactly(cut)) return put;
  return `if ((${row} < ${cut.rows}u) & (${column} < ${cut.columns}u)) { ${put} }`;
}

function typeOf(precision: Precision, lanes: 1 | 2 | 4): string {
  return lanes === 1 ? precision : `vec${lanes}<${precision}>`;
}

function formText(
  form: Sum,
  name: (index: number) => string,
  precision: Precision,
  type: string,
): string {
  if (form.length === 0) return `${type}()`;
  return form
    .map(({ value, coefficient }, i) => {
      const text = scaled(coefficient, name(value), precision);
      return i === 0 || text.startsWith('-') ? text : `+ ${text}`;
    })
    .join(' ');
}

function scaled(coefficient: number, name: string, precision: Precision): string {
  if (coefficient === 1) return name;
  if (coefficient === -1) return `-${name}`;
  return coefficient < 0
    ? `-${precision}(${-coefficient}) * ${name}`
    : `${precision}(${coefficient}) * ${name}`;
}
