/** What a guided lesson is: a target, and steps that point at the screen and check what was done. */

import { termsTo } from '../../../game/line-tree.ts';
import type { PlayState } from '../../../session/play/play-state.ts';
import type { Arithmetic } from '../../../tensor/arithmetic.ts';
import { canonical, equalTerms, type Term } from '../../../tensor/term.ts';

/** The parts of the screen that a step can point at: their `data-guide`. */
export type GuidePoint =
  | 'board'
  | 'views'
  | 'u'
  | 'v'
  | 'w'
  | 'draft'
  | 'play'
  | 'facts'
  | 'line'
  | 'hints'
  | 'formulas'
  | 'target';

export interface LessonStep {
  readonly text: string;
  readonly point?: GuidePoint;
  /** What to do, as an imperative; absent where there is only something to read. */
  readonly task?: string;
  /** True once it was done. */
  readonly done?: (state: PlayState) => boolean;
  /** The move that the task asks for; the lesson offers to write it into the editors. */
  readonly move?: Term;
}

export interface Lesson {
  readonly id: string;
  readonly title: string;
  readonly minutes: number;
  readonly summary: string;
  readonly arithmetic: Arithmetic;
  readonly steps: readonly LessonStep[];
}

/** A move of 2×2×2: each factor row by row. */
export function move(u: readonly number[], v: readonly number[], w: readonly number[]): Term {
  return { u: Int8Array.from(u), v: Int8Array.from(v), w: Int8Array.from(w) };
}

/** True when the draft has exactly those coefficients in that factor. */
export function draftIs(state: PlayState, factor: keyof Term, values: readonly number[]): boolean {
  return state.draft[factor].every((c, at) => c === values[at]);
}

/** True when the line on the board holds the move, whatever its signs are moved to. */
export function played(state: PlayState, term: Term): boolean {
  const { tree, arithmetic } = state;
  const wanted = canonical(term, arithmetic);
  return termsTo(tree, tree.at).some((other) => equalTerms(canonical(other, arithmetic), wanted));
}

/** A step that asks for a move. */
export function moveStep(text: string, term: Term, task: string): LessonStep {
  return { text, task, move: term, point: 'play', done: (state) => played(state, term) };
}
