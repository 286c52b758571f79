import { formatSize } from '../tensor/size.ts';
import type { RunConfig } from '../training/config.ts';
import type { ProgressEvent, RunEvent } from '../training/events.ts';

/** Seconds between two lines of progress. */
const EVERY_SECONDS = 10;

/** Tells a run’s progress, a line at a time. */
export class Progress {
  readonly #config: RunConfig;
  readonly #say: (line: string) => void;
  readonly #firstAt = new Map<number, number>();
  /** Games since the last line, by rank; 0: not solved. */
  #ranks = new Map<number, number>();
  #shown = Number.NEGATIVE_INFINITY;

  constructor(config: RunConfig, say: (line: string) => void) {
    this.#config = config;
    this.#say = say;
    const { size, arithmetic, seed, targetRank, preset } = config;
    this.#say(
      `${formatSize(size)} ${arithmetic}, preset ${preset}, seed ${seed}, until rank ${targetRank ?? '—'}`,
    );
  }

  show(event: RunEvent): void {
    if (event.kind === 'backend') {
      const { adapter, replicas, parameters } = event;
      this.#say(
        `${adapter}; ${replicas} replicas of ${parameters.toLocaleString('en')} parameters`,
      );
    } else if (event.kind === 'games') {
      for (const rank of event.ranks) this.#count(rank, 1);
      this.#count(0, event.unsolved);
    } else if (event.kind === 'discovery') {
      const { rank } = event.algorithm;
      if (this.#firstAt.has(rank)) return;
      this.#firstAt.set(rank, event.seconds);
      this.#say(
        `rank ${rank} after ${time(event.seconds)} (step ${event.step}, ${event.games} games)`,
      );
    } else if (event.kind === 'progress' && event.seconds - this.#shown >= EVERY_SECONDS) {
      this.#shown = event.seconds;
      this.#line(event);
    }
  }

  finish(outcome: 'finished' | 'stopped'): void {
    const { targetRank } = this.#config;
    const reached = [...this.#firstAt]
      .sort(([a], [b]) => b - a)
      .map(([rank, seconds]) => `rank ${rank}: ${seconds.toFixed(1)} s`);
    const end =
      outcome === 'finished' ? `rank ${targetRank} reached` : 'stopped before the target rank';
    this.#say(`${end}; first found: ${reached.join(', ') || 'nothing'}`);
  }

  #line(event: ProgressEvent): void {
    const games = [...this.#ranks]
      .filter(([, count]) => count > 0)
      .sort(([a], [b]) => (a || 99) - (b || 99))
      .map(([rank, count]) => `${rank === 0 ? 'unsolved' : rank}×${count}`)
      .join(' ');
    this.#ranks = new Map();
    this.#say(
      [
        time(event.seconds).padStart(6),
        `step ${event.step}`,
        `loss ${event.policyLoss.toFixed(3)}/${event.valueLoss.toFixed(3)}`,
        `${event.samplesPerSecond.toFixed(0)} samples/s`,
        ...(event.stepsToActing > 0
          ? [`${event.stepsToActing} steps to the first game`]
          : [
              `${event.evaluationsPerSecond.toFixed(0)} evaluations/s`,
              `best ${event.bestRank ?? '—'}`,
              `games ${games || '—'}`,
            ]),
      ].join('  '),
    );
  }

  #count(rank: number, by: number): void {
    this.#ranks.set(rank, (this.#ranks.get(rank) ?? 0) + by);
  }
}

function time(seconds: number): string {
  const whole = Math.round(seconds);
  return `${Math.floor(whole / 60)}:${String(whole % 60).padStart(2, '0')}`;
}
