import type { TreeRecord } from '../../search/record/tree-record.ts';
import type { WatchSink } from '../../training/game-watch.ts';
import { targetWords } from '../target-words.ts';
import type { Inspector } from './inspector.ts';

/** A run of which a game can be watched. */
export interface Watchable {
  watch(sink: WatchSink | null): Promise<boolean>;
}

/** Follows a game of the agent in training on an inspector, while that shows it. */
export class LiveFollow {
  readonly #inspector: Inspector;
  readonly #run: Watchable;
  /** Counts what was begun: messages of an older game come too late. */
  #turn = 0;
  /** The run has been asked to tell, and may still do. */
  #asked = false;

  constructor(inspector: Inspector, run: Watchable) {
    this.#inspector = inspector;
    this.#run = run;
  }

  /** Follows the game that is being played from the next wave on. */
  async start(): Promise<void> {
    const turn = ++this.#turn;
    const inspector = this.#inspector;
    let record: TreeRecord | null = null;
    this.#asked = true;
    inspector.setFollowing(true);
    inspector.notify(
      'info',
      'Waiting for the agent to play: a game is followed as soon as it does.',
    );
    const works = await this.#run.watch((message) => {
      if (this.#turn !== turn) return;
      if (message.kind === 'game') {
        const { size, arithmetic } = message.header;
        const target = targetWords(size, arithmetic);
        record = inspector.openLive(message.header, `${target}, being played`);
      } else if (message.kind === 'rows') {
        if (record === null || inspector.state.getState().record !== record) this.stop();
        else inspector.receive(record, message.rows);
      } else {
        this.#ended();
        const how = message.solved ? 'was solved in' : 'ended unsolved after';
        inspector.notify(
          'info',
          `The game ${how} ${message.moves} moves. Its tree stays; the next game can be followed.`,
        );
      }
    });
    if (works || this.#turn !== turn) return;
    this.#ended();
    inspector.notify(
      'error',
      'No agent is learning now: start a run on the training screen first.',
    );
  }

  /** Nobody looks any more: the agent tells nothing either. */
  stop(): void {
    this.#turn++;
    if (!this.#asked) return;
    this.#ended();
    void this.#run.watch(null);
  }

  #ended(): void {
    this.#asked = false;
    this.#inspector.setFollowing(false);
  }
}
