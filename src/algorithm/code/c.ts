/** C that multiplies matrices by an algorithm, recursively, with BLAS at the leaves where there is one. */
import type { Algorithm } from '../algorithm.ts';
import { headerLines } from '../formats/header.ts';
import { countAdditions, type StraightLineProgram } from '../straight-line.ts';
import { blockPlan, type Place, type Step } from './block-plan.ts';
import { divisorOf, functionName, programFor } from './program.ts';

export function writeC(algorithm: Algorithm, given?: StraightLineProgram): string {
  const program = programFor(algorithm, given);
  const { size, arithmetic } = program;
  const [n, m, p] = size;
  const isZ2 = arithmetic === 'z2';
  const { steps, slots } = blockPlan(program);
  const divisor = divisorOf(program);
  const name = functionName(program);
  const body = steps.map((step) => `    ${statement(step, program, name)}`).join('\n');
  const usage = isZ2
    ? ['Compile with a C99 compiler; -DTENSORGAME_CUTOFF=… changes the cutoff.']
    : [
        'Compile with a C99 compiler; with -DUSE_CBLAS and a BLAS (-lopenblas or -lcblas) the leaves are',
        'its gemm; -DTENSORGAME_FLOAT takes float for double, -DTENSORGAME_CUTOFF=… changes the cutoff.',
      ];
  return `${headerLines(algorithm, '//', usage, countAdditions(program).total).join('\n')}

#include <stddef.h>
#include <stdlib.h>
${isZ2 ? Z2_TYPES : REAL_TYPES}
/* Where a side is at most the cutoff, blocks are multiplied in the plain way. */
#ifndef TENSORGAME_CUTOFF
#define TENSORGAME_CUTOFF ${isZ2 ? 64 : 256}
#endif

/*
 * c = a · b${isZ2 ? ' modulo 2' : ''} for matrices of any shape, rows × inner and inner × columns, row-major; lda, ldb and
 * ldc are the distances from row to row. c may overlap neither a nor b. What is left beyond the
 * largest multiple of ${n}×${m}×${p} is multiplied in the plain way. Gives 0, or −1 where memory lacks: then c
 * is undefined.
 */
int ${name}(size_t rows, size_t inner, size_t columns, const element *a, size_t lda,
    const element *b, size_t ldb, element *c, size_t ldc);
${helpers(body, isZ2)}
${isZ2 ? Z2_PLAIN : REAL_PLAIN}${divisor === 1 ? '' : `\n${SCALE}`}
int ${name}(size_t rows, size_t inner, size_t columns, const element *a, size_t lda,
    const element *b, size_t ldb, element *c, size_t ldc)
{
    /* The blocks' shapes. */
    const size_t r = rows / ${n}, s = inner / ${m}, t = columns / ${p};
    if (rows <= TENSORGAME_CUTOFF || inner <= TENSORGAME_CUTOFF || columns <= TENSORGAME_CUTOFF
        || r == 0 || s == 0 || t == 0${n * m * p === 1 ? ' || rows > 0' : ''}) {
        plain(rows, inner, columns, a, lda, b, ldb, c, ldc, 0);
        return 0;
    }
    element *const scratch = malloc((${slots.a} * r * s + ${slots.b} * s * t + ${slots.c} * r * t) * sizeof *scratch);
    if (scratch == NULL)
        return -1;
    element *const scratch_a = scratch;
    element *const scratch_b = scratch_a + ${slots.a} * r * s;
    element *const scratch_c = scratch_b + ${slots.b} * s * t;
    (void)scratch_a;
    (void)scratch_b;
    int failed = 0;
${body}
    free(scratch);
    if (failed)
        return -1;
${divisor === 1 ? '' : `    divide(${n} * r, ${p} * t, c, ldc, ${divisor});\n`}    /* What the blocks leave: the rest of the inner side, of the columns, of the rows. */
    if (inner > ${m} * s)
        plain(${n} * r, inner - ${m} * s, ${p} * t, a + ${m} * s, lda, b + ${m} * s * ldb, ldb, c, ldc, 1);
    if (columns > ${p} * t)
        plain(rows, inner, columns - ${p} * t, a, lda, b + ${p} * t, ldb, c + ${p} * t, ldc, 0);
    if (rows > ${n} * r)
        plain(rows - ${n} * r, inner, ${p} * t, a + ${n} * r * lda, lda, b, ldb, c + ${n} * r * ldc, ldc, 0);
    return 0;
}
`;
}

function statement(step: Step, { size }: StraightLineProgram, name: string): string {
  const [, m, p] = size;
  const a = (place: Place) => operand(place, 'a', m, 'r', 's');
  const b = (place: Place) => operand(place, 'b', p, 's', 't');
  const c = (place: Place) => operand(place, 'c', p, 'r', 't');
  if (step.kind === 'clear') return `combine(r, t, ${c(step.to)}, 0, NULL);`;
  if (step.kind === 'product') {
    const to = c({ kind: 'slot', index: step.slot });
    return `failed |= ${name}(r, s, t, ${a(step.left)}, ${b(step.right)}, ${to});`;
  }
  if (step.kind === 'add') {
    const from = c({ kind: 'slot', index: step.slot });
    const coefficient = step.coefficient;
    return `${step.isFirst ? 'set' : 'add'}(r, t, ${c(step.to)}, ${coefficient}, ${from});`;
  }
  const [h, w] = step.side === 'a' ? ['r', 's'] : ['s', 't'];
  const of = step.side === 'a' ? a : b;
  const to = of({ kind: 'slot', index: step.slot });
  if (step.terms.length === 0) return `combine(${h}, ${w}, ${to}, 0, NULL);`;
  const terms = step.terms.map(({ coefficient, from }) => `{${coefficient}, ${of(from)}}`);
  return `combine(${h}, ${w}, ${to}, ${terms.length}, (const struct term[]){${terms.join(', ')}});`;
}

