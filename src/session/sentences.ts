/** Failures in words: what happened, one sentence with its full stop. */
import type { LostEvent } from '../training/events.ts';

export function sentence(error: unknown): string {
  const text = error instanceof Error ? error.message : String(error);
  const trimmed = text.trim().replace(/^Error: /, '');
  if (trimmed === '') return 'Something failed without saying why.';
  const capital = trimmed[0]!.toUpperCase() + trimmed.slice(1);
  return /[.!?…]$/.test(capital) ? capital : `${capital}.`;
}

/** Why something could not be kept, and what that means for the user. */
export function storageSentence(error: unknown): string {
  const name = error instanceof Error || error instanceof DOMException ? error.name : '';
  if (name === 'QuotaExceededError') {
    return 'The browser has no room left for a checkpoint: training goes on and the last checkpoint is kept, but free some disk space, or a reload goes back to that one.';
  }
  return `The run could not be saved (${sentence(error).replace(/\.$/, '')}): training goes on, but download what you want to keep before you close the page.`;
}

export const NO_STORAGE =
  'This browser does not let the page keep data: everything works, but a reload loses the run, so download what you want to keep.';

export const SLOW_BACKEND =
  'WebAssembly did not load, so the network runs in plain JavaScript, many times slower: reload the page to try again.';

/** What became of a run whose GPU was lost. */
export function lostGpu({ reason, steps, withoutGpu }: LostEvent): string {
  const on = withoutGpu
    ? 'it was lost too often, so training goes on without it, many times slower'
    : 'training goes on on a new device, or without one where there is none';
  const last = steps === 1 ? 'the last step' : `the last ${steps} steps`;
  const lost =
    steps === 0
      ? 'nothing that was learnt is lost'
      : `${last} of learning ${steps === 1 ? 'is' : 'are'} lost`;
  return `The GPU was lost (${reason}): ${on}. The games under way begin anew, ${lost}, and all that was found is kept.`;
}
