import { createStore, type StoreApi } from 'zustand/vanilla';
import { History } from './history.ts';
import type { RunRecord } from './records.ts';
import type { Storage } from './storage.ts';

/** How long a removal can be undone, in milliseconds. */
const UNDO_MS = 3_600_000;
/** Runs beside each other at most. */
export const MOST_COMPARED = 2;

export interface ComparedRun {
  readonly run: RunRecord;
  /** As it was at its last checkpoint. */
  readonly history: History;
}

export interface ShelfView {
  /** The newest first. */
  readonly runs: readonly RunRecord[];
  /** The last one that was removed, which can be taken back. */
  readonly removed: RunRecord | null;
  /** In the order in which they were chosen. */
  readonly compared: readonly ComparedRun[];
}

/** All runs that this browser keeps: named, removed and taken back, and set beside each other. */
export class RunShelf {
  readonly view: StoreApi<ShelfView> = createStore<ShelfView>(() => ({
    runs: [],
    removed: null,
    compared: [],
  }));
  readonly #storage: () => Storage;
  readonly #now: () => number;

  constructor(storage: () => Storage, now: () => number) {
    this.#storage = storage;
    this.#now = now;
  }

  /** Drops what was removed long ago, and lists the rest. Never rejects. */
  async open(): Promise<void> {
    await this.#storage()
      .purge(this.#now() - UNDO_MS)
      .catch(() => {});
    await this.refresh();
  }

  /** Lists what is kept; without storage, nothing is. Never rejects. */
  async refresh(): Promise<void> {
    const runs = await this.#storage()
      .runs()
      .catch(() => []);
    this.view.setState({ runs });
  }

  /** Keeps a run's record; a comparison shows it as it is at its last checkpoint. */
  async put(run: RunRecord): Promise<void> {
    await this.#storage().putRun(run);
    if (this.view.getState().compared.some((each) => each.run.id === run.id)) {
      const fresh = await this.#latest(run.id);
      const { compared } = this.view.getState();
      this.view.setState({
        compared: compared.map((each) => (each.run.id === run.id ? (fresh ?? each) : each)),
      });
    }
    await this.refresh();
  }

  /** Removes a run from the list, until `undo`. */
  async remove(run: RunRecord): Promise<void> {
    await this.put({ ...run, removedAt: this.#now() });
    const { compared } = this.view.getState();
    this.view.setState({
      removed: run,
      compared: compared.filter((each) => each.run.id !== run.id),
    });
  }

  /** Takes the last removal back. */
  async undo(): Promise<void> {
    const { removed } = this.view.getState();
    if (removed === null) return;
    this.view.setState({ removed: null });
    await this.put(removed);
  }

  /**
   * Chooses a run to be compared, or no longer; the one chosen longest ago makes room.
   * @returns false when nothing is kept that could be compared
   */
  async compare(id: string): Promise<boolean> {
    const others = this.view.getState().compared.filter(({ run }) => run.id !== id);
    if (others.length < this.view.getState().compared.length) {
      this.view.setState({ compared: others });
      return true;
    }
    const chosen = await this.#latest(id);
    if (chosen === null) return false;
    const kept = this.view.getState().compared.filter(({ run }) => run.id !== id);
    this.view.setState({ compared: [...kept, chosen].slice(-MOST_COMPARED) });
    return true;
  }

  /** A run as it was at its last checkpoint; null when there is none. */
  async #latest(id: string): Promise<ComparedRun | null> {
    const saved = await this.#storage()
      .run(id)
      .catch(() => undefined);
    const [latest] = saved?.checkpoints ?? [];
    if (saved === undefined || latest === undefined) return null;
    return { run: saved.run, history: History.from(latest.history) };
  }
}
