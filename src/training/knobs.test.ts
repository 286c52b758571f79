import { describe, expect, test } from 'vitest';
import { ARITHMETICS } from '../tensor/arithmetic.ts';
import type { Size } from '../tensor/size.ts';
import { configFault } from './check-config.ts';
import { KNOBS } from './knob-table.ts';
import { knobFault, knobValue, withKnob } from './knobs.ts';
import { PRESETS, preset, presetOf } from './presets.ts';
import { readConfig } from './read-config.ts';

const SIZES: readonly Size[] = [
  [1, 1, 1],
  [2, 2, 2],
  [3, 4, 5],
  [5, 5, 5],
];

/** The paths of everything in a config that is no group. */
function leaves(value: unknown, path = ''): string[] {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return [path];
  return Object.entries(value).flatMap(([key, part]) =>
    leaves(part, path === '' ? key : `${path}.${key}`),
  );
}

test('every setting has a knob, with a sentence of its own', () => {
  const others = ['version', 'preset', 'seed', 'targets', 'arithmetic'];
  const paths = leaves(preset('small', [2, 2, 2], 'z2')).filter((path) => !others.includes(path));
  expect(KNOBS.map(({ path }) => path).sort()).toEqual(paths.sort());
  expect(new Set(KNOBS.map(({ sentence }) => sentence)).size).toBe(KNOBS.length);
  for (const { sentence, label } of KNOBS) {
    expect(sentence).toMatch(/^\p{Lu}.+\.$/u);
    expect(label.length).toBeGreaterThan(0);
  }
});

describe.each(PRESETS)('the preset $name', ({ name }) => {
  test.each(ARITHMETICS)('is a run that can be had in %s', (arithmetic) => {
    for (const size of SIZES) {
      const config = preset(name, size, arithmetic);
      expect(configFault(config)).toBeNull();
      expect(readConfig(JSON.parse(JSON.stringify(config)))).toEqual(config);
    }
    expect(configFault(presetOf(name, SIZES, arithmetic))).toBeNull();
  });
});

test('only targets with a long naive algorithm are begun with it', () => {
  const from = (...sizes: Size[]) => presetOf('small', sizes, 'z2').acting.reworkFrom;
  expect([from([2, 2, 2]), from([2, 2, 4]), from([2, 3, 3])]).toEqual([
    'found',
    'found',
    'entries',
  ]);
  expect(from([2, 2, 2], [3, 3, 3])).toBe('entries');
  expect(preset('paper', [3, 3, 3], 'z2').acting.reworkFrom).toBe('found');
});

describe('a knob', () => {
  const config = preset('small', [2, 2, 2], 'z2');

  test('is turned without touching anything else', () => {
    for (const { path } of KNOBS) {
      const turned = withKnob(config, path, 'turned');
      expect(knobValue(turned, path)).toBe('turned');
      expect(withKnob(turned, path, knobValue(config, path))).toEqual(config);
    }
  });

  test('refuses what is out of its range, of another type, or not there', () => {
    for (const knob of KNOBS) {
      const bad: unknown[] = [undefined, null, 'x', Number.NaN, {}];
      if (knob.kind === 'integer') bad.push(knob.min - 1, knob.max + 1, knob.min + 0.5);
      if (knob.kind === 'number') bad.push(knob.min - 1, ...(knob.exclusive ? [knob.min] : []));
      if (knob.kind === 'pair') bad.push([0, 0.5], [0.5], 0.5, [0.5, 0.5, 0.5]);
      for (const value of bad) {
        expect(knobFault(knob, value), `${knob.path} ${String(value)}`).toMatch(/^expected /);
        expect(configFault(withKnob(config, knob.path, value))?.path).toBe(knob.path);
      }
    }
  });
});

describe('a config from outside', () => {
  const config = preset('small', [2, 2, 2], 'z2');
  const { targets, tokenDigits: _, ...rest } = config;
  const version1 = {
    ...{ ...rest, ...targets[0]!, version: 1 },
    network: { ...rest.network, history: undefined },
    acting: (({ symmetries: _s, risk: _r, swaps: _w, ...old }) => old)(rest.acting),
    demonstrations: (({ twos: _t, ...old }) => old)(rest.demonstrations),
  };

  test('of version 1 goes on as it did', () => {
    const read = readConfig(JSON.parse(JSON.stringify(version1)));
    expect(read).toEqual({
      ...config,
      acting: { ...config.acting, symmetries: 0 },
      demonstrations: { ...config.demonstrations, twos: 0.5 },
    });
  });

  test('of the first days of version 2 has no benchmark', () => {
    const { benchmarkWeight: _, ...acting } = config.acting;
    expect(readConfig({ ...config, acting })).toEqual(config);
  });

  test('that is none, of another version, or out of range is refused in one sentence', () => {
    const twice = [targets[0]!, targets[0]!];
    const bad: readonly [unknown, string][] = [
      [null, 'cannot be read'],
      [[config], 'cannot be read'],
      [{ ...config, version: 9 }, 'version 9'],
      [{ ...version1, acting: 3 }, 'The part “acting”'],
      [{ ...config, network: undefined }, 'network.width'],
      [{ ...config, targets: [] }, 'targets'],
      [{ ...config, targets: twice }, 'there twice'],
      [{ ...config, targets: [{ ...targets[0]!, size: [2, 2, 6] }] }, 'targets.0.size'],
      [{ ...config, targets: [{ ...targets[0]!, moveLimit: 0 }] }, 'targets.0.moveLimit'],
      [{ ...config, targets: [{ ...targets[0]!, targetRank: 0.5 }] }, 'targets.0.targetRank'],
      [{ ...config, seed: -1 }, 'seed'],
      [{ ...config, preset: 'huge' }, 'preset'],
      [{ ...config, arithmetic: 'z3' }, 'arithmetic'],
      [{ ...config, tokenDigits: 3 }, 'must divide the side 4'],
      [withKnob(config, 'network.heads', 5), 'must divide network.width'],
    ];
    for (const [value, says] of bad) {
      expect(() => readConfig(value)).toThrow(says);
      expect(() => readConfig(value)).toThrow(/^The [^\n]+\.$/);
    }
  });
});
