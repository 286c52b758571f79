import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { seeded } from '../tensor/random.ts';
import type { Size } from '../tensor/size.ts';
import { checkByMultiplying } from './check-by-multiplying.ts';
import { naiveAlgorithm, strassen } from './examples.ts';
import { additionCount } from './formulas.ts';
import { moduloTwo, publishedAlgorithms } from './published.test-data.ts';
import {
  carriesOut,
  countAdditions,
  fromRows,
  type LinearProgram,
  linearAdditions,
  matrixOf,
  naiveProgram,
  programOf,
} from './straight-line.ts';

const side = fc.integer({ min: 1, max: 4 });
const sizes: fc.Arbitrary<Size> = fc.tuple(side, side, side);
const algorithms = [
  ...publishedAlgorithms(),
  strassen('standard'),
  naiveAlgorithm([2, 3, 1], 'standard'),
];

/** Winograd's form of Strassen's algorithm, as it is usually written down. */
const x = (value: number, coefficient = 1) => ({ value, coefficient });
const winogradU: LinearProgram = {
  inputs: 4,
  temporaries: [
    [x(2), x(3)], // s1 = a21 + a22
    [x(4), x(0, -1)], // s2 = s1 − a11
  ],
  outputs: [
    [x(0)],
    [x(1)],
    [x(1), x(5, -1)], // s4 = a12 − s2
    [x(3)],
    [x(4)],
    [x(5)],
    [x(0), x(2, -1)], // s3 = a11 − a21
  ],
};

describe('linear programs', () => {
  it('compute their matrix', () => {
    expect(matrixOf(winogradU, 'standard')).toEqual([
      [1, 0, 0, 0],
      [0, 1, 0, 0],
      [1, 1, -1, -1],
      [0, 0, 0, 1],
      [0, 0, 1, 1],
      [-1, 0, 1, 1],
      [1, 0, -1, 0],
    ]);
    expect(matrixOf(winogradU, 'z2')[2]).toEqual([1, 1, 1, 1]);
    expect(linearAdditions(winogradU)).toBe(4);
  });

  it('that use a value too early or twice are refused', () => {
    const outputs = [[x(0)]];
    const early = { inputs: 2, temporaries: [[x(0), x(2)]], outputs };
    expect(() => matrixOf(early, 'standard')).toThrow('before it is there');
    const twice = { inputs: 2, temporaries: [[x(0), x(0)]], outputs };
    expect(() => matrixOf(twice, 'standard')).toThrow('twice');
  });

  it('from rows compute these rows', () => {
    const rows = fc.array(
      fc.array(fc.integer({ min: -3, max: 3 }), { minLength: 4, maxLength: 4 }),
    );
    fc.assert(
      fc.property(rows, (matrix) => {
        const wanted = matrix.map((row) => row.map((c) => c + 0));
        expect(matrixOf(fromRows(4, matrix), 'standard')).toEqual(wanted);
      }),
    );
  });
});

describe('straight-line programs', () => {
  it('carry out the algorithm that they were made from, with as many additions', () => {
    for (const algorithm of [...algorithms, ...algorithms.map(moduloTwo)]) {
      const program = naiveProgram(algorithm);
      expect(carriesOut(program, algorithm)).toBe(true);
      expect(countAdditions(program).total).toBe(additionCount(algorithm));
    }
  });

  it('carry out no other', () => {
    const algorithm = strassen('standard');
    const program = naiveProgram(algorithm);
    expect(carriesOut(program, strassen('z2'))).toBe(false);
    for (const mode of ['u', 'v', 'w'] as const) {
      const changed = algorithm[mode].map((row, r) => (r === 3 ? row.map((c) => -c) : row));
      expect(carriesOut(program, { ...algorithm, [mode]: changed })).toBe(false);
    }
  });

  it('multiplying random matrices confirms right ones and refuses every single wrong sign', () => {
    fc.assert(
      fc.property(fc.nat(), fc.nat(27), (seed, at) => {
        const algorithm = strassen('standard');
        expect(checkByMultiplying(naiveProgram(algorithm), seeded(seed))).toEqual({ ok: true });
        const w = algorithm.w.map((row, r) =>
          row.map((c, z) => (r * 4 + z === at ? (c === 0 ? 1 : -c) : c)),
        );
        expect(checkByMultiplying(naiveProgram({ ...algorithm, w }), seeded(seed)).ok).toBe(false);
      }),
      { numRuns: 30 },
    );
  });

  it('multiplying confirms naive algorithms of any size, also modulo 2 and with denominators', () => {
    fc.assert(
      fc.property(sizes, fc.constantFrom('standard', 'z2'), (size, arithmetic) => {
        const algorithm = naiveAlgorithm(size, arithmetic);
        expect(checkByMultiplying(naiveProgram(algorithm), seeded(1))).toEqual({ ok: true });
        if (arithmetic === 'z2') return;
        const u = algorithm.u.map((row) => row.map((c) => 3 * c));
        const thirds = { ...algorithm, u, denominators: [3, 1, 1] as const };
        expect(checkByMultiplying(naiveProgram(thirds), seeded(1))).toEqual({ ok: true });
        expect(checkByMultiplying(naiveProgram({ ...algorithm, u }), seeded(1)).ok).toBe(false);
      }),
      { numRuns: 20 },
    );
  });

  it('a wrong program modulo 2 is refused', () => {
    const { u, v, w } = naiveProgram(strassen('z2'));
    const outputs = w.outputs.with(1, w.outputs[0]!);
    const wrong = programOf(strassen('z2'), u, v, { ...w, outputs });
    expect(checkByMultiplying(wrong, seeded(1)).ok).toBe(false);
  });
});
