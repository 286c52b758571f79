import { execFileSync } from 'node:child_process';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { transformSync } from 'esbuild';
import { afterAll, describe, expect, it } from 'vitest';
import { codeCases, largeCases, products, temporaryFolder } from './cases.test-data.ts';
import { writeTypeScript } from './typescript.ts';

interface Matrix {
  readonly rows: number;
  readonly columns: number;
  readonly data: Float64Array | Uint8Array;
}

interface Generated {
  readonly multiply: (a: Matrix, b: Matrix, cutoff?: number) => Matrix;
}

const folder = temporaryFolder();
afterAll(folder.remove);

describe('generated TypeScript', () => {
  const all = [...codeCases, ...largeCases];
  it.each(all)('multiplies under Node: $name', async ({ algorithm, program }) => {
    const { code } = transformSync(writeTypeScript(algorithm, program), { loader: 'ts' });
    const url = `data:text/javascript;base64,${Buffer.from(code).toString('base64')}`;
    const { multiply } = (await import(/* @vite-ignore */ url)) as Generated;
    const isZ2 = algorithm.arithmetic === 'z2';
    const matrix = (rows: number, columns: number, values: readonly number[]): Matrix => ({
      rows,
      columns,
      data: isZ2 ? Uint8Array.from(values) : Float64Array.from(values),
    });
    for (const { rows, inner, columns, a, b, c } of products(isZ2)) {
      for (const cutoff of [1, 3, 64]) {
        const result = multiply(matrix(rows, inner, a), matrix(inner, columns, b), cutoff);
        expect([result.rows, result.columns]).toEqual([rows, columns]);
        expect(Array.from(result.data, (x) => x + 0)).toEqual(c);
      }
    }
    expect(multiply(matrix(0, 2, []), matrix(2, 3, [1, 1, 1, 1, 1, 1])).data.length).toBe(0);
    expect(() => multiply(matrix(1, 2, [1, 1]), matrix(1, 1, [1]))).toThrow(RangeError);
  });

  it('has no type errors under the strictest flags', () => {
    for (const [i, { algorithm, program }] of all.entries()) {
      writeFileSync(join(folder.path, `case${i}.ts`), writeTypeScript(algorithm, program));
    }
    const options = {
      strict: true,
      noUncheckedIndexedAccess: true,
      exactOptionalPropertyTypes: true,
      noUnusedLocals: true,
      noUnusedParameters: true,
      noImplicitReturns: true,
      target: 'ES2022',
      module: 'ESNext',
      lib: ['ES2022'],
      types: [],
      noEmit: true,
    };
    const config = { compilerOptions: options, include: ['*.ts'] };
    writeFileSync(join(folder.path, 'tsconfig.json'), JSON.stringify(config));
    const tsc = join(process.cwd(), 'node_modules/.bin/tsc');
    execFileSync(tsc, ['-p', folder.path], { encoding: 'utf8', stdio: 'pipe' });
  }, 60_000);
});
