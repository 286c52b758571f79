/** Everything that can be done on the tree screen, once: buttons, keys and the help come from here. */

import { EXPANDED } from '../../search/store.ts';
import { GameShelf } from '../../session/play/game-shelf.ts';
import { toHash } from '../../session/play/link.ts';
import { sentence } from '../../session/sentences.ts';
import { addLine, gameAt } from '../../session/tree/board-lines.ts';
import type { Inspector } from '../../session/tree/inspector.ts';
import { atEnd, type InspectorState, type Overlay } from '../../session/tree/inspector-state.ts';
import { download, downloadBlob } from '../shared/download.ts';
import { treeFileName, treeSvg, viewPng } from './export.ts';
import type { TreeUi, TreeUiStore } from './tree-ui.ts';

export type ActionGroup = 'Walk' | 'Search' | 'Moment' | 'Look' | 'Tree';
export const ACTION_GROUPS: readonly ActionGroup[] = ['Walk', 'Search', 'Moment', 'Look', 'Tree'];

export interface ActionContext {
  readonly inspector: Inspector;
  readonly ui: TreeUiStore;
  /** Follows a game of the agent in training. */
  readonly follow: () => void;
}

export interface Action {
  readonly id: string;
  readonly title: string;
  readonly group: ActionGroup;
  /** As Mantine writes hotkeys; the first one is shown on the button. */
  readonly keys: readonly string[];
  readonly run: (context: ActionContext) => void;
  readonly enabled: (state: InspectorState, ui: TreeUi) => boolean;
}

const always = () => true;
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

function focus(selector: string): () => void {
  return () => document.querySelector<HTMLElement>(selector)?.focus();
}

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
} as const satisfies Record<string, Action>;

/** All of them, in the order of the help. */
export const ALL_ACTIONS: readonly Action[] = Object.values(ACTIONS);

function overlay(id: Overlay, title: string, key: string): Action {
  return {
    id,
    title,
    group: 'Look',
    keys: [key],
    run: ({ inspector }) => inspector.looks.setOverlay(id),
    enabled: hasTree,
  };
}

/** Folds what has children that are drawn, and unfolds what has none. */
export function toggleFold(inspector: Inspector, ui: TreeUiStore): void {
  const { selected } = inspector.state.getState();
  const scene = ui.getState().stage?.scene;
  const at = scene?.visible.index[selected] ?? -1;
  if (scene === undefined || scene === null || at < 0) return;
  if (scene.visible.parent.includes(at)) inspector.looks.fold(selected);
  else inspector.looks.unfold(selected);
}

function openOnBoard(inspector: Inspector): void {
  const { record, selected } = inspector.state.getState();
  if (record === null) return;
  const at = gameAt(record, selected);
  if ('error' in at) inspector.notify('error', at.error);
  else location.hash = toHash(at.game);
}

function keepLine(inspector: Inspector): void {
  const { record, selected } = inspector.state.getState();
  if (record === null) return;
  try {
    const mistake = addLine(record, selected, new GameShelf(localStorage));
    if (mistake === null)
      inspector.notify('info', 'The line is a variation of the game on the play board now.');
    else inspector.notify('error', mistake);
  } catch (error) {
    inspector.notify('error', `The line could not be kept: ${sentence(error)}`);
  }
}

function saveJson(inspector: Inspector): void {
  const { record } = inspector.state.getState();
  const text = inspector.file();
  if (record !== null && text !== null) download(`${treeFileName(record)}.json`, text);
}

function saveSvg(inspector: Inspector, ui: TreeUiStore): void {
  const { record, cursor } = inspector.state.getState();
  const { stage } = ui.getState();
  if (record === null || stage === null) return;
  const svg = treeSvg(record, cursor, stage.colours);
  downloadBlob(`${treeFileName(record)}.svg`, new Blob([svg], { type: 'image/svg+xml' }));
}

async function savePng(inspector: Inspector, ui: TreeUiStore): Promise<void> {
  const { record } = inspector.state.getState();
  const { stage } = ui.getState();
  if (record === null || stage === null) return;
  try {
    stage.paint();
    downloadBlob(`${treeFileName(record)}.png`, await viewPng(stage.canvas, stage.colours.surface));
  } catch (error) {
    inspector.notify('error', sentence(error));
  }
}
