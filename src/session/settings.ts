/** What the user chooses before a run; kept in localStorage between visits. */
import { persist } from 'zustand/middleware';
import { createStore, type StoreApi } from 'zustand/vanilla';
import type { BackendChoice } from '../network/backend.ts';
import { type Arithmetic, isArithmetic } from '../tensor/arithmetic.ts';
import type { Size } from '../tensor/size.ts';
import type { PresetName } from '../training/config.ts';
import { PRESETS } from '../training/presets.ts';

export interface Settings {
  readonly size: Size;
  readonly arithmetic: Arithmetic;
  readonly preset: PresetName;
  readonly seed: number;
  readonly backend: BackendChoice;
}

export const BACKEND_CHOICES: readonly BackendChoice[] = ['auto', 'webgpu', 'wasm', 'cpu'];
export const PRESET_NAMES: readonly PresetName[] = PRESETS.map(({ name }) => name);

/** Sides that can be chosen for training in a tab. */
export const SIDES: readonly number[] = [1, 2, 3, 4, 5];
export const LARGEST_SEED = 2 ** 32 - 1;

export const DEFAULT_SETTINGS: Settings = {
  size: [2, 2, 2],
  arithmetic: 'z2',
  preset: 'small',
  seed: 1,
  backend: 'auto',
};

/** The settings in a stored value of any shape: what cannot be read gets its default. */
export function readSettings(value: unknown): Settings {
  const raw: Partial<Record<keyof Settings, unknown>> =
    typeof value === 'object' && value !== null ? value : {};
  const { size, arithmetic, preset, seed, backend } = raw;
  return {
    size: isTrainable(size) ? size : DEFAULT_SETTINGS.size,
    arithmetic: isArithmetic(arithmetic) ? arithmetic : DEFAULT_SETTINGS.arithmetic,
    preset: PRESET_NAMES.find((name) => name === preset) ?? DEFAULT_SETTINGS.preset,
    seed: isSeed(seed) ? seed : DEFAULT_SETTINGS.seed,
    backend: BACKEND_CHOICES.find((name) => name === backend) ?? DEFAULT_SETTINGS.backend,
  };
}

function isTrainable(value: unknown): value is Size {
  return (
    Array.isArray(value) &&
    value.length === 3 &&
    value.every((side) => SIDES.includes(Number(side)))
  );
}

export function isSeed(value: unknown): value is number {
  return Number.isInteger(value) && Number(value) >= 0 && Number(value) <= LARGEST_SEED;
}

export type SettingsStore = StoreApi<Settings>;

/** A store of the settings, remembered under one key of localStorage where there is one. */
export function createSettingsStore(): SettingsStore {
  return createStore<Settings>()(
    persist(() => DEFAULT_SETTINGS, {
      name: 'tensorgame-settings',
      version: 1,
      // The shape is read field by field, whatever version wrote it.
      migrate: readSettings,
      merge: (persisted, current) => (persisted === undefined ? current : readSettings(persisted)),
    }),
  );
}
