/** `--settings`: every setting that `--set` reaches, with its range, its default and a sentence. */
import { KNOBS } from '../training/knob-table.ts';
import { type Knob, knobValue, rangeOf } from '../training/knobs.ts';
import { preset } from '../training/presets.ts';

export function listSettings(): string {
  const defaults = preset('small', [2, 2, 2], 'z2');
  const entries = KNOBS.map((knob) => {
    const value = JSON.stringify(knobValue(defaults, knob.path));
    return `  ${knob.path}=${value}\n      ${knob.sentence} (${valuesOf(knob)})\n`;
  });
  return `Settings for --set, with their values in the preset small for 2x2x2 modulo 2:\n\n${entries.join('')}
  targets.0.moveLimit=9
      Moves after which a game of the first target is over. (a whole number from 1 to 1000)\n`;
}

function valuesOf(knob: Knob): string {
  if (knob.kind === 'choice') return knob.options.join(', ');
  if (knob.kind === 'flag') return 'true, false';
  if (knob.kind === 'pair') return `two numbers ${rangeOf(knob)}`;
  return `a ${knob.kind === 'integer' ? 'whole number' : 'number'} ${rangeOf(knob)}`;
}
