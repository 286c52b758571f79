/**
 * Every setting of a run that may be turned, with a sentence on each: for `--set` on the command
 * line, for the page, and for checking configs from outside.
 */
import type { RunConfig } from './config.ts';

export type KnobGroup = 'network' | 'search' | 'acting' | 'demonstrations' | 'learning' | 'mix';

interface Common {
  /** Where it is in the config, keys joined by dots. */
  readonly path: string;
  readonly label: string;
  /** What it does, in one sentence. */
  readonly sentence: string;
  readonly group: KnobGroup;
}

export interface NumberKnob extends Common {
  readonly kind: 'integer' | 'number';
  readonly min: number;
  readonly max: number;
  /** The value must be above `min`, not equal to it. */
  readonly exclusive?: true;
  readonly multipleOf?: number;
}

export interface ChoiceKnob extends Common {
  readonly kind: 'choice';
  readonly options: readonly (string | number)[];
}

export interface FlagKnob extends Common {
  readonly kind: 'flag';
}

/** Two numbers, each within the range. */
export interface PairKnob extends Common {
  readonly kind: 'pair';
  readonly min: number;
  readonly max: number;
  readonly exclusive?: true;
}

export type Knob = NumberKnob | ChoiceKnob | FlagKnob | PairKnob;

/** The largest of everything: a range that ends there has no end worth telling. */
export const MOST = 1e9;

/** The value of a knob in a config. */
export function knobValue(config: RunConfig, path: string): unknown {
  return path
    .split('.')
    .reduce<unknown>(
      (at, key) => (isObject(at) && Object.hasOwn(at, key) ? at[key] : undefined),
      config,
    );
}

/** The config with a knob turned; nothing is checked. */
export function withKnob(config: RunConfig, path: string, value: unknown): RunConfig {
  const [first, ...rest] = path.split('.') as [string, ...string[]];
  const turned = (at: unknown, keys: readonly string[]): unknown => {
    const [key, ...more] = keys;
    if (key === undefined) return value;
    return { ...(at as object), [key]: turned((at as Record<string, unknown>)[key], more) };
  };
  return turned(config, [first, ...rest]) as RunConfig;
}

/** What is wrong with a value of a knob, or null. */
export function knobFault(knob: Knob, value: unknown): string | null {
  switch (knob.kind) {
    case 'flag':
      return typeof value === 'boolean' ? null : 'expected true or false';
    case 'choice':
      return knob.options.some((option) => option === value)
        ? null
        : `expected ${knob.options.join(' or ')}`;
    case 'pair':
      return Array.isArray(value) && value.length === 2 && value.every((x) => inRange(knob, x))
        ? null
        : `expected two numbers ${rangeOf(knob)}`;
    default: {
      const { kind, multipleOf = 1 } = knob;
      if (!inRange(knob, value)) {
        return `expected a ${kind === 'integer' ? 'whole number' : 'number'} ${rangeOf(knob)}`;
      }
      if (kind === 'integer' && value % multipleOf !== 0) {
        return multipleOf === 1
          ? 'expected a whole number'
          : `expected a multiple of ${multipleOf}`;
      }
      return null;
    }
  }
}

/** The range in words: `from 0 to 1`. */
export function rangeOf({ min, max, exclusive }: NumberKnob | PairKnob): string {
  if (exclusive) return max >= MOST ? `above ${min}` : `above ${min}, at most ${max}`;
  return max >= MOST ? `of at least ${min}` : `from ${min} to ${max}`;
}

function inRange({ min, max, exclusive }: NumberKnob | PairKnob, value: unknown): value is number {
  return (
    typeof value === 'number' &&
    value <= max &&
    (exclusive === undefined ? value >= min : value > min)
  );
}

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null;
}
