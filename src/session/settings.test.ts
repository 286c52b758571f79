import { describe, expect, it } from 'vitest';
import { createSettingsStore, DEFAULT_SETTINGS, readSettings } from './settings.ts';

describe('settings', () => {
  it('come back as they were stored', () => {
    const settings = {
      ...DEFAULT_SETTINGS,
      size: [3, 4, 5] as const,
      seed: 7,
      backend: 'cpu' as const,
    };
    expect(readSettings(JSON.parse(JSON.stringify(settings)))).toEqual(settings);
  });

  it('are read field by field: what cannot be read gets its default', () => {
    expect(readSettings({ size: [2, 2, 3], preset: 'huge', seed: -1, backend: 1 })).toEqual({
      ...DEFAULT_SETTINGS,
      size: [2, 2, 3],
    });
    for (const value of [undefined, null, 7, 'x', [], { size: [2, 2] }, { size: [2, 2, 9] }]) {
      expect(readSettings(value)).toEqual(DEFAULT_SETTINGS);
    }
  });

  it('work where nothing can be stored', () => {
    const store = createSettingsStore();
    store.setState({ seed: 3 });
    expect(store.getState().seed).toBe(3);
  });
});
