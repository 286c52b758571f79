import { Kbd } from '@mantine/core';
import { Dialog } from '../shared/dialog.tsx';
import { KeyList } from '../shared/key-list.tsx';
import { usePreferences } from '../shared/preferences.ts';
import { ACTION_GROUPS, ALL_ACTIONS } from './actions.ts';
import { usePlayUi, useUiState } from './play-context.ts';

/** How the game goes, and every key, from the table that drives the buttons. */
export function HelpDialog() {
  const ui = usePlayUi();
  const open = useUiState(({ dialog }) => dialog === 'help');
  const { letterKeys } = usePreferences();
  return (
    <Dialog
      opened={open}
      onClose={() => ui.setState({ dialog: null })}
      title="Help and keys"
      size="52rem"
    >
      <div className="help-rules">
        <p>
          Take the target apart, in as few moves as you can. A move chooses entries of A (<i>u</i>),
          of B (<i>v</i>) and of C (<i>w</i>); where they meet, u·v·w is subtracted from the cell.
          When every cell is 0, your moves are an algorithm, one multiplication each, and it is
          checked exactly.
        </p>
        <p>
          In the editors: click or <Kbd>Space</Kbd> steps a coefficient, dragging paints it, digits
          and <Kbd>−</Kbd> set it, arrow keys move, <Kbd>Enter</Kbd> plays. Typed moves look like{' '}
          <code>(a11+a22)(b11+b22) -&gt; c11 c22</code> or{' '}
          <code>u=1,0,0,1 v=1,0,0,1 w=1,0,0,1</code>.
        </p>
        {!letterKeys && <p>Shortcuts of a single letter are switched off in the settings.</p>}
      </div>
      <KeyList groups={ACTION_GROUPS} actions={ALL_ACTIONS} />
    </Dialog>
  );
}
