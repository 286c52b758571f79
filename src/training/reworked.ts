/** What games that rework an algorithm of the run's own (rework.ts) came to. */
export interface Reworked {
  readonly ended: number;
  /** Of these, those that found as few terms as were taken out, or fewer. */
  readonly solved: number;
  /** Terms that they found and that had not been taken out. */
  readonly renewed: number;
}

export const NOTHING_REWORKED: Reworked = { ended: 0, solved: 0, renewed: 0 };

/** Both together; what a record of an older version does not tell counts as none. */
export function reworkedOfBoth(
  first: Partial<Reworked> = {},
  second: Partial<Reworked> = {},
): Reworked {
  const sum = (key: keyof Reworked) => (first[key] ?? 0) + (second[key] ?? 0);
  return { ended: sum('ended'), solved: sum('solved'), renewed: sum('renewed') };
}
