/** Values of knobs as people read and type them, and the knobs that a search finds. */
import type { KnobValue } from '../../session/settings.ts';
import type { Knob, KnobGroup } from '../../training/knobs.ts';

export const GROUP_LABELS: Readonly<Record<KnobGroup, string>> = {
  network: 'The network',
  search: 'Its search',
  acting: 'Games',
  demonstrations: 'Demonstrations',
  learning: 'Learning',
  mix: 'What a batch is made of',
};

/** '0.5', 'yes', '0.2 to 0.5' */
export function knobText(value: KnobValue): string {
  if (typeof value === 'boolean') return value ? 'yes' : 'no';
  if (typeof value === 'object') return value.map(String).join(' to ');
  return String(value);
}

/** The number, or the two of a range, in what was typed; null while it is none. */
export function parseKnob(knob: Knob, text: string): KnobValue | null {
  const numbers = text
    .replaceAll('−', '-')
    .split(/\s*(?:to|–|,|\s)\s*/)
    .filter((part) => part !== '')
    .map(Number);
  if (numbers.some((number) => !Number.isFinite(number))) return null;
  if (knob.kind === 'pair') {
    const [low, high = low] = numbers;
    return low === undefined || high === undefined || numbers.length > 2 ? null : [low, high];
  }
  return numbers.length === 1 ? numbers[0]! : null;
}

/** True when every word is somewhere in the knob's name, sentence or path. */
export function matches(knob: Knob, query: string): boolean {
  const text = `${knob.label} ${knob.sentence} ${knob.path} ${GROUP_LABELS[knob.group]}`;
  const lower = text.toLowerCase();
  return query
    .toLowerCase()
    .split(/\s+/)
    .every((word) => lower.includes(word));
}
