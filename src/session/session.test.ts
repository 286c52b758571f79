import 'fake-indexeddb/auto';
import { describe, expect, it, vi } from 'vitest';
import { writeAgent } from '../training/agent-file.ts';
import { layoutOf } from '../training/game-rules.ts';
import { preset } from '../training/presets.ts';
import { openDatabase } from './database.ts';
import { Library } from './library/library.ts';
import { indexedLibrary } from './library/library-storage.ts';
import { localRunFiles } from './run-files-host.ts';
import { CheckpointError } from './run-host.ts';
import type { Database } from './schema.ts';
import {
  discoveryOf,
  FakeClient,
  naiveModuloTwo,
  noAlgorithm,
  progressAt,
  strassenModuloTwo,
} from './session.test-support.ts';
import { Session, type SessionWorld } from './session.ts';
import { createSettingsStore } from './settings.ts';
import { indexedStorage, type Storage } from './storage.ts';

let names = 0;

class World implements SessionWorld {
  readonly settings = createSettingsStore();
  readonly database: Promise<Database>;
  storage: Storage;
  readonly library: Library;
  readonly clients: FakeClient[] = [];
  readonly running = new Set<string>();
  readonly nextClient: Partial<FakeClient>[] = [];
  #clock = 1000;
  #ids = 0;

  constructor(database = openDatabase(`session-${names++}`)) {
    this.database = database;
    this.storage = indexedStorage(database);
    this.library = new Library({
      storage: indexedLibrary(() => database),
      tabs: { tell: () => {}, listen: () => () => {} },
      now: this.now,
    });
  }

  spawn = () => {
    const client = Object.assign(new FakeClient(), this.nextClient.shift());
    this.clients.push(client);
    return client;
  };
  readonly files = localRunFiles;
  hold = (id: string) => {
    this.running.add(id);
    return () => this.running.delete(id);
  };
  held = async () => this.running;
  now = () => this.#clock++;
  newId = () => `run ${this.#ids++} of ${names}`;

  /** The client in use. */
  get client(): FakeClient {
    return this.clients.at(-1)!;
  }
}

function view(session: Session) {
  return session.view.getState();
}

async function until(session: Session, status: string): Promise<void> {
  await vi.waitFor(() => expect(view(session).status).toBe(status));
}

async function running(world: World): Promise<Session> {
  const session = new Session(world);
  await session.restore();
  session.train();
  await until(session, 'running');
  return session;
}

