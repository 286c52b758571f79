/** Everything that can be done on the play screen, once: buttons, keys and the help come from here. */

import type { PlayState } from '../../session/play/play-state.ts';
import type { Play } from '../../session/play/play-store.ts';
import { isZeroTerm } from '../../tensor/term.ts';
import { type Action, always, focus } from '../shared/action.ts';
import type { PlayUi, PlayUiStore } from './play-ui.ts';
import { shareLink } from './share-link.ts';

export type ActionGroup = 'Move' | 'Line' | 'Hints' | 'Board' | 'Game';
export const ACTION_GROUPS: readonly ActionGroup[] = ['Move', 'Line', 'Hints', 'Board', 'Game'];

export interface ActionContext {
  readonly play: Play;
  readonly ui: PlayUiStore;
}

export type PlayAction = Action<ActionGroup, ActionContext, PlayState, PlayUi>;

/** A lesson has a game of its own, which is no one's to change or share. */
const ownGame = (_: PlayState, { lesson }: PlayUi) => lesson === null;
const hasMove = ({ draft, arithmetic, position }: PlayState) =>
  !position.solved && !isZeroTerm(draft, arithmetic);
const isAfterStart = ({ tree }: PlayState) => tree.at !== 0;
const canHint = ({ position, hint }: PlayState) => !position.solved && hint.status !== 'thinking';

