import type { StoreApi } from 'zustand/vanilla';
import type { Checkpoints } from './checkpoints.ts';
import { reachedBy } from './records.ts';
import type { RunClient } from './run-client.ts';
import type { RunShelf } from './run-shelf.ts';
import type { RunView } from './run-view.ts';
import type { Storage } from './storage.ts';
import type { StorageNotice } from './storage-notice.ts';

export interface SaverParts {
  readonly view: StoreApi<RunView>;
  readonly checkpoints: Checkpoints;
  readonly shelf: RunShelf;
  readonly notice: StorageNotice;
  readonly world: { readonly storage: Storage; readonly now: () => number };
}

/** Keeps checkpoints of the run at work: at hand, and in storage with what the run has reached. */
export class RunSaver {
  readonly #parts: SaverParts;
  #saving: Promise<void> | null = null;

  constructor(parts: SaverParts) {
    this.#parts = parts;
  }

  /**
   * Keeps the run as it is after its present round. One checkpoint at a time: who asks meanwhile gets
   * the one under way. Never rejects.
   * @param isAtWork whether the client still has the run that the view shows
   */
  save(client: RunClient, isAtWork: () => boolean): Promise<void> {
    this.#saving ??= this.#save(client, isAtWork).finally(() => {
      this.#saving = null;
    });
    return this.#saving;
  }

  async #save(client: RunClient, isAtWork: () => boolean): Promise<void> {
    const { view, checkpoints, shelf, notice, world } = this.#parts;
    let file: Blob;
    try {
      file = await client.checkpoint();
    } catch {
      // The worker failed, which its outcome reports.
      return;
    }
    const { run, progress } = view.getState();
    if (!isAtWork() || run === null) return;
    const savedAt = world.now();
    const record = checkpoints.add(run.id, view.getState(), file, savedAt);
    try {
      await world.storage.putCheckpoint(record);
      const kept = { ...(view.getState().run ?? run), reached: reachedBy(progress) };
      if (kept.id === run.id) {
        view.setState({ run: kept });
        await shelf.put(kept);
      }
      view.setState({ saved: { step: progress?.step ?? 0, at: savedAt } });
    } catch (error) {
      notice.failed(error);
    }
  }
}
