/** Files that are not what they claim: nothing crashes, nothing wrong comes in, a sentence says why. */
import { zipSync } from 'fflate';
import { describe, expect, it } from 'vitest';
import { type Random, seeded } from '../../tensor/random.ts';
import { strassen } from '../examples.ts';
import { moduloTwo } from '../published.test-data.ts';
import { verifyAlgorithm } from '../verify.ts';
import { exportFile, FORMATS, zipFiles } from './formats.ts';
import { type Imported, LIMITS } from './imported.ts';
import { writeObjects } from './npy-write.ts';
import { readSchemes } from './read-schemes.ts';
import { bases, fractionalScheme } from './schemes.test-data.ts';

const encode = (text: string) => new TextEncoder().encode(text);

/** One sentence, and every scheme that came in is right. */
function expectSound({ good, bad }: Imported): void {
  for (const { algorithm } of good) expect(verifyAlgorithm(algorithm).ok).toBe(true);
  for (const { why, where } of bad) {
    expect(why).toMatch(/^[^\n]{5,300}\.$/s);
    expect(where).not.toBe('');
  }
  expect(good.length + bad.length).toBeGreaterThan(0);
}

/** A file with one to four random changes of one random kind. */
function damaged(bytes: Uint8Array, random: Random): Uint8Array {
  const at = () => random.below(bytes.length);
  switch (random.below(6)) {
    case 0:
      return bytes.subarray(0, at());
    case 1:
      return bytes.subarray(at());
    case 2: {
      const [start, end] = [at(), at()].sort((a, b) => a - b) as [number, number];
      return Uint8Array.from([...bytes.subarray(0, start), ...bytes.subarray(end)]);
    }
    case 3: {
      const start = at();
      const again = bytes.subarray(start, start + 1 + random.below(40));
      return Uint8Array.from([...bytes.subarray(0, start), ...again, ...bytes.subarray(start)]);
    }
    default: {
      const result = bytes.slice();
      for (let left = 1 + random.below(4); left > 0; left--) {
        const i = at();
        result[i] = random.below(2) === 0 ? result[i]! ^ (1 << random.below(8)) : random.below(256);
      }
      return result;
    }
  }
}

describe('damaged files', () => {
  it('ten thousand of them crash nothing, and nothing wrong comes in', () => {
    const random = seeded(20261125);
    const algorithms = [strassen('standard'), moduloTwo(bases[2]!), fractionalScheme()];
    const files = algorithms.flatMap((algorithm) =>
      FORMATS.map((format) => exportFile(algorithm, format)),
    );
    // Uncompressed, so that damage reaches the arrays and the pickles within.
    const { u, v, w } = bases[2]!;
    const turned = (rows: readonly (readonly number[])[]) => ({
      rows: rows[0]!.length,
      columns: rows.length,
      values: rows[0]!.flatMap((_, x) => rows.map((row) => row[x]!)),
    });
    const pickled = writeObjects([turned(u), turned(v), turned(w)], 'i4');
    const inputs = [
      ...files,
      { name: '1x2x3.npy', bytes: pickled },
      { name: 'all.zip', bytes: zipFiles(files.slice(0, 4)) },
    ];
    let [good, bad] = [0, 0];
    for (let i = 0; i < 10_000; i++) {
      const { name, bytes } = inputs[i % inputs.length]!;
      const before = damaged(bytes, random);
      const copy = before.slice();
      const result = readSchemes(before, name);
      expectSound(result);
      if (!before.every((byte, at) => byte === copy[at])) throw new Error(`${name} was changed`);
      good += result.good.length;
      bad += result.bad.length;
    }
    // Damage in a comment or in white space does no harm; most damage does.
    expect(good).toBeGreaterThan(500);
    expect(bad).toBeGreaterThan(5000);
  }, 60_000);

  it('noise of any length is refused', () => {
    const random = seeded(7);
    const starts = ['', 'PK\x03\x04', '\x93NUMPY\x01\x00', '{', '[', '(a11', '----- BEGIN'];
    for (let i = 0; i < 700; i++) {
      const noise = Uint8Array.from({ length: random.below(200) }, () => random.below(256));
      const start = Uint8Array.from(starts[i % 7]!, (c) => c.charCodeAt(0));
      const result = readSchemes(Uint8Array.from([...start, ...noise]), 'noise');
      expectSound(result);
      expect(result.good).toEqual([]);
    }
  });
});

