/** What the board says: names of cells, a line for the cell pointed at, and the signs of its legend. */
import { type ModeLabels, subscripted, type ThreeModes } from '../../tensor/bilinear.ts';
import { type Cells, CHANGES, type Change, coordinates } from './cells.ts';

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
export function cellName(cells: Cells, modes: ThreeModes, index: number): string {
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
export function readout(cells: Cells, modes: ThreeModes, index: number): string {
  const [before, after] = [cells.before[index]!, cells.after[index]!];
  const outcome = OUTCOMES[CHANGES[cells.change[index]!]!];
  const values = before === after ? figure(before) : `${figure(before)} → ${figure(after)}`;
  const hint = cells.marked[index] ? ', hint' : '';
  return `${cellName(cells, modes, index)} = ${values}${outcome && `, ${outcome}`}${hint}`;
}

/** The same for the ear: 'a12, b21, c11: minus 1 becomes 0, solved' */
export function spoken(cells: Cells, modes: ThreeModes, index: number): string {
  const say = (value: number) => (value < 0 ? `minus ${-value}` : String(value));
  const [before, after] = [cells.before[index]!, cells.after[index]!];
  const at = coordinates(cells.shape, index);
  const name = at.map((x, mode) => modes[mode]!.names[x] ?? `${modes[mode]!.letter}${x + 1}`);
  const outcome = OUTCOMES[CHANGES[cells.change[index]!]!];
  const values = before === after ? say(before) : `${say(before)} becomes ${say(after)}`;
  return `${name.join(', ')}: ${values}${outcome && `, ${outcome}`}${cells.marked[index] ? ', hint' : ''}`;
}

/** The state of the residual in a sentence or two, for those who do not see it. */
export function describe(cells: Cells): string {
  const { shape, before, nonzeros, counts } = cells;
  const sizes = `${shape.join(' by ')} cells`;
  if (nonzeros === 0 && counts[0] === before.length)
    return `${sizes}, all of them 0: nothing is left.`;
  const left = `${sizes}, ${nonzeros} of them not 0.`;
  const changes = legend(cells).filter(({ kind }) => kind !== 'hint');
  if (changes.length === 0) return left;
  const parts = changes.map(({ count, words }) => `${count} ${words}`);
  return `${left} The move being made would change ${before.length - counts[0]!}: ${parts.join(', ')}.`;
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
