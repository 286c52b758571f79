import { describe, expect, it } from 'vitest';
import { configFault } from '../training/check-config.ts';
import { presetOf } from '../training/presets.ts';
import { DEFAULT_SETTINGS, type Settings } from './settings.ts';
import { checkedConfigOf, configOf } from './settings-config.ts';

describe('the config of the settings', () => {
  it('is the preset, for all targets, with the seed', () => {
    const settings: Settings = {
      ...DEFAULT_SETTINGS,
      seed: 9,
      sizes: [
        [1, 2, 2],
        [2, 2, 2],
      ],
    };
    expect(configOf(settings)).toEqual({ ...presetOf('small', settings.sizes, 'z2'), seed: 9 });
  });

  it('has the knobs turned, and a micro-batch that fits what came of them', () => {
    const knobs = { 'network.width': 240, 'learning.batch': 4096 };
    const config = configOf({ ...DEFAULT_SETTINGS, knobs });
    expect(config.network.width).toBe(240);
    expect(config.learning.microBatch).toBeGreaterThan(0);
    expect(configFault(config)).toBeNull();
    const chosen = configOf({ ...DEFAULT_SETTINGS, knobs: { ...knobs, 'learning.microBatch': 0 } });
    expect(chosen.learning.microBatch).toBe(0);
  });

  it('is refused in a sentence when no run can have it', () => {
    expect(() => checkedConfigOf({ ...DEFAULT_SETTINGS, knobs: { 'network.heads': 5 } })).toThrow(
      'These settings cannot be trained with: network.heads is 5, it must divide network.width.',
    );
  });
});
