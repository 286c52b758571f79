/**
 * What the games of a target come to, and at what cost: by which it is decided what the next game
 * is. A game is of the whole target, or reworks an algorithm of the run's own (rework.ts): all of
 * it, in as many moves; or some terms, for as many others, by which an algorithm comes to where a
 * shorter one is near; or for fewer.
 */
import { type Random, weighted } from '../tensor/random.ts';

export type GameKind = 'whole' | 'again' | 'exchange' | 'fewer';

const KINDS: readonly GameKind[] = ['whole', 'again', 'exchange', 'fewer'];

/** How fast games are forgotten: as if the last hundred of a kind counted. */
const REMEMBERED = 0.99;

/** Sums over the games of k terms, of late. */
interface Tally {
  readonly games: number;
  readonly solved: number;
  /** Terms of other sums that were not taken out. */
  readonly renewed: number;
  /** in searches of a move */
  readonly cost: number;
}

export interface ReworkedGame {
  /** Taken out. */
  readonly terms: number;
  readonly solved: boolean;
  readonly renewed: number;
  readonly cost: number;
}

const NOTHING: Tally = { games: 0, solved: 0, renewed: 0, cost: 0 };

function withGame(before: Tally, { solved, renewed, cost }: ReworkedGame): Tally {
  return {
    games: REMEMBERED * before.games + 1,
    solved: REMEMBERED * before.solved + (solved ? 1 : 0),
    renewed: REMEMBERED * before.renewed + renewed,
    cost: REMEMBERED * before.cost + cost,
  };
}

/** The games of one target. */
export class GameKinds {
  /** Exchanges, by how many terms are taken out. */
  readonly #exchanges = new Map<number, Tally>();
  readonly #all = { whole: NOTHING, again: NOTHING, exchange: NOTHING, fewer: NOTHING };

  add(kind: GameKind, game: ReworkedGame): void {
    this.#all[kind] = withGame(this.#all[kind], game);
    if (kind !== 'exchange') return;
    const { terms } = game;
    this.#exchanges.set(terms, withGame(this.#exchangesOf(terms), game));
  }

  /**
   * What the next game is, so that reworking gets a share of the search: up to half of it, as often
   * as that is won, the whole algorithm once more, and the rest in halves exchanges and games for
   * fewer terms.
   */
  draw(reworkShare: number, random: Random): GameKind {
    const { games, solved } = this.#all.again;
    // Many games begin at once before the first has ended: of a large target they would take long,
    // and be lost.
    const again = (reworkShare / 2) * ((solved + 1) / (games + 4));
    const half = (reworkShare - again) / 2;
    const shares = { whole: 1 - reworkShare, again, exchange: half, fewer: half };
    const weights = KINDS.map((kind) => {
      const { games, cost } = this.#all[kind];
      return (shares[kind] * (games + 1)) / (cost + 1);
    });
    return KINDS[weighted(weights, random)]!;
  }

  /**
   * With what probability a game begins in a place of k terms that was drawn, by k up to `most`; above 0.
   * Exchanges are given time in proportion to the root of how many terms they make new in it: to find the
   * same terms again leads nowhere, and with a few at a time not every algorithm leads to every other.
   * Games for fewer terms begin as often as the square of how often as many are found: who cannot find
   * these will not find fewer.
   */
  chances(kind: 'exchange' | 'fewer', most: number): number[] {
    const chances = [0, 0];
    if (kind === 'exchange') {
      for (let k = 2; k <= most; k++) chances.push(this.#yield(k));
      const best = Math.max(...chances);
      return chances.map((one) => Math.sqrt(one / best));
    }
    let found = 1;
    for (let k = 2; k <= most; k++) {
      const { games, solved } = this.#exchangesOf(k);
      // Half as often as one less, where nothing is known.
      found = (solved + found / 2) / (games + 1);
      chances.push(found ** 2);
    }
    return chances;
  }

  /** Terms that exchanges of k make new in the time of one, to the time that they take. */
  #yield(terms: number): number {
    const { games, renewed, cost } = this.#exchangesOf(terms);
    // As if one more had made a term new, for an eighth of a search to a term: so nothing is given
    // up for good.
    const spent = cost + terms / 8;
    return ((renewed + 1) / spent) * ((games + 1) / spent);
  }

  #exchangesOf(terms: number): Tally {
    return this.#exchanges.get(terms) ?? NOTHING;
  }
}
