import { Button, type ButtonProps } from '@mantine/core';
import type { ReactNode } from 'react';
import { ariaKeys, type Keyed, keyWords } from './keys.ts';

interface KeyedButtonProps extends ButtonProps {
  readonly action: Keyed & { readonly title: string };
  readonly enabled: boolean;
  readonly onRun: () => void;
  readonly pressed?: boolean | undefined;
  /** Instead of the action's title. */
  readonly children?: ReactNode;
}

/** A button for an action: its words, its shortcut as a tooltip, and whether it can be done now. */
export function KeyedButton(props: KeyedButtonProps) {
  const { action, enabled, onRun, pressed, children, ...others } = props;
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
      onClick={() => enabled && onRun()}
      {...others}
    >
      {children ?? action.title}
    </Button>
  );
}
