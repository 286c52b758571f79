import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { reduceAdditions } from '../../algorithm/additions/reduce.ts';
import type { Algorithm } from '../../algorithm/algorithm.ts';
import { naiveAlgorithm, strassen } from '../../algorithm/examples.ts';
import { stringifyAlgorithm } from '../../algorithm/file.ts';
import { fractionalScheme } from '../../algorithm/formats/schemes.test-data.ts';
import { backupLines, isBackup } from './backup.ts';
import { importFiles } from './import-files.ts';
import { JobHost } from './job-host.ts';
import { libraryKey } from './key.ts';
import { Library } from './library.ts';
import { memoryLibrary } from './memory-library.ts';
import type { Origin } from './origin.ts';

function newLibrary(): Library {
  return new Library({
    storage: memoryLibrary(),
    tabs: { tell: () => {}, listen: () => () => {} },
    now: () => 7,
  });
}

const host = new JobHost();
const read = (bytes: Uint8Array, fileName: string) =>
  host.read('read', { bytes, fileName }, () => {});
const file = (name: string, text: string) => ({
  name,
  bytes: async () => new TextEncoder().encode(text),
});
const naive = naiveAlgorithm([2, 2, 2], 'standard');
const wrong: Algorithm = { ...naive, u: [...naive.u].reverse() };

describe('importing files', () => {
  it('takes the good ones, and lists the others with why', async () => {
    const library = newLibrary();
    await library.keep(strassen('z2'), { kind: 'hand', link: null });
    const report = await importFiles(library, read, [
      file('naive.json', stringifyAlgorithm(naive)),
      file('wrong.json', stringifyAlgorithm(wrong)),
      file('known.json', stringifyAlgorithm(strassen('z2'))),
      file('noise.txt', 'nothing of the kind'),
      { name: 'gone.json', bytes: () => Promise.reject(new Error('It was moved')) },
    ]);
    expect(report).toMatchObject({ kept: 1, known: 1, first: libraryKey(naive) });
    expect(report.refused.map(({ name }) => name)).toEqual([
      'wrong.json',
      'noise.txt',
      'gone.json',
    ]);
    expect(report.refused[0]?.reason).toMatch(/^The products add .*\.$/);
    expect(report.refused[2]?.reason).toBe('It was moved.');
    expect(library.view.getState().entries.get(libraryKey(naive))?.origin).toEqual({
      kind: 'import',
      file: 'naive.json',
      entry: null,
    });
  });

  it('stops between batches, and says how much was left', async () => {
    const library = newLibrary();
    const many = async () => ({
      good: Array.from({ length: 450 }, (_, at) => ({ where: String(at), algorithm: naive })),
      bad: [],
    });
    const files = [file('a.npz', 'a'), file('b.npz', 'b')];
    let isStopped = false;
    const report = await importFiles(library, many, files, (done) => {
      if (done >= 200) isStopped = true;
      return !isStopped;
    });
    expect(report).toMatchObject({ kept: 1, known: 199, left: 250 });
    expect(report.refused).toEqual([
      { name: 'b.npz', reason: 'It was not looked at: the import was stopped.' },
    ]);
  });

  it('tells what is the same as another that was here, up to symmetries', async () => {
    const library = newLibrary();
    await library.keep(naiveAlgorithm([2, 2, 3], 'standard'), { kind: 'hand', link: null });
    const files = [naiveAlgorithm([3, 2, 2], 'standard'), strassen('standard')].map(
      (algorithm, at) => file(`${at}.json`, stringifyAlgorithm(algorithm)),
    );
    expect(await importFiles(library, read, files)).toMatchObject({ kept: 2, alike: 1 });
  });
});

describe('a backup', () => {
  const origins: Origin[] = [
    { kind: 'run', runId: 'a', seed: 3, seconds: 1.5, step: 10, games: 2 },
    { kind: 'hand', link: '#/play/1.abc' },
    { kind: 'derived', how: 'lifted', from: ['x'], words: 'lifted' },
  ];
  const algorithms = [strassen('standard'), strassen('z2'), fractionalScheme([2, 2, 3])];

  async function filled(): Promise<Library> {
    const library = newLibrary();
    for (const [at, algorithm] of algorithms.entries()) {
      await library.keep(algorithm, origins[at]!);
    }
    const key = libraryKey(strassen('standard'));
    await library.edit(key, { name: 'Ünïcödé', notes: 'two\nlines' });
    await library.setProgram(key, reduceAdditions(strassen('standard'), { rounds: 3 }));
    return library;
  }

  async function backup(library: Library): Promise<string> {
    const keys = [...library.view.getState().entries.keys()];
    return [...backupLines(await library.records(keys), 5)].join('');
  }

  it('brings all back as it was, in another library', async () => {
    const before = await filled();
    const text = await backup(before);
    expect(isBackup(text)).toBe(true);
    const after = newLibrary();
    const report = await importFiles(after, read, [file('b.jsonl', text)]);
    expect(report).toMatchObject({ kept: 3, known: 0, refused: [] });
    expect(after.view.getState().entries).toEqual(before.view.getState().entries);
    for (const algorithm of algorithms) {
      const key = libraryKey(algorithm);
      expect(await after.content(key)).toEqual(await before.content(key));
    }
    const again = await importFiles(after, read, [file('b.jsonl', text)]);
    expect(again).toMatchObject({ kept: 0, known: 3 });
  });

  it('loses one algorithm by a damaged line, and keeps what is not damaged of it', async () => {
    const text = await backup(await filled());
    const lines = text.trimEnd().split('\n');
    lines[2] = lines[2]!.slice(0, 100);
    lines[1] = lines[1]!.replace('"coefficient":1', '"coefficient":2');
    const library = newLibrary();
    const report = await importFiles(library, read, [file('b.jsonl', lines.join('\n'))]);
    expect(report.kept).toBe(2);
    expect(report.refused).toEqual([
      { name: 'b.jsonl, line 3', reason: 'The line is damaged or cut short.' },
    ]);
    // Its program was wrong.
    const key = libraryKey(strassen('standard'));
    expect(library.view.getState().entries.get(key)).toMatchObject({
      reduced: null,
      name: 'Ünïcödé',
    });
    const later = text.replace('"version":1', '"version":2');
    const refused = await importFiles(library, read, [file('later.jsonl', later)]);
    expect(refused.refused[0]?.reason).toContain('of version 2');
  });

  it('with any bytes changed lets nothing in that does not verify, and crashes nothing', async () => {
    const text = await backup(await filled());
    await fc.assert(
      fc.asyncProperty(fc.nat(text.length - 1), fc.string({ maxLength: 3 }), async (at, noise) => {
        const damaged = text.slice(0, at) + noise + text.slice(at + noise.length);
        const library = newLibrary();
        await importFiles(library, read, [file('b.jsonl', damaged)]);
        for (const key of library.view.getState().entries.keys()) {
          expect(libraryKey(await library.algorithm(key))).toBe(key);
        }
      }),
      { numRuns: 200, seed: 1 },
    );
  });
});
