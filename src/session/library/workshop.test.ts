import { describe, expect, it, vi } from 'vitest';
import { winograd } from '../../algorithm/classical/formulas.ts';
import { naiveAlgorithm, strassen } from '../../algorithm/examples.ts';
import { parseAlgorithmFile } from '../../algorithm/file.ts';
import { naiveProgram } from '../../algorithm/straight-line.ts';
import {
  gluable,
  keepComposed,
  keepModuloTwo,
  keepReordered,
  otherOrders,
} from './compositions.ts';
import { admit } from './entry.ts';
import { JobHost } from './job-host.ts';
import type { JobRunner } from './jobs.ts';
import { libraryKey } from './key.ts';
import { Library } from './library.ts';
import { memoryLibrary } from './memory-library.ts';
import { publishedRecords } from './published.ts';
import { Workshop } from './workshop.ts';

const HAND = { kind: 'hand', link: null } as const;

async function newWorkshop(change: Partial<JobRunner> = {}) {
  const library = new Library({
    storage: memoryLibrary(),
    tabs: { tell: () => {}, listen: () => () => {} },
    now: () => 1,
  });
  await library.open();
  const host = new JobHost();
  const jobs: JobRunner = {
    read: host.read,
    export: host.export,
    reduce: (id, given, report) => host.reduce(id, { ...given, rounds: 4 }, report),
    vary: (id, given, report) => host.vary(id, { ...given, rounds: 2 }, report),
    lift: host.lift,
    facts: host.facts,
    plan: host.plan,
    build: host.build,
    stop: (id) => host.stop(id),
    ...change,
  };
  return { library, workshop: new Workshop(library, jobs, () => 1000) };
}

const outcome = (workshop: Workshop) => workshop.view.getState().outcome;

describe('reducing additions', () => {
  it('keeps the program with the algorithm, and a worse one never replaces it', async () => {
    const { library, workshop } = await newWorkshop();
    const algorithm = winograd();
    const kept = await library.keep(algorithm, HAND);
    if (!('entry' in kept)) throw new Error('not kept');
    const { key } = kept.entry;
    const during = workshop.reduce(kept.entry);
    expect(workshop.view.getState().running).toMatchObject([{ kind: 'reduce', key }]);
    await during;
    expect(workshop.view.getState().running).toEqual([]);
    expect(outcome(workshop)).toMatchObject({ failed: false });
    expect(outcome(workshop)?.text).toContain('15 additions instead of 24');
    expect(library.view.getState().entries.get(key)?.reduced).toBe(15);
    expect((await library.content(key)).program).toBeDefined();

    await library.setProgram(key, naiveProgram(algorithm));
    expect(library.view.getState().entries.get(key)?.reduced).toBe(15);
    const another = naiveProgram(naiveAlgorithm([2, 2, 2], 'standard'));
    expect(await library.setProgram(key, another)).toBe(false);
    expect(library.view.getState().failure).toContain('does not carry out');
    await workshop.reduce(kept.entry);
    expect(outcome(workshop)?.text).toContain('as before');
  });

  it('says when the worker fails', async () => {
    const reduce = () => Promise.reject(new Error('The library’s worker stopped unexpectedly'));
    const { library, workshop } = await newWorkshop({ reduce });
    const kept = await library.keep(strassen('standard'), HAND);
    if (!('entry' in kept)) throw new Error('not kept');
    await workshop.reduce(kept.entry);
    expect(outcome(workshop)).toEqual({
      text: 'The library’s worker stopped unexpectedly.',
      failed: true,
      key: null,
    });
    workshop.dismissOutcome();
    expect(outcome(workshop)).toBeNull();
  });
});

describe('lifting', () => {
  it('keeps what comes out, derived from the one modulo 2', async () => {
    const { library, workshop } = await newWorkshop();
    const kept = await library.keep(strassen('z2'), HAND);
    if (!('entry' in kept)) throw new Error('not kept');
    await workshop.lift(kept.entry);
    const key = outcome(workshop)?.key ?? '';
    expect(library.view.getState().entries.get(key)).toMatchObject({
      arithmetic: 'standard',
      rank: 7,
      origin: { kind: 'derived', how: 'lifted', from: [kept.entry.key] },
    });
    await workshop.lift(kept.entry);
    expect(outcome(workshop)?.text).toContain('here already');
  });
});

