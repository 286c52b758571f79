/** The config that the settings describe. */
import { configFault } from '../training/check-config.ts';
import type { RunConfig } from '../training/config.ts';
import { fitted } from '../training/estimate-cost.ts';
import { withKnob } from '../training/knobs.ts';
import { presetOf } from '../training/presets.ts';
import type { Settings } from './settings.ts';

/** What the preset says, before any knob is turned. */
export function presetConfig({ preset, sizes, arithmetic, seed }: Settings): RunConfig {
  return { ...presetOf(preset, sizes, arithmetic), seed };
}

/**
 * The preset with the knobs turned; nothing is checked. A micro-batch that nobody chose is fitted to
 * the memory of the preset's kind of device.
 */
export function configOf(settings: Settings): RunConfig {
  const { knobs } = settings;
  let config = presetConfig(settings);
  if (Object.keys(knobs).length === 0) return config;
  for (const [path, value] of Object.entries(knobs)) config = withKnob(config, path, value);
  const chosen = Object.hasOwn(knobs, 'learning.microBatch');
  return chosen || configFault(config) !== null ? config : fitted(config);
}

/** @throws Error with one sentence when no run can have them */
export function checkedConfigOf(settings: Settings): RunConfig {
  const config = configOf(settings);
  const fault = configFault(config);
  if (fault === null) return config;
  throw new Error(
    `These settings cannot be trained with: ${fault.path} is ${JSON.stringify(fault.value)}, ${fault.reason}.`,
  );
}
