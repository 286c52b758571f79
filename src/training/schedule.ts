/** How learning changes over the steps of a run. */
import type { LearningConfig, RunConfig } from './config.ts';

/** The learning rate of a step, counted from 0: a linear rise, then a staircase down. */
export function learningRateAt(
  { learningRate, warmupSteps, decaySteps, decay }: LearningConfig,
  step: number,
): number {
  const warmup = Math.min(1, (step + 1) / Math.max(1, warmupSteps));
  const stairs = decaySteps === 0 ? 0 : Math.floor(step / decaySteps);
  return learningRate * warmup * decay ** stairs;
}

/** Rows of a batch by where they come from. */
export interface BatchMix {
  readonly demonstrations: number;
  readonly played: number;
  readonly best: number;
}

/**
 * What a batch of `rows` is made of in a step (AlphaTensor, Methods: mostly demonstrations at first,
 * then a fixed mix). Where there are no games yet, demonstrations take their part; null: the mix has
 * no demonstrations, and there is nothing else.
 */
export function batchMix(
  { experience, learning }: RunConfig,
  step: number,
  rows: number,
  there: { readonly played: boolean; readonly best: boolean },
): BatchMix | null {
  const early = step < learning.stepsBeforeActing + experience.earlySteps;
  const playedShare = early ? experience.earlyPlayedShare : experience.playedShare;
  const bestShare = early ? 0 : experience.bestShare;
  let played = there.played ? Math.round(rows * playedShare) : 0;
  const best = there.best ? Math.min(Math.round(rows * bestShare), rows - played) : 0;
  // Shares that leave nothing for demonstrations mean none, whatever rounding or a lack says.
  if (playedShare + bestShare >= 1) {
    if (!there.played) return null;
    played = rows - best;
  }
  return { demonstrations: rows - played - best, played, best };
}
