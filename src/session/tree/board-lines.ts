/** Between the tree and the play board: positions to search, and lines to play. */
import { goTo, graft, playTerm } from '../../game/line-tree.ts';
import type { TreeRecord } from '../../search/record/tree-record.ts';
import type { Arithmetic } from '../../tensor/arithmetic.ts';
import { reduced, type TargetSpec } from '../../tensor/bilinear.ts';
import type { Size } from '../../tensor/size.ts';
import { matmul } from '../../tensor/target.ts';
import { equal } from '../../tensor/tensor.ts';
import { freshGame, type Game } from '../play/game-record.ts';
import { type GameShelf, gameKey } from '../play/game-shelf.ts';
import { decodeGame, encodeGame } from '../play/link.ts';
import { stateOf } from '../play/play-transitions.ts';
import type { SearchPosition } from './search-host.ts';

/** The game's start. */
export function startPosition(size: Size, arithmetic: Arithmetic): SearchPosition {
  return {
    size,
    arithmetic,
    residual: reduced(matmul(size), arithmetic),
    played: 0,
    game: encodeGame(freshGame({ kind: 'matmul', size }, arithmetic)),
  };
}

/** The position on the board of a game that a link holds; a sentence when it cannot be searched. */
export function positionOfLink(
  text: string,
): { readonly position: SearchPosition } | { readonly error: string } {
  const read = decodeGame(text);
  if ('error' in read) return read;
  const { game } = read;
  if (game.spec.kind !== 'matmul') {
    return { error: 'Only products of matrices can be searched; this game has another target.' };
  }
  const { position } = stateOf(game);
  if (position.residual.data.some((entry) => Math.abs(entry) > 100)) {
    return { error: 'An entry of this residual is too large to be searched.' };
  }
  return {
    position: {
      size: game.spec.size,
      arithmetic: game.arithmetic,
      residual: position.residual,
      played: position.moves,
      game: text,
    },
  };
}

/** The game with the line to a node played; a sentence when the board cannot show it. */
export function gameAt(
  record: TreeRecord,
  node: number,
): { readonly game: Game } | { readonly error: string } {
  const base = baseGame(record);
  if ('error' in base) return base;
  const { game } = base;
  const tree = record
    .lineTo(node)
    .reduce((line, edge) => playTerm(line, record.edgeTerm(edge)), game.tree);
  return { game: { ...game, tree } };
}

/** Adds the line to a node to the game kept on the shelf, which stays where it is. */
export function addLine(record: TreeRecord, node: number, shelf: GameShelf): string | null {
  const at = gameAt(record, node);
  if ('error' in at) return at.error;
  const { game } = at;
  const kept = shelf.read(gameKey(game.spec, game.arithmetic, game.basisSeed));
  if (kept === null || 'error' in kept) {
    shelf.write({ ...game, tree: goTo(game.tree, 0) });
  } else {
    shelf.write({ ...kept.game, tree: graft(kept.game.tree, game.tree) });
  }
  return null;
}

function baseGame({ header }: TreeRecord): { readonly game: Game } | { readonly error: string } {
  if (header.game !== null) return decodeGame(header.game);
  const { size, arithmetic, start } = header;
  if (size.some((side) => side > 5)) {
    return { error: 'The play board holds products of matrices up to 5×5.' };
  }
  // A game of the agent's in a basis of its own is a target of its own to the board.
  const spec: TargetSpec = equal(start, reduced(matmul(size), arithmetic))
    ? { kind: 'matmul', size }
    : { kind: 'custom', title: `${size.join('×')}, as the agent saw it`, tensor: start };
  return { game: freshGame(spec, arithmetic) };
}
