import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type Algorithm, fromTerms, toTerms } from './algorithm.ts';
import { algorithmKey, canonicalForm } from './canonical.ts';
import { naiveAlgorithm, strassen } from './examples.ts';
import {
  AlgorithmFileError,
  parseAlgorithmFile,
  stringifyAlgorithm,
  withTransposedC,
} from './file.ts';
import { publishedAlgorithms } from './published.test-data.ts';
import { verifyAlgorithm } from './verify.ts';

const examples = [
  strassen('standard'),
  strassen('z2'),
  naiveAlgorithm([2, 2, 3], 'standard'),
  naiveAlgorithm([1, 2, 1], 'z2'),
  ...publishedAlgorithms(),
];

describe('algorithm files', () => {
  it('come back as they were written', () => {
    for (const algorithm of examples) {
      const text = stringifyAlgorithm(algorithm);
      expect(parseAlgorithmFile(text)).toEqual(algorithm);
      expect(stringifyAlgorithm(parseAlgorithmFile(text))).toBe(text);
    }
  });

  it('keep their provenance', () => {
    const algorithm = { ...strassen('z2'), provenance: { seed: 7, by: ['agent', null] } };
    expect(parseAlgorithmFile(stringifyAlgorithm(algorithm))).toEqual(algorithm);
  });

  it('have one row a line', () => {
    const lines = stringifyAlgorithm(strassen('standard')).split('\n');
    expect(lines).toContain('    [0,1,0,-1]');
    expect(lines[1]).toBe('  "format": "tensorgame-algorithm",');
    expect(lines.at(-1)).toBe('');
  });

  it('write no −0', () => {
    const algorithm = strassen('standard');
    const text = stringifyAlgorithm({ ...algorithm, u: algorithm.u.map((r) => r.map((c) => -c)) });
    expect(text).not.toContain('-0');
  });

  it('may index C transposed: that is found and turned', () => {
    for (const algorithm of examples) {
      const [n, m, p] = algorithm.size;
      // withTransposedC reads columns of an n×p matrix; its inverse is its own for p×n.
      const turned = withTransposedC({ ...algorithm, size: [p, m, n] });
      const text = stringifyAlgorithm({ ...turned, size: [n, m, p] });
      expect(verifyAlgorithm(parseAlgorithmFile(text))).toEqual({ ok: true });
    }
  });
});

describe('a corrupted file gives one sentence', () => {
  const good = JSON.parse(stringifyAlgorithm(strassen('standard'))) as Record<string, unknown>;
  const cases: [string, unknown, string][] = [
    ['no object', [1], 'The file does not hold a JSON object.'],
    ['null', null, 'The file does not hold a JSON object.'],
    ['another format', { ...good, format: 'x' }, '“format” is "x" and not "tensorgame-algorithm".'],
    ['no format', { ...good, format: undefined }, '“format” is missing'],
    [
      'a later version',
      { ...good, version: 2 },
      '“version” is 2, but this program reads version 1.',
    ],
    ['a bad size', { ...good, size: [2, 2] }, '“size” is [2,2] and not three whole numbers'],
    ['a large size', { ...good, size: [2, 2, 17] }, '“size” is [2,2,17]'],
    ['an arithmetic', { ...good, arithmetic: 'z3' }, '“arithmetic” is "z3" and neither'],
    ['a rank of 0', { ...good, rank: 0 }, '“rank” is 0 and not a whole number from 1.'],
    ['a rank as text', { ...good, rank: '7' }, '“rank” is "7"'],
    ['too few rows', { ...good, rank: 8 }, '“u” has 7 rows but the rank is 8.'],
    ['no v', { ...good, v: undefined }, '“v” is missing and not a list of rows.'],
    ['a short row', { ...good, w: Array(7).fill([1]) }, 'Row 1 of “w” is [1] and not a list of 4'],
    ['text in a row', { ...good, u: Array(7).fill([1, 'a', 0, 0]) }, 'Row 1 of “u” holds "a", not'],
    ['a fraction', { ...good, u: Array(7).fill([1, 0.5, 0, 0]) }, 'Row 1 of “u” holds 0.5, not'],
    ['a huge number', { ...good, u: Array(7).fill([1, 128, 0, 0]) }, 'holds 128, not a whole'],
    [
      'provenance as text',
      { ...good, provenance: 'me' },
      '“provenance” is "me" and not an object.',
    ],
    ['wrong products', { ...good, w: strassen('standard').u }, 'The products add a11·b11 to c11'],
  ];
  it.each(cases)('%s', (_, value, sentence) => {
    const parse = () => parseAlgorithmFile(JSON.stringify(value));
    expect(parse).toThrow(AlgorithmFileError);
    expect(parse).toThrow(sentence);
    expect(parse).toThrow(/\.$/);
  });

  it('text that is not JSON', () => {
    expect(() => parseAlgorithmFile('{"format":')).toThrow('The file is not JSON.');
  });

  it('any JSON value whatever, and any field replaced by any value', () => {
    const sentenceOrAlgorithm = (value: unknown) => {
      try {
        const algorithm = parseAlgorithmFile(JSON.stringify(value));
        expect(verifyAlgorithm(algorithm).ok).toBe(true);
      } catch (error) {
        expect(error).toBeInstanceOf(AlgorithmFileError);
      }
    };
    fc.assert(fc.property(fc.jsonValue(), sentenceOrAlgorithm));
    const field = fc.constantFrom(...Object.keys(good));
    fc.assert(
      fc.property(field, fc.jsonValue(), (name, value) =>
        sentenceOrAlgorithm({ ...good, [name]: value }),
      ),
    );
  });
});

