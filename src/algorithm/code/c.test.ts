import { execFileSync } from 'node:child_process';
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { writeC } from './c.ts';
import { type CodeCase, codeCases, isThere, products, temporaryFolder } from './cases.test-data.ts';
import { functionName } from './program.ts';

const hasCompiler = isThere('compiling generated C', 'cc', '--version');
const folder = temporaryFolder();
afterAll(folder.remove);

const FLAGS = ['-std=c99', '-O1', '-Wall', '-Wextra', '-Werror', '-pedantic'];

/** A BLAS of one function, which counts its calls, for machines without one. */
const CBLAS = `
enum CBLAS_ORDER { CblasRowMajor = 101 };
enum CBLAS_TRANSPOSE { CblasNoTrans = 111 };
extern int cblas_calls;
void cblas_dgemm(enum CBLAS_ORDER order, enum CBLAS_TRANSPOSE ta, enum CBLAS_TRANSPOSE tb, int m, int n,
    int k, double alpha, const double *a, int lda, const double *b, int ldb, double beta, double *c, int ldc);
`;
const CBLAS_SOURCE = `
#include <cblas.h>
int cblas_calls = 0;
void cblas_dgemm(enum CBLAS_ORDER order, enum CBLAS_TRANSPOSE ta, enum CBLAS_TRANSPOSE tb, int m, int n,
    int k, double alpha, const double *a, int lda, const double *b, int ldb, double beta, double *c, int ldc)
{
    (void)order; (void)ta; (void)tb;
    cblas_calls++;
    for (int i = 0; i < m; i++)
        for (int j = 0; j < n; j++) {
            double sum = 0;
            for (int l = 0; l < k; l++)
                sum += a[i * lda + l] * b[l * ldb + j];
            c[i * ldc + j] = alpha * sum + (beta == 0 ? 0 : beta * c[i * ldc + j]);
        }
}
`;

/** Multiplies every product, with rows further apart than they must be, and prints what is wrong. */
function driver({ algorithm }: CodeCase, isFloat: boolean, hasBlas: boolean): string {
  const isZ2 = algorithm.arithmetic === 'z2';
  const type = isZ2 ? 'unsigned char' : isFloat ? 'float' : 'double';
  const name = functionName(algorithm);
  const list = (values: readonly number[]) => `(const ${type}[]){${values.join(', ')}}`;
  const calls = products(isZ2).map(
    ({ rows, inner, columns, a, b, c }) =>
      `    check(${rows}, ${inner}, ${columns}, ${list(a)}, ${list(b)}, ${list(c)});`,
  );
  return `#include <stdio.h>
#include <stdlib.h>
${hasBlas ? 'extern int cblas_calls;\n' : ''}int ${name}(size_t rows, size_t inner, size_t columns, const ${type} *a, size_t lda,
    const ${type} *b, size_t ldb, ${type} *c, size_t ldc);
static void check(size_t rows, size_t inner, size_t columns, const ${type} *a, const ${type} *b, const ${type} *c)
{
    const size_t ld = columns + 3;
    ${type} *const found = malloc(rows * ld * sizeof *found);
    for (size_t x = 0; x < rows * ld; x++)
        found[x] = 77;
    if (${name}(rows, inner, columns, a, inner, b, columns, found, ld) != 0)
        printf("no memory\\n");
    for (size_t i = 0; i < rows; i++)
        for (size_t k = 0; k < ld; k++)
            if (found[i * ld + k] != (k < columns ? c[i * columns + k] : 77))
                printf("wrong at %zu %zu of %zux%zux%zu\\n", i, k, rows, inner, columns);
    free(found);
}
int main(void)
{
${calls.join('\n')}
${hasBlas ? '    if (cblas_calls == 0)\n        printf("BLAS was not called\\n");\n' : ''}    printf("done\\n");
    return 0;
}
`;
}

describe.skipIf(!hasCompiler)('generated C', () => {
  it.each(codeCases)(
    'compiles without warnings and multiplies: $name',
    (code) => {
      const { algorithm, program } = code;
      const { path } = folder;
      mkdirSync(join(path, 'include'), { recursive: true });
      writeFileSync(join(path, 'include/cblas.h'), CBLAS);
      writeFileSync(join(path, 'cblas.c'), CBLAS_SOURCE);
      writeFileSync(join(path, 'generated.c'), writeC(algorithm, program));
      const isZ2 = algorithm.arithmetic === 'z2';
      for (const { defines, sources, isFloat, hasBlas } of [
        {
          defines: ['-DTENSORGAME_CUTOFF=1', '-fsanitize=undefined'],
          sources: [],
          isFloat: false,
          hasBlas: false,
        },
        {
          defines: ['-DTENSORGAME_FLOAT'],
          sources: [],
          isFloat: true,
          hasBlas: false,
        },
        {
          defines: ['-DTENSORGAME_CUTOFF=2', '-DUSE_CBLAS', '-Iinclude'],
          sources: ['cblas.c'],
          isFloat: false,
          hasBlas: !isZ2,
        },
      ]) {
        writeFileSync(join(path, 'driver.c'), driver(code, isFloat, hasBlas));
        const files = ['generated.c', 'driver.c', ...sources];
        execFileSync('cc', [...FLAGS, ...defines, ...files, '-o', 'run'], {
          cwd: path,
          stdio: 'pipe',
        });
        expect(execFileSync('./run', { cwd: path, encoding: 'utf8' })).toBe('done\n');
      }
      // With the cutoff that it comes with, too.
      execFileSync('cc', [...FLAGS, '-c', 'generated.c', '-o', 'x.o'], {
        cwd: path,
        stdio: 'pipe',
      });
    },
    60_000,
  );
});
