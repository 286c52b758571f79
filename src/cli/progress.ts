import { formatSize, type Size } from '../tensor/size.ts';
import type { RunConfig } from '../training/config.ts';
import type { ProgressEvent, RunEvent } from '../training/events.ts';
import { NOTHING_REWORKED, reworkedOfBoth } from '../training/reworked.ts';

/** Seconds between two lines of progress. */
const EVERY_SECONDS = 10;

/** Tells a run’s progress, a line at a time. */
export class Progress {
  readonly #config: RunConfig;
  readonly #say: (line: string) => void;
  /** Seconds at which each rank was first found, by target and rank. */
  readonly #firstAt = new Map<string, number>();
  /** Games since the last line, by rank; 0: not solved. */
  #ranks = new Map<number, number>();
  #reworked = NOTHING_REWORKED;
  #shown = Number.NEGATIVE_INFINITY;

  constructor(config: RunConfig, say: (line: string) => void) {
    this.#config = config;
    this.#say = say;
    const { targets, arithmetic, seed, preset } = config;
    const sizes = targets.map(({ size }) => formatSize(size)).join(', ');
    const ranks = targets.map(({ targetRank }) => targetRank ?? '—').join(', ');
    this.#say(`${sizes} ${arithmetic}, preset ${preset}, seed ${seed}, until rank ${ranks}`);
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
      this.#reworked = reworkedOfBoth(this.#reworked, event.reworked);
    } else if (event.kind === 'discovery') {
      const { rank, size } = event.algorithm;
      const found = `${this.#of(size)}rank ${rank}`;
      if (this.#firstAt.has(found)) return;
      this.#firstAt.set(found, event.seconds);
      this.#say(`${found} after ${time(event.seconds)} (step ${event.step}, ${event.games} games)`);
    } else if (event.kind === 'speed') {
      this.#say(`${this.#of(event.size)}rank ${event.rank} timed: ${event.speed.toFixed(3)}×`);
    } else if (event.kind === 'lost') {
      const on = event.withoutGpu ? 'without it' : 'on a new device';
      this.#say(
        `the GPU was lost (${event.reason}); training goes on ${on}, less the last ${event.steps} steps`,
      );
    } else if (event.kind === 'unmeasured') {
      this.#say(`speed is not rewarded: ${event.reason}`);
    } else if (event.kind === 'progress' && event.seconds - this.#shown >= EVERY_SECONDS) {
      this.#shown = event.seconds;
      this.#line(event);
    }
  }

  finish(outcome: 'finished' | 'stopped'): void {
    const ranks = this.#config.targets.map(({ targetRank }) => targetRank ?? '—').join(', ');
    const reached = [...this.#firstAt].map(
      ([found, seconds]) => `${found}: ${seconds.toFixed(1)} s`,
    );
    const end = outcome === 'finished' ? `rank ${ranks} reached` : 'stopped before the target rank';
    this.#say(`${end}; first found: ${reached.join(', ') || 'nothing'}`);
  }

  /** Names the target where there are several. */
  #of(size: Size): string {
    return this.#config.targets.length > 1 ? `${formatSize(size)} ` : '';
  }

  #line(event: ProgressEvent): void {
    const games = [...this.#ranks]
      .filter(([, count]) => count > 0)
      .sort(([a], [b]) => (a || 99) - (b || 99))
      .map(([rank, count]) => `${rank === 0 ? 'unsolved' : rank}×${count}`)
      .join(' ');
    const { ended, solved, renewed } = this.#reworked;
    const reworked = ended > 0 ? `  reworked ${solved} of ${ended}, ${renewed} new terms` : '';
    this.#ranks = new Map();
    this.#reworked = NOTHING_REWORKED;
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
              `best ${event.bestRanks.map((rank) => rank ?? '—').join(', ')}`,
              `games ${games || '—'}${reworked}`,
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
