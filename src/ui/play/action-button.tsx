import type { ButtonProps } from '@mantine/core';
import type { ReactNode } from 'react';
import { KeyedButton } from '../shared/keyed-button.tsx';
import type { PlayAction } from './actions.ts';
import { usePlay, usePlayState, usePlayUi, useUiState } from './play-context.ts';

interface ActionButtonProps extends ButtonProps {
  readonly action: PlayAction;
  /** Instead of the action's title. */
  readonly children?: ReactNode;
}

/** A button for an action of the play screen. */
export function ActionButton({ action, ...props }: ActionButtonProps) {
  const play = usePlay();
  const ui = usePlayUi();
  const now = useUiState((state) => state);
  const enabled = usePlayState((state) => action.enabled(state, now));
  const run = () => action.run({ play, ui });
  return <KeyedButton action={action} enabled={enabled} onRun={run} {...props} />;
}
