import { useEffect } from 'react';
import type { PlayState } from '../../session/play/play-state.ts';
import type { Play } from '../../session/play/play-store.ts';

/** Milliseconds from a change to the address bar: browsers refuse hundreds of changes at a time. */
const REPLACE_AFTER_MS = 250;

/**
 * Keeps the address in step with the game: moves replace it, another target or basis is a step of
 * the browser's history, and Back, Forward and pasted links open what they hold.
 */
export function useAddress(play: Play): void {
  useEffect(() => {
    let timer: ReturnType<typeof setTimeout> | undefined;
    let following = false;
    const replace = () => {
      timer = undefined;
      history.replaceState(null, '', play.link());
    };
    const open = (): string | undefined => {
      clearTimeout(timer);
      timer = undefined;
      if (!isOurs(location.hash)) return undefined;
      following = true;
      const result = play.openLink(location.hash);
      following = false;
      // A reload then opens the game that was kept.
      if (result === 'broken') history.replaceState(null, '', '#/play');
      return result;
    };
    const follow = () => {
      if (open() === 'none') replace();
    };
    const unsubscribe = play.state.subscribe((state, before) => {
      if (following || !isShared(state, before)) return;
      if (isAnother(state, before)) {
        clearTimeout(timer);
        timer = undefined;
        history.pushState(null, '', play.link());
      } else {
        timer ??= setTimeout(replace, REPLACE_AFTER_MS);
      }
    });
    open();
    addEventListener('hashchange', follow);
    addEventListener('popstate', follow);
    return () => {
      if (timer !== undefined) clearTimeout(timer);
      unsubscribe();
      removeEventListener('hashchange', follow);
      removeEventListener('popstate', follow);
    };
  }, [play]);
}

function isOurs(hash: string): boolean {
  return hash === '' || hash === '#' || /^#\/(play(\/|$)|$)/.test(hash);
}

/** True when something changed that a link holds. */
function isShared(state: PlayState, before: PlayState): boolean {
  return (
    isAnother(state, before) ||
    state.tree !== before.tree ||
    state.view !== before.view ||
    state.maxCoefficient !== before.maxCoefficient
  );
}

/** True when it is the game of another target, arithmetic or basis. */
function isAnother(state: PlayState, before: PlayState): boolean {
  return (
    state.target !== before.target ||
    state.arithmetic !== before.arithmetic ||
    state.basisSeed !== before.basisSeed
  );
}
