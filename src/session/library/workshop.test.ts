import { describe, expect, it, vi } from 'vitest';
import { naiveAlgorithm, strassen } from '../../algorithm/examples.ts';
import { parseAlgorithmFile } from '../../algorithm/file.ts';
import { naiveProgram } from '../../algorithm/straight-line.ts';
import { winograd } from '../session.test-support.ts';
import { JobHost } from './job-host.ts';
import type { JobRunner } from './jobs.ts';
import { libraryKey } from './key.ts';
import { Library } from './library.ts';
import { memoryLibrary } from './memory-library.ts';
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
    const algorithm = winograd;
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
