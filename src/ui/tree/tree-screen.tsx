import './styles/index.ts';
import { useKeys } from '../shared/keys.ts';
import { ALL_ACTIONS } from './actions.ts';
import { Announcer } from './announcer.tsx';
import { HelpDialog } from './help-dialog.tsx';
import { MovesCard } from './moves-card.tsx';
import { NodeCard } from './node-card.tsx';
import { OpenDialog } from './open-dialog.tsx';
import { Outline } from './outline.tsx';
import { RunBar } from './run-bar.tsx';
import { StageCard } from './stage-card.tsx';
import { useTree, useTreeState } from './tree-context.ts';
import { TreeHead } from './tree-head.tsx';
import { ViewCard } from './view-card.tsx';

/** Look into a search: the tree beside what the selected node says. */
export function TreeScreen() {
  const context = useTree();
  // The record keeps its identity while it grows.
  useTreeState((state) => state.revision);
  useKeys(ALL_ACTIONS, (action) => {
    const ui = context.ui.getState();
    if (ui.dialog !== null || !action.enabled(context.inspector.state.getState(), ui)) return false;
    action.run(context);
    return true;
  });
  return (
    <main className="tree">
      <TreeHead />
      <div className="tree-main">
        <StageCard />
        <RunBar />
        <MovesCard />
      </div>
      <div className="tree-side">
        <NodeCard />
        <ViewCard />
        <Outline />
      </div>
      <OpenDialog />
      <HelpDialog />
      <Announcer />
    </main>
  );
}
