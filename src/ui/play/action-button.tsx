import { Button, type ButtonProps } from '@mantine/core';
import type { ReactNode } from 'react';
import { ariaKeys, keyWords } from '../shared/keys.ts';
import type { Action } from './actions.ts';
import { usePlay, usePlayState, usePlayUi, useUiState } from './play-context.ts';

interface ActionButtonProps extends ButtonProps {
  readonly action: Action;
  /** Instead of the action's title. */
  readonly children?: ReactNode;
}

/** A button for an action: its words, its shortcut as a tooltip, and whether it can be done now. */
export function ActionButton({ action, children, ...props }: ActionButtonProps) {
  const play = usePlay();
  const ui = usePlayUi();
  const now = useUiState((state) => state);
  const enabled = usePlayState((state) => action.enabled(state, now));
  const [key] = action.keys;
  return (
    <Button
      variant="default"
      size="compact-sm"
      title={key === undefined ? action.title : `${action.title} (${keyWords(key)})`}
      aria-label={typeof children === 'string' || children === undefined ? undefined : action.title}
      aria-keyshortcuts={ariaKeys(action)}
      // Not `disabled`: what has just been pressed would lose the focus.
      data-disabled={!enabled}
      aria-disabled={!enabled}
      onClick={() => enabled && action.run({ play, ui })}
      {...props}
    >
      {children ?? action.title}
    </Button>
  );
}
