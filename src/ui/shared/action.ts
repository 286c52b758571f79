/** What can be done on a screen: buttons, keys and the help are made from one table of actions. */
export interface Action<Group extends string, Context, State, Ui> {
  readonly id: string;
  readonly title: string;
  readonly group: Group;
  /** As Mantine writes hotkeys: 'mod+Z' is Ctrl or ⌘ with Z. The first one is shown on the button. */
  readonly keys: readonly string[];
  readonly run: (context: Context) => void;
  readonly enabled: (state: State, ui: Ui) => boolean;
}

export const always = () => true;

/** Goes to a control of the screen. */
export function focus(selector: string): () => void {
  return () => document.querySelector<HTMLElement>(selector)?.focus();
}
