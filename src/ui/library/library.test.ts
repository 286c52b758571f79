import { describe, expect, it } from 'vitest';
import { reduceAdditions } from '../../algorithm/additions/reduce.ts';
import { winograd } from '../../algorithm/classical/formulas.ts';
import { naiveAlgorithm, strassen } from '../../algorithm/examples.ts';
import { records } from '../../session/library/entry.ts';
import { titleOf } from '../../session/library/names.ts';
import { describeFactors, factorTexts, marksOf } from './factor-picture.ts';
import { plainOf, texOf } from './formula-text.ts';
import { algorithmHash, placeOf } from './place.ts';
import { programText } from './program-text.ts';
import { sizeRows, sortSizes } from './size-rows.ts';
import { gapMark, gapWords, originWords, searchWords } from './words.ts';

const entry = records(strassen('standard'), { kind: 'hand', link: null }, 1).entry;

describe('formulas', () => {
  it('become TeX, and text with low indices', () => {
    expect(texOf('m1 = (a11 + a22)(b11 − 2b22)')).toBe(
      'm_{1} = (a_{11} + a_{22})\\,(b_{11} - 2b_{22})',
    );
    expect(texOf('m12 = a1_10b2_2')).toBe('m_{12} = a_{1,10}\\,b_{2,2}');
    expect(texOf('c11 = (1/2)m1 − m2')).toBe('c_{11} = \\tfrac{1}{2}m_{1} - m_{2}');
    expect(plainOf('m1 = (a11 − a22)b1_12')).toBe('m₁ = (a₁₁ − a₂₂)b₁,₁₂');
  });
});

it('a program is written with its shared sums, in order', () => {
  const program = reduceAdditions(winograd(), { rounds: 3 });
  const { sums, products, outputs } = programText(winograd(), program);
  expect(products).toHaveLength(7);
  const plusses = [...sums, ...outputs].join('').match(/ [+−] /g);
  expect(plusses).toHaveLength(15);
  const defined = new Set(['a', 'b'].flatMap((x) => ['11', '12', '21', '22'].map((at) => x + at)));
  for (const line of [...sums, ...products, ...outputs]) {
    const [name = '', right = ''] = line.split(' = ');
    for (const used of right.match(/[a-z]\d+/g) ?? []) expect(defined).toContain(used);
    defined.add(name);
  }
  expect(texOf('s1 = a11 + t2')).toBe('s_{1} = a_{11} + t_{2}');
  expect(texOf('m1 = s1t1')).toBe('m_{1} = s_{1}\\,t_{1}');
});

describe('the table of sizes', () => {
  const rows = sizeRows([
    entry,
    { ...entry, key: 'x', rank: 8 },
    records(naiveAlgorithm([3, 2, 2], 'z2'), { kind: 'hand', link: null }, 2).entry,
  ]);

  it('has every size up to 8 with what is known and the best that was found', () => {
    expect(rows).toHaveLength(84);
    expect(rows.find(({ size }) => size === '2x2x2')).toMatchObject({
      volume: 8,
      known: { z: 7 },
      found: { standard: { rank: 7 }, z2: null, count: 2 },
    });
    expect(rows.find(({ size }) => size === '2x2x3')?.found.z2?.rank).toBe(12);
  });

  it('is sorted by each column, with what is not there last either way', () => {
    expect(sortSizes(rows, 'size', false)[0]?.size).toBe('2x2x2');
    expect(sortSizes(rows, 'size', true)[0]?.size).toBe('8x8x8');
    expect(sortSizes(rows, 'foundZ2', true)[0]?.size).toBe('2x2x3');
    expect(sortSizes(rows, 'foundZ', false)[0]?.size).toBe('2x2x2');
    const omegas = sortSizes(rows, 'omega', false).map(({ omega }) => omega);
    expect(omegas).toEqual([...omegas].sort((a, b) => a - b));
  });
});

describe('words', () => {
  it('name an algorithm, its origin, and how it compares', () => {
    expect(titleOf(entry)).toBe('2×2×2, rank 7');
    expect(titleOf({ ...entry, name: 'Mine' })).toBe('Mine');
    expect(gapMark(entry)).toBe('= known');
    expect(gapMark({ ...entry, rank: 9 })).toBe('+2');
    expect(gapMark({ ...entry, rank: 6 })).toBe('−1');
    expect(gapWords({ ...entry, rank: 6 })).toBe('1 below the best known!');
    expect(gapMark({ ...entry, size: [2, 2, 9] })).toBe('–');
    expect(originWords({ kind: 'run', runId: 'a', seed: 3, seconds: 1, step: 2, games: 1 })).toBe(
      'Training run, seed 3',
    );
    expect(searchWords(entry)).toContain('By hand');
  });
});

describe('pictures of factors', () => {
  it('write signs into cells with room, and tell minus by a bar in small ones', () => {
    const rows = [
      ['0', '1'],
      ['-1', '-1/2'],
    ];
    const large = marksOf([{ x: 0, y: 0, cell: 20, rows }]);
    expect(large.signs.map(({ text }) => text)).toEqual(['+', '−', '−1/2']);
    const cells = (path: string) => path.split('M').slice(1);
    expect(cells(large.paths.empty)).toHaveLength(1);
    expect(cells(large.paths.minus)).toHaveLength(2);
    const small = marksOf([{ x: 0, y: 0, cell: 8, rows }]);
    expect(small.signs).toEqual([]);
    // Each bar lies on an empty cell, and is less high than a plus.
    expect(cells(small.paths.empty)).toHaveLength(3);
    const height = (path: string) => Number(/v([\d.]+)/.exec(path)?.[1]);
    expect(height(small.paths.minus)).toBeLessThan(height(small.paths.plus) / 2);
  });

  it('are of the exact coefficients', () => {
    const halves = { ...strassen('standard'), denominators: [2, 1, 1] as const };
    expect(factorTexts(halves).u[0]).toEqual(['1/2', '0', '0', '1/2']);
    expect(describeFactors(strassen('z2'))).toMatch(/^The factors of 2×2×2 in 7 products: 12 /);
  });
});

it('addresses name the parts of the screen', () => {
  expect(placeOf('#/library')).toEqual({ kind: 'found' });
  expect(placeOf('#/library/sizes')).toEqual({ kind: 'sizes' });
  expect(placeOf('#/library/compose')).toEqual({ kind: 'compose' });
  expect(placeOf('#/library/published')).toEqual({ kind: 'published' });
  expect(placeOf(algorithmHash(entry.key))).toEqual({ kind: 'algorithm', key: entry.key });
});
