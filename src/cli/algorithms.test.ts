import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { naiveAlgorithm, strassen } from '../algorithm/examples.ts';
import { stringifyAlgorithm } from '../algorithm/file.ts';
import { exportFile, FORMATS, formatNamed, zipFiles } from '../algorithm/formats/formats.ts';
import { readSchemes } from '../algorithm/formats/read-schemes.ts';
import { runAlgorithms } from './algorithms-main.ts';

const folder = mkdtempSync(join(tmpdir(), 'tensorgame-algorithms-'));
afterAll(() => rmSync(folder, { recursive: true }));
const path = (name: string) => join(folder, name);

function command(...argv: string[]) {
  let out = '';
  let said = '';
  const status = runAlgorithms(argv, {
    out: (text) => {
      out += text;
    },
    say: (line) => {
      said += `${line}\n`;
    },
  });
  return { status, out, said };
}

const good = path('good.json');
writeFileSync(good, stringifyAlgorithm(strassen('standard')));
const wrong = path('wrong.exp');
writeFileSync(wrong, '(a11)*(b11)*(c11)\n(a11)*(b11)*(c11)\n');
const archive = path('both.zip');
const two = [strassen('z2'), naiveAlgorithm([1, 2, 3], 'standard')];
writeFileSync(archive, zipFiles(two.map((one) => exportFile(one, formatNamed('npz')!))));

describe('npm run algorithms', () => {
  it('verify gives a line a scheme, and 0 only if all are right', () => {
    expect(command('verify', good, archive)).toEqual({
      status: 0,
      out: `good.json: 2x2x2 standard, rank 7 (best known 7), 18 additions, verified
both.zip › 2x2x2-rank7-z2.npz › 2,2,2: 2x2x2 z2, rank 7 (best known 7), 18 additions, verified
both.zip › 1x2x3-rank6.npz › 1,2,3: 1x2x3 standard, rank 6 (best known 6), 3 additions, verified
`,
      said: '',
    });
    const { status, out } = command('verify', good, wrong);
    expect(status).toBe(1);
    expect(out).toContain('wrong.exp: The products add a11·b11 to c11 2 times and not 1 times.');
  });

  it('convert writes one file, a folder or a zip', () => {
    const one = path('one.tex');
    expect(command('convert', good, '--to', 'latex', '--out', one)).toMatchObject({
      status: 0,
      said: `wrote ${one}\n`,
    });
    expect(readFileSync(one, 'utf8')).toContain('\\begin{align*}');
    const all = path('all/');
    expect(command('convert', good, archive, good, '--to', 'all', '--out', all).status).toBe(0);
    expect(readdirSync(all).length).toBe(4 * FORMATS.filter((f) => f.kind === 'scheme').length);
    expect(readdirSync(all)).toContain('2x2x2-rank7-2.npz');
    const zip = path('new/all.zip');
    expect(command('convert', archive, '--to', 'uvw', '--out', zip).status).toBe(0);
    expect(readSchemes(readFileSync(zip), 'all.zip').good.map((f) => f.algorithm)).toEqual(two);
  });

  it('export writes code, with fewer additions where they are reduced', () => {
    const plain = path('plain.c');
    expect(command('export', good, '--to', 'c', '--out', plain).status).toBe(0);
    expect(readFileSync(plain, 'utf8')).toContain(' 18 additions;');
    const reduced = path('reduced.py');
    const options = ['--to', 'numpy', '--out', reduced, '--reduce', '--seconds', '0.01'];
    expect(command('export', good, ...options).status).toBe(0);
    const additions = Number(/ (\d+) additions;/.exec(readFileSync(reduced, 'utf8'))![1]);
    expect(additions).toBeLessThanOrEqual(18);
    expect(additions).toBeGreaterThanOrEqual(15);
  });

  it('reduce says how many additions are left', () => {
    const { status, out } = command('reduce', good, '--seconds', '0.01');
    expect(status).toBe(0);
    expect(out).toMatch(
      /^good\.json: 2x2x2 .*, 18 additions, 1[5-8] with sums shared, verified\n$/,
    );
  });

  it.each([
    ['a command is missing: verify, convert, reduce, export'],
    ['there is no command look: choose verify, convert, reduce, export', 'look', good],
    ['verify needs the name of a file', 'verify'],
    ['--to is missing: choose json, uvw, npz, expressions, latex or all', 'convert', good],
    [
      '--to c: convert writes json, uvw, npz, expressions, latex or all',
      'convert',
      good,
      '--to',
      'c',
    ],
    ['--seconds 0: give a number above 0, at most 86400', 'reduce', good, '--seconds', '0'],
    ['--seed 1.5: give a whole number', 'reduce', good, '--seed', '1.5'],
    ['there is no option --what', 'verify', good, '--what'],
    ['--to needs a value', 'convert', good, '--to'],
    ['/nowhere/x.json: there is no such file', 'verify', '/nowhere/x.json'],
  ])('%s', (says, ...argv) => {
    const { status, out, said } = command(...argv);
    expect({ status, out }).toEqual({ status: 2, out: '' });
    expect(said).toContain(`algorithms: ${says}`);
  });

  it('writes nothing where nothing was read', () => {
    expect(command('convert', wrong, '--to', 'json', '--out', path('no.json')).status).toBe(1);
    expect(existsSync(path('no.json'))).toBe(false);
    expect(command('--help').out).toContain('usage: npm run algorithms');
  });
});
