/** TypeScript that multiplies matrices by an algorithm, recursively. */
import type { Algorithm } from '../algorithm.ts';
import { headerLines } from '../formats/header.ts';
import { countAdditions, type StraightLineProgram } from '../straight-line.ts';
import { blockNames, divisorOf, programFor, statementsOf } from './program.ts';

export function writeTypeScript(algorithm: Algorithm, given?: StraightLineProgram): string {
  const program = programFor(algorithm, given);
  const { size, arithmetic } = program;
  const [n, m, p] = size;
  const isZ2 = arithmetic === 'z2';
  const array = isZ2 ? 'Uint8Array' : 'Float64Array';
  const names = blockNames(size);
  const divisor = divisorOf(program);
  const cut = (matrix: 'a' | 'b', columns: number, width: string, shape: string) =>
    names[matrix].map(
      (name, at) =>
        `  const ${name} = cut(${matrix}, ${width}, ${Math.floor(at / columns)}, ${at % columns}, ${shape});`,
    );
  const shapes = { a: 'r * s', b: 's * t', c: 'r * t' };
  const lines = statementsOf(program).map((statement) => {
    if (statement.kind === 'product') {
      const { name, left, right } = statement;
      return `  const ${name} = blocks(${left}, ${right}, r, s, t, cutoff);`;
    }
    const terms = statement.terms.map(({ coefficient, name }) =>
      isZ2 ? name : `[${coefficient}, ${name}]`,
    );
    return `  const ${statement.name} = sum(${[shapes[statement.side], ...terms].join(', ')});`;
  });
  const pastes = names.c.map(
    (name, at) => `  paste(c, rows, columns, ${name}, ${Math.floor(at / p)}, ${at % p}, r, t);`,
  );
  const isTrivial = n * m * p === 1;
  return `${headerLines(algorithm, '//', [], countAdditions(program).total).join('\n')}

/** A matrix, row-major: data has rows · columns entries${isZ2 ? ', 0 or 1' : ''}. */
export interface Matrix {
  readonly rows: number;
  readonly columns: number;
  readonly data: ${array};
}

/**
 * a · b${isZ2 ? ' modulo 2' : ''}, for matrices of any shape: blocks are padded with zeros where the shape is no multiple.
 * Where a side is at most the cutoff, the blocks are multiplied in the plain way.
 * @throws RangeError when the shapes do not fit
 */
export function multiply(a: Matrix, b: Matrix, cutoff = 64): Matrix {
  if (a.columns !== b.rows || a.data.length !== a.rows * a.columns || b.data.length !== b.rows * b.columns) {
    throw new RangeError(\`A \${a.rows}×\${a.columns} matrix cannot be multiplied by a \${b.rows}×\${b.columns} one\`);
  }
  const data = blocks(a.data, b.data, a.rows, a.columns, b.columns, Math.max(1, cutoff));
  return { rows: a.rows, columns: b.columns, data };
}

function blocks(a: ${array}, b: ${array}, rows: number, inner: number, columns: number, cutoff: number): ${array} {
  if (${isTrivial ? 'cutoff > 0' : 'Math.min(rows, inner, columns) <= cutoff'}) return plain(a, b, rows, inner, columns);
  const [r, s, t] = [Math.ceil(rows / ${n}), Math.ceil(inner / ${m}), Math.ceil(columns / ${p})];
${[...cut('a', m, 'rows, inner', 'r, s'), ...cut('b', p, 'inner, columns', 's, t'), ...lines].join('\n')}
  const c = new ${array}(rows * columns);
${pastes.join('\n')}
${divisor === 1 ? '' : `  for (let x = 0; x < c.length; x++) c[x]! /= ${divisor};\n`}  return c;
}

function plain(a: ${array}, b: ${array}, rows: number, inner: number, columns: number): ${array} {
  const c = new ${array}(rows * columns);
  for (let i = 0; i < rows; i++) {
    for (let j = 0; j < inner; j++) {
      const factor = a[i * inner + j]!;
      for (let k = 0; k < columns; k++) c[i * columns + k]! ${isZ2 ? '^= factor & b[j * columns + k]! & 1' : '+= factor * b[j * columns + k]!'};
    }
  }
  return c;
}

${
  isZ2
    ? `function sum(length: number, ...terms: readonly ${array}[]): ${array} {
  const result = new ${array}(length);
  for (const term of terms) {
    for (let x = 0; x < length; x++) result[x]! ^= term[x]!;
  }
  return result;
}`
    : `function sum(length: number, ...terms: readonly (readonly [number, ${array}])[]): ${array} {
  const result = new ${array}(length);
  for (const [coefficient, term] of terms) {
    for (let x = 0; x < length; x++) result[x]! += coefficient * term[x]!;
  }
  return result;
}`
}

/** Block (row, column) of a matrix, h×w, with zeros beyond its edge. */
function cut(matrix: ${array}, rows: number, columns: number, row: number, column: number, h: number, w: number): ${array} {
  const block = new ${array}(h * w);
  const height = Math.min(h, rows - row * h);
  const width = Math.min(w, columns - column * w);
  for (let i = 0; i < height && width > 0; i++) {
    const from = (row * h + i) * columns + column * w;
    block.set(matrix.subarray(from, from + width), i * w);
  }
  return block;
}

function paste(matrix: ${array}, rows: number, columns: number, block: ${array}, row: number, column: number, h: number, w: number): void {
  const height = Math.min(h, rows - row * h);
  const width = Math.min(w, columns - column * w);
  for (let i = 0; i < height && width > 0; i++) {
    matrix.set(block.subarray(i * w, i * w + width), (row * h + i) * columns + column * w);
  }
}
`;
}
