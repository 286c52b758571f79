/** Everything that can be done on the tree screen, once: buttons, keys and the help come from here. */

import { EXPANDED } from '../../search/store.ts';
import type { Inspector } from '../../session/tree/inspector.ts';
import { atEnd, type InspectorState, type Overlay } from '../../session/tree/inspector-state.ts';
import { type Action, always, focus } from '../shared/action.ts';
import { keepLine, openOnBoard, saveJson, savePng, saveSvg, toggleFold } from './commands.ts';
import type { TreeUi, TreeUiStore } from './tree-ui.ts';

export type ActionGroup = 'Walk' | 'Search' | 'Moment' | 'Look' | 'Tree';
export const ACTION_GROUPS: readonly ActionGroup[] = ['Walk', 'Search', 'Moment', 'Look', 'Tree'];

export interface ActionContext {
  readonly inspector: Inspector;
  readonly ui: TreeUiStore;
  /** Follows a game of the agent in training. */
  readonly follow: () => void;
}

export type TreeAction = Action<ActionGroup, ActionContext, InspectorState, TreeUi>;

const hasTree = ({ record }: InspectorState) => record !== null && record.nodes > 0;
const isBusy = ({ status }: InspectorState) => status === 'running' || status === 'slow';
const isIdle = (state: InspectorState) => hasTree(state) && !isBusy(state);
/** There is another simulation: one recorded, or one that can be run. */
const hasNext = (state: InspectorState) =>
  isIdle(state) && (state.source === 'search' || !atEnd(state));
const canSearchHere = (state: InspectorState) =>
  isIdle(state) &&
  state.source === 'search' &&
  state.record?.columns.nodeKind.data[state.selected] === EXPANDED;

