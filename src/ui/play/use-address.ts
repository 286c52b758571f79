import { useEffect } from 'react';
import { toHash } from '../../session/play/link.ts';
import type { PlayState } from '../../session/play/play-state.ts';
import type { Play } from '../../session/play/play-store.ts';
import { gameOf } from '../../session/play/play-transitions.ts';
import type { PlayUiStore } from './play-ui.ts';

/** Milliseconds from a change to the address bar: browsers refuse hundreds of changes at a time. */
const REPLACE_AFTER_MS = 250;

/** The address that another screen was opened from. The game may have gone on since it was written. */
const left = new WeakMap<Play, string>();

/**
 * Keeps the address in step with the game: moves replace it, another target or basis is a step of
 * the browser's history, and Back, Forward and pasted links open what they hold.
 */
export function useAddress(play: Play, ui: PlayUiStore): void {
  useEffect(() => {
    let timer: ReturnType<typeof setTimeout> | undefined;
    let following = false;
    let current = location.hash;
    const stop = () => {
      clearTimeout(timer);
      timer = undefined;
    };
    const replace = (hash = play.link()) => {
      stop();
      history.replaceState(null, '', hash);
      current = location.hash;
    };
    const open = (): string | undefined => {
      stop();
      if (!isOurs(location.hash)) return undefined;
      const isBack = location.hash === left.get(play);
      left.delete(play);
      if (isBack) {
        replace();
        return 'same';
      }
      following = true;
      const result = play.openLink(location.hash);
      following = false;
      current = location.hash;
      // A lesson would hide what was opened, or why it could not be.
      if (result === 'opened' || result === 'broken') ui.setState({ lesson: null });
      // A reload then opens the game that was kept.
      if (result === 'broken') replace('#/play');
      return result;
    };
    const follow = () => {
      if (open() === 'none') replace();
    };
    const unsubscribe = play.state.subscribe((state, before) => {
      if (following || !isShared(state, before)) return;
      if (isAnother(state, before)) {
        if (timer !== undefined) replace(toHash(gameOf(before)));
        history.pushState(null, '', play.link());
        current = location.hash;
      } else {
        timer ??= setTimeout(replace, REPLACE_AFTER_MS);
      }
    });
    open();
    addEventListener('hashchange', follow);
    addEventListener('popstate', follow);
    return () => {
      stop();
      left.set(play, current);
      unsubscribe();
      removeEventListener('hashchange', follow);
      removeEventListener('popstate', follow);
    };
  }, [play, ui]);
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
