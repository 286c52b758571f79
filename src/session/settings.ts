/** What the user chooses before a run; kept in localStorage between visits. */
import { persist } from 'zustand/middleware';
import { createStore, type StoreApi } from 'zustand/vanilla';
import type { BackendChoice } from '../network/backend.ts';
import { type Arithmetic, isArithmetic } from '../tensor/arithmetic.ts';
import { formatSize, type Size } from '../tensor/size.ts';
import { LARGEST_TRAINED } from '../training/check-config.ts';
import type { PresetName } from '../training/config.ts';
import { KNOBS } from '../training/knob-table.ts';
import { knobFault } from '../training/knobs.ts';
import { PRESETS } from '../training/presets.ts';

/** A knob's value, as it is kept. */
export type KnobValue = number | string | boolean | readonly number[];

export interface Settings {
  /** What one agent plays, each size once; at least one. */
  readonly sizes: readonly Size[];
  readonly arithmetic: Arithmetic;
  readonly preset: PresetName;
  readonly seed: number;
  readonly backend: BackendChoice;
  /** Knobs that were turned away from what the preset says, by path; perhaps to what no run can have. */
  readonly knobs: Readonly<Record<string, KnobValue>>;
}

export const BACKEND_CHOICES: readonly BackendChoice[] = ['auto', 'webgpu', 'wasm', 'cpu'];
export const PRESET_NAMES: readonly PresetName[] = PRESETS.map(({ name }) => name);

/** Sides that can be chosen for training in a tab. */
export const SIDES: readonly number[] = Array.from({ length: LARGEST_TRAINED }, (_, i) => i + 1);
export const LARGEST_SEED = 2 ** 32 - 1;

export const DEFAULT_SETTINGS: Settings = {
  sizes: [[2, 2, 2]],
  arithmetic: 'z2',
  preset: 'small',
  seed: 1,
  backend: 'auto',
  knobs: {},
};

/** The settings in a stored value of any shape: what cannot be read gets its default. */
export function readSettings(value: unknown): Settings {
  const raw: Partial<Record<keyof Settings | 'size', unknown>> =
    typeof value === 'object' && value !== null ? value : {};
  const { arithmetic, preset, seed, backend } = raw;
  return {
    // Version 1 had one size.
    sizes: readSizes(raw.sizes ?? [raw.size]),
    arithmetic: isArithmetic(arithmetic) ? arithmetic : DEFAULT_SETTINGS.arithmetic,
    preset: PRESET_NAMES.find((name) => name === preset) ?? DEFAULT_SETTINGS.preset,
    seed: isSeed(seed) ? seed : DEFAULT_SETTINGS.seed,
    backend: BACKEND_CHOICES.find((name) => name === backend) ?? DEFAULT_SETTINGS.backend,
    knobs: readKnobs(raw.knobs),
  };
}

function readSizes(value: unknown): readonly Size[] {
  const sizes = Array.isArray(value) ? value.filter(isTrainable) : [];
  const once = new Map(sizes.map((size) => [formatSize(size), size]));
  return once.size > 0 ? [...once.values()] : DEFAULT_SETTINGS.sizes;
}

/** The knobs that are there, at values that they can have. */
function readKnobs(value: unknown): Settings['knobs'] {
  if (typeof value !== 'object' || value === null) return {};
  const turned = new Map(Object.entries(value));
  return Object.fromEntries(
    KNOBS.flatMap((knob): [string, KnobValue][] => {
      const kept: unknown = turned.get(knob.path);
      return kept !== undefined && knobFault(knob, kept) === null
        ? [[knob.path, kept as KnobValue]]
        : [];
    }),
  );
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
      version: 2,
      // The shape is read field by field, whatever version wrote it.
      migrate: readSettings,
      merge: (persisted, current) => (persisted === undefined ? current : readSettings(persisted)),
    }),
  );
}
