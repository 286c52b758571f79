import { Dialog } from '../shared/dialog.tsx';
import { KeyList } from '../shared/key-list.tsx';
import { usePreferences } from '../shared/preferences.ts';
import { ACTION_GROUPS, ALL_ACTIONS } from './actions.ts';
import { useTree, useTreeUi } from './tree-context.ts';

/** How a search goes, and every key, from the table that drives the buttons. */
export function HelpDialog() {
  const { ui } = useTree();
  const opened = useTreeUi(({ dialog }) => dialog === 'help');
  const { letterKeys } = usePreferences();
  return (
    <Dialog
      opened={opened}
      onClose={() => ui.setState({ dialog: null })}
      title="Help and keys"
      size="52rem"
    >
      <div className="tree-help">
        <p>
          A node is what is left of the target after some moves, an edge a move that was sampled.
          Every simulation goes down from the first node, each time to the move with the highest
          score: how good it has been (q̂), plus a bonus for moves that the evaluator proposes (P)
          and that have few visits. At the end a new node is evaluated, and its value is added to
          all that led to it. The game then plays by the visits.
        </p>
        <p>
          Drag to move the picture, turn the wheel to zoom, double-click a node to fold it.
          {!letterKeys && ' Shortcuts of a single letter are switched off in the settings.'}
        </p>
      </div>
      <KeyList groups={ACTION_GROUPS} actions={ALL_ACTIONS} />
    </Dialog>
  );
}