describe('a session', () => {
  it('starts a run as the settings say', async () => {
    const world = new World();
    world.settings.setState({
      seed: 42,
      sizes: [[2, 2, 3]],
      arithmetic: 'standard',
      backend: 'cpu',
    });
    await running(world);
    expect(world.client.request?.config).toMatchObject({
      seed: 42,
      targets: [{ size: [2, 2, 3] }],
      arithmetic: 'standard',
      preset: 'small',
    });
    expect(world.client.request?.backend).toBe('cpu');
    expect(world.client.request?.checkpoint).toBeUndefined();
  });

  it('opens a run from a file and says why it cannot', async () => {
    const world = new World();
    const session = new Session(world);
    const config = preset('tiny', [1, 2, 2], 'z2');
    const { size } = layoutOf(config);
    const agent = writeAgent(
      {
        ...{ config, origin: '', algorithms: [], log: null, parameters: new Float32Array(size) },
        counters: { epoch: 0, step: 0, games: 0, solved: 0, seconds: 0 },
      },
      'float16',
    );
    expect(await session.open(new Blob(['no run']))).toContain('neither a checkpoint nor an agent');
    expect(view(session).status).toBe('idle');
    expect(await session.open(new Blob([new Uint8Array(agent)]))).toBeNull();
    expect(view(session)).toMatchObject({ status: 'paused', run: { config } });
    const again = await session.fileOf(view(session).run!.id, 'agent');
    expect(new Uint8Array(await again!.arrayBuffer())).toEqual(agent);
    expect(await session.fileOf('another', 'agent')).toBeNull();
    session.resume();
    expect(await session.open(new Blob([new Uint8Array(agent)]))).toContain('stop it before you');
  });

  it('opens a run that is kept, by its new name, and leaves the one that is shown', async () => {
    const world = new World();
    const session = await running(world);
    world.client.emit(progressAt(30));
    await session.pause();
    const first = view(session).run!;
    expect(first.reached?.step).toBe(30);
    await session.rename(first, ' the first ');
    expect(view(session).run?.name).toBe('the first');
    session.reset();
    session.train();
    await until(session, 'running');
    expect(await session.openKept(first.id)).toContain('pause or stop it');
    await session.pause();
    expect(await session.openKept('never kept')).toContain('Nothing to go on from');
    expect(await session.openKept(first.id)).toBeNull();
    expect(view(session)).toMatchObject({
      status: 'paused',
      run: { id: first.id, name: 'the first' },
      progress: { step: 30 },
    });
    expect(session.shelf.view.getState().runs).toHaveLength(2);
    const reloaded = new Session(new World(world.database));
    await reloaded.restore();
    expect(view(reloaded).run?.id).toBe(first.id);
  });

  it('shows what the run reports', async () => {
    const world = new World();
    const session = await running(world);
    world.client.emit(
      { kind: 'phase', phase: 'learning', seconds: 0 },
      progressAt(10),
      {
        kind: 'games',
        seconds: 2,
        step: 20,
        target: 0,
        size: [2, 2, 2],
        ranks: [8, 9],
        unsolved: 3,
      },
      discoveryOf(naiveModuloTwo),
    );
    const { phase, progress, history, algorithms, announcement } = view(session);
    expect(phase).toBe('learning');
    expect(progress?.step).toBe(10);
    expect(history.progress.length).toBe(1);
    expect([history.games, history.solved]).toEqual([5, 2]);
    expect(algorithms.map(({ entry }) => entry.rank)).toEqual([8]);
    expect(announcement).toBe('Algorithm of rank 8 found and verified.');
    world.client.emit(discoveryOf(strassenModuloTwo));
    expect(view(session).algorithms.map(({ entry }) => entry.rank)).toEqual([7, 8]);
    await vi.waitFor(() => expect(view(session).algorithmCount).toBe(2));
  });

  it('shows one target at a time', async () => {
    const world = new World();
    world.settings.setState({
      sizes: [
        [1, 1, 2],
        [2, 2, 2],
      ],
    });
    const session = await running(world);
    world.client.emit(discoveryOf(strassenModuloTwo));
    expect(view(session).algorithms).toEqual([]);
    expect(view(session).announcement).toBe('Algorithm of rank 7 for 2×2×2 found and verified.');
    session.show(1);
    await vi.waitFor(() => expect(view(session).algorithms).toHaveLength(1));
    expect(view(session).history.seen([2, 2, 2], 1).best).toEqual([{ seconds: 3, rank: 7 }]);
    expect(view(session).history.seen([1, 1, 2], 0).best).toEqual([]);
    session.show(0);
    expect(view(session).algorithms).toEqual([]);
  });

  it('lists nothing that does not verify', async () => {
    const world = new World();
    const session = await running(world);
    world.client.emit(discoveryOf(noAlgorithm));
    expect(view(session).algorithms).toEqual([]);
    expect(view(session).notice).toContain('is none, and is not listed');
  });

  it('pauses with a checkpoint, and resumes in the same worker', async () => {
    const world = new World();
    const session = await running(world);
    world.client.emit(progressAt(30));
    await session.pause();
    expect(view(session).status).toBe('paused');
    expect(view(session).saved?.step).toBe(30);
    session.resume();
    expect(view(session).status).toBe('running');
    expect(world.client.calls).toEqual(['pause', 'checkpoint', 'resume']);
    expect(world.clients).toHaveLength(1);
  });

  it('offers the run again after a reload, with its curves and its algorithms', async () => {
    const world = new World();
    const before = await running(world);
    world.client.emit(progressAt(30), discoveryOf(strassenModuloTwo));
    await before.pause();
    const reloaded = new World(world.database);
    const session = new Session(reloaded);
    await session.restore();
    expect(view(session)).toMatchObject({ status: 'paused', progress: { step: 30 } });
    expect(view(session).run).toEqual(view(before).run);
    expect(view(session).history.snapshot()).toEqual(view(before).history.snapshot());
    expect(view(session).algorithms.map(({ entry }) => entry.rank)).toEqual([7]);
    session.resume();
    await until(session, 'running');
    expect(await reloaded.client.request?.checkpoint?.text()).toBe('checkpoint');
    expect(view(session).history.progress.length).toBe(1);
  });

  it('offers no run that is at work in another tab', async () => {
    const world = new World();
    const before = await running(world);
    await before.save();
    const other = new World(world.database);
    other.running.add(view(before).run!.id);
    const session = new Session(other);
    await session.restore();
    expect(view(session).status).toBe('idle');
  });

  it('stops with a last checkpoint, and goes on from it', async () => {
    const world = new World();
    const session = await running(world);
    world.client.emit(progressAt(50));
    session.stop();
    await until(session, 'stopped');
    expect(world.client.closed).toBe(true);
    expect(world.running.size).toBe(0);
    session.resume();
    await until(session, 'running');
    expect(world.client.request?.checkpoint).toBeDefined();
  });

  it('is fine-tuned for speed as a run of its own, from where it stands', async () => {
    const world = new World();
    const session = await running(world);
    session.fineTune();
    expect(view(session).status).toBe('running');
    world.client.emit(progressAt(50));
    session.stop();
    await until(session, 'stopped');
    const before = view(session).run;
    session.fineTune();
    await until(session, 'running');
    const { request } = world.client;
    expect(request?.checkpoint).toBeDefined();
    expect(request?.config.acting.benchmarkWeight).toBeGreaterThan(0);
    expect(request?.config.targets[0]?.targetRank).toBeNull();
    expect(before?.config.acting.benchmarkWeight).toBe(0);
    expect(view(session).run?.id).not.toBe(before?.id);
    const speed = { kind: 'speed', size: [2, 2, 2], rank: 7, speed: 1.1 } as const;
    world.client.emit(speed, { kind: 'unmeasured', reason: 'The GPU went away.' });
    expect(view(session).speeds).toEqual([speed]);
    expect(view(session).notice).toBe(
      'Speed is not rewarded: the GPU went away. Training goes on without.',
    );
  });

  it('finishes, and goes on without a target if asked', async () => {
    const world = new World();
    const session = await running(world);
    world.client.emit(discoveryOf(strassenModuloTwo));
    world.client.end('finished');
    await until(session, 'finished');
    expect(view(session).run?.finished).toBe(true);
    session.resume();
    await until(session, 'running');
    expect(world.client.request?.config.targets[0]?.targetRank).toBeNull();
  });

  it('forgets the run, not what it found, for a new one', async () => {
    const world = new World();
    const session = await running(world);
    world.client.emit(progressAt(30), discoveryOf(strassenModuloTwo));
    await session.pause();
    session.reset();
    expect(view(session)).toMatchObject({ status: 'idle', run: null, progress: null });
    expect(view(session).algorithms).toHaveLength(1);
    world.settings.setState({ sizes: [[2, 2, 3]] });
    expect(view(session).algorithms).toHaveLength(0);
    world.settings.setState({ sizes: [[2, 2, 2]] });
    await vi.waitFor(() => expect(view(session).algorithms).toHaveLength(1));
  });
});

