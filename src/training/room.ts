import type { Rules } from '../game/rules.ts';
import type { Random } from '../tensor/random.ts';
import { leastTerms } from '../tensor/rank.ts';
import { matmul } from '../tensor/target.ts';
import type { Tensor } from '../tensor/tensor.ts';
import { sumOfTerms, type Term } from '../tensor/term.ts';
import type { RunConfig } from './config.ts';
import { type GameKind, GameKinds } from './game-kinds.ts';
import type { FoundLine, GameRecord } from './game-record.ts';
import { longestGame, rulesOfTargets } from './game-rules.ts';
import { OwnAlgorithms } from './own-algorithms.ts';
import { Recorder } from './recorder.ts';
import {
  bitsOfTerm,
  dependentTerms,
  type TakenApart,
  takeApart,
  termsOfLine,
  withoutTerms,
} from './rework.ts';
import { TargetDraw } from './target-draw.ts';

/** What the next games of an actor are begun with. */
export interface Outlook {
  /** After how many moves games end, for each target; at most the config's limits. */
  readonly moveLimits: readonly number[];
  /** Whether each target has come to the rank that it is to reach. */
  readonly reached: readonly boolean[];
  /** The run's own algorithms that games may rework; null: the same as before. */
  readonly algorithms: readonly FoundLine[] | null;
}

/** Games that ended, and lines found in them. */
export interface Found extends Record<'games' | 'best' | 'swapped', GameRecord[]> {
  readonly lines: FoundLine[];
}

/** Places of an algorithm that are looked at, at most, for one to rework. */
const PLACES = 32;

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
  readonly draw: TargetDraw;
  /** of each target */
  readonly kinds: readonly GameKinds[];
  /** The run's own algorithms, and what these games have made of them. */
  #own: OwnAlgorithms;

  constructor(config: RunConfig, random: Random) {
    this.config = config;
    this.rules = rulesOfTargets(config);
    this.targets = config.targets.map(({ size }) => matmul(size));
    this.random = random;
    this.recorder = this.newRecorder();
    this.moveLimits = config.targets.map(({ moveLimit }) => moveLimit);
    this.draw = new TargetDraw(config.targets.length, config.acting.reachedWeight);
    this.kinds = config.targets.map(() => new GameKinds());
    this.#own = new OwnAlgorithms(config.acting.reworkKept);
  }

  look({ moveLimits, reached, algorithms }: Outlook): void {
    this.draw.look(reached);
    for (const [target, { moveLimit }] of this.config.targets.entries()) {
      this.moveLimits[target] = Math.min(moveLimits[target]!, moveLimit);
    }
    if (algorithms === null) return;
    this.#own = new OwnAlgorithms(this.config.acting.reworkKept);
    for (const line of algorithms) this.#own.add(line);
  }

  /** Whether there is an algorithm of the target to rework, and the run does that. */
  reworks(target: number): boolean {
    return this.config.acting.reworkShare > 0 && this.#own.of(target).length > 0;
  }

  /** What the next game of a target is. */
  drawKind(target: number): GameKind {
    if (!this.reworks(target)) return 'whole';
    return this.kinds[target]!.draw(this.config.acting.reworkShare, this.random);
  }

  /** The next games may rework it. */
  found(line: FoundLine): void {
    this.#own.add(line);
  }

  /**
   * The terms that stay where others are found for some: of the latest algorithm that has these. Games
   * that rework other parts have changed it since this one began, and what it finds is as good there.
   */
  keptNow(target: number, { kept, out }: TakenApart): readonly Term[] {
    return this.#own.latestWithout(target, out, this.targets[target]!.shape) ?? kept;
  }

  /** The terms of a shortest algorithm of the run's own: there has to be one. */
  ownTerms(target: number, random: Random): Term[] {
    return this.#anyOf(target, this.#own.of(target), random);
  }

  /** Whether the line is as short as the shortest that games may rework. */
  isShortest({ target, rank }: FoundLine): boolean {
    return rank <= (this.#own.of(target)[0]?.rank ?? rank);
  }

  #anyOf(target: number, own: readonly FoundLine[], random: Random): Term[] {
    return termsOfLine(own[random.below(own.length)]!, this.targets[target]!.shape);
  }

  /** What a game reworks; null where no place is found that may have another sum of so many terms. */
  takenApart(target: number, kind: 'exchange' | 'fewer', random: Random): TakenApart | null {
    const { reworkBehind } = this.config.acting;
    const behind = reworkBehind > 0 ? this.#own.behind(target) : [];
    const isBehind = behind.length > 0 && random.next() < reworkBehind;
    const terms = this.#anyOf(target, isBehind ? behind : this.#own.of(target), random);
    const bits = terms.map(bitsOfTerm);
    const chances = this.kinds[target]!.chances(kind, terms.length);
    /** What is exchanged where the draws go on for long. */
    let best: TakenApart | null = null;
    const dependent = kind === 'fewer' ? dependentTerms(bits) : [];
    for (let i = 0; i < PLACES; i++) {
      const place =
        i === 0 && dependent.length > 0
          ? withoutTerms(terms, dependent[random.below(dependent.length)]!)
          : takeApart(terms, random, bits);
      const chance = chances[place.out.length]!;
      if (kind === 'exchange') {
        if (place.kept.length === 0) continue;
        if (best === null || chance > chances[best.out.length]!) best = place;
      }
      if (random.next() >= chance) continue;
      if (kind === 'exchange' || this.#isOpen(target, place.out)) return place;
    }
    return best;
  }

  /** Some terms of one of the shortest. */
  anyPlace(target: number, random: Random): TakenApart {
    return takeApart(this.ownTerms(target, random), random);
  }

  /** Whether fewer terms may have the same sum, for all that the ranks of its unfoldings tell. */
  #isOpen(target: number, terms: readonly Term[]): boolean {
    const { arithmetic } = this.config;
    const sum = sumOfTerms(this.targets[target]!.shape, terms, arithmetic);
    return leastTerms(sum, arithmetic) < terms.length;
  }

  newRecorder(): Recorder {
    return new Recorder(this.rules[0]!, longestGame(this.config), this.config.learning.labels);
  }
}
