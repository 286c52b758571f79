/** Python that multiplies matrices by an algorithm, recursively, with NumPy or JAX. */
import type { Algorithm } from '../algorithm.ts';
import { headerLines } from '../formats/header.ts';
import { countAdditions, type StraightLineProgram } from '../straight-line.ts';
import { blockNames, divisorOf, expression, programFor, statementsOf } from './program.ts';

/** What differs between NumPy and JAX. */
interface Dialect {
  readonly library: 'np' | 'jnp';
  readonly imports: readonly string[];
  readonly decorator: string;
  readonly cutoff: number;
  readonly about: string;
}

const NUMPY: Dialect = {
  library: 'np',
  imports: ['import numpy as np'],
  decorator: '',
  cutoff: 64,
  about: '',
};

const JAX: Dialect = {
  library: 'jnp',
  imports: ['import functools', '', 'import jax', 'import jax.numpy as jnp'],
  decorator: '@functools.partial(jax.jit, static_argnames=("cutoff",))\n',
  cutoff: 512,
  about: ' Compiled once a shape.',
};

export function writeNumPy(algorithm: Algorithm, program?: StraightLineProgram): string {
  return write(algorithm, program, NUMPY);
}

export function writeJax(algorithm: Algorithm, program?: StraightLineProgram): string {
  return write(algorithm, program, JAX);
}

function write(
  algorithm: Algorithm,
  given: StraightLineProgram | undefined,
  { library, imports, decorator, cutoff, about }: Dialect,
): string {
  const program = programFor(algorithm, given);
  const { size, arithmetic } = program;
  const [n, m, p] = size;
  const isZ2 = arithmetic === 'z2';
  const names = blockNames(size);
  const divisor = divisorOf(program);
  const cut = (matrix: 'a' | 'b', columns: number, h: string, w: string) =>
    names[matrix].map((name, at) => {
      const [i, j] = [Math.floor(at / columns), at % columns];
      return `    ${name} = ${matrix}[${i} * ${h}:${i + 1} * ${h}, ${j} * ${w}:${j + 1} * ${w}]`;
    });
  const lines = statementsOf(program).map((statement) =>
    statement.kind === 'product'
      ? `    ${statement.name} = _blocks(${statement.left}, ${statement.right}, cutoff)`
      : `    ${statement.name} = ${zeroIfEmpty(expression(statement.terms, isZ2), library)}`,
  );
  const rowsOfC = Array.from(
    { length: n },
    (_, i) => `[${names.c.slice(i * p, (i + 1) * p).join(', ')}]`,
  );
  const isTrivial = n * m * p === 1;
  const plain = isZ2 ? '(a @ b) & 1' : 'a @ b';
  const entries = isZ2 ? `.astype(${library}.int32) & 1` : '';
  return `${headerLines(algorithm, '#', [], countAdditions(program).total).join('\n')}

${imports.join('\n')}


${decorator}def multiply(a, b, cutoff=${cutoff}):
    """a @ b${isZ2 ? ' modulo 2' : ''} for matrices of any shape; padded with zeros where that is no multiple.

    Where a side is at most the cutoff, the blocks are multiplied in the plain way.${about}
    """
    a, b = ${library}.asarray(a)${entries}, ${library}.asarray(b)${entries}
    if a.ndim != 2 or b.ndim != 2 or a.shape[1] != b.shape[0]:
        raise ValueError(f"matrices of shape {a.shape} and {b.shape} cannot be multiplied")
    return _blocks(a, b, max(1, cutoff))


def _blocks(a, b, cutoff):
    (rows, inner), columns = a.shape, b.shape[1]
    if ${isTrivial ? 'cutoff > 0' : 'min(rows, inner, columns) <= cutoff'}:
        return ${plain}
    a = ${library}.pad(a, ((0, -rows % ${n}), (0, -inner % ${m})))
    b = ${library}.pad(b, ((0, -inner % ${m}), (0, -columns % ${p})))
    r, s, t = a.shape[0] // ${n}, a.shape[1] // ${m}, b.shape[1] // ${p}
${[...cut('a', m, 'r', 's'), ...cut('b', p, 's', 't'), ...lines].join('\n')}
    c = ${library}.block([${rowsOfC.join(', ')}])
    return c[:rows, :columns]${divisor === 1 ? '' : ` / ${divisor}`}
`;
}

function zeroIfEmpty(text: string, library: string): string {
  return text === '0' ? `${library}.zeros((r, t), a.dtype)` : text;
}