describe('terms and canonical form', () => {
  it('terms come back', () => {
    for (const algorithm of examples) {
      const back = fromTerms(algorithm.size, algorithm.arithmetic, toTerms(algorithm));
      expect(back).toEqual(algorithm);
    }
    expect(() => fromTerms([2, 2, 3], 'z2', toTerms(strassen('z2')))).toThrow(RangeError);
  });

  it('does not depend on order and signs, and still verifies', () => {
    const disguise = (algorithm: Algorithm, order: readonly number[]): Algorithm => {
      const pick = (rows: readonly (readonly number[])[], sign: (r: number) => number) =>
        order.map((r) => rows[r]!.map((c) => (algorithm.arithmetic === 'z2' ? c : c * sign(r))));
      return {
        ...algorithm,
        u: pick(algorithm.u, (r) => (r % 2 === 0 ? -1 : 1)),
        v: pick(algorithm.v, (r) => (r % 3 === 0 ? -1 : 1)),
        w: pick(algorithm.w, (r) => (r % 2 === 0 ? -1 : 1) * (r % 3 === 0 ? -1 : 1)),
      };
    };
    const orders = (length: number) =>
      fc.shuffledSubarray(
        Array.from({ length }, (_, r) => r),
        { minLength: length, maxLength: length },
      );
    const all = fc.constantFrom(...examples);
    fc.assert(
      fc.property(
        all.chain((algorithm) => fc.tuple(fc.constant(algorithm), orders(algorithm.rank))),
        ([algorithm, order]) => {
          const other = disguise(algorithm, order);
          expect(verifyAlgorithm(other).ok).toBe(true);
          expect(algorithmKey(other)).toBe(algorithmKey(algorithm));
          expect(canonicalForm(other)).toEqual(canonicalForm(algorithm));
          expect(verifyAlgorithm(canonicalForm(other)).ok).toBe(true);
        },
      ),
      { numRuns: 60 },
    );
  });

  it('orders terms that share u and v by w', () => {
    const algorithm = (w: number[][]): Algorithm => ({
      ...{ size: [1, 1, 2], arithmetic: 'standard', rank: 2 },
      ...{
        u: [[1], [1]],
        v: [
          [1, 0],
          [1, 0],
        ],
        w,
      },
    });
    const key = algorithmKey(
      algorithm([
        [1, 0],
        [0, 1],
      ]),
    );
    expect(
      algorithmKey(
        algorithm([
          [0, 1],
          [1, 0],
        ]),
      ),
    ).toBe(key);
  });

  it('tells different algorithms apart', () => {
    expect(new Set(examples.map(algorithmKey)).size).toBe(examples.length);
  });
});
