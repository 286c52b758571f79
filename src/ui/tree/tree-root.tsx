import { useEffect, useMemo } from 'react';
import { Inspector } from '../../session/tree/inspector.ts';
import {
  addressPosition,
  evaluatorFor,
  firstPosition,
  savedAgent,
} from '../../session/tree/sources.ts';
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

async function open(hash: string): Promise<void> {
  if (hash === opened || (opened !== null && hash === '#/tree')) return;
  opened = hash;
  const asked = addressPosition(hash);
  if (asked !== null && 'error' in asked) {
    inspector.notify('error', asked.error);
    if (inspector.state.getState().record !== null) return;
  }
  const position = asked !== null && 'position' in asked ? asked.position : firstPosition();
  await inspector.open(position, evaluatorFor(position, await savedAgent()));
}

/** The tree screen with its tree. */
export default function TreeRoot() {
  const context = useMemo<ActionContext>(() => ({ inspector, ui }), []);
  useEffect(() => {
    const follow = () => {
      if (/^#\/tree(\/|$)/.test(location.hash)) void open(location.hash);
    };
    follow();
    addEventListener('hashchange', follow);
    return () => removeEventListener('hashchange', follow);
  }, []);
  return (
    <TreeContext value={context}>
      <TreeScreen />
    </TreeContext>
  );
}
