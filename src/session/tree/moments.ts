import type { StoreApi } from 'zustand/vanilla';
import { atEnd, type InspectorState, PHASES } from './inspector-state.ts';

/** Moments of a record that are passed when it is shown from its start to its end. */
const PLAYBACK_STEPS = 60;
/** Milliseconds that each of them is shown for. */
const PLAYBACK_MS = 50;

export interface MomentsWorld {
  /** True when nothing is to move by itself. */
  readonly stillness: () => boolean;
  /** Resolves after so many milliseconds. */
  readonly wait: (milliseconds: number) => Promise<void>;
}

/** Whether what goes on in time is still wanted. */
export type IsCurrent = () => boolean;

/** Which moment of the record is shown, and how it moves on: at once, simulation by simulation, by parts. */
export class Moments {
  readonly #state: StoreApi<InspectorState>;
  readonly #world: MomentsWorld;
  readonly #simulateOne: (isCurrent: IsCurrent) => Promise<boolean>;

  /** @param simulateOne has one more simulation recorded, without showing it; false where it cannot */
  constructor(
    state: StoreApi<InspectorState>,
    world: MomentsWorld,
    simulateOne: (isCurrent: IsCurrent) => Promise<boolean>,
  ) {
    this.#state = state;
    this.#world = world;
    this.#simulateOne = simulateOne;
  }

  /** Goes to the moment after so many simulations. */
  seek(simulations: number): void {
    const { playback, revision } = this.#state.getState();
    if (playback === null) return;
    playback.seek(simulations);
    this.#state.setState({ cursor: playback.at, phase: null, revision: revision + 1 });
  }

  /** Shows a record from its start, or from where it is, to its end. */
  async playBack(isCurrent: IsCurrent): Promise<void> {
    const { record } = this.#state.getState();
    if (record === null) return;
    if (atEnd(this.#state.getState())) this.seek(0);
    const stride = Math.max(1, Math.ceil(record.simulations / PLAYBACK_STEPS));
    while (isCurrent() && !atEnd(this.#state.getState())) {
      this.seek(this.#state.getState().cursor + stride);
      await this.#world.wait(this.#world.stillness() ? 0 : PLAYBACK_MS);
    }
  }

  /** Shows one simulation after the other, as long as there are any. */
  async slowMotion(isCurrent: IsCurrent): Promise<void> {
    while (isCurrent() && (await this.simulation(isCurrent))) {
      await this.#world.wait(this.#state.getState().pace);
    }
  }

  /** Shows the parts of the next simulation in turn; false when there is none. */
  async simulation(isCurrent: IsCurrent): Promise<boolean> {
    for (const phase of PHASES) {
      if (!(await this.phase(isCurrent, phase))) return false;
      if (phase === 'backup') break;
      if (!this.#world.stillness()) await this.#world.wait(this.#state.getState().pace);
      if (!isCurrent()) return false;
    }
    return true;
  }

  /** Goes to a part of the next simulation, or to the next part; false when there is none. */
  async phase(isCurrent: IsCurrent, to?: (typeof PHASES)[number]): Promise<boolean> {
    const { phase, playback, source, cursor } = this.#state.getState();
    if (playback === null) return false;
    const next = to ?? PHASES[(phase === null ? 0 : PHASES.indexOf(phase) + 1) % PHASES.length]!;
    if (next === 'backup') {
      this.seek(cursor + 1);
      this.#state.setState({ phase: 'backup' });
      return true;
    }
    if (next === 'selection' && atEnd(this.#state.getState())) {
      if (source !== 'search' || !(await this.#simulateOne(isCurrent))) return false;
    }
    this.#state.setState({ phase: next });
    return true;
  }
}
