/** Colours that a canvas needs as values: a style sheet's own functions mean nothing to it. */
import { TONES, type Tone } from './cells.ts';

export interface Palette {
  readonly tones: Readonly<Record<Tone, string>>;
  readonly onSign: string;
  readonly ink: string;
  readonly soft: string;
  readonly line: string;
  readonly grid: string;
  readonly accent: string;
  readonly font: string;
}

/** What the style sheet says now for an element of the board. */
export function readPalette(element: HTMLElement): Palette {
  const probe = document.createElement('span');
  probe.style.display = 'none';
  element.append(probe);
  const style = getComputedStyle(probe);
  const colour = (name: string) => {
    probe.style.color = `var(--${name})`;
    return style.color;
  };
  const tones = Object.fromEntries(TONES.map((tone) => [tone, colour(`tone-${tone}`)]));
  const palette: Palette = {
    // One entry a tone: fromEntries cannot tell.
    tones: tones as Record<Tone, string>,
    onSign: colour('on-sign'),
    ink: colour('ink'),
    soft: colour('ink-soft'),
    line: colour('line-strong'),
    grid: colour('sunken'),
    accent: colour('accent'),
    font: style.fontFamily,
  };
  probe.remove();
  return palette;
}

/** Calls back whenever the theme may have changed; gives the way to stop. */
export function onThemeChange(changed: () => void): () => void {
  const observer = new MutationObserver(changed);
  observer.observe(document.documentElement, { attributes: true });
  const system = matchMedia('(prefers-color-scheme: dark)');
  system.addEventListener('change', changed);
  return () => {
    observer.disconnect();
    system.removeEventListener('change', changed);
  };
}
