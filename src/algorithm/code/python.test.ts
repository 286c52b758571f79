import { execFileSync } from 'node:child_process';
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { codeCases, isThere, largeCases, products, temporaryFolder } from './cases.test-data.ts';
import { writeJax, writeNumPy } from './python.ts';

const hasNumpy = isThere('running generated Python', 'python3', '-c', 'import numpy');
const folder = temporaryFolder();
afterAll(folder.remove);

/** Runs every generated module on every product and compares exactly. */
const RUN = `
import ast, importlib, json, sys
import numpy as np
from pathlib import Path
for name, products in json.loads(Path('cases.json').read_text()):
    ast.parse(Path(name + '.py').read_text())
    module = importlib.import_module(name)
    for p in products:
        a = np.array(p['a'], dtype=np.int64).reshape(p['rows'], p['inner'])
        b = np.array(p['b'], dtype=np.int64).reshape(p['inner'], p['columns'])
        c = np.array(p['c'], dtype=np.int64).reshape(p['rows'], p['columns'])
        # Down to single entries where that is quick, with whole numbers and with floats.
        cutoffs = ((1, np.int64), (3, np.float64)) if a.size < 60 else ((9, np.int64), (64, np.float64))
        for cutoff, type in cutoffs:
            found = module.multiply(a.astype(type), b.astype(type), cutoff=cutoff)
            assert found.shape == c.shape and np.array_equal(found, c), (name, a.shape, cutoff)
        assert module.multiply(a, b).shape == c.shape
    try:
        module.multiply(a, a[:0])
        raise AssertionError(name)
    except ValueError:
        pass
print('all equal')
`;

/** What the generated JAX code uses, over NumPy: its syntax and its meaning can be tested without JAX. */
const JAX = `
def jit(function, static_argnames=()):
    assert static_argnames == ("cutoff",)
    return function
`;

describe.skipIf(!hasNumpy)('generated Python', () => {
  it.each([
    ['NumPy', writeNumPy],
    ['JAX, on a stand-in over NumPy', writeJax],
  ] as const)(
    'multiplies with %s',
    (name, write) => {
      const cases = [...codeCases, ...largeCases].map(({ algorithm, program }, i) => {
        const module = `${write === writeJax ? 'jax_' : ''}case${i}`;
        writeFileSync(join(folder.path, `${module}.py`), write(algorithm, program));
        return [module, products(algorithm.arithmetic === 'z2')];
      });
      mkdirSync(join(folder.path, 'jax'), { recursive: true });
      writeFileSync(join(folder.path, 'jax/__init__.py'), JAX);
      writeFileSync(join(folder.path, 'jax/numpy.py'), 'from numpy import *\n');
      writeFileSync(join(folder.path, 'cases.json'), JSON.stringify(cases));
      const said = execFileSync('python3', ['-W', 'error', '-c', RUN], {
        cwd: folder.path,
        encoding: 'utf8',
      });
      expect(said, name).toBe('all equal\n');
    },
    60_000,
  );
});
