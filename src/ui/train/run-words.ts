/** Runs in words: their names, what they reached, what sets two of them apart, names of their files. */
import type { RunRecord } from '../../session/records.ts';
import type { KnobValue } from '../../session/settings.ts';
import type { RunConfig } from '../../training/config.ts';
import { KNOBS } from '../../training/knob-table.ts';
import { knobValue } from '../../training/knobs.ts';
import { formatClock, formatCount, formatTarget } from '../shared/format.ts';
import { knobText } from './knob-text.ts';
import { ARITHMETIC_LABELS, PRESET_LABELS } from './labels.ts';

/** What the user calls it, or else what it is. */
export function runName({ name, config }: RunRecord): string {
  return name ?? whatItIs(config);
}

function whatItIs(config: RunConfig): string {
  return `${targetsWords(config)} ${arithmeticWords(config)}, ${presetWords(config)}`;
}

/** '2×2×2', or '1×2×2 and 4 others' */
export function targetsWords({ targets }: RunConfig): string {
  const [first, ...others] = targets.map(({ size }) => formatTarget(size));
  if (others.length === 0) return first ?? '';
  return others.length < 3 ? [first, ...others].join(', ') : `${first} and ${others.length} others`;
}

function arithmeticWords({ arithmetic }: RunConfig): string {
  return ARITHMETIC_LABELS[arithmetic].toLowerCase();
}

function presetWords({ preset, seed }: RunConfig): string {
  return `${PRESET_LABELS[preset].toLowerCase()}, seed ${seed}`;
}

/** What it is and how far it came, in a line. */
export function runLine({ config, reached, createdAt, name }: RunRecord): string {
  const began = new Date(createdAt).toLocaleString([], { dateStyle: 'medium', timeStyle: 'short' });
  const what = name === undefined ? [] : [whatItIs(config)];
  if (reached === undefined) return [...what, `begun ${began}`].join(' · ');
  const ranks = config.targets.flatMap(({ size }, at) => {
    const rank = reached.bestRanks[at] ?? null;
    if (rank === null) return [];
    return config.targets.length === 1 ? `best rank ${rank}` : `${formatTarget(size)}: ${rank}`;
  });
  return [
    ...what,
    `begun ${began}`,
    formatClock(reached.seconds),
    `${formatCount(reached.step)} steps`,
    `${formatCount(reached.games)} games`,
    ranks.length === 0 ? 'nothing found yet' : ranks.join(', '),
  ].join(' · ');
}

/** A name for the files of a run, without an ending. */
export function fileStem({ config, reached }: RunRecord): string {
  const [first, ...others] = config.targets.map(({ size }) => size.join('x'));
  const targets = others.length === 0 ? first : `${first}-and-${others.length}`;
  return `${targets}-${config.arithmetic}-${config.preset}-seed${config.seed}-step${reached?.step ?? 0}`;
}

export interface Difference {
  readonly name: string;
  /** Of the first and of the second run. */
  readonly values: readonly [string, string];
}

/** Every setting in which two runs differ. */
export function differences(first: RunConfig, second: RunConfig): Difference[] {
  const rows: Difference[] = [
    { name: 'Targets', values: [allTargets(first), allTargets(second)] },
    { name: 'Arithmetic', values: [arithmeticWords(first), arithmeticWords(second)] },
    { name: 'Preset', values: [PRESET_LABELS[first.preset], PRESET_LABELS[second.preset]] },
    { name: 'Seed', values: [String(first.seed), String(second.seed)] },
    ...KNOBS.map(({ label, path }): Difference => {
      const text = (config: RunConfig) => knobText(knobValue(config, path) as KnobValue);
      return { name: label, values: [text(first), text(second)] };
    }),
  ];
  return rows.filter(({ values: [a, b] }) => a !== b);
}

function allTargets({ targets }: RunConfig): string {
  return targets.map(({ size }) => formatTarget(size)).join(', ');
}
