/** What is open on the tree screen, beside the tree itself. */
import { createStore, type StoreApi } from 'zustand/vanilla';
import type { TreeStage } from './stage.ts';

export type Dialog = 'open' | 'help';

export interface TreeUi {
  readonly dialog: Dialog | null;
  /** The canvas, while the screen is shown. */
  readonly stage: TreeStage | null;
}

export type TreeUiStore = StoreApi<TreeUi>;

export function createTreeUi(): TreeUiStore {
  return createStore<TreeUi>(() => ({ dialog: null, stage: null }));
}
