import type { RunView } from '../../session/run-view.ts';
import { formatCount, formatEstimate } from '../shared/format.ts';

export interface StatusWords {
  /** One or two words that stay the same for a while. */
  readonly title: string;
  /** What happens now or next, in a sentence. */
  readonly detail: string;
}

/** What the run is doing, for people. */
export function statusWords(view: RunView): StatusWords {
  const { status, saved } = view;
  const savedAt = saved === null ? '' : ` Saved at step ${formatCount(saved.step)}.`;
  switch (status) {
    case 'idle':
      return { title: 'Ready', detail: 'Nothing is running.' };
    case 'starting':
      return {
        title: 'Starting',
        detail: 'Loading TensorFlow.js and building the network. This takes a few seconds.',
      };
    case 'running':
      return runningWords(view);
    case 'pausing':
      return { title: 'Pausing', detail: 'The round under way comes to its end first.' };
    case 'paused':
      return { title: 'Paused', detail: `Resume goes on from here.${savedAt}` };
    case 'stopping':
      return { title: 'Stopping', detail: 'The round under way comes to its end first.' };
    case 'stopped':
      return { title: 'Stopped', detail: `Resume goes on from the last checkpoint.${savedAt}` };
    case 'finished':
      return {
        title: 'Target reached',
        detail: `${reachedWords(view)} Keep going to look for others.`,
      };
    case 'failed':
      return { title: 'Interrupted', detail: 'The algorithms found so far are safe.' };
  }
}

function reachedWords({ run }: RunView): string {
  const targets = run?.config.targets ?? [];
  if (targets.length > 1) return `The ranks to reach of all ${targets.length} targets were found.`;
  return `An algorithm of rank ${targets[0]?.targetRank ?? ''} was found: the best rank known.`;
}

function runningWords({ phase, progress }: RunView): StatusWords {
  if (phase === null || phase === 'preparing') {
    return { title: 'Preparing', detail: 'The first step compiles what the others use.' };
  }
  const eta = secondsToActing(progress);
  if (eta === null) {
    return { title: 'Learning', detail: 'First, from demonstrations: sums of random terms.' };
  }
  if (eta > 0) {
    return {
      title: 'Learning',
      detail: `From demonstrations, sums of random terms. First games in ${formatEstimate(eta)}.`,
    };
  }
  return {
    title: 'Learning and playing',
    detail:
      phase === 'acting'
        ? 'The agent is playing a round of games.'
        : 'The network is learning from games and demonstrations.',
  };
}

/** Seconds until the first games, 0 when they are played; null while nothing is known. */
export function secondsToActing(progress: RunView['progress']): number | null {
  if (progress === null || progress.step === 0) return null;
  return (progress.stepsToActing * progress.seconds) / progress.step;
}
