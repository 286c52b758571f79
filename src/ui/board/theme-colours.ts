/** The board's colours as the style sheet has them now, for what is painted on a canvas. */
import { CHANGES, TONES } from './cells.ts';

const NAMES = [
  ...TONES,
  ...TONES.map((tone) => `on-${tone}` as const),
  ...CHANGES,
  'hint',
  'surface',
  'slice',
  'line',
  'line-strong',
  'ink',
  'ink-soft',
  'mode-a',
  'mode-b',
  'mode-c',
] as const;

export type ColourName = (typeof NAMES)[number];
export type Colours = Readonly<Record<ColourName, string>>;

/** Reads `--board-NAME` of each; `probe` is an element inside the board that nobody sees. */
export function readColours(probe: HTMLElement): Colours {
  const style = getComputedStyle(probe);
  const entries = NAMES.map((name) => {
    // Only the colour of an element comes resolved: a custom property would say light-dark(…).
    probe.style.color = `var(--board-${name})`;
    return [name, style.color];
  });
  return Object.fromEntries(entries) as Colours;
}

/** Calls back whenever the theme changes; returns how to stop. */
export function onThemeChange(changed: () => void): () => void {
  const observer = new MutationObserver(changed);
  observer.observe(document.documentElement, {
    attributes: true,
    attributeFilter: ['data-mantine-color-scheme', 'style', 'class'],
  });
  const system = matchMedia('(prefers-color-scheme: dark)');
  system.addEventListener('change', changed);
  return () => {
    observer.disconnect();
    system.removeEventListener('change', changed);
  };
}
