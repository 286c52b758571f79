/** KaTeX, fetched when the first formula is shown; until then, and without it, formulas are text. */
import type { KatexOptions } from 'katex';

type Render = (tex: string, element: HTMLElement) => void;

const OPTIONS: KatexOptions = { throwOnError: false, displayMode: false, strict: 'ignore' };

let loading: Promise<Render | null> | null = null;
let loaded: Render | null = null;

/** The function that sets TeX into an element; null when it cannot be loaded now. */
export function loadKatex(): Promise<Render | null> {
  loading ??= Promise.all([import('katex'), import('katex/dist/katex.min.css')])
    .then(([{ default: katex }]) => {
      loaded = (tex, element) => katex.render(tex, element, OPTIONS);
      return loaded;
    })
    .catch(() => {
      // Offline, say: the text is as good, and the next formula tries again.
      loading = null;
      return null;
    });
  return loading;
}

/** The same function where it is already there. */
export function katexNow(): Render | null {
  return loaded;
}
