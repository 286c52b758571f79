import type { StoreApi } from 'zustand/vanilla';
import { merged, SHOWN_ALGORITHMS } from './discoveries.ts';
import type { Library } from './library/library.ts';
import type { Stored } from './library/library-storage.ts';
import { type RunView, shownTarget } from './run-view.ts';
import type { SettingsStore } from './settings.ts';
import type { StorageNotice } from './storage-notice.ts';

/** The algorithms of the view: those of the target that it shows, found now and before. */
export class FoundList {
  readonly #view: StoreApi<RunView>;
  readonly #settings: SettingsStore;
  readonly #library: Pick<Library, 'keepAll' | 'best'>;
  readonly #notice: StorageNotice;

  constructor(
    view: StoreApi<RunView>,
    settings: SettingsStore,
    library: Pick<Library, 'keepAll' | 'best'>,
    notice: StorageNotice,
  ) {
    this.#view = view;
    this.#settings = settings;
    this.#library = library;
    this.#notice = notice;
  }

  /** Keeps in the library what the run has found, and lists it. Never rejects. */
  async keep(found: readonly Stored[]): Promise<void> {
    const offered = found.map(({ entry, algorithm }) => ({ algorithm, origin: entry.origin }));
    const results = await this.#library.keepAll(offered);
    const failed = results.find(({ status }) => status === 'failed' || status === 'refused');
    if (failed !== undefined && 'reason' in failed) this.#notice.refused(failed.reason);
    else if (results.some((kept) => 'lasting' in kept && !kept.lasting)) this.#notice.lacking();
    // Meanwhile another target may be shown, whose list did not have them.
    const target = this.#target();
    const here = found.filter(({ entry }) => entry.target === target);
    const algorithms = merged(this.#view.getState().algorithms, here).slice(0, SHOWN_ALGORITHMS);
    this.#view.setState({ algorithms });
    const listed = algorithms.length;
    const count = await this.#library.best(target, 1).then(
      (best) => best.count,
      () => listed,
    );
    if (this.#target() === target) {
      this.#view.setState({ algorithmCount: Math.max(count, listed) });
    }
  }

  /** Lists what was found for the target, now and before. Never rejects. */
  async refresh(): Promise<void> {
    const target = this.#target();
    this.#view.setState(({ algorithms }) => ({
      algorithms: algorithms.filter(({ entry }) => entry.target === target),
    }));
    try {
      const stored = await this.#library.best(target, SHOWN_ALGORITHMS);
      if (this.#target() !== target) return;
      this.#view.setState(({ algorithms }) => ({
        algorithms: merged(algorithms, stored.found).slice(0, SHOWN_ALGORITHMS),
        algorithmCount: Math.max(stored.count, algorithms.length),
      }));
    } catch {
      this.#view.setState(({ algorithms }) => ({ algorithmCount: algorithms.length }));
      this.#notice.lacking();
    }
  }

  #target(): string {
    const view = this.#view.getState();
    const { sizes, arithmetic } = this.#settings.getState();
    return shownTarget(
      view,
      view.run?.config ?? { targets: sizes.map((size) => ({ size })), arithmetic },
    );
  }
}