describe('composing', () => {
  it('plans from the library and what is published, and keeps what it builds', async () => {
    const { library, workshop } = await newWorkshop();
    await library.keep(strassen('standard'), HAND);
    const alone = await workshop.plan('standard', false);
    const three = (sizes: (typeof alone)['sizes']) =>
      sizes.find(({ size }) => size.join() === '3,3,3');
    expect(three(alone.sizes)?.rank).toBe(26);
    const both = await workshop.plan('standard', true);
    expect(three(both.sizes)?.rank).toBe(23);
    const four = alone.sizes.find(({ size }) => size.join() === '2,2,4');
    await workshop.build([4, 2, 2], 'standard', alone.sources, four!);
    const kept = library.view.getState().entries.get(outcome(workshop)?.key ?? '');
    expect(kept).toMatchObject({
      size: [4, 2, 2],
      rank: 14,
      origin: { kind: 'derived', how: 'composed', from: [libraryKey(strassen('standard'))] },
    });
    // Modulo 2 what holds over the integers serves too.
    const modular = await workshop.plan('z2', false);
    expect(three(modular.sizes)?.rank).toBe(26);
  });

  it('takes two as they are, and turns one', async () => {
    const { library } = await newWorkshop();
    const algorithm = naiveAlgorithm([2, 2, 3], 'standard');
    const one = await library.keep(algorithm, HAND);
    const two = await library.keep(strassen('standard'), HAND);
    if (!('entry' in one) || !('entry' in two)) throw new Error('not kept');
    expect(gluable(one.entry, two.entry)).toEqual(['p']);
    const glued = await keepComposed(library, [one.entry, two.entry], 'p');
    expect(glued).toMatchObject({ status: 'kept', entry: { size: [2, 2, 5], rank: 19 } });
    const squared = await keepComposed(library, [two.entry, two.entry], 'product');
    expect(squared).toMatchObject({ status: 'kept', entry: { size: [4, 4, 4], rank: 49 } });
    const modular = await keepModuloTwo(library, two.entry, strassen('standard'));
    expect(modular).toMatchObject({
      status: 'kept',
      entry: { key: libraryKey(strassen('z2')), origin: { how: 'modulo 2' } },
    });
    const halves = { ...strassen('standard'), denominators: [2, 1, 1] as const };
    await expect(keepModuloTwo(library, two.entry, halves)).rejects.toThrow('halves');
    expect(otherOrders([2, 2, 3])).toHaveLength(2);
    expect(otherOrders([2, 3, 4])).toHaveLength(5);
    expect(otherOrders([2, 2, 2])).toEqual([]);
    for (const size of otherOrders([2, 2, 3])) {
      const turned = await keepReordered(library, one.entry, algorithm, size);
      expect(turned).toMatchObject({
        status: 'kept',
        entry: { size, family: one.entry.family, origin: { how: 'permuted' } },
      });
    }
  });
});

describe('relatives', () => {
  it('are kept with their program only where they are cheaper', async () => {
    const { library, workshop } = await newWorkshop();
    const kept = await library.keep(winograd(), HAND);
    if (!('entry' in kept)) throw new Error('not kept');
    await workshop.reduce(kept.entry);
    const { entries } = library.view.getState();
    await workshop.vary(entries.get(kept.entry.key) ?? kept.entry);
    // 15 is the least possible (Probert, 1976).
    expect(outcome(workshop)?.text).toContain('no relative with fewer than 15');
    const school = await library.keep(strassen('standard'), HAND);
    if (!('entry' in school)) throw new Error('not kept');
    await workshop.vary(school.entry);
    const relative = library.view.getState().entries.get(outcome(workshop)?.key ?? '');
    expect(relative?.reduced).toBeLessThan(18);
    expect(relative?.origin).toMatchObject({ kind: 'derived', how: 'varied' });
  });
});

describe('what is published', () => {
  it('verifies, is marked, and can be downloaded without being in the library', async () => {
    const { library, workshop } = await newWorkshop();
    for (const { entry, content } of publishedRecords().values()) {
      expect(admit(content.algorithm, entry.origin, 0)).toMatchObject({
        entry: { origin: { kind: 'published' }, rank: entry.rank },
      });
    }
    const [key] = publishedRecords().keys();
    const file = await workshop.export([key!], ['json']);
    expect(parseAlgorithmFile(new TextDecoder().decode(file?.bytes)).rank).toBe(7);
    expect(library.view.getState().entries.size).toBe(0);
  });
});

describe('a download', () => {
  it('holds the algorithm, its name and its origin', async () => {
    const { library, workshop } = await newWorkshop();
    const algorithm = strassen('standard');
    await library.keep(algorithm, HAND);
    await library.edit(libraryKey(algorithm), { name: 'Mine' });
    const file = await workshop.export([libraryKey(algorithm)], ['json']);
    const read = parseAlgorithmFile(new TextDecoder().decode(file?.bytes));
    expect(read).toEqual({ ...algorithm, provenance: { name: 'Mine', origin: HAND } });
  });

  it('that fails is told', async () => {
    const broken = vi.fn(() => Promise.reject(new Error('No room')));
    const { workshop } = await newWorkshop({ export: broken });
    expect(await workshop.export([], ['json'])).toBeNull();
    expect(outcome(workshop)).toMatchObject({ text: 'No room.', failed: true });
  });
});
