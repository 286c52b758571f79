/** What the actions of the tree screen do where it is more than a call. */
import { GameShelf } from '../../session/play/game-shelf.ts';
import { toHash } from '../../session/play/link.ts';
import { sentence } from '../../session/sentences.ts';
import { addLine, gameAt } from '../../session/tree/board-lines.ts';
import type { Inspector } from '../../session/tree/inspector.ts';
import { download, downloadBlob } from '../shared/download.ts';
import { treeFileName, treeSvg, viewPng } from './export.ts';
import type { TreeUiStore } from './tree-ui.ts';

/** Folds what has children that are drawn, and unfolds what has none. */
export function toggleFold(inspector: Inspector, ui: TreeUiStore): void {
  const { selected } = inspector.state.getState();
  const scene = ui.getState().stage?.scene;
  const at = scene?.visible.index[selected] ?? -1;
  if (scene === undefined || scene === null || at < 0) return;
  if (scene.visible.parent.includes(at)) inspector.looks.fold(selected);
  else inspector.looks.unfold(selected);
}

/** Opens the selected node's game on the play board. */
export function openOnBoard(inspector: Inspector): void {
  const { record, selected } = inspector.state.getState();
  if (record === null) return;
  const at = gameAt(record, selected);
  if ('error' in at) inspector.notify('error', at.error);
  else location.hash = toHash(at.game);
}

/** Adds the line to the selected node to the game that the play board keeps. */
export function keepLine(inspector: Inspector): void {
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

export function saveJson(inspector: Inspector): void {
  const { record } = inspector.state.getState();
  const text = inspector.file();
  if (record !== null && text !== null) download(`${treeFileName(record)}.json`, text);
}

export function saveSvg(inspector: Inspector, ui: TreeUiStore): void {
  const { record, cursor } = inspector.state.getState();
  const { stage } = ui.getState();
  if (record === null || stage === null) return;
  const svg = treeSvg(record, cursor, stage.colours);
  downloadBlob(`${treeFileName(record)}.svg`, new Blob([svg], { type: 'image/svg+xml' }));
}

export async function savePng(inspector: Inspector, ui: TreeUiStore): Promise<void> {
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
