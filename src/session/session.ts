import { createStore, type StoreApi } from 'zustand/vanilla';
import type { WatchSink } from '../training/game-watch.ts';
import { GPU_GONE_ERROR } from '../training/losses.ts';
import { Checkpoints } from './checkpoints.ts';
import { FoundList } from './found-list.ts';
import type { Library } from './library/library.ts';
import { type CheckpointRecord, RECORD_VERSION, type RunRecord } from './records.ts';
import { RunAtWork } from './run-at-work.ts';
import type { RunClient } from './run-client.ts';
import type { RunFileKind, RunFilesHost } from './run-files-host.ts';
import { CHECKPOINT_ERROR, type Outcome } from './run-host.ts';
import { RunSaver } from './run-saver.ts';
import { RunShelf } from './run-shelf.ts';
import { next, type RunAction } from './run-state.ts';
import { freshRunView, idleView, type Remedy, type RunView, viewOf } from './run-view.ts';
import { sentence, storageSentence } from './sentences.ts';
import type { Settings, SettingsStore } from './settings.ts';
import { checkedConfigOf } from './settings-config.ts';
import type { SavedRun, Storage } from './storage.ts';
import { StorageNotice } from './storage-notice.ts';
import { takeEvents } from './take-events.ts';

/** λ of fine-tuning: a tenth faster is worth about one product. */
const FINE_TUNING_WEIGHT = 10;

const AT_WORK = 'A run is at work: pause or stop it before you open another.';

/** What a session needs from the world. */
export interface SessionWorld {
  readonly settings: SettingsStore;
  readonly storage: Storage;
  readonly library: Pick<Library, 'keepAll' | 'best'>;
  readonly spawn: () => RunClient;
  readonly files: RunFilesHost;
  /** Keeps a run from being offered elsewhere; see locks.ts. */
  readonly hold: (runId: string) => () => void;
  readonly held: () => Promise<ReadonlySet<string>>;
  readonly now: () => number;
  readonly newId: () => string;
}

/**
 * The page's dealings with its run: it starts workers, takes their events into one store, keeps
 * checkpoints and algorithms, and turns failures into sentences with a way on. No method throws.
 */
export class Session {
  readonly view: StoreApi<RunView> = createStore<RunView>(() => idleView());
  readonly settings: SettingsStore;
  /** All runs that are kept. */
  readonly shelf: RunShelf;
  readonly #world: SessionWorld;
  readonly #notice: StorageNotice;
  readonly #found: FoundList;
  readonly #checkpoints = new Checkpoints();
  readonly #saver: RunSaver;
  #work: RunAtWork | null = null;
  /** The one the present start goes on from. */
  #resumedFrom: CheckpointRecord | null = null;

  constructor(world: SessionWorld) {
    this.#world = world;
    this.settings = world.settings;
    this.shelf = new RunShelf(() => world.storage, world.now);
    this.#notice = new StorageNotice((notice) => this.#set({ notice }));
    this.#saver = new RunSaver({
      ...{ view: this.view, checkpoints: this.#checkpoints, shelf: this.shelf },
      ...{ notice: this.#notice, world },
    });
    this.#found = new FoundList(this.view, world.settings, world.library, this.#notice);
    this.settings.subscribe((settings, before) => {
      if (settings.sizes === before.sizes && settings.arithmetic === before.arithmetic) return;
      if (this.view.getState().run === null) this.show(0);
    });
  }

