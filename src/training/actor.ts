import type { Evaluator } from '../search/evaluator.ts';
import { Wave } from '../search/wave.ts';
import type { Random } from '../tensor/random.ts';
import type { RunConfig } from './config.ts';
import type { Block } from './demonstrations.ts';
import type { ActingReport } from './game-record.ts';
import type { GameWatch } from './game-watch.ts';
import { spansOf } from './rework.ts';
import { type Found, type Outlook, Room } from './room.ts';
import { Seat } from './seat.ts';
import type { TargetDraw } from './target-draw.ts';

/** Games under way that a report shows. */
const BOARDS = 6;

/** Games whose leaves are evaluated together. */
interface Group {
  readonly wave: Wave;
  readonly seats: readonly Seat[];
}

/** Plays many games at once with search and records them. */
export class Actor {
  /** Follows the first game, while somebody looks on. */
  watch: GameWatch | null = null;
  readonly #evaluator: Evaluator;
  readonly #room: Room;
  readonly #groups: readonly Group[];
  readonly #seats: readonly Seat[];

  /**
   * @param groups into how many groups the games are dealt: with two, one is searched while the
   *   leaves of the other are evaluated
   */
  constructor(config: RunConfig, evaluator: Evaluator, random: Random, groups = 1) {
    this.#evaluator = evaluator;
    this.#room = new Room(config, random);
    const options = { ...config.search, nodeCapacity: 2 * config.search.simulations + 64 };
    this.#groups = Array.from({ length: groups }, (_, group) => {
      const dealt = (of: number) => Math.floor((of * config.acting.games) / groups);
      const games = dealt(group + 1) - dealt(group);
      const rules = this.#room.rules[0]!;
      const wave = new Wave(rules, options, games, random.fork(), config.network.history);
      return { wave, seats: wave.trees.map((tree) => new Seat(this.#room, tree)) };
    });
    this.#seats = this.#groups.flatMap(({ seats }) => seats);
  }

  /** By which it is drawn of which target a game is. */
  get targetDraw(): TargetDraw {
    return this.#room.draw;
  }

  /** What games are begun with from now on. */
  look(outlook: Outlook): void {
    this.#room.look(outlook);
  }

  /**
   * Of each target, so many blocks, half of them like those that games exchange and half like any that could
   * be taken out, for demonstrations in corners:
   * none where there are no such, or games rework nothing, or in other bases.
   */
  blocks(count: number, random: Random): Block[][] {
    const { config, targets } = this.#room;
    if (config.demonstrations.corners === 0 || config.acting.reworkStyle !== 'compact') return [];
    return targets.map((_, target) =>
      Array.from({ length: this.#room.reworks(target) ? count : 0 }, (_, i) =>
        i % 2 === 0
          ? this.#room.takenApart(target, 'exchange', random)
          : this.#room.anyPlace(target, random),
      )
        .filter((taken) => taken !== null)
        .map(({ out }) => ({ sides: spansOf(out), terms: out.length })),
    );
  }

  /** Runs `waves` waves; games that end are handed over and followed by new ones. */
  async act(waves: number): Promise<Omit<ActingReport, 'networkSeconds' | 'watch'>> {
    const found: Found = { games: [], best: [], swapped: [], lines: [] };
    const began = performance.now();
    let evaluations = 0;
    let simulations = 0;
    const underWay = new Map<Group, Promise<number>>();
    const settle = async (group: Group) => {
      const wave = underWay.get(group);
      if (wave === undefined) return;
      evaluations += await wave;
      simulations += this.#playOn(group, found);
    };
    for (let wave = 0; wave < waves; wave++) {
      for (const group of this.#groups) {
        await settle(group);
        const next = group.wave.runWave(this.#evaluator);
        // Whoever awaits it is told of a failure, if another group's has not been told before.
        next.catch(() => {});
        underWay.set(group, next);
      }
    }
    for (const group of this.#groups) await settle(group);
    for (const seat of this.#seats) simulations += seat.newSimulations();
    return {
      ...found,
      simulations,
      evaluations,
      memoryBytes: this.#groups.reduce((sum, { wave }) => sum + wave.memoryBytes(), 0),
      seconds: (performance.now() - began) / 1000,
      boards: this.#seats.slice(0, BOARDS).map((seat) => seat.board()),
    };
  }

  /** Plays the moves whose search is done; gives the simulations of games that ended. */
  #playOn({ seats }: Group, found: Found): number {
    let simulations = 0;
    const watched = this.#seats[0]!;
    for (const seat of seats) {
      const watch = seat === watched ? this.watch : null;
      while (seat.tree.done || seat.over) {
        if (!seat.over) seat.move(watch);
        if (seat.over) {
          simulations += seat.newSimulations();
          watch?.over(seat.tree, seat.tree.solved);
          seat.finish(found);
          seat.begin();
        }
      }
    }
    if (seats[0] === watched) this.watch?.wave(watched.tree);
    return simulations;
  }
}