describe('when something fails', () => {
  it('a crash is one sentence, and Retry goes on from the last checkpoint', async () => {
    const world = new World();
    const session = await running(world);
    world.client.emit(progressAt(30));
    await session.save();
    world.client.emit(progressAt(40));
    world.client.crash('the training worker stopped unexpectedly');
    await until(session, 'failed');
    expect(view(session).failure).toEqual({
      sentence: 'The training worker stopped unexpectedly.',
      remedy: 'checkpoint',
      step: 30,
    });
    expect(world.client.closed).toBe(true);
    session.retry();
    await until(session, 'running');
    expect(world.client.request?.checkpoint).toBeDefined();
    expect(view(session).progress?.step).toBe(30);
  });

  it('a lost GPU is told, and the run goes on', async () => {
    const world = new World();
    const session = await running(world);
    const lost = { kind: 'lost', seconds: 4, step: 40, reason: 'driver reset' } as const;
    world.client.emit({ ...lost, steps: 12, withoutGpu: false });
    expect(view(session).notice).toBe(
      'The GPU was lost (driver reset): training goes on on a new device, or without one where there is none. The games under way begin anew, the last 12 steps of learning are lost, and all that was found is kept.',
    );
    world.client.emit({ ...lost, steps: 0, withoutGpu: true });
    expect(view(session).notice).toContain('goes on without it, many times slower');
    expect(view(session).notice).toContain('nothing that was learnt is lost');
    expect(view(session).status).toBe('running');
  });

  it('a GPU that does not come back ends the run with a last checkpoint', async () => {
    const world = new World();
    const session = await running(world);
    world.client.emit(progressAt(40));
    world.client.loseGpu('The GPU keeps being lost');
    await until(session, 'failed');
    expect(view(session).failure).toEqual({
      sentence: 'The GPU keeps being lost.',
      remedy: 'checkpoint',
      step: 40,
    });
    session.retry();
    await until(session, 'running');
    expect(world.client.request?.checkpoint).toBeDefined();
  });

  it('a start that fails can be tried again', async () => {
    const world = new World();
    world.nextClient.push({ startError: new Error('No adapter answered') });
    const session = new Session(world);
    session.train();
    await until(session, 'failed');
    expect(view(session).failure).toMatchObject({ remedy: 'restart', step: null });
    session.retry();
    await until(session, 'running');
    expect(view(session).failure).toBeNull();
  });

  it('a damaged checkpoint leads to the one before it, then to a fresh start', async () => {
    const world = new World();
    const before = await running(world);
    world.client.emit(progressAt(10));
    await before.save();
    world.client.emit(progressAt(20));
    await before.pause();
    const reloaded = new World(world.database);
    const damaged = { startError: new CheckpointError('This checkpoint is damaged.') };
    reloaded.nextClient.push(damaged, damaged);
    const session = new Session(reloaded);
    await session.restore();
    expect(view(session).progress?.step).toBe(20);
    session.resume();
    await until(session, 'failed');
    expect(view(session).failure).toEqual({
      sentence: 'This checkpoint is damaged.',
      remedy: 'previous',
      step: 10,
    });
    session.retry();
    await vi.waitFor(() => expect(view(session).failure?.remedy).toBe('restart'));
    session.retry();
    await until(session, 'running');
    expect(reloaded.client.request?.checkpoint).toBeUndefined();
    expect(view(session).progress).toBeNull();
  });

  it('a full disk costs the checkpoint, not the run nor the one before', async () => {
    const world = new World();
    const session = await running(world);
    world.client.emit(progressAt(10));
    await session.save();
    const { storage } = world;
    world.storage = {
      ...storage,
      putCheckpoint: () => Promise.reject(new DOMException('full', 'QuotaExceededError')),
    };
    world.client.emit(progressAt(20));
    await session.save();
    expect(view(session).status).toBe('running');
    expect(view(session).notice).toContain('no room left');
    expect(view(session).saved?.step).toBe(10);
    expect((await storage.latestRun(new Set()))?.checkpoints).toHaveLength(1);
  });

  it('without any storage everything but reloading works', async () => {
    const world = new World(Promise.reject(new Error('denied')));
    const session = await running(world);
    expect(view(session).notice).toContain('does not let the page keep data');
    world.client.emit(progressAt(10), discoveryOf(strassenModuloTwo));
    await session.pause();
    await vi.waitFor(() => expect(view(session).algorithmCount).toBe(1));
    expect(view(session).status).toBe('paused');
    world.client.crash('gone');
    await until(session, 'failed');
    expect(view(session).failure?.remedy).toBe('checkpoint');
  });

  it('late word from a worker that was ended changes nothing', async () => {
    const world = new World();
    const session = await running(world);
    const old = world.client;
    await session.pause();
    session.reset();
    old.emit(progressAt(99));
    old.crash('too late');
    await Promise.resolve();
    expect(view(session)).toMatchObject({ status: 'idle', progress: null, failure: null });
  });
});
