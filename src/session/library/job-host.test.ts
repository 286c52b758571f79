import { unzipSync } from 'fflate';
import { describe, expect, it } from 'vitest';
import { winograd } from '../../algorithm/classical/formulas.ts';
import { naiveAlgorithm, strassen } from '../../algorithm/examples.ts';
import { parseAlgorithmFile, stringifyAlgorithm } from '../../algorithm/file.ts';
import { FORMATS } from '../../algorithm/formats/formats.ts';
import { carriesOut } from '../../algorithm/straight-line.ts';
import { verifyAlgorithm } from '../../algorithm/verify.ts';
import { JobHost } from './job-host.ts';
import type { JobProgress } from './jobs.ts';

const text = (bytes: Uint8Array) => new TextDecoder().decode(bytes);
const nothing = () => {};

describe('jobs', () => {
  it('read a file, and what is wrong with one', async () => {
    const host = new JobHost();
    const bytes = new TextEncoder().encode(stringifyAlgorithm(strassen('z2')));
    const good = await host.read('1', { bytes, fileName: 'a.json' }, nothing);
    expect(good).toEqual({ good: [{ where: 'a.json', algorithm: strassen('z2') }], bad: [] });
    const broken = { bytes: bytes.subarray(0, 50), fileName: 'b.json' };
    expect((await host.read('2', broken, nothing)).bad).toMatchObject([{ where: 'b.json' }]);
  });

  it('export one file as itself, and more as a zip', async () => {
    const host = new JobHost();
    const one = { algorithm: strassen('standard'), program: null };
    const two = { algorithm: naiveAlgorithm([2, 3, 2], 'standard'), program: null };
    const file = await host.export('1', { exported: [one], formats: ['json'] }, nothing);
    expect(parseAlgorithmFile(text(file.bytes))).toEqual(one.algorithm);
    const formats = FORMATS.map(({ id }) => id);
    const zip = await host.export('2', { exported: [one, two], formats }, nothing);
    expect(zip.name).toMatch(/\.zip$/);
    const files = unzipSync(zip.bytes);
    expect(Object.keys(files)).toHaveLength(2 * formats.length);
    const json = Object.entries(files).filter(([name]) => /rank\d+\.json$/.test(name));
    expect(json.map(([, bytes]) => parseAlgorithmFile(text(bytes)).rank).sort()).toEqual([12, 7]);
  });

  it('reduce additions, and when stopped give the best until then', async () => {
    const host = new JobHost();
    const algorithm = winograd();
    const reports: JobProgress[] = [];
    const given = { algorithm, seed: 1, rounds: 3 };
    const whole = await host.reduce('1', given, (progress) => reports.push(progress));
    expect(whole.additions).toBe(15);
    expect(carriesOut(whole.program, algorithm)).toBe(true);
    expect(reports[0]?.words).toMatch(/^\d+ additions, 24 from scratch$/);

    const endless = host.reduce('2', { algorithm, seed: 1, rounds: 1e9 }, nothing);
    host.stop('unknown');
    host.stop('2');
    const part = await endless;
    expect(carriesOut(part.program, algorithm)).toBe(true);
    expect(part.additions).toBeLessThanOrEqual(24);
  });

  it('lift, or are stopped', async () => {
    const host = new JobHost();
    const given = { algorithm: strassen('z2'), seed: 1 };
    const { lift } = await host.lift('1', given, nothing);
    expect(lift).toMatchObject({ kind: 'lifted', algorithm: { arithmetic: 'standard', rank: 7 } });
    const stopped = host.lift('2', given, nothing);
    host.stop('2');
    expect(await stopped).toEqual({ lift: null });
    const wrong = host.lift('3', { algorithm: strassen('standard'), seed: 1 }, nothing);
    await expect(wrong).rejects.toThrow('Only algorithms modulo 2 are lifted');
  });

  it('tell the facts, with a second check by multiplying', async () => {
    const host = new JobHost();
    const exported = { algorithm: winograd(), program: null };
    const { facts, error, secondCheck, symmetries } = await host.facts('1', exported, nothing);
    expect(facts).toMatchObject({ rank: 7, bestKnownRank: 7, stability: { factor: 18 } });
    expect(error?.fast).toBeGreaterThan(0);
    expect(secondCheck).toEqual({ ok: true });
    expect(symmetries).toBeGreaterThanOrEqual(1);
    const modular = { algorithm: strassen('z2'), program: null };
    expect((await host.facts('2', modular, nothing)).error).toBeNull();
  });

  it('plan every size from what is given, and build what is planned', async () => {
    const host = new JobHost();
    const given = { algorithms: [strassen('standard')], arithmetic: 'standard' } as const;
    const sizes = await host.plan('1', given, nothing);
    expect(sizes).toHaveLength(286);
    const four = sizes.find(({ size }) => size.join() === '4,4,4');
    expect(four).toEqual({
      size: [4, 4, 4],
      rank: 49,
      recipe: '(2×2×2:7 ⊗ 2×2×2:7)',
      from: [0],
    });
    const built = await host.build('2', { ...given, size: [2, 5, 2] }, nothing);
    expect(built).toMatchObject({ size: [2, 5, 2], rank: 18 });
    expect(verifyAlgorithm(built)).toEqual({ ok: true });
  });

  it('look for cheaper relatives, until stopped', async () => {
    const host = new JobHost();
    const found = host.vary('1', { algorithm: winograd(), seed: 1, rounds: 1e9 }, nothing);
    host.stop('1');
    const { algorithm, program, additions } = await found;
    expect(verifyAlgorithm(algorithm)).toEqual({ ok: true });
    expect(carriesOut(program, algorithm)).toBe(true);
    expect(additions).toBeLessThanOrEqual(15);
  });
});
