import { describe, expect, it } from 'vitest';
import { createSettingsStore, DEFAULT_SETTINGS, readSettings } from './settings.ts';

describe('settings', () => {
  it('come back as they were stored', () => {
    const settings = {
      ...DEFAULT_SETTINGS,
      sizes: [
        [3, 4, 5],
        [1, 2, 2],
      ] as const,
      knobs: { 'network.width': 24, 'demonstrations.density': [0.1, 0.5] },
      seed: 7,
      backend: 'cpu' as const,
    };
    expect(readSettings(JSON.parse(JSON.stringify(settings)))).toEqual(settings);
  });

  it('are read field by field: what cannot be read gets its default', () => {
    const knobs = { 'network.width': 7, 'no.knob': 1, 'acting.risk': 0.5, 'search.samples': 'x' };
    const sizes = [[2, 2, 3], [2, 2, 9], 'x', [2, 2, 3]];
    expect(readSettings({ sizes, preset: 'huge', seed: -1, backend: 1, knobs })).toEqual({
      ...DEFAULT_SETTINGS,
      sizes: [[2, 2, 3]],
      knobs: { 'acting.risk': 0.5 },
    });
    for (const value of [undefined, null, 7, 'x', [], { size: [2, 2] }, { size: [2, 2, 9] }]) {
      expect(readSettings(value)).toEqual(DEFAULT_SETTINGS);
    }
  });

  it('of the first version had one size', () => {
    expect(readSettings({ size: [1, 2, 3] }).sizes).toEqual([[1, 2, 3]]);
  });

  it('work where nothing can be stored', () => {
    const store = createSettingsStore();
    store.setState({ seed: 3 });
    expect(store.getState().seed).toBe(3);
  });
});
