/** The move that is being edited, and which moves can be played at all. */
import { FACTORS, type Term } from '../../tensor/term.ts';
import type { PlayState } from './play-state.ts';

/** What a coefficient may be. */
type Alphabet = Pick<PlayState, 'arithmetic' | 'maxCoefficient'>;

function isPlayable(value: number, { arithmetic, maxCoefficient }: Alphabet): boolean {
  if (arithmetic === 'z2') return value === 0 || value === 1;
  return Number.isInteger(value) && Math.abs(value) <= maxCoefficient;
}

/** Whether the term has the target's shape and coefficients that can be played. */
export function fits(term: Term, state: Alphabet & Pick<PlayState, 'start'>): boolean {
  const { shape } = state.start;
  return FACTORS.every(
    (name, mode) =>
      term[name].length === shape[mode] && term[name].every((c) => isPlayable(c, state)),
  );
}

/** The draft with another coefficient; null where that cannot be played, or is there already. */
export function withCoefficient(
  { draft, ...alphabet }: Alphabet & Pick<PlayState, 'draft'>,
  mode: 0 | 1 | 2,
  index: number,
  value: number,
): Term | null {
  const name = FACTORS[mode];
  const factor = draft[name].slice();
  if (!isPlayable(value, alphabet) || index < 0 || index >= factor.length) return null;
  if (!Number.isInteger(index) || factor[index] === value) return null;
  factor[index] = value;
  return { ...draft, [name]: factor };
}

/** The draft with no coefficient beyond the largest. */
export function clamped({ u, v, w }: Term, largest: number): Term {
  const clamp = (factor: Int8Array) => factor.map((c) => Math.max(-largest, Math.min(largest, c)));
  return { u: clamp(u), v: clamp(v), w: clamp(w) };
}

export function copyOf({ u, v, w }: Term): Term {
  return { u: u.slice(), v: v.slice(), w: w.slice() };
}
