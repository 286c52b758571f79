import { type Algorithm, toTerms } from '../../algorithm/algorithm.ts';
import { goTo, playTerm } from '../../game/line-tree.ts';
import { freshGame } from '../play/game-record.ts';
import { toHash } from '../play/link.ts';

/** The longest side and the largest coefficient that can be played by hand. */
const LONGEST_SIDE = 5;
const LARGEST_COEFFICIENT = 2;

/**
 * The hash of an address that opens the algorithm as a game: all its moves lie ahead, to be played
 * one by one. Null for what cannot be played by hand.
 */
export function playLink(algorithm: Algorithm): string | null {
  const { size, arithmetic, u, v, w, denominators } = algorithm;
  if (denominators !== undefined || Math.max(...size) > LONGEST_SIDE) return null;
  if ([u, v, w].flat(2).some((c) => Math.abs(c) > LARGEST_COEFFICIENT)) return null;
  const game = freshGame({ kind: 'matmul', size }, arithmetic);
  const tree = toTerms(algorithm).reduce(playTerm, game.tree);
  return toHash({ ...game, tree: goTo(tree, 0) });
}
