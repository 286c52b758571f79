/** What the board says: names of cells, a line for the cell pointed at, and the signs of its legend. */
import type { ModeLabels } from '../../tensor/bilinear.ts';
import { subscripted } from '../../tensor/bilinear.ts';
import { type Cells, CHANGES, type Change, coordinates } from './cells.ts';

export type Modes = readonly [ModeLabels, ModeLabels, ModeLabels];

/** '−2' with a true minus sign */
export function figure(value: number): string {
  return value < 0 ? `−${-value}` : String(value);
}

/** '1→0' */
export function figures(before: number, after: number): string {
  return before === after ? figure(after) : `${figure(before)}→${figure(after)}`;
}

/** 'a₁₂' for a coordinate of a mode */
export function labelOf(mode: ModeLabels, at: number): string {
  return subscripted(mode.names[at] ?? `${mode.letter}${at + 1}`);
}

/** 'a₁₂ · b₂₁ · c₁₁' */
export function cellName(cells: Cells, modes: Modes, index: number): string {
  return coordinates(cells.shape, index)
    .map((at, mode) => labelOf(modes[mode]!, at))
    .join(' · ');
}

const OUTCOMES: Readonly<Record<Change, string>> = {
  same: '',
  solved: 'solved',
  nearer: 'nearer to 0',
  turned: 'other sign',
  farther: 'farther from 0',
};

/** 'a₁₂ · b₂₁ · c₁₁ = 1 → 0, solved' */
export function readout(cells: Cells, modes: Modes, index: number): string {
  const [before, after] = [cells.before[index]!, cells.after[index]!];
  const outcome = OUTCOMES[CHANGES[cells.change[index]!]!];
  const values = before === after ? figure(before) : `${figure(before)} → ${figure(after)}`;
  const hint = cells.marked[index] ? ', hint' : '';
  return `${cellName(cells, modes, index)} = ${values}${outcome && `, ${outcome}`}${hint}`;
}

/** The same for the ear: 'a12, b21, c11: minus 1 becomes 0, solved' */
export function spoken(cells: Cells, modes: Modes, index: number): string {
  const say = (value: number) => (value < 0 ? `minus ${-value}` : String(value));
  const [before, after] = [cells.before[index]!, cells.after[index]!];
  const at = coordinates(cells.shape, index);
  const name = at.map((x, mode) => modes[mode]!.names[x] ?? `${modes[mode]!.letter}${x + 1}`);
  const outcome = OUTCOMES[CHANGES[cells.change[index]!]!];
  const values = before === after ? say(before) : `${say(before)} becomes ${say(after)}`;
  return `${name.join(', ')}: ${values}${outcome && `, ${outcome}`}${cells.marked[index] ? ', hint' : ''}`;
}

export interface LegendEntry {
  readonly kind: Change | 'hint';
  readonly count: number;
  readonly words: string;
}

/** The ways in which cells change in this preview, those that solve first; and the hint's cells. */
export function legend(cells: Cells): LegendEntry[] {
  const changes = CHANGES.flatMap((kind, code) => {
    const count = cells.counts[code]!;
    return kind === 'same' || count === 0 ? [] : [{ kind, count, words: OUTCOMES[kind] }];
  });
  const hints = cells.marked.reduce((sum, flag) => sum + flag, 0);
  return hints === 0 ? changes : [...changes, { kind: 'hint', count: hints, words: 'hint' }];
}
