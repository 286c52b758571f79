/** From one state of the play screen to the next: everything derived is derived here. */
import { type LineTree, termsTo } from '../../game/line-tree.ts';
import { playBasis } from '../../game/play-basis.ts';
import { afterMove, type Position, position } from '../../game/position.ts';
import { changeBasis } from '../../tensor/basis.ts';
import { bilinearTarget, reduced } from '../../tensor/bilinear.ts';
import type { Term } from '../../tensor/term.ts';
import { finishedGame } from './finished.ts';
import type { Game } from './game-record.ts';
import type { FinishedGame, HintState, PlayState } from './play-state.ts';

export const NO_HINT: HintState = { status: 'idle' };

export function zeroTerm(shape: readonly [number, number, number]): Term {
  return { u: new Int8Array(shape[0]), v: new Int8Array(shape[1]), w: new Int8Array(shape[2]) };
}

/** The state that shows a game. @throws RangeError when the basis makes entries too large */
export function stateOf(game: Game): PlayState {
  const { spec, arithmetic, maxCoefficient, basisSeed, tree, view, draft } = game;
  const target = bilinearTarget(spec);
  const basis = basisSeed === null ? null : playBasis(target.tensor.shape, arithmetic, basisSeed);
  const canonical = reduced(target.tensor, arithmetic);
  const start = basis === null ? canonical : changeBasis(canonical, basis, arithmetic);
  const now = position(start, termsTo(tree, tree.at), arithmetic);
  const base = { target, arithmetic, maxCoefficient, basis, basisSeed, start, tree };
  return {
    ...base,
    draft: draft ?? zeroTerm(start.shape),
    position: now,
    view,
    hint: NO_HINT,
    finished: finishedAt(base, now),
    notice: null,
  };
}

/** The game that a state shows. */
export function gameOf(state: PlayState): Game {
  const { target, arithmetic, maxCoefficient, basisSeed, tree, view, draft } = state;
  const isEmpty = [draft.u, draft.v, draft.w].every((factor) => factor.every((c) => c === 0));
  return {
    spec: target.spec,
    arithmetic,
    maxCoefficient,
    basisSeed,
    tree,
    view,
    draft: isEmpty ? null : draft,
  };
}

/** What changes when the line tree does. */
export function withTree(
  before: PlayState,
  tree: LineTree,
): Pick<PlayState, 'tree' | 'position' | 'finished'> {
  const now = positionAt(before, tree);
  if (now === before.position) return { tree, position: now, finished: before.finished };
  return { tree, position: now, finished: finishedAt({ ...before, tree }, now) };
}

/** The position of tree.at; the same object when it is the one before. */
function positionAt(before: PlayState, tree: LineTree): Position {
  const { arithmetic, start } = before;
  const terms = termsTo(tree, tree.at);
  const earlier = termsTo(before.tree, before.tree.at);
  // Terms are shared between trees, so a line is recognised by its objects.
  const common = earlier.every((term, at) => term === terms[at]);
  if (common && terms.length === earlier.length) return before.position;
  if (common && terms.length === earlier.length + 1) {
    return afterMove(before.position, terms.at(-1)!, arithmetic);
  }
  return position(start, terms, arithmetic);
}

function finishedAt(
  { target, arithmetic, basis, tree }: Pick<PlayState, 'target' | 'arithmetic' | 'basis' | 'tree'>,
  { solved }: Position,
): FinishedGame | null {
  return solved ? finishedGame(target, arithmetic, basis, termsTo(tree, tree.at)) : null;
}