export const ACTIONS = {
  child: {
    id: 'child',
    title: 'To the most visited child',
    group: 'Walk',
    keys: ['ArrowRight'],
    run: ({ inspector }) => inspector.walk('child'),
    enabled: hasTree,
  },
  parent: {
    id: 'parent',
    title: 'To the parent',
    group: 'Walk',
    keys: ['ArrowLeft'],
    run: ({ inspector }) => inspector.walk('parent'),
    enabled: hasTree,
  },
  next: {
    id: 'next',
    title: 'To the next sibling',
    group: 'Walk',
    keys: ['ArrowDown'],
    run: ({ inspector }) => inspector.walk('next'),
    enabled: hasTree,
  },
  previous: {
    id: 'previous',
    title: 'To the previous sibling',
    group: 'Walk',
    keys: ['ArrowUp'],
    run: ({ inspector }) => inspector.walk('previous'),
    enabled: hasTree,
  },
  root: {
    id: 'root',
    title: 'To the first node',
    group: 'Walk',
    keys: ['Home'],
    run: ({ inspector }) => inspector.select(0),
    enabled: hasTree,
  },
  end: {
    id: 'end',
    title: 'To the end of the most visited line',
    group: 'Walk',
    keys: ['End'],
    run: ({ inspector }) => inspector.walkToEnd(),
    enabled: hasTree,
  },
  fold: {
    id: 'fold',
    title: 'Fold or unfold',
    group: 'Walk',
    keys: ['F'],
    run: ({ inspector, ui }) => toggleFold(inspector, ui),
    enabled: hasTree,
  },
  step: {
    id: 'step',
    title: 'Step',
    group: 'Search',
    keys: ['S'],
    run: ({ inspector }) => void inspector.step(),
    enabled: hasNext,
  },
  part: {
    id: 'part',
    title: 'Next part',
    group: 'Search',
    keys: ['N'],
    run: ({ inspector }) => void inspector.stepPhase(),
    enabled: hasNext,
  },
  slow: {
    id: 'slow',
    title: 'Slow motion',
    group: 'Search',
    keys: ['M'],
    run: ({ inspector }) => void inspector.slowMotion(),
    enabled: isIdle,
  },
  run: {
    id: 'run',
    title: 'Run',
    group: 'Search',
    keys: ['R'],
    run: ({ inspector }) => void inspector.run(),
    enabled: isIdle,
  },
  pause: {
    id: 'pause',
    title: 'Pause',
    group: 'Search',
    keys: ['P', 'Escape'],
    run: ({ inspector }) => inspector.pause(),
    enabled: isBusy,
  },
  here: {
    id: 'here',
    title: 'Search from here',
    group: 'Search',
    keys: ['H'],
    run: ({ inspector }) => {
      const { selected } = inspector.state.getState();
      void inspector.searchFrom({ node: selected, edge: -1, equal: false });
    },
    enabled: canSearchHere,
  },
  equal: {
    id: 'equal',
    title: 'Equal visits',
    group: 'Search',
    keys: ['E'],
    run: ({ inspector }) => {
      const { selected } = inspector.state.getState();
      void inspector.searchFrom({ node: selected, edge: -1, equal: true });
    },
    enabled: canSearchHere,
  },
  force: {
    id: 'force',
    title: 'Why not this move: type one',
    group: 'Search',
    keys: ['T'],
    run: focus('[data-forced-move]'),
    enabled: canSearchHere,
  },
  back: {
    id: 'back',
    title: 'Back one simulation',
    group: 'Moment',
    keys: ['B'],
    run: ({ inspector }) => inspector.seek(inspector.state.getState().cursor - 1),
    enabled: ({ cursor }) => cursor > 0,
  },
  begin: {
    id: 'begin',
    title: 'Before the first simulation',
    group: 'Moment',
    keys: ['shift+B'],
    run: ({ inspector }) => inspector.seek(0),
    enabled: ({ cursor }) => cursor > 0,
  },
  latest: {
    id: 'latest',
    title: 'After the last simulation',
    group: 'Moment',
    keys: ['L'],
    run: ({ inspector }) => inspector.seek(Number.POSITIVE_INFINITY),
    enabled: (state) => hasTree(state) && !atEnd(state),
  },
  fit: {
    id: 'fit',
    title: 'Whole tree',
    group: 'Look',
    keys: ['0'],
    run: ({ ui }) => ui.getState().stage?.fit(),
    enabled: hasTree,
  },
  closer: {
    id: 'closer',
    title: 'Closer',
    group: 'Look',
    keys: ['+', '='],
    run: ({ ui }) => ui.getState().stage?.zoomBy(1.3),
    enabled: hasTree,
  },
  farther: {
    id: 'farther',
    title: 'Farther',
    group: 'Look',
    keys: ['-'],
    run: ({ ui }) => ui.getState().stage?.zoomBy(1 / 1.3),
    enabled: hasTree,
  },
  visits: overlay('visits', 'Visits', 'V'),
  change: overlay('change', 'Prior against visits', 'C'),
  policy: overlay('policy', 'Improved policy', 'I'),
  ends: overlay('ends', 'Ends and pruned moves', 'X'),
  find: {
    id: 'find',
    title: 'Search for a move',
    group: 'Look',
    keys: ['/'],
    run: focus('[data-move-query]'),
    enabled: hasTree,
  },
  board: {
    id: 'board',
    title: 'Open on the play board',
    group: 'Tree',
    keys: ['mod+Enter'],
    run: ({ inspector }) => openOnBoard(inspector),
    enabled: hasTree,
  },
  addLine: {
    id: 'addLine',
    title: 'Add the line to the game',
    group: 'Tree',
    keys: ['A'],
    run: ({ inspector }) => keepLine(inspector),
    enabled: (state) => hasTree(state) && state.selected > 0,
  },
  open: {
    id: 'open',
    title: 'Open',
    group: 'Tree',
    keys: ['O'],
    run: ({ ui }) => ui.setState({ dialog: 'open' }),
    enabled: always,
  },
  live: {
    id: 'live',
    title: 'Follow a live game',
    group: 'Tree',
    keys: ['W'],
    run: ({ follow }) => follow(),
    enabled: always,
  },
  saveJson: {
    id: 'saveJson',
    title: 'Save as JSON',
    group: 'Tree',
    keys: ['J'],
    run: ({ inspector }) => saveJson(inspector),
    enabled: hasTree,
  },
  saveSvg: {
    id: 'saveSvg',
    title: 'Save as SVG',
    group: 'Tree',
    keys: ['G'],
    run: ({ inspector, ui }) => saveSvg(inspector, ui),
    enabled: hasTree,
  },
  savePng: {
    id: 'savePng',
    title: 'Save the view as PNG',
    group: 'Tree',
    keys: ['K'],
    run: ({ inspector, ui }) => void savePng(inspector, ui),
    enabled: hasTree,
  },
  help: {
    id: 'help',
    title: 'Help and keys',
    group: 'Tree',
    keys: ['shift+?', '?'],
    run: ({ ui }) => ui.setState({ dialog: 'help' }),
    enabled: always,
  },
} as const satisfies Record<string, TreeAction>;

/** All of them, in the order of the help. */
export const ALL_ACTIONS: readonly TreeAction[] = Object.values(ACTIONS);

function overlay(id: Overlay, title: string, key: string): TreeAction {
  return {
    id,
    title,
    group: 'Look',
    keys: [key],
    run: ({ inspector }) => inspector.looks.setOverlay(id),
    enabled: hasTree,
  };
}
