import type { StoreApi } from 'zustand/vanilla';
import * as line from '../../game/line-tree.ts';
import { sentence } from '../sentences.ts';
import type { Game } from './game-record.ts';
import { type GameShelf, gameKey } from './game-shelf.ts';
import type { PlayState } from './play-state.ts';
import { gameOf } from './play-transitions.ts';

/** Milliseconds after a change until it is kept, so that turning the board writes once. */
const KEEP_AFTER_MS = 150;

/** Keeps the game on the board in this browser, a moment after each change. */
export class GameKeeper {
  readonly #state: StoreApi<PlayState>;
  readonly #shelf: GameShelf | null;
  readonly #fail: (sentence: string) => void;
  #timer: ReturnType<typeof setTimeout> | undefined;
  #warned = false;
  /** Something changed since the game was last kept: a board that nobody touched replaces no game. */
  #changed = false;

  /**
   * @param shelf null where games are not kept
   * @param fail is told once what went wrong, until keeping works again
   */
  constructor(
    state: StoreApi<PlayState>,
    shelf: GameShelf | null,
    fail: (sentence: string) => void,
  ) {
    this.#state = state;
    this.#shelf = shelf;
    this.#fail = fail;
  }

  /** Keeps what has changed, soon. */
  soon(): void {
    if (this.#shelf === null) return;
    this.#changed = true;
    this.#timer ??= setTimeout(() => this.now(), KEEP_AFTER_MS);
  }

  /** Keeps what has changed at once. Never throws. */
  now(): void {
    clearTimeout(this.#timer);
    this.#timer = undefined;
    if (this.#shelf === null || !this.#changed) return;
    try {
      this.#adoptForeign(this.#shelf);
      this.#shelf.write(gameOf(this.#state.getState()));
      this.#changed = false;
      this.#warned = false;
    } catch (error) {
      if (this.#warned) return;
      this.#warned = true;
      this.#fail(keepingSentence(error));
    }
  }

  /** The game with the lines that this browser knows of it: a link must not lose them. */
  withStoredLines(game: Game): Game {
    this.now();
    const key = gameKey(game.spec, game.arithmetic, game.basisSeed);
    const stored = this.#shelf?.read(key) ?? null;
    if (stored === null || 'error' in stored) return game;
    return { ...game, tree: line.graft(game.tree, stored.game.tree), draft: stored.game.draft };
  }

  /** Another tab may have played the same game on. */
  #adoptForeign(shelf: GameShelf): void {
    const { target, arithmetic, basisSeed, tree } = this.#state.getState();
    const theirs = shelf.foreign(gameKey(target.spec, arithmetic, basisSeed));
    if (theirs !== null) this.#state.setState({ tree: line.graft(tree, theirs.tree) });
  }
}

function keepingSentence(error: unknown): string {
  const name = error instanceof Error || error instanceof DOMException ? error.name : '';
  if (name === 'QuotaExceededError') {
    return 'The browser has no room left to keep this game: copy its link or download the algorithm before you close the page, or free some space.';
  }
  return `This could not be kept (${sentence(error).replace(/\.$/, '')}): copy the link or download the algorithm before you close the page.`;
}
