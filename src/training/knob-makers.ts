/** What the tables of knobs are written with: a knob's group is the first part of its path. */
import { type ChoiceKnob, type KnobGroup, MOST, type NumberKnob } from './knobs.ts';

export function integer(
  path: string,
  label: string,
  sentence: string,
  [min, max]: readonly [number, number],
  multipleOf?: number,
): NumberKnob {
  const step = multipleOf === undefined ? {} : { multipleOf };
  return { kind: 'integer', path, label, sentence, group: groupOf(path), min, max, ...step };
}

export function share(path: string, label: string, sentence: string): NumberKnob {
  return { kind: 'number', path, label, sentence, group: groupOf(path), min: 0, max: 1 };
}

export function positive(path: string, label: string, sentence: string, max = MOST): NumberKnob {
  return {
    ...{ kind: 'number', path, label, sentence, group: groupOf(path) },
    ...{ min: 0, max, exclusive: true },
  };
}

export function notNegative(path: string, label: string, sentence: string): NumberKnob {
  return { kind: 'number', path, label, sentence, group: groupOf(path), min: 0, max: MOST };
}

export function choice(
  path: string,
  label: string,
  sentence: string,
  options: readonly (string | number)[],
): ChoiceKnob {
  return { kind: 'choice', path, label, sentence, group: groupOf(path), options };
}

const GROUPS: Readonly<Record<string, KnobGroup>> = {
  maxCoefficient: 'acting',
  tokenDigits: 'network',
  experience: 'mix',
};

function groupOf(path: string): KnobGroup {
  const first = path.split('.')[0]!;
  return GROUPS[first] ?? (first as KnobGroup);
}
