/**
 * The games of this browser: the last one of every target, arithmetic and basis, and which of them is
 * on the board. Each is one entry of localStorage, in the form of links.
 */
import type { Arithmetic } from '../../tensor/arithmetic.ts';
import { specKey, type TargetSpec } from '../../tensor/bilinear.ts';
import { checksum } from './bytes.ts';
import type { Game } from './game-record.ts';
import { decodeGame, encodeGame } from './link.ts';

/** The part of Storage that the shelf needs. */
export type KeyValues = Pick<globalThis.Storage, 'getItem' | 'setItem' | 'removeItem'>;

const PREFIX = 'tensorgame-game-';
const CURRENT = 'tensorgame-current-game';

/** Which game of the shelf. */
export function gameKey(
  spec: TargetSpec,
  arithmetic: Arithmetic,
  basisSeed: number | null,
): string {
  const text = specKey(spec);
  // A target of the user's own may be long.
  const name =
    spec.kind === 'custom'
      ? `custom ${checksum(new TextEncoder().encode(text)).toString(36)} ${text.length}`
      : text;
  return `${name} ${arithmetic}${basisSeed === null ? '' : ` ${basisSeed}`}`;
}

export class GameShelf {
  readonly #store: KeyValues;
  /** What this tab last read or wrote, by key: anything else is another tab's. */
  readonly #seen = new Map<string, string>();

  constructor(store: KeyValues) {
    this.#store = store;
  }

  /** The game that was on the board last; an error in words when it cannot be read. */
  current(): { readonly game: Game } | { readonly error: string } | null {
    const key = this.#store.getItem(CURRENT);
    return key === null ? null : this.read(key);
  }

  /** The game of that key; an error in words when it cannot be read, and it is then put aside. */
  read(key: string): { readonly game: Game } | { readonly error: string } | null {
    const text = this.#store.getItem(PREFIX + key);
    if (text === null) return null;
    this.#seen.set(key, text);
    const read = decodeGame(text);
    if ('game' in read) return read;
    this.#store.setItem(`${PREFIX}${key} unreadable`, text);
    return { error: 'The game kept in this browser cannot be read: the board is fresh.' };
  }

  /** The game of that key if another tab has written it since this one last did. */
  foreign(key: string): Game | null {
    const text = this.#store.getItem(PREFIX + key);
    if (text === null || text === this.#seen.get(key)) return null;
    const read = this.read(key);
    return read !== null && 'game' in read ? read.game : null;
  }

  /** Keeps the game, as the one on the board. Throws what the browser throws, quota errors above all. */
  write(game: Game): void {
    const key = gameKey(game.spec, game.arithmetic, game.basisSeed);
    const text = encodeGame(game);
    if (this.#seen.get(key) !== text) this.#store.setItem(PREFIX + key, text);
    this.#seen.set(key, text);
    if (this.#store.getItem(CURRENT) !== key) this.#store.setItem(CURRENT, key);
  }
}
