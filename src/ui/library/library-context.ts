import { createContext, useContext } from 'react';
import { useStore } from 'zustand';
import type { LibraryView } from '../../session/library/entries-view.ts';
import type { Library } from '../../session/library/library.ts';
import type { Workshop, WorkshopView } from '../../session/library/workshop.ts';
import type { LibraryUi } from './library-ui.ts';

/** The library, and what the screen remembers while it is not shown. */
export interface LibraryPlace {
  readonly library: Library;
  readonly workshop: Workshop;
  readonly ui: LibraryUi;
}

export const LibraryContext = createContext<LibraryPlace | null>(null);

export function useLibrary(): LibraryPlace {
  const place = useContext(LibraryContext);
  if (place === null) throw new Error('There is no library around this component');
  return place;
}

/** What `select` takes from the library's view; renders again when that changes. */
export function useLibraryView<T>(select: (view: LibraryView) => T): T {
  return useStore(useLibrary().library.view, select);
}

/** The same of what is being done with algorithms. */
export function useWorkshopView<T>(select: (view: WorkshopView) => T): T {
  return useStore(useLibrary().workshop.view, select);
}
