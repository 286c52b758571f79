import type { StoreApi } from 'zustand/vanilla';
import { HintCancelled, type HintKind, type HintSolver } from '../../game/hints/hint.ts';
import type { Term } from '../../tensor/term.ts';
import { sentence } from '../sentences.ts';
import type { HintState, PlayState } from './play-state.ts';
import { NO_HINT } from './play-transitions.ts';

/** One hint at a time, for the position on the board. No method throws or rejects. */
export class Hinting {
  readonly #state: StoreApi<PlayState>;
  readonly #solver: HintSolver;
  readonly #set: (hint: HintState) => void;
  readonly #playOn: (terms: readonly Term[]) => void;
  /** Counts what was asked: an answer to anything older comes too late. */
  #asked = 0;

  /**
   * @param set takes a hint in that begins or ends
   * @param playOn plays the moves of an answer
   */
  constructor(
    state: StoreApi<PlayState>,
    solver: HintSolver,
    set: (hint: HintState) => void,
    playOn: (terms: readonly Term[]) => void,
  ) {
    this.#state = state;
    this.#solver = solver;
    this.#set = set;
    this.#playOn = playOn;
  }

  cancel(): void {
    if (this.#state.getState().hint.status === 'thinking') this.#solver.cancel();
    this.#asked++;
    this.#set(NO_HINT);
  }

  /** Asks, and shows the answer or why there is none. A playOn plays its moves. */
  async ask(kind: HintKind): Promise<void> {
    const { target, position, arithmetic, maxCoefficient, tree } = this.#state.getState();
    if (position.solved) return;
    this.cancel();
    const id = this.#asked;
    const isCurrent = () => this.#asked === id;
    this.#set({ status: 'thinking', kind, done: 0, best: null });
    try {
      const { residual, moves } = position;
      const known = target.known(arithmetic).rank;
      const request = {
        ...{ kind, residual, arithmetic, maxCoefficient, seed: tree.nodes.length },
        ...(known === null ? {} : { goal: known - moves }),
      };
      const answer = await this.#solver.solve(request, ({ done, best }) => {
        if (isCurrent()) this.#state.setState({ hint: { status: 'thinking', kind, done, best } });
      });
      if (!isCurrent()) return;
      if (answer.kind === 'playOn') this.#playOn(answer.terms);
      this.#set({ status: 'shown', answer });
    } catch (error) {
      if (!isCurrent()) return;
      const cancelled = error instanceof Error && error.name === HintCancelled.name;
      this.#set(cancelled ? NO_HINT : { status: 'failed', sentence: sentence(error) });
    }
  }
}