describe('what is too much', () => {
  const why = (bytes: Uint8Array, name = 'x', limits = LIMITS) => {
    const { good, bad } = readSchemes(bytes, name, limits);
    expect(good).toEqual([]);
    return bad.map((failed) => failed.why).join(' ');
  };

  it('a large file', () => {
    expect(why(new Uint8Array(2001), 'x', { ...LIMITS, fileBytes: 2000 })).toBe(
      'It has 2 KiB, more than the 2 KiB allowed.',
    );
    expect(why(new Uint8Array(LIMITS.fileBytes + 1))).toContain('more than the 64 MiB allowed');
  });

  it('a zip bomb that says its size', () => {
    const bomb = zipSync({ 'x.json': new Uint8Array(3e6) }, { level: 9 });
    expect(bomb.length).toBeLessThan(4000);
    expect(why(bomb, 'x.zip', { ...LIMITS, entryBytes: 2 ** 20 })).toBe(
      'It unpacks to 3 MiB, more than the 1 MiB allowed.',
    );
  });

  it('a zip bomb that lies about its size', () => {
    const bomb = zipSync({ 'x.json': new Uint8Array(3e6) }, { level: 9 });
    const view = new DataView(bomb.buffer);
    const central = bomb.length - 22 - 46 - 'x.json'.length;
    expect(view.getUint32(central + 24, true)).toBe(3e6);
    view.setUint32(central + 24, 1000, true);
    expect(why(bomb, 'x.zip')).toBe('It unpacks to more than the archive claims.');
  });

  it('many entries that are large together', () => {
    const zeros = new Uint8Array(2 ** 20);
    const names = Array.from({ length: 5 }, (_, i) => [`${i}.json`, zeros] as const);
    const { bad } = readSchemes(zipSync(Object.fromEntries(names)), 'x.zip', {
      ...LIMITS,
      archiveBytes: 3 * 2 ** 20,
    });
    expect(bad.filter((failed) => failed.why.includes('more than the 3 MiB')).length).toBe(2);
    expect(why(zipSync({ a: zeros, b: zeros }), 'x.zip', { ...LIMITS, entries: 1 })).toBe(
      'The archive has 2 entries, more than the 1 allowed.',
    );
  });

  it('text and arrays that would fill the memory', () => {
    const limits = { ...LIMITS, textBytes: 1000, lines: 100 };
    expect(why(encode(' '.repeat(1001)), 'x', limits)).toContain(
      'more than the 1000 bytes allowed',
    );
    expect(why(encode('\n'.repeat(100)), 'x', limits)).toBe(
      'It has more than the 100 lines allowed.',
    );
    const rows = `[${'0,'.repeat(9999)}0]`;
    expect(why(encode(`{"n":2,"u":[${rows}],"v":[[]],"w":[[]]}`))).toBe(
      'Row 1 of “u” has 10000 coefficients and not 4.',
    );
    expect(why(encode(`[${'[],'.repeat(20_000)}[]]`))).toBe('It holds too many values.');
    const header =
      "\x93NUMPY\x01\x00\x46\x00{'descr': '|i1', 'fortran_order': False, 'shape': (3, 1000, 2000), }";
    const npy = Uint8Array.from(header.padEnd(80), (c) => c.charCodeAt(0));
    expect(why(npy)).toBe('The NumPy array holds 6000000 numbers, more than a scheme can have.');
  });

  it('archives within archives', () => {
    let zip = zipSync({ 'x.json': encode('{}') });
    for (let i = 0; i < 20; i++) zip = zipSync({ 'y.zip': zip });
    expect(why(zip, 'x.zip')).toBe('It is an archive within archives.');
  });

  it('deep nesting', () => {
    for (const [open, close] of [
      ['[', ']'],
      ['{"a":', '}'],
      ['(', ')'],
    ] as const) {
      for (const depth of [100, 200_000]) {
        const text = open.repeat(depth) + close.repeat(depth);
        expect(why(encode(text))).toMatch(open === '(' ? /Line 1/ : /nested deeper than 64/);
      }
    }
    const nested = `(a11)*(b11)*(c11)\n${'('.repeat(40)}a11${')'.repeat(40)}*b11*c11`;
    expect(why(encode(nested))).toBe('Line 2: Its brackets are nested too deep.');
  });

  it('a scheme that would take long to verify', () => {
    const side = 12 * 12;
    const row = new Array<number>(side).fill(1);
    const rows = new Array<number[]>(1000).fill(row);
    const text = JSON.stringify({ n: [12, 12, 12], u: rows, v: rows, w: rows });
    expect(why(encode(text))).toBe('It has too many nonzero coefficients to be verified.');
    const long = '(a11)*(b11)*(c11)\n'.repeat(LIMITS.rank + 1);
    expect(why(encode(long))).toBe('It has more than the 4096 products allowed.');
  });
});
