import type { ButtonProps } from '@mantine/core';
import type { ReactNode } from 'react';
import { KeyedButton } from '../shared/keyed-button.tsx';
import type { TreeAction } from './actions.ts';
import { useTree, useTreeState, useTreeUi } from './tree-context.ts';

interface ActionButtonProps extends ButtonProps {
  readonly action: TreeAction;
  /** Instead of the action's title. */
  readonly children?: ReactNode;
  readonly pressed?: boolean;
}

/** A button for an action of the tree screen. */
export function ActionButton({ action, ...props }: ActionButtonProps) {
  const context = useTree();
  const ui = useTreeUi((state) => state);
  const enabled = useTreeState((state) => action.enabled(state, ui));
  const run = () => action.run(context);
  return <KeyedButton action={action} enabled={enabled} onRun={run} {...props} />;
}
