/** `npm run discover -- --solver flips` */
import { formatSize } from '../../tensor/size.ts';
import type { Output } from '../output.ts';
import { type FlipsRun, runFlips } from './run-flips.ts';

export interface FlipsArguments extends FlipsRun {
  readonly out: string | null;
  readonly log: string | null;
}

/** Seconds between two lines of progress. */
const EVERY_SECONDS = 10;

/** True when the target rank was reached. @throws Error with one sentence */
export async function discoverFlips(
  given: FlipsArguments,
  output: Output,
  { say, stopping }: { readonly say: (line: string) => void; readonly stopping: AbortSignal },
): Promise<boolean> {
  const { size, arithmetic, strategy, seed, targetRank } = given;
  say(
    `${formatSize(size)} ${arithmetic}, flips (${strategy}), seed ${seed}, until rank ${targetRank}`,
  );
  let shown = 0;
  try {
    const outcome = await runFlips(
      given,
      {
        onReady: say,
        onFound: (algorithm, seconds, flips) => {
          output.keep(algorithm);
          output.log({ kind: 'found', rank: algorithm.rank, seconds, flips, algorithm });
          say(`rank ${algorithm.rank} after ${seconds.toFixed(1)} s (${millions(flips)} flips)`);
        },
        onRound: (round, seconds) => {
          const { flips, ranks, bests, bestRank, pools } = round;
          output.log({ kind: 'round', seconds, flips, ranks, bests, bestRank, pools });
          if (seconds - shown < EVERY_SECONDS) return;
          shown = seconds;
          const kept = pools.map(([rank, count]) => `${rank}×${count}`).join(' ');
          say(
            `${seconds.toFixed(0).padStart(5)} s  best ${bestRank}  walks at ${ranks.join(' ')}  pool ${kept}  ${millions(flips / seconds)} flips/s`,
          );
        },
      },
      stopping,
    );
    say(
      outcome.reached
        ? `rank ${targetRank} reached after ${outcome.seconds.toFixed(1)} s`
        : `stopped before the target rank after ${outcome.seconds.toFixed(1)} s`,
    );
    return outcome.reached;
  } finally {
    output.finish();
  }
}

function millions(count: number): string {
  return `${(count / 1e6).toFixed(2)} M`;
}
