import { recordHeader } from '../search/record/header.ts';
import { Recorder } from '../search/record/recorder.ts';
import type { RecordHeader, RecordRows } from '../search/record/tree-record.ts';
import type { SearchTree } from '../search/tree.ts';
import type { RunConfig } from './config.ts';

/** What a watched game tells: what it is, what its search has done since, and how it ended. */
export type WatchMessage =
  | { readonly kind: 'game'; readonly header: RecordHeader }
  | { readonly kind: 'rows'; readonly rows: RecordRows }
  | { readonly kind: 'over'; readonly solved: boolean; readonly moves: number };

export type WatchSink = (message: WatchMessage) => unknown;

/** Milliseconds between two deliveries. */
const EVERY_MS = 150;

/**
 * Tells somebody who looks on about the search of one game, from the end of a wave on until the game
 * is over. Nothing is recorded before, and nothing after; what is sent is only what is new.
 */
export class GameWatch {
  readonly #sink: WatchSink;
  readonly #config: RunConfig;
  #recorder: Recorder | null = null;
  #sentAt = 0;
  #ended = false;

  constructor(config: RunConfig, sink: WatchSink) {
    this.#config = config;
    this.#sink = sink;
  }

  /** A wave has ended: begins to record, or sends what is new when it is time. */
  wave(tree: SearchTree): void {
    if (this.#ended || tree.over) return;
    if (this.#recorder === null) this.#begin(tree);
    else if (performance.now() - this.#sentAt > EVERY_MS) this.#send();
  }

  /** Plays an edge of the root, as `tree.advance` does. */
  advance(tree: SearchTree, edge: number): void {
    if (this.#recorder === null) tree.advance(edge);
    // A search that ran out of memory has nothing more to tell of this game.
    else if (!this.#recorder.advance(edge)) this.stop();
  }

  /** The game has ended. */
  over(tree: SearchTree, solved: boolean): void {
    if (this.#recorder === null) return;
    this.#send();
    this.#sink({ kind: 'over', solved, moves: tree.movesPlayed });
    this.stop();
  }

  /** Nobody looks any more. */
  stop(): void {
    this.#recorder?.detach();
    this.#recorder = null;
    this.#ended = true;
  }

  #begin(tree: SearchTree): void {
    const { network, maxCoefficient } = this.#config;
    const header = recordHeader(tree, {
      evaluator: { kind: 'network', name: 'The agent, as it learns' },
      quantiles: network.quantiles,
      maxCoefficient,
      game: null,
    });
    this.#recorder = new Recorder(tree, network.quantiles);
    this.#sink({ kind: 'game', header });
    this.#send();
  }

  #send(): void {
    if (this.#recorder === null) return;
    this.#sentAt = performance.now();
    this.#sink({ kind: 'rows', rows: this.#recorder.drain() });
  }
}
