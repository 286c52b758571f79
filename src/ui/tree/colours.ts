/** The tree's colours as the style sheet has them now, for what is painted on a canvas. */
const NAMES = [
  'surface',
  'sunken',
  'line',
  'line-strong',
  'ink',
  'ink-soft',
  'accent',
  'accent-soft',
  'plus',
  'minus',
  'on-sign',
  'caution',
  'rank-far',
  'rank-good',
] as const;

export type ColourName = (typeof NAMES)[number];
export type Colours = Readonly<Record<ColourName, string>> & {
  /** From far to good. */
  readonly values: readonly string[];
};

/** Colours that a value is shown in: more could not be told apart. */
const STEPS = 7;

/** Reads `--NAME` of each; `probe` is an element on the page that nobody sees. */
export function readColours(probe: HTMLElement): Colours {
  const style = getComputedStyle(probe);
  const resolved = (value: string) => {
    // Only the colour of an element comes resolved: a custom property would say light-dark(…).
    probe.style.color = value;
    return style.color;
  };
  const named = Object.fromEntries(NAMES.map((name) => [name, resolved(`var(--${name})`)]));
  const values = Array.from({ length: STEPS }, (_, step) =>
    resolved(
      `color-mix(in oklab, var(--rank-good) ${(100 * step) / (STEPS - 1)}%, var(--rank-far))`,
    ),
  );
  return { ...(named as Record<ColourName, string>), values };
}

/** The colour of a goodness from 0 to 1. */
export function valueColour({ values }: Colours, goodness: number): string {
  return values[Math.max(0, Math.min(STEPS - 1, Math.round(goodness * (STEPS - 1))))]!;
}
