/** What a search with flips is of. */
import { type Algorithm, toTerms } from '../../algorithm/algorithm.ts';
import { knownToWalks } from '../../flips/known-to-walks.ts';
import type { SearchConfig } from '../../flips/search.ts';
import type { Strategy } from '../../flips/starts.ts';
import { peel } from '../../game/hints/peel.ts';
import { playTerm, termsTo } from '../../game/line-tree.ts';
import type { Arithmetic } from '../../tensor/arithmetic.ts';
import { dimensions, type Size } from '../../tensor/size.ts';
import type { Term } from '../../tensor/term.ts';
import { decodeGame, encodeGame } from '../play/link.ts';
import { stateOf } from '../play/play-transitions.ts';

export interface FlipsSetup {
  /** What is searched, in words: '3×3×3', 'your game of 3×3×3 after 4 moves'. */
  readonly title: string;
  readonly arithmetic: Arithmetic;
  readonly shape: readonly [number, number, number];
  /** Null where the target is no matrix product. */
  readonly size: Size | null;
  readonly strategy: Strategy;
  readonly seed: number;
  readonly targetRank: number;
  /** The best rank known, with coefficients −1, 0 and 1; null when none is. */
  readonly known: number | null;
  readonly start: readonly Term[] | null;
  /** The game that is to be finished, as a link holds it, and how many moves are played in it. */
  readonly game: { readonly link: string; readonly moves: number } | null;
}

/** The choices of the form. */
export interface FlipsChoices {
  readonly size: Size;
  readonly arithmetic: Arithmetic;
  readonly strategy: Strategy;
  readonly seed: number;
  /** Null: the best known. */
  readonly targetRank: number | null;
}

/** A search for a matrix product, from an algorithm of it if one is given. */
export function productSetup(choices: FlipsChoices, from: Algorithm | null): FlipsSetup {
  const { size, arithmetic, strategy, seed } = choices;
  const known = knownToWalks(size, arithmetic);
  return {
    title: size.join('×'),
    ...{ arithmetic, size, strategy, seed, known },
    shape: dimensions(size),
    targetRank: choices.targetRank ?? known,
    start: from === null ? null : toTerms(from),
    game: null,
  };
}

/**
 * A search for the moves that finish a game, as a link holds it; its moves stay as they are.
 * @returns a sentence when there is no such game, or nothing of it to be found
 */
export function gameSetup(link: string): FlipsSetup | string {
  const read = decodeGame(link);
  if ('error' in read) return read.error;
  const { target, arithmetic, position, tree } = stateOf(read.game);
  if (position.solved) return 'This game is finished: go back a few moves on the play board first.';
  const moves = termsTo(tree, tree.at).length;
  const start = peel(position.residual, arithmetic, 1);
  const known = target.known(arithmetic).rank;
  const played = moves === 1 ? '1 move' : `${moves} moves`;
  return {
    title: `your game of ${target.title} after ${played}`,
    arithmetic,
    shape: position.residual.shape,
    size: null,
    strategy: 'plain',
    seed: 1,
    targetRank: Math.max(1, (known ?? 1) - moves),
    known: known === null ? null : Math.max(1, known - moves),
    start,
    game: { link, moves },
  };
}

/** The game with the moves that finish it, as a link holds it. */
export function finishedGame(link: string, terms: readonly Term[]): string {
  const read = decodeGame(link);
  if ('error' in read) throw new Error(read.error);
  const { game } = read;
  const tree = terms.reduce(playTerm, game.tree);
  return encodeGame({ ...game, tree, draft: null });
}

export function searchConfig(setup: FlipsSetup, walkers: number): SearchConfig {
  const { arithmetic, shape, size, strategy, seed, targetRank, start } = setup;
  return { arithmetic, shape, size, strategy, seed, targetRank, start, walkers };
}
