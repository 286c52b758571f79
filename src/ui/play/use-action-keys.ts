import { type HotkeyItem, useHotkeys } from '@mantine/hooks';
import { usePreferences } from '../shared/preferences.ts';
import { type Action, type ActionContext, ALL_ACTIONS, isLetterKey } from './actions.ts';

/**
 * The keys of all actions. They are silent in text fields, in the editors (which stop the keys that
 * they use themselves) and while a dialog is open.
 */
export function useActionKeys(context: ActionContext): void {
  const { letterKeys } = usePreferences();
  const hotkeys = ALL_ACTIONS.flatMap((action) =>
    action.keys
      .filter((key) => letterKeys || !isLetterKey(key))
      .map((key): HotkeyItem => [key, handler(action, context), { preventDefault: false }]),
  );
  useHotkeys(hotkeys);
}

function handler(action: Action, context: ActionContext): (event: KeyboardEvent) => void {
  return (event) => {
    const inDialog = event.target instanceof Element && event.target.closest('[role="dialog"]');
    if (event.defaultPrevented || inDialog) return;
    const ui = context.ui.getState();
    if (ui.dialog !== null || !action.enabled(context.play.state.getState(), ui)) return;
    event.preventDefault();
    action.run(context);
  };
}
