/** What a visitor wants of every screen, beside the theme (which Mantine keeps). */
import { useStore } from 'zustand';
import { persist } from 'zustand/middleware';
import { createStore } from 'zustand/vanilla';

export type Motion = 'system' | 'reduced';

export interface Preferences {
  readonly motion: Motion;
  /** Shortcuts of a single letter; some ways of speaking or typing to a computer trigger them. */
  readonly letterKeys: boolean;
}

const DEFAULTS: Preferences = { motion: 'system', letterKeys: true };

export const preferences = createStore<Preferences>()(
  persist(() => DEFAULTS, {
    name: 'tensorgame-preferences',
    version: 1,
    migrate: read,
    merge: (persisted, current) => (persisted === undefined ? current : read(persisted)),
  }),
);

/** The preferences in a stored value of any shape: what cannot be read gets its default. */
export function read(value: unknown): Preferences {
  const raw: Partial<Record<keyof Preferences, unknown>> =
    typeof value === 'object' && value !== null ? value : {};
  return {
    motion: raw.motion === 'reduced' ? 'reduced' : DEFAULTS.motion,
    letterKeys: typeof raw.letterKeys === 'boolean' ? raw.letterKeys : DEFAULTS.letterKeys,
  };
}

export function usePreferences(): Preferences {
  return useStore(preferences);
}

/** True when the system or the visitor asks for less motion, now. */
export function motionIsReduced(): boolean {
  return (
    preferences.getState().motion === 'reduced' ||
    matchMedia('(prefers-reduced-motion: reduce)').matches
  );
}

/** Keeps `data-motion` of the page's root in step: 'reduced' is what style sheets ask for. */
export function followMotion(): void {
  const apply = () => {
    document.documentElement.setAttribute('data-motion', motionIsReduced() ? 'reduced' : 'full');
  };
  preferences.subscribe(apply);
  matchMedia('(prefers-reduced-motion: reduce)').addEventListener('change', apply);
  apply();
}