  /** Offers the newest run that is not at work in another tab, and lists what was found before. */
  async restore(): Promise<void> {
    try {
      const saved = await this.#world.storage.latestRun(await this.#world.held());
      if (saved !== undefined && this.#status === 'idle') this.#restore(saved);
    } catch {
      this.#notice.lacking();
    }
    await this.#found.refresh();
    await this.shelf.open();
  }

  /** Starts a new run from the settings. */
  train(): void {
    if (next(this.#status, 'start') === undefined) return;
    try {
      const settings = this.settings.getState();
      this.#begin(checkedConfigOf(settings), settings.backend);
    } catch (error) {
      this.#fail(error);
    }
  }

  async pause(): Promise<void> {
    const work = this.#work;
    if (work === null || !this.#dispatch('pause')) return;
    try {
      await work.client.pause();
      if (this.#work !== work || !this.#dispatch('paused')) return;
      await this.save();
    } catch (error) {
      if (this.#work === work) this.#fail(error);
    }
  }

  /**
   * Goes on with a paused or stopped run: in its worker, or from its last checkpoint. A finished one
   * goes on without a target, until it is stopped.
   */
  resume(): void {
    const { run } = this.view.getState();
    if (this.#work !== null) {
      const { client } = this.#work;
      if (this.#dispatch('resume')) client.resume().catch(() => {});
    } else if (run !== null) {
      const endless = { ...run, finished: false, config: withoutGoal(run.config) };
      void this.#launch(run.finished ? endless : run, this.#checkpoints.latest ?? null);
    }
  }

  /**
   * Starts a new run from where the present one is, which rewards the speed of what it finds; without
   * a target, until it is stopped. The present run stays as it was at its last checkpoint.
   */
  fineTune(): void {
    const { run } = this.view.getState();
    const { latest: checkpoint } = this.#checkpoints;
    if (run === null || checkpoint === undefined) return;
    if (next(this.#status, 'start') === undefined) return;
    const { now, newId } = this.#world;
    const { config } = run;
    const acting = { ...config.acting, benchmarkWeight: FINE_TUNING_WEIGHT };
    const tuned = withoutGoal({ ...config, acting });
    const own = { ...run, id: newId(), createdAt: now(), finished: false, config: tuned };
    void this.#launch(own, checkpoint);
  }

  /** Ends the run with a last checkpoint; at once if it has not begun yet. */
  stop(): void {
    const work = this.#work;
    const begun = work !== null && this.#status !== 'starting';
    if (!this.#dispatch('stop')) return;
    if (begun) {
      // The outcome tells when it has stopped.
      work.client.stop().catch(() => {});
      return;
    }
    this.#disconnect();
    this.#dispatch('stopped');
    if (this.#checkpoints.latest === undefined) this.reset();
  }

  /** Goes on after a failure, as `failure.remedy` says. */
  retry(): void {
    const { run, failure } = this.view.getState();
    if (run === null || failure === null) {
      this.train();
      return;
    }
    const { latest: checkpoint } = this.#checkpoints;
    if (failure.remedy !== 'restart' && checkpoint !== undefined) {
      void this.#launch(run, checkpoint);
    } else {
      this.#begin(run.config, run.backend);
    }
  }

  /** Leaves the run, to choose what to train next. What it found stays. */
  reset(): void {
    if (!this.#dispatch('reset')) return;
    this.#disconnect();
    this.#checkpoints.begin();
    const { notice } = this.view.getState();
    this.#set({ ...freshRunView(), run: null, notice });
    this.show(0);
  }

  /**
   * Opens a checkpoint or an agent from a file as a run that is paused; the present run, if it is at
   * rest, is left in storage.
   * @param name of the file
   * @returns a sentence when it cannot be opened, null when it was
   */
  async open(file: Blob, name = ''): Promise<string | null> {
    const { now, newId, storage, library, files } = this.#world;
    if (this.#isAtWork()) return AT_WORK;
    try {
      const { run, checkpoint, algorithms } = await files.read(file, { id: newId(), now: now() });
      const named = name === '' ? run : { ...run, name: name.replace(/\.\w+$/, '') };
      if (!this.#leave()) return AT_WORK;
      this.#restore({ run: named, checkpoints: [checkpoint] });
      await Promise.all([storage.putRun(named), storage.putCheckpoint(checkpoint)]).catch(
        (error: unknown) => this.#notice.failed(error),
      );
      const origin = { kind: 'import', file: name, entry: null } as const;
      await library.keepAll(algorithms.map((algorithm) => ({ algorithm, origin })));
      await Promise.all([this.#found.refresh(), this.shelf.refresh()]);
      return null;
    } catch (error) {
      return sentence(error);
    }
  }

  /** Opens a run that is kept; otherwise as `open`. */
  async openKept(id: string): Promise<string | null> {
    const { now, storage, held } = this.#world;
    if (this.#isAtWork()) return AT_WORK;
    try {
      if ((await held()).has(id))
        return 'That run is at work in another tab: pause it there first.';
      const saved = await storage.run(id);
      if (saved === undefined) return 'Nothing to go on from is kept of that run any more.';
      if (!this.#leave()) return AT_WORK;
      const run = { ...saved.run, openedAt: now() };
      this.#restore({ ...saved, run });
      void this.#found.refresh();
      await storage.putRun(run).catch((error: unknown) => this.#notice.failed(error));
      return null;
    } catch (error) {
      return storageSentence(error);
    }
  }

  /** Calls a run by another name; an empty one is the name that tells what it is. */
  async rename(run: RunRecord, name: string): Promise<void> {
    const { name: _, ...others } = run;
    const named = name.trim() === '' ? others : { ...others, name: name.trim() };
    if (this.view.getState().run?.id === run.id) this.#set({ run: named });
    await this.shelf.put(named);
  }

  /**
   * A file of a run as it was at its last checkpoint, which is made now if it is at work; null where
   * there is none yet. Rejects with a sentence.
   */
  async fileOf(id: string, kind: RunFileKind): Promise<Blob | null> {
    const { storage, files } = this.#world;
    const isShown = this.view.getState().run?.id === id;
    if (isShown) await this.save();
    const checkpoints = isShown ? this.#checkpoints.all : (await storage.run(id))?.checkpoints;
    const [checkpoint] = checkpoints ?? [];
    return checkpoint === undefined ? null : files.make(checkpoint.file, kind);
  }

  /** Keeps a checkpoint of the run as it is after its present round. */
  save(): Promise<void> {
    const work = this.#work;
    if (work === null || !['running', 'paused'].includes(this.#status)) return Promise.resolve();
    return this.#save(work);
  }

  /**
   * Has a game of the run told while it is played; null: nobody looks any more. False when no run is
   * at work, or it died meanwhile.
   */
  async watch(sink: WatchSink | null): Promise<boolean> {
    const work = this.#work;
    if (work === null || !['running', 'paused', 'pausing'].includes(this.#status)) return false;
    try {
      await work.client.watch(sink);
      return true;
    } catch {
      // The worker failed, which its outcome reports.
      return false;
    }
  }

  /** Shows another of the targets, where one has to be chosen. */
  show(target: number): void {
    this.#set({ shown: target });
    void this.#found.refresh();
  }

  dismissNotice(): void {
    this.#set({ notice: null });
  }

  /** A run that cannot be left as it is. */
  #isAtWork(): boolean {
    return this.#status !== 'idle' && next(this.#status, 'reset') === undefined;
  }

  /** Leaves the present run for another; false when one was started meanwhile. */
  #leave(): boolean {
    this.reset();
    return this.#status === 'idle';
  }

  /** Shows a run that is kept, at rest. */
  #restore({ run, checkpoints }: SavedRun): void {
    const [latest] = checkpoints;
    if (latest === undefined) return;
    this.#checkpoints.begin(checkpoints);
    this.#set({ ...freshRunView(), run, ...viewOf(latest), shown: 0 });
    this.#dispatch(run.finished ? 'restoreFinished' : 'restorePaused');
  }

  get #status() {
    return this.view.getState().status;
  }

  #set(change: Partial<RunView>): void {
    this.view.setState(change);
  }

  #dispatch(action: RunAction): boolean {
    const status = next(this.#status, action);
    if (status !== undefined) this.#set({ status });
    return status !== undefined;
  }

  #begin(config: RunRecord['config'], backend: Settings['backend']): void {
    const { now, newId } = this.#world;
    this.#checkpoints.begin();
    const id = newId();
    void this.#launch(
      { version: RECORD_VERSION, id, createdAt: now(), config, backend, finished: false },
      null,
    );
  }

  /** Starts a worker for the run and sees it through to its end. */
  async #launch(run: RunRecord, checkpoint: CheckpointRecord | null): Promise<void> {
    if (!this.#dispatch('start')) return;
    this.#disconnect();
    this.#resumedFrom = checkpoint;
    const isSame = this.view.getState().run?.id === run.id && checkpoint !== null;
    this.#set({ ...freshRunView(), run, ...(checkpoint === null ? {} : viewOf(checkpoint)) });
    if (!isSame) this.show(0);
    let work: RunAtWork | null = null;
    try {
      work = new RunAtWork(this.#world.spawn(), this.#world.hold(run.id));
      this.#work = work;
      await this.#see(work, run, checkpoint);
    } catch (error) {
      if (this.#work === work) this.#fail(error);
    }
  }

  async #see(work: RunAtWork, run: RunRecord, checkpoint: CheckpointRecord | null) {
    const { now } = this.#world;
    const { client } = work;
    const request = { config: run.config, backend: run.backend };
    await client.start(
      checkpoint === null ? request : { ...request, checkpoint: checkpoint.file },
      (events) => {
        if (this.#work !== work) return;
        const { change, found } = takeEvents(this.view.getState(), events, now());
        this.#set(change);
        if (found.length > 0) void this.#found.keep(found);
      },
    );
    if (this.#work !== work || !this.#dispatch('started')) return;
    this.shelf.put(run).catch((error: unknown) => this.#notice.failed(error));
    work.autosave(() => void this.save());
    const outcome = await client.outcome().catch(async (error: unknown) => {
      // Its worker still has the run as it was last copied from the GPU.
      if (error instanceof Error && error.name === GPU_GONE_ERROR) await this.#save(work);
      throw error;
    });
    if (this.#work === work) await this.#end(work, run, outcome);
  }

  async #end(work: RunAtWork, run: RunRecord, outcome: Outcome): Promise<void> {
    await this.#save(work);
    if (this.#work !== work) return;
    if (outcome === 'finished') {
      const finished = { ...(this.view.getState().run ?? run), finished: true };
      this.#set({ run: finished });
      this.shelf.put(finished).catch((error: unknown) => this.#notice.failed(error));
    }
    this.#disconnect();
    this.#dispatch(outcome === 'finished' ? 'finish' : 'stopped');
  }

  #save(work: RunAtWork): Promise<void> {
    return this.#saver.save(work.client, () => this.#work === work);
  }

  #fail(error: unknown): void {
    this.#disconnect();
    let remedy: Remedy = 'checkpoint';
    if (error instanceof Error && error.name === CHECKPOINT_ERROR) {
      this.#checkpoints.drop(this.#resumedFrom);
      remedy = 'previous';
    }
    const { latest: checkpoint } = this.#checkpoints;
    if (checkpoint === undefined) remedy = 'restart';
    const step = checkpoint === undefined ? null : (checkpoint.progress?.step ?? 0);
    this.#set({ failure: { sentence: sentence(error), remedy, step }, phase: null });
    this.#dispatch('fail');
  }

  /** Ends the worker, if there is one. */
  #disconnect(): void {
    this.#work?.close();
    this.#work = null;
  }
}

/** The config without ranks to reach: such a run goes on until it is stopped. */
function withoutGoal(config: RunRecord['config']): RunRecord['config'] {
  return { ...config, targets: config.targets.map((target) => ({ ...target, targetRank: null })) };
}
