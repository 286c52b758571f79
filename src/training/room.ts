import type { Rules } from '../game/rules.ts';
import type { Random } from '../tensor/random.ts';
import { matmul } from '../tensor/target.ts';
import type { Tensor } from '../tensor/tensor.ts';
import type { RunConfig } from './config.ts';
import type { FoundLine, GameRecord } from './game-record.ts';
import { longestGame, rulesOfTargets } from './game-rules.ts';
import { Recorder } from './recorder.ts';
import { SolvedShare } from './rework.ts';

/** What the next games of an actor are begun with. */
export interface Outlook {
  /** After how many moves games end, for each target; at most the config's limits. */
  readonly moveLimits: readonly number[];
  /** The run's own algorithms that games may rework; null: the same as before. */
  readonly algorithms: readonly FoundLine[] | null;
}

/** Games that ended, and lines found in them. */
export interface Found extends Record<'games' | 'best' | 'swapped', GameRecord[]> {
  readonly lines: FoundLine[];
}

/** What all seats of an actor share. */
export class Room {
  readonly config: RunConfig;
  /** of each target */
  readonly rules: readonly Rules[];
  readonly targets: readonly Tensor[];
  readonly random: Random;
  /** For games that are written down after they have been played. */
  readonly recorder: Recorder;
  /** of each target */
  readonly moveLimits: number[];
  /** of each target */
  algorithms: readonly (readonly FoundLine[])[];
  /** How games that reworked an algorithm went, of each target. */
  readonly reworked: readonly SolvedShare[];

  constructor(config: RunConfig, random: Random) {
    this.config = config;
    this.rules = rulesOfTargets(config);
    this.targets = config.targets.map(({ size }) => matmul(size));
    this.random = random;
    this.recorder = this.newRecorder();
    this.moveLimits = config.targets.map(({ moveLimit }) => moveLimit);
    this.algorithms = config.targets.map(() => []);
    this.reworked = config.targets.map(() => new SolvedShare());
  }

  look({ moveLimits, algorithms }: Outlook): void {
    for (const [target, { moveLimit }] of this.config.targets.entries()) {
      this.moveLimits[target] = Math.min(moveLimits[target]!, moveLimit);
    }
    if (algorithms === null) return;
    this.algorithms = this.targets.map((_, target) =>
      algorithms.filter((line) => line.target === target),
    );
  }

  newRecorder(): Recorder {
    return new Recorder(this.rules[0]!, longestGame(this.config), this.config.learning.labels);
  }
}
