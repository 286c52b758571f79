import { Library } from './library.ts';
import { indexedLibrary } from './library-storage.ts';
import { broadcastTabs } from './tabs.ts';

let made: Library | undefined;

/** The page's library, over this browser's database. Its view fills once open() was called. */
export function library(): Library {
  made ??= new Library({ storage: indexedLibrary(), tabs: broadcastTabs(), now: Date.now });
  return made;
}