export const ACTIONS = {
  play: {
    id: 'play',
    title: 'Play',
    group: 'Move',
    keys: ['P', 'mod+Enter'],
    run: ({ play }) => play.play(),
    enabled: hasMove,
  },
  clear: {
    id: 'clear',
    title: 'Clear',
    group: 'Move',
    keys: ['X'],
    run: ({ play }) => play.clearDraft(),
    enabled: ({ draft }) =>
      [draft.u, draft.v, draft.w].some((factor) => factor.some((c) => c !== 0)),
  },
  editU: {
    id: 'editU',
    title: 'Go to u',
    group: 'Move',
    keys: ['U'],
    run: focus('[data-factor="u"] [tabindex="0"]'),
    enabled: always,
  },
  editV: {
    id: 'editV',
    title: 'Go to v',
    group: 'Move',
    keys: ['V'],
    run: focus('[data-factor="v"] [tabindex="0"]'),
    enabled: always,
  },
  editW: {
    id: 'editW',
    title: 'Go to w',
    group: 'Move',
    keys: ['W'],
    run: focus('[data-factor="w"] [tabindex="0"]'),
    enabled: always,
  },
  type: {
    id: 'type',
    title: 'Type a move',
    group: 'Move',
    keys: ['T'],
    run: focus('[data-typed-move]'),
    enabled: always,
  },
  undo: {
    id: 'undo',
    title: 'Undo',
    group: 'Line',
    keys: ['ArrowLeft', 'mod+Z'],
    run: ({ play }) => play.undo(),
    enabled: isAfterStart,
  },
  redo: {
    id: 'redo',
    title: 'Redo',
    group: 'Line',
    keys: ['ArrowRight', 'mod+shift+Z', 'mod+Y'],
    run: ({ play }) => play.redo(),
    enabled: ({ tree }) => (tree.nodes[tree.at]?.preferred ?? -1) >= 0,
  },
  previousVariation: {
    id: 'previousVariation',
    title: 'Previous variation',
    group: 'Line',
    keys: ['ArrowUp'],
    run: ({ play }) => play.previousVariation(),
    enabled: hasVariation,
  },
  nextVariation: {
    id: 'nextVariation',
    title: 'Next variation',
    group: 'Line',
    keys: ['ArrowDown'],
    run: ({ play }) => play.nextVariation(),
    enabled: hasVariation,
  },
  start: {
    id: 'start',
    title: 'Back to the start',
    group: 'Line',
    keys: ['Home'],
    run: ({ play }) => play.goTo(0),
    enabled: isAfterStart,
  },
  remove: {
    id: 'remove',
    title: 'Remove this move and what follows',
    group: 'Line',
    keys: ['Delete'],
    run: ({ play, ui }) => removeHere(play, ui),
    enabled: isAfterStart,
  },
  hintCells: {
    id: 'hintCells',
    title: 'Show where',
    group: 'Hints',
    keys: ['H'],
    run: ({ play }) => play.hint('cells'),
    enabled: canHint,
  },
  hintMove: {
    id: 'hintMove',
    title: 'Suggest a move',
    group: 'Hints',
    keys: ['M'],
    run: ({ play }) => play.hint('move'),
    enabled: canHint,
  },
  hintPlayOn: {
    id: 'hintPlayOn',
    title: 'Play on from here',
    group: 'Hints',
    keys: ['O'],
    run: ({ play }) => play.hint('playOn'),
    enabled: canHint,
  },
  hintCancel: {
    id: 'hintCancel',
    title: 'Stop looking',
    group: 'Hints',
    keys: ['Q'],
    run: ({ play }) => play.cancelHint(),
    enabled: ({ hint }) => hint.status === 'thinking',
  },
  slicesA: slices(0, 'A'),
  slicesB: slices(1, 'B'),
  slicesC: slices(2, 'C'),
  solid: {
    id: 'solid',
    title: '3D',
    group: 'Board',
    keys: ['D'],
    run: ({ play }) => play.setView({ solid: true }),
    enabled: always,
  },
  target: {
    id: 'target',
    title: 'Choose a target',
    group: 'Game',
    keys: ['G'],
    run: ({ ui }) => ui.setState({ dialog: 'target' }),
    enabled: ownGame,
  },
  basis: {
    id: 'basis',
    title: 'Change the basis',
    group: 'Game',
    keys: ['Y'],
    run: ({ ui }) => ui.setState({ dialog: 'basis' }),
    enabled: ownGame,
  },
  share: {
    id: 'share',
    title: 'Copy link',
    group: 'Game',
    keys: ['S'],
    run: ({ play }) => void shareLink(play),
    enabled: ownGame,
  },
  tree: {
    id: 'tree',
    title: 'Search tree',
    group: 'Game',
    keys: ['E'],
    run: ({ play }) => {
      location.hash = play.link().replace('#/play/', '#/tree/');
    },
    enabled: ownGame,
  },
  flips: {
    id: 'flips',
    title: 'Continue with flips',
    group: 'Game',
    keys: ['F'],
    run: ({ play }) => {
      location.hash = play.link().replace('#/play/', '#/flips/');
    },
    enabled: (state, ui) => ownGame(state, ui) && !state.position.solved,
  },
  lessons: {
    id: 'lessons',
    title: 'Lessons',
    group: 'Game',
    keys: ['L'],
    run: ({ ui }) => ui.setState({ dialog: 'lessons' }),
    enabled: always,
  },
  help: {
    id: 'help',
    title: 'Help and keys',
    group: 'Game',
    keys: ['shift+?', '?'],
    run: ({ ui }) => ui.setState({ dialog: 'help' }),
    enabled: always,
  },
} as const satisfies Record<string, PlayAction>;

/** Removes the move on the board and what follows it, and offers to bring it back. */
function removeHere(play: Play, ui: PlayUiStore): void {
  const before = play.link();
  const { tree } = play.state.getState();
  play.removeBranch(tree.at);
  const removed = tree.nodes.length - play.state.getState().tree.nodes.length;
  ui.setState({ removed: { from: play, before, moves: removed } });
}

/** All of them, in the order of the help. */
export const ALL_ACTIONS: readonly PlayAction[] = Object.values(ACTIONS);

function slices(mode: 0 | 1 | 2, letter: string): PlayAction {
  return {
    id: `slices${letter}`,
    title: `Slices along ${letter}`,
    group: 'Board',
    keys: [letter],
    run: ({ play }) => play.setView({ mode, solid: false }),
    enabled: always,
  };
}

/** True when a move before this position has an alternative. */
function hasVariation({ tree }: PlayState): boolean {
  for (let node = tree.at; node > 0; ) {
    const { parent } = tree.nodes[node]!;
    if (tree.nodes[parent]!.children.length > 1) return true;
    node = parent;
  }
  return false;
}
