import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { KnobValue } from '../../session/settings.ts';
import type { Size } from '../../tensor/size.ts';
import { formatSize } from '../../tensor/size.ts';
import { KNOBS } from '../../training/knob-table.ts';
import { knobFault, knobValue } from '../../training/knobs.ts';
import { preset } from '../../training/presets.ts';
import { faultWords } from './cost-words.ts';
import { knobText, matches, parseKnob } from './knob-text.ts';
import { nextSize, withSmaller } from './target-sets.ts';

const side = fc.integer({ min: 1, max: 5 });
const sizes = fc.uniqueArray(fc.tuple(side, side, side), {
  minLength: 1,
  maxLength: 12,
  selector: (size) => size.join(),
});

describe('sets of targets', () => {
  it('grow by one that is not there, next to the last', () => {
    expect(nextSize([[2, 2, 2]])).toEqual([1, 3, 3]);
    fc.assert(
      fc.property(sizes, (there) => {
        expect(there.map(formatSize)).not.toContain(formatSize(nextSize(there)));
      }),
    );
  });

  it('with all smaller ones keep what was there, and hold nothing twice or larger', () => {
    const added = withSmaller([[2, 2, 2]]).map(formatSize);
    expect(added).toEqual(['2x2x2', '1x1x2', '1x2x2']);
    fc.assert(
      fc.property(sizes, (there) => {
        const all = withSmaller(there);
        expect(all.slice(0, there.length)).toEqual(there);
        expect(new Set(all.map(formatSize)).size).toBe(all.length);
        const largest = Math.max(...there.flat());
        expect(Math.max(...all.flatMap((size: Size) => [...size]))).toBe(largest);
        expect(withSmaller(all)).toEqual(all);
      }),
    );
  });
});

describe('settings as text', () => {
  it('every value of a preset reads back as itself', () => {
    const config = preset('paper', [2, 2, 2], 'standard');
    for (const knob of KNOBS) {
      const value = knobValue(config, knob.path) as KnobValue;
      if (knob.kind === 'choice' || knob.kind === 'flag') continue;
      const parsed = parseKnob(knob, knobText(value));
      expect(parsed).toEqual(value);
      expect(knobFault(knob, parsed)).toBeNull();
    }
  });

  it('half of a number is none yet', () => {
    const rate = KNOBS.find(({ path }) => path === 'learning.learningRate')!;
    expect(parseKnob(rate, '1e')).toBeNull();
    expect(parseKnob(rate, '')).toBeNull();
    expect(parseKnob(rate, '1e-3')).toBe(0.001);
    expect(parseKnob(rate, '1 2')).toBeNull();
  });

  it('are found by any words of theirs', () => {
    const found = (query: string) =>
      KNOBS.filter((knob) => matches(knob, query)).map(({ path }) => path);
    expect(found('rate warm')).toEqual(['learning.warmupSteps']);
    expect(found('')).toHaveLength(KNOBS.length);
    expect(found('no such thing')).toEqual([]);
  });

  it('what is wrong is said by the names on the page', () => {
    const fault = { path: 'network.heads', value: 5, reason: 'it must divide network.width' };
    expect(faultWords(fault)).toBe('“Heads” is 5: it must divide “Width”.');
  });
});
