/** What is open on the play screen, and which lessons were followed; the game itself is in Play. */
import { persist } from 'zustand/middleware';
import { createStore, type StoreApi } from 'zustand/vanilla';
import type { Play } from '../../session/play/play-store.ts';

export type Dialog = 'target' | 'basis' | 'lessons' | 'help';

export interface PlayUi {
  readonly dialog: Dialog | null;
  /** The lesson that is open, and its step. */
  readonly lesson: { readonly id: string; readonly step: number } | null;
  /** A branch that was removed, while it can be brought back. */
  readonly removed: Removed | null;
  /** For each lesson begun, the step reached; its number of steps when it was finished. */
  readonly reached: Readonly<Record<string, number>>;
  /** The first visit's greeting was put away. */
  readonly greeted: boolean;
}

export interface Removed {
  /** The game that it was removed from: a lesson's moves must not come back in the visitor's own. */
  readonly from: Play;
  /** The link to that game before. */
  readonly before: string;
  readonly moves: number;
}

export type PlayUiStore = StoreApi<PlayUi>;

type Remembered = Pick<PlayUi, 'reached' | 'greeted'>;

const NOTHING: PlayUi = {
  dialog: null,
  lesson: null,
  removed: null,
  reached: {},
  greeted: false,
};

export function createPlayUi(): PlayUiStore {
  return createStore<PlayUi>()(
    persist(() => NOTHING, {
      name: 'tensorgame-lessons',
      version: 1,
      partialize: ({ reached, greeted }): Remembered => ({ reached, greeted }),
      migrate: readRemembered,
      merge: (persisted, current) =>
        persisted === undefined ? current : { ...current, ...readRemembered(persisted) },
    }),
  );
}

/** What a stored value of any shape remembers: what cannot be read is as if new. */
export function readRemembered(value: unknown): Remembered {
  const raw: Partial<Record<keyof Remembered, unknown>> =
    typeof value === 'object' && value !== null ? value : {};
  const reached: Record<string, number> = {};
  if (typeof raw.reached === 'object' && raw.reached !== null) {
    for (const [id, step] of Object.entries(raw.reached)) {
      if (Number.isInteger(step) && step >= 0) reached[id] = step;
    }
  }
  return { reached, greeted: raw.greeted === true };
}
