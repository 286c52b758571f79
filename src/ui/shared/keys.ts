/** Keys of actions: how they are named, and who listens. */
import { type HotkeyItem, useHotkeys } from '@mantine/hooks';
import { usePreferences } from './preferences.ts';

/** As Mantine writes hotkeys: 'mod+Z' is Ctrl or ⌘ with Z. */
export interface Keyed {
  readonly keys: readonly string[];
}

const KEY_WORDS: Readonly<Record<string, string>> = {
  ArrowLeft: '←',
  ArrowRight: '→',
  ArrowUp: '↑',
  ArrowDown: '↓',
  mod: 'Ctrl',
  shift: 'Shift',
  Escape: 'Esc',
};

/** 'Ctrl+Shift+Z' for 'mod+shift+Z' */
export function keyWords(key: string): string {
  if (key === 'shift+?') return '?';
  return key
    .split('+')
    .map((part) => KEY_WORDS[part] ?? part)
    .join('+');
}

/** 'Control+Z' for 'mod+Z', as `aria-keyshortcuts` wants it; undefined without keys. */
export function ariaKeys({ keys }: Keyed): string | undefined {
  const all = keys.map((key) => key.replace('mod', 'Control').replace('shift', 'Shift'));
  return all.join(' ') || undefined;
}

/** True for a shortcut without Ctrl or ⌘ that types a character: these can be switched off. */
export function isLetterKey(key: string): boolean {
  return key.replace('shift+', '').length === 1;
}

/** The keys of an action that work now, in words, each once. */
export function shownKeys({ keys }: Keyed, letterKeys: boolean): string[] {
  return [...new Set(keys.filter((key) => letterKeys || !isLetterKey(key)).map(keyWords))];
}

/**
 * The keys of all actions of a screen. They are silent in text fields, in dialogs, and where an
 * element has used them itself.
 * @param act does it, if it can be done now; true when it did
 */
export function useKeys<A extends Keyed>(actions: readonly A[], act: (action: A) => boolean): void {
  const { letterKeys } = usePreferences();
  const hotkeys = actions.flatMap((action) =>
    action.keys
      .filter((key) => letterKeys || !isLetterKey(key))
      .map((key): HotkeyItem => [key, handler(action, act), { preventDefault: false }]),
  );
  useHotkeys(hotkeys);
}

function handler<A>(action: A, act: (action: A) => boolean): (event: KeyboardEvent) => void {
  return (event) => {
    const inDialog = event.target instanceof Element && event.target.closest('[role="dialog"]');
    if (event.defaultPrevented || inDialog) return;
    if (act(action)) event.preventDefault();
  };
}
