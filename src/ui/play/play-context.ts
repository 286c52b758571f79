import { createContext, useContext } from 'react';
import { useStore } from 'zustand';
import type { PlayState } from '../../session/play/play-state.ts';
import type { Play } from '../../session/play/play-store.ts';
import type { PlayUi, PlayUiStore } from './play-ui.ts';

/** The game that the screen shows: the visitor's own, or a lesson's. */
export const PlayContext = createContext<Play | null>(null);
export const PlayUiContext = createContext<PlayUiStore | null>(null);

export function usePlay(): Play {
  const play = useContext(PlayContext);
  if (play === null) throw new Error('There is no game around this component');
  return play;
}

/** What `select` takes from the game's state; renders again when that changes. */
export function usePlayState<T>(select: (state: PlayState) => T): T {
  return useStore(usePlay().state, select);
}

export function usePlayUi(): PlayUiStore {
  const ui = useContext(PlayUiContext);
  if (ui === null) throw new Error('There is no play screen around this component');
  return ui;
}

export function useUiState<T>(select: (ui: PlayUi) => T): T {
  return useStore(usePlayUi(), select);
}
