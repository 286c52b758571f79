import { useEffect, useMemo } from 'react';
import { Inspector } from '../../session/tree/inspector.ts';
import { LiveFollow } from '../../session/tree/live-follow.ts';
import { addressPosition, firstPosition, usualEvaluator } from '../../session/tree/sources.ts';
import { spawnSearch } from '../../session/tree/tree-clients.ts';
import { motionIsReduced } from '../shared/preferences.ts';
import type { ActionContext } from './actions.ts';
import { TreeContext } from './tree-context.ts';
import { TreeScreen } from './tree-screen.tsx';
import { createTreeUi } from './tree-ui.ts';

// Made once, when the screen is first opened: the tree stays while another screen is shown.
const inspector = new Inspector({
  spawn: spawnSearch,
  stillness: motionIsReduced,
  wait: (milliseconds) => new Promise((resolve) => setTimeout(resolve, milliseconds)),
});
const ui = createTreeUi();
/** The address that was opened last: coming back to it finds the tree as it was left. */
let opened: string | null = null;

let live: LiveFollow | null = null;

/** Follows a game of the run on the training screen, which is not loaded before. */
async function follow(): Promise<void> {
  if (live === null) {
    const { session } = await import('../app/run-session.ts');
    live = new LiveFollow(inspector, session);
  }
  await live.start();
}

async function open(hash: string): Promise<void> {
  if (hash === '#/tree/live') {
    opened = hash;
    await follow();
    return;
  }
  if (hash === opened || (opened !== null && hash === '#/tree')) return;
  opened = hash;
  const asked = addressPosition(hash);
  if (asked !== null && 'error' in asked) {
    inspector.notify('error', asked.error);
    if (inspector.state.getState().record !== null) return;
  }
  const position = asked !== null && 'position' in asked ? asked.position : firstPosition();
  await inspector.open(position, await usualEvaluator(position));
}

/** The tree screen with its tree. */
export default function TreeRoot() {
  const context = useMemo<ActionContext>(
    () => ({ inspector, ui, follow: () => void follow() }),
    [],
  );
  useEffect(() => {
    const goTo = () => {
      if (/^#\/tree(\/|$)/.test(location.hash)) void open(location.hash);
    };
    goTo();
    addEventListener('hashchange', goTo);
    const hide = () => {
      if (document.visibilityState === 'hidden') live?.stop();
    };
    document.addEventListener('visibilitychange', hide);
    return () => {
      removeEventListener('hashchange', goTo);
      document.removeEventListener('visibilitychange', hide);
      live?.stop();
    };
  }, []);
  return (
    <TreeContext value={context}>
      <TreeScreen />
    </TreeContext>
  );
}
