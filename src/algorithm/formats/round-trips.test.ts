import fc from 'fast-check';
import katex from 'katex';
import { describe, expect, it } from 'vitest';
import type { Algorithm } from '../algorithm.ts';
import { naiveAlgorithm } from '../examples.ts';
import { moduloTwo } from '../published.test-data.ts';
import { verifyAlgorithm } from '../verify.ts';
import { exportFile, FORMATS, type Format, zipFiles } from './formats.ts';
import { latexLines } from './latex.ts';
import { readSchemes } from './read-schemes.ts';
import { bases, fractionalScheme, published, randomSchemes } from './schemes.test-data.ts';

function roundTrip(algorithm: Algorithm, format: Format): Algorithm {
  const { bytes, name } = exportFile(algorithm, format);
  const { good, bad } = readSchemes(bytes, name);
  expect(bad).toEqual([]);
  expect(good.map(({ where }) => where.startsWith(name))).toEqual([true]);
  return good[0]!.algorithm;
}

describe.each(FORMATS.map((format) => [format.name, format] as const))('%s', (_, format) => {
  it('gives back every scheme that it was given', () => {
    for (const algorithm of [...bases, ...published]) {
      expect(roundTrip(algorithm, format)).toEqual(algorithm);
      const bits = moduloTwo(algorithm);
      expect(roundTrip(bits, format)).toEqual(bits);
    }
  });

  it('gives back sides of two digits', () => {
    for (const size of [
      [2, 1, 11],
      [12, 2, 1],
      [1, 10, 10],
    ] as const) {
      const algorithm = naiveAlgorithm(size, 'standard');
      expect(roundTrip(algorithm, format)).toEqual(algorithm);
    }
  });

  it('gives back fractions', () => {
    for (const algorithm of [fractionalScheme(), fractionalScheme([1, 2, 3])]) {
      expect(verifyAlgorithm(algorithm)).toEqual({ ok: true });
      expect(roundTrip(algorithm, format)).toEqual(algorithm);
    }
  });

  it('gives back random schemes, with their provenance', () => {
    fc.assert(
      fc.property(randomSchemes(), (algorithm) => {
        expect(verifyAlgorithm(algorithm)).toEqual({ ok: true });
        expect(roundTrip(algorithm, format)).toEqual(algorithm);
      }),
      { numRuns: format.kind === 'code' ? 10 : 40 },
    );
  });

  it('gives equal bytes for equal schemes', () => {
    expect(format.write(bases[0]!)).toEqual(format.write({ ...bases[0]! }));
  });
});

describe('many schemes as one zip', () => {
  it('come back, each under its name', () => {
    const all = [bases[0]!, moduloTwo(bases[0]!), bases[2]!, bases[0]!];
    const files = FORMATS.flatMap((format) =>
      all.map((algorithm) => exportFile(algorithm, format)),
    );
    const { good, bad } = readSchemes(zipFiles(files), 'all.zip');
    expect(bad).toEqual([]);
    expect(good.length).toBe(files.length);
    const named = new Map(good.map(({ where, algorithm }) => [where, algorithm]));
    expect(named.get('all.zip › 2x2x2-rank7.json')).toEqual(bases[0]);
    expect(named.get('all.zip › 2x2x2-rank7-2.json')).toEqual(bases[0]);
    expect(named.get('all.zip › 2x2x2-rank7-z2.npz › 2,2,2')).toEqual(all[1]);
    expect(named.get('all.zip › 1x2x3-rank6.exp')).toEqual(bases[2]);
  });

  it('that are good come in, and what is not is listed', () => {
    const file = exportFile(bases[0]!, FORMATS[0]!);
    const text = (name: string, content: string) => ({
      name,
      mediaType: '',
      bytes: new TextEncoder().encode(content),
    });
    const zip = zipFiles([
      file,
      text('notes.txt', 'Nothing to see.'),
      text('empty.json', ''),
      text('x/wrong.exp', '(a11)*(b11)*(c11+c11)\n'),
      text('__MACOSX/._2x2x2.json', 'litter'),
      text('cut.json', '{"format":"tensorgame-algorithm"'),
    ]);
    const { good, bad } = readSchemes(zip, 'all.zip');
    expect(good).toEqual([{ where: 'all.zip › 2x2x2-rank7.json', algorithm: bases[0] }]);
    expect(bad).toEqual([
      {
        where: 'all.zip › notes.txt',
        why: 'Line 1 is no product like (a11+a12)*(b21)*(c12): “Nothing to see.”.',
      },
      { where: 'all.zip › empty.json', why: 'It is empty.' },
      {
        where: 'all.zip › x/wrong.exp',
        why: 'The products add a11·b11 to c11 2 times and not 1 times.',
      },
      { where: 'all.zip › cut.json', why: 'It is not JSON: it is damaged or cut short.' },
    ]);
  });
});

describe('LaTeX', () => {
  it('is understood, line by line', () => {
    for (const algorithm of [bases[0]!, moduloTwo(bases[0]!), fractionalScheme()]) {
      for (const line of latexLines(algorithm)) {
        const html = katex.renderToString(`\\begin{align*}${line}\\end{align*}`, {
          displayMode: true,
          throwOnError: true,
          strict: 'error',
        });
        expect(html).toContain('katex');
      }
    }
    expect(latexLines(bases[0]!)[0]).toBe('m_{1} &= (a_{11} + a_{22}) \\, (b_{11} + b_{22})');
    expect(latexLines(fractionalScheme())[0]).toBe(
      'm_{1} &= (\\tfrac{1}{2} a_{11} + \\tfrac{1}{2} a_{22}) \\, (\\tfrac{2}{3} b_{11} + \\tfrac{2}{3} b_{22})',
    );
    expect(latexLines(moduloTwo(bases[0]!)).at(-1)).toBe(
      'c_{22} &= m_{1} \\oplus m_{2} \\oplus m_{3} \\oplus m_{6}',
    );
  });
});
