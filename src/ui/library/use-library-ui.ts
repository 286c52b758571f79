import { useStore } from 'zustand';
import { useLibrary } from './library-context.ts';
import type { LibraryUiState } from './library-ui.ts';

/** What `select` takes from the screen's state, and how to change that state. */
export function useLibraryUi<T>(
  select: (state: LibraryUiState) => T,
): readonly [T, (change: Partial<LibraryUiState>) => void] {
  const { ui } = useLibrary();
  return [useStore(ui, select), ui.setState];
}