/** Pointer and distance of rows. */
function operand(
  { kind, index }: Place,
  matrix: string,
  columns: number,
  h: string,
  w: string,
): string {
  const times = (count: number, size: string) =>
    count === 0 ? '' : ` + ${count === 1 ? '' : `${count} * `}${size}`;
  if (kind === 'slot') return `scratch_${matrix}${times(index, `${h} * ${w}`)}, ${w}`;
  const [row, column] = [Math.floor(index / columns), index % columns];
  return `${matrix}${times(row, `${h} * ld${matrix}`)}${times(column, w)}, ld${matrix}`;
}

const Z2_TYPES = `#include <stdint.h>

/* Entries are 0 and 1. Other bits of a byte are matrices of their own: eight products at once. */
typedef uint8_t element;
`;

const REAL_TYPES = `#ifdef USE_CBLAS
#include <cblas.h>
#endif

#ifdef TENSORGAME_FLOAT
typedef float element;
#else
typedef double element;
#endif
`;

const COMBINE = `
struct term {
    int coefficient;
    const element *from;
    size_t ld;
};

/* to = the sum of the terms, row by row, so that the row stays in the cache. */
static void combine(size_t rows, size_t columns, element *to, size_t ldt, size_t count, const struct term *terms)
{
    for (size_t i = 0; i < rows; i++) {
        if (count == 0)
            for (size_t k = 0; k < columns; k++)
                to[i * ldt + k] = 0;
        for (size_t x = 0; x < count; x++)
            (x == 0 ? set : add)(1, columns, to + i * ldt, ldt, terms[x].coefficient,
                terms[x].from + i * terms[x].ld, terms[x].ld);
    }
}
`;

/** Those that are used: others would be warned of. */
function helpers(body: string, isZ2: boolean): string {
  const hasSums = body.includes('combine(');
  const each = (name: string, operator: string) => `
static void ${name}(size_t rows, size_t columns, element *restrict to, size_t ldt, int k,
    const element *restrict from, size_t ldf)
{
${isZ2 ? '    (void)k;\n' : ''}    for (size_t i = 0; i < rows; i++)
        for (size_t x = 0; x < columns; x++)
            to[i * ldt + x] ${operator} ${isZ2 ? '' : '(element)k * '}from[i * ldf + x];
}
`;
  return [
    each('set', '='),
    hasSums || body.includes(' add(') ? each('add', isZ2 ? '^=' : '+=') : '',
    hasSums ? COMBINE : '',
  ].join('');
}

const Z2_PLAIN = `/* c = a · b modulo 2, or c += a · b. */
static void plain(size_t rows, size_t inner, size_t columns, const element *a, size_t lda,
    const element *b, size_t ldb, element *restrict c, size_t ldc, int accumulate)
{
    for (size_t i = 0; i < rows; i++) {
        if (!accumulate)
            for (size_t k = 0; k < columns; k++)
                c[i * ldc + k] = 0;
        for (size_t j = 0; j < inner; j++)
            for (size_t k = 0; k < columns; k++)
                c[i * ldc + k] ^= (element)(a[i * lda + j] & b[j * ldb + k]);
    }
}
`;

const REAL_PLAIN = `/* c = a · b, or c += a · b. */
static void plain(size_t rows, size_t inner, size_t columns, const element *a, size_t lda,
    const element *b, size_t ldb, element *restrict c, size_t ldc, int accumulate)
{
#ifdef USE_CBLAS
    if (rows == 0 || columns == 0)
        return;
    if (inner > 0) {
#ifdef TENSORGAME_FLOAT
        cblas_sgemm(CblasRowMajor, CblasNoTrans, CblasNoTrans, (int)rows, (int)columns, (int)inner, 1.0f, a,
            (int)lda, b, (int)ldb, accumulate ? 1.0f : 0.0f, c, (int)ldc);
#else
        cblas_dgemm(CblasRowMajor, CblasNoTrans, CblasNoTrans, (int)rows, (int)columns, (int)inner, 1.0, a,
            (int)lda, b, (int)ldb, accumulate ? 1.0 : 0.0, c, (int)ldc);
#endif
        return;
    }
#endif
    for (size_t i = 0; i < rows; i++) {
        if (!accumulate)
            for (size_t k = 0; k < columns; k++)
                c[i * ldc + k] = 0;
        for (size_t j = 0; j < inner; j++)
            for (size_t k = 0; k < columns; k++)
                c[i * ldc + k] += a[i * lda + j] * b[j * ldb + k];
    }
}
`;

/** Only needed with denominators; an unused function would be a warning. */
const SCALE = `static void divide(size_t rows, size_t columns, element *c, size_t ldc, element k)
{
    for (size_t i = 0; i < rows; i++)
        for (size_t x = 0; x < columns; x++)
            c[i * ldc + x] /= k;
}
`;
