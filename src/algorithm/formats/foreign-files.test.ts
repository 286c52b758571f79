/** Files as others write them: NumPy's own, AlphaTensor's layout, other people's expressions. */
import { execFileSync, spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { algorithmKey } from '../canonical.ts';
import { naiveAlgorithm, strassen } from '../examples.ts';
import { exportFile, formatNamed } from './formats.ts';
import { withRowsOfC } from './npz.ts';
import { readSchemes } from './read-schemes.ts';
import { fractionalScheme, published } from './schemes.test-data.ts';
import { writeUvwJson } from './uvw-json.ts';

const hasNumpy = spawnSync('python3', ['-c', 'import numpy']).status === 0;
if (!hasNumpy) console.warn('Skipped reading and writing with NumPy: python3 has no numpy.');

const folder = mkdtempSync(join(tmpdir(), 'tensorgame-formats-'));
afterAll(() => rmSync(folder, { recursive: true }));

function python(program: string, ...args: string[]): string {
  return execFileSync('python3', ['-c', program, ...args], { cwd: folder, encoding: 'utf8' });
}

function read(name: string) {
  return readSchemes(readFileSync(join(folder, name)), name);
}

/** Reads u, v, w of {"key": [u, v, w], …}, each R × dim with w of Cᵀ, into `schemes`, dim × R. */
const LOAD = `
import json, sys, pickle
import numpy as np
schemes = {key: [np.array(f).T.astype(np.int32) for f in value]
           for key, value in json.load(open('schemes.json')).items()}
def object_array(factors):
    result = np.empty(3, dtype=object)
    for i, factor in enumerate(factors):
        result[i] = factor
    return result
`;

const samples = [strassen('standard'), naiveAlgorithm([1, 2, 3], 'standard'), ...published];

describe.skipIf(!hasNumpy)('NumPy', () => {
  const write = () => {
    const byKey = Object.fromEntries(
      samples.map((algorithm) => {
        const { size, u, v, w } = withRowsOfC(algorithm);
        return [size.join(','), [u, v, w]];
      }),
    );
    writeFileSync(join(folder, 'schemes.json'), JSON.stringify(byKey));
    return new Map(samples.map((algorithm) => [algorithm.size.join(','), algorithm]));
  };

  it('archives in AlphaTensor’s layout are read: stacked where the dims are equal, else objects', () => {
    const wanted = write();
    python(`${LOAD}
values = {key: np.array(f) if len({x.shape for x in f}) == 1 else object_array(f)
          for key, f in schemes.items()}
np.savez_compressed('factorizations_r.npz', **values)
np.savez('factorizations_f2.npz', **{key: np.array(f) % 2 if len({x.shape for x in f}) == 1
         else object_array([x % 2 for x in f]) for key, f in schemes.items()})`);
    const { good, bad } = read('factorizations_r.npz');
    expect(bad).toEqual([]);
    expect(new Map(good.map(({ algorithm }) => [algorithm.size.join(','), algorithm]))).toEqual(
      wanted,
    );
    const modular = read('factorizations_f2.npz');
    expect(modular.bad).toEqual([]);
    expect(modular.good.map(({ algorithm }) => algorithm.arithmetic)).toEqual(good.map(() => 'z2'));
  });

  it('objects are read in every protocol, order and type of numbers', () => {
    write();
    python(`${LOAD}
u, v, w = schemes['1,2,3']
header = b"{'descr': '|O', 'fortran_order': False, 'shape': (3,), }".ljust(117) + b"\\n"
import zipfile
variants = {'plain': [u, v, w], 'fortran': [np.asfortranarray(x.astype('>i8')) for x in (u, v, w)],
            'bytes': [x.astype(np.int8) for x in (u, v, w)], 'floats': [x.astype('f4') for x in (u, v, w)],
            'doubles': [x.astype('f8') for x in (u, v, w)], 'shorts': [x.astype('>u2') for x in (u, v, w)],
            'objects': [x.astype(object) for x in (u, v, w)]}
with zipfile.ZipFile('variants.npz', 'w') as archive:
    for name, factors in variants.items():
        for protocol in range(6):
            data = pickle.dumps(object_array(factors), protocol=protocol)
            archive.writestr(f'{name} {protocol} 1,2,3.npy', b'\\x93NUMPY\\x01\\0' + len(header).to_bytes(2, 'little') + header + data)
np.savez('parts.npz', U=u, V=v, W=w)
np.savez('rows.npz', u=u.T, v=v.T, w=w.T)
np.save('4x4x4.npy', np.array(schemes['4,4,4']) if '4,4,4' in schemes else np.array(schemes['2,2,2']))`);
    const { good, bad } = read('variants.npz');
    expect(bad).toEqual([]);
    expect(good.length).toBe(42);
    for (const { algorithm } of good) expect(algorithm).toEqual(samples[1]);
    for (const name of ['parts.npz', 'rows.npz']) {
      const result = read(name);
      expect(result.bad).toEqual([]);
      expect(result.good.map(({ algorithm }) => algorithm)).toEqual([samples[1]]);
    }
    if (published.length > 0) expect(read('4x4x4.npy').good[0]?.algorithm.rank).toBe(49);
  });

  it('pickles that would run code are refused by name, and nothing is run', () => {
    python(`
import os, numpy as np
class Evil:
    def __reduce__(self):
        return (os.system, ('touch run',))
a = np.empty(3, dtype=object); a[0] = Evil(); a[1] = a[2] = 0
np.savez('evil.npz', **{'2,2,2': a})`);
    const { good, bad } = read('evil.npz');
    expect(good).toEqual([]);
    expect(bad[0]!.why).toMatch(/^The pickle calls “(posix|os)\.system”, .*nothing was run\.$/);
    expect(() => readFileSync(join(folder, 'run'))).toThrow();
  });

  it('reads what is exported, as AlphaTensor’s notebook does', () => {
    const all = [...samples, fractionalScheme(), strassen('z2')];
    for (const [i, algorithm] of all.entries()) {
      const { bytes } = exportFile(algorithm, formatNamed('npz')!);
      writeFileSync(join(folder, `out${i}.npz`), bytes);
    }
    const said = python(
      `
import numpy as np, sys
for number, arithmetic in enumerate(sys.argv[1:]):
  factorizations = dict(np.load(open(f'out{number}.npz', 'rb'), allow_pickle=True))
  (key, (u, v, w)), = factorizations.items()
  a, b, c = map(int, key.split(','))
  tensor = np.zeros((a*b, b*c, c*a), dtype=np.int32)
  for i in range(a):
    for j in range(b):
      for k in range(c):
        tensor[i * b + j][j * c + k][k * a + i] = 1
  found = np.einsum('ir,jr,kr->ijk', u, v, w, optimize=True)
  print(key, u.shape[-1], np.allclose(tensor, found if arithmetic == 'standard' else found % 2))`,
      ...all.map(({ arithmetic }) => arithmetic),
    );
    expect(said.trim().split('\n')).toEqual(
      all.map(({ size, rank }) => `${size.join(',')} ${rank} True`),
    );
  }, 60_000);
});

describe('expression files', () => {
  const text = (lines: string, name = 'x.exp') => {
    const { good, bad } = readSchemes(new TextEncoder().encode(lines), name);
    expect(bad).toEqual([]);
    return good[0]!.algorithm;
  };
  const STRASSEN = `(a11+a22)*(b11+b22)*(c11+c22)
(a21+a22)*(b11)*(c12-c22)
(a11)*(b12-b22)*(c21+c22)
(a22)*(b21-b11)*(c11+c12)
(a11+a12)*(b22)*(-c11+c21)
(a21-a11)*(b11+b12)*(c22)
(a12-a22)*(b21+b22)*(c11)
`;

  it('are read with c indexed either way', () => {
    const turned = text(
      STRASSEN.replace(/c12/g, 'cXX').replace(/c21/g, 'c12').replace(/cXX/g, 'c21'),
    );
    expect(text(STRASSEN)).toEqual(turned);
    expect(text(STRASSEN)).toEqual(strassen('standard'));
  });

  it('are read with other signs, names and scales', () => {
    const lines = STRASSEN.trim().split('\n');
    lines[0] = '  m1 = (-3*(A_1_1 + a[2,2]))·(2b_{11} + 2 * b_{2,2}) (c11+c22) / -6 ,';
    lines[1] = '(a21 ⊕ a22) ∧ (b11) * 0.5 (2*c12 - 4/2c22);';
    lines[2] = '# a comment';
    lines.push('(a11)(b12 − b22)(c21 + c22)', '', '// another');
    const found = text(lines.join('\r\n'));
    expect(found.denominators).toEqual([1, 1, 6]);
    expect(algorithmKey(found)).toBe(algorithmKey(strassen('standard')));
  });

  it('are modulo 2 where they are right only there', () => {
    const found = text(STRASSEN.replace(/-/g, '+').replace(/\(\+/g, '('));
    expect(found).toEqual(strassen('z2'));
  });

  it('may have brackets within brackets and a divisor at the end', () => {
    const found = text('(-3*(2*a11 - (a11)))*(5*b11 - 2*(b11 + b11))*(-4*c11 + 2*c11)/6\n');
    expect(algorithmKey(found)).toBe(algorithmKey(naiveAlgorithm([1, 1, 1], 'standard')));
  });

  it('hold fractions exactly', () => {
    const found = text('(1/3*a11)*(b11)*(c11)\n(a11/2)*(b11)*(c11)\n(a11)*(b11)*(c11)/6\n');
    expect(found.denominators).toEqual([6, 1, 6]);
  });

  it('are refused with fractions that no canonical form could hold', () => {
    // 301/3 · 3 − 3 · 100 = 1; but the first term, scaled to whole u and v, has w = 301.
    const lines = `(301/3*a11)*(b11)*(3*c11)\n${'(a11)*(b11)*(-100*c11)\n'.repeat(3)}`;
    expect(readSchemes(new TextEncoder().encode(lines), 'x.exp')).toEqual({
      good: [],
      bad: [
        { where: 'x.exp', why: 'Its fractions are too fine, or too large, to be kept exactly.' },
      ],
    });
  });

  it.each([
    ['(a11)*(b11)', 'Line 1 is no product like (a11+a12)*(b21)*(c12): “(a11)*(b11)”.'],
    ['(a11)*(b11)*(c11)\n(a11)*(b11', 'Line 2: There is a “(” without its “)”.'],
    [
      '(a11)*(b11)*(c11)\n(a11+b11)*(b11)*(c11)',
      'Line 2: A sum mixes entries of several matrices.',
    ],
    [
      '(a11)*(b11)*(c11)\n(a111)*(b11)*(c11)',
      'Line 2: “a111” can be read in two ways: write its two indices as in a1_12.',
    ],
    ['(a11)*(b11)*(c11)\n(a01)*(b11)*(c11)', 'Line 2: “a01”: indices count from 1.'],
    [
      '(a11)*(b11)*(c11)/0',
      'Line 1 is no product like (a11+a12)*(b21)*(c12): “(a11)*(b11)*(c11)/0”.',
    ],
    ['(a11)*(b11)*(c99_1)', 'The size 1×1×1'],
    ['# nothing', 'It holds no products.'],
  ])('%s: %s', (lines, why) => {
    const { good, bad } = readSchemes(new TextEncoder().encode(lines), 'x.exp');
    expect(good).toEqual([]);
    if (!lines.includes('c99')) expect(bad[0]!.why).toBe(why);
    expect(bad[0]!.why).toMatch(/\.$/);
  });
});

describe('JSON', () => {
  const encode = (value: unknown) => new TextEncoder().encode(JSON.stringify(value));
  it('in the u/v/w layout is read with m or rank, with a side for a cube, and as a dictionary', () => {
    const scheme = JSON.parse(writeUvwJson(strassen('standard'))) as Record<string, unknown>;
    const { m, z2, ...bare } = scheme;
    expect([m, z2]).toEqual([7, false]);
    for (const value of [scheme, { ...bare, rank: 7 }, { ...bare, n: 2 }]) {
      const { good } = readSchemes(encode(value), 'x.json');
      expect(good).toEqual([{ where: 'x.json', algorithm: strassen('standard') }]);
    }
    const { good, bad } = readSchemes(
      encode({ '2x2x2': bare, other: { u: 1 }, rest: 5 }),
      'x.json',
    );
    expect(good).toEqual([{ where: 'x.json › 2x2x2', algorithm: strassen('standard') }]);
    expect(bad).toEqual([{ where: 'x.json › other', why: 'It holds no scheme: no u, v and w.' }]);
    expect(readSchemes(encode({ ...scheme, m: 8 }), 'x.json').bad[0]!.why).toBe(
      '“u” has 7 rows but the rank is 8.',
    );
    expect(readSchemes(encode({ ...scheme, n: [2, 2, 99] }), 'x.json').bad[0]!.why).toBe(
      'The size 2×2×99 is beyond what this program handles: sides up to 16, and their product up to 1728.',
    );
  });
});
