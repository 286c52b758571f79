/** Games for tests: a shelf in memory, a solver that answers when it is told to. */
import { expect } from 'vitest';
import { type Algorithm, toTerms } from '../../algorithm/algorithm.ts';
import type { HintAnswer, HintRequest, HintSolver } from '../../game/hints/hint.ts';
import { formatMove } from '../../game/notation.ts';
import type { TargetSpec } from '../../tensor/bilinear.ts';
import type { KeyValues } from './game-shelf.ts';
import type { PlayState } from './play-state.ts';
import { Play, type PlayWorld } from './play-store.ts';

export const SQUARE: TargetSpec = { kind: 'matmul', size: [2, 2, 2] };
export const KARATSUBA: TargetSpec = { kind: 'named', id: 'polynomial-2' };

export class Memory implements KeyValues {
  readonly values = new Map<string, string>();
  full = false;

  getItem(key: string): string | null {
    return this.values.get(key) ?? null;
  }

  setItem(key: string, value: string): void {
    if (this.full) throw new DOMException('No room', 'QuotaExceededError');
    this.values.set(key, value);
  }

  removeItem(key: string): void {
    this.values.delete(key);
  }
}

/** A solver that answers when the test says so. */
export class FakeSolver implements HintSolver {
  requests: HintRequest[] = [];
  cancelled = 0;
  settle: { resolve: (answer: HintAnswer) => void; reject: (error: Error) => void } | null = null;

  solve(request: HintRequest): Promise<HintAnswer> {
    this.requests.push(request);
    return new Promise((resolve, reject) => {
      this.settle = { resolve, reject };
    });
  }

  cancel(): void {
    this.cancelled++;
  }
}

export function newPlay(change: Partial<PlayWorld> = {}): Play {
  const world = { solver: new FakeSolver(), keep: async () => {}, shelf: null, warning: null };
  return new Play({ ...world, ...change });
}

export const stateOf = (play: Play): PlayState => play.state.getState();

export function playAll(play: Play, algorithm: Algorithm): void {
  for (const term of toTerms(algorithm)) {
    const { target } = stateOf(play);
    expect(play.playTyped(formatMove(term, target.modes))).toBeNull();
  }
}
