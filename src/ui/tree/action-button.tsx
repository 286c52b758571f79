import { Button, type ButtonProps } from '@mantine/core';
import type { ReactNode } from 'react';
import { ariaKeys, keyWords } from '../shared/keys.ts';
import type { Action } from './actions.ts';
import { useTree, useTreeState, useTreeUi } from './tree-context.ts';

interface ActionButtonProps extends ButtonProps {
  readonly action: Action;
  /** Instead of the action's title. */
  readonly children?: ReactNode;
  readonly pressed?: boolean;
}

/** A button for an action: its words, its shortcut as a tooltip, and whether it can be done now. */
export function ActionButton({ action, children, pressed, ...props }: ActionButtonProps) {
  const context = useTree();
  const ui = useTreeUi((state) => state);
  const enabled = useTreeState((state) => action.enabled(state, ui));
  const [key] = action.keys;
  return (
    <Button
      variant="default"
      size="compact-sm"
      title={key === undefined ? action.title : `${action.title} (${keyWords(key)})`}
      aria-label={typeof children === 'string' || children === undefined ? undefined : action.title}
      aria-keyshortcuts={ariaKeys(action)}
      aria-pressed={pressed}
      // Not `disabled`: what has just been pressed would lose the focus.
      data-disabled={!enabled}
      aria-disabled={!enabled}
      onClick={() => enabled && action.run(context)}
      {...props}
    >
      {children ?? action.title}
    </Button>
  );
}
