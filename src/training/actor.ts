import type { Rules } from '../game/rules.ts';
import type { Evaluator } from '../search/evaluator.ts';
import type { Solution } from '../search/line.ts';
import { NO_EDGE } from '../search/store.ts';
import type { SearchTree } from '../search/tree.ts';
import { Wave } from '../search/wave.ts';
import {
  type Basis,
  changeBasis,
  identityBasis,
  mapTermBack,
  randomBasis,
} from '../tensor/basis.ts';
import type { Random } from '../tensor/random.ts';
import { matmul } from '../tensor/target.ts';
import type { Tensor } from '../tensor/tensor.ts';
import type { RunConfig } from './config.ts';
import type { ActingReport, FoundLine, GameRecord, LiveBoard } from './game-record.ts';
import { longestGame, rulesOfTargets } from './game-rules.ts';
import type { GameWatch } from './game-watch.ts';
import { Recorder } from './recorder.ts';

interface Seat {
  readonly tree: SearchTree;
  readonly recorder: Recorder;
  /** Index of the game's target. */
  target: number;
  moveLimit: number;
  basis: Basis;
  /** Simulations of the game that have been reported. */
  reported: number;
}

/** Games under way that a report shows. */
const BOARDS = 6;

/** Games whose leaves are evaluated together. */
interface Group {
  readonly wave: Wave;
  readonly seats: readonly Seat[];
}

/** Games that ended, and lines found in them. */
interface Found extends Record<'games' | 'best' | 'swapped', GameRecord[]> {
  readonly lines: FoundLine[];
}

/** Plays many games at once with search, each of a target and in a basis of its own, and records them. */
export class Actor {
  /** Follows the first game, while somebody looks on. */
  watch: GameWatch | null = null;
  readonly #config: RunConfig;
  /** of each target */
  readonly #rules: readonly Rules[];
  readonly #evaluator: Evaluator;
  readonly #random: Random;
  readonly #targets: readonly Tensor[];
  readonly #groups: readonly Group[];
  readonly #seats: readonly Seat[];
  readonly #line: Recorder;
  readonly #start: Int32Array;
  /** of each target */
  readonly #moveLimits: number[];

  /**
   * @param groups into how many groups the games are dealt: with two, one is searched while the
   *   leaves of the other are evaluated
   */
  constructor(config: RunConfig, evaluator: Evaluator, random: Random, groups = 1) {
    this.#config = config;
    this.#rules = rulesOfTargets(config);
    const rules = this.#rules[0]!;
    this.#evaluator = evaluator;
    this.#random = random;
    this.#moveLimits = config.targets.map(({ moveLimit }) => moveLimit);
    this.#targets = config.targets.map(({ size }) => matmul(size));
    this.#start = new Int32Array(rules.stateWords);
    const nodeCapacity = 2 * config.search.simulations + 64;
    const options = { ...config.search, nodeCapacity };
    const { history } = config.network;
    const { labels } = config.learning;
    const longest = longestGame(config);
    this.#line = new Recorder(rules, longest, labels);
    const seatOf = (tree: SearchTree): Seat => ({
      tree,
      recorder: new Recorder(rules, longest, labels),
      target: 0,
      moveLimit: 0,
      basis: identityBasis(this.#targets[0]!.shape),
      reported: 0,
    });
    this.#groups = Array.from({ length: groups }, (_, group) => {
      const dealt = (of: number) => Math.floor((of * config.acting.games) / groups);
      const games = dealt(group + 1) - dealt(group);
      const wave = new Wave(rules, options, games, random.fork(), history);
      return { wave, seats: wave.trees.map(seatOf) };
    });
    this.#seats = this.#groups.flatMap(({ seats }) => seats);
    for (const seat of this.#seats) this.#begin(seat);
  }

  /** Games begun from now on end after so many moves, for each target; at most the config's limits. */
  limitMoves(moveLimits: readonly number[]): void {
    for (const [target, { moveLimit }] of this.#config.targets.entries()) {
      this.#moveLimits[target] = Math.min(moveLimits[target]!, moveLimit);
    }
  }

  /** Runs `waves` waves; games that end are handed over and followed by new ones. */
  async act(waves: number): Promise<Omit<ActingReport, 'networkSeconds' | 'watch'>> {
    const games: GameRecord[] = [];
    const best: GameRecord[] = [];
    const swapped: GameRecord[] = [];
    const lines: FoundLine[] = [];
    const began = performance.now();
    let evaluations = 0;
    let simulations = 0;
    const underWay = new Map<Group, Promise<number>>();
    const settle = async (group: Group) => {
      const wave = underWay.get(group);
      if (wave === undefined) return;
      evaluations += await wave;
      simulations += this.#playOn(group, { games, best, swapped, lines });
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
    for (const seat of this.#seats) simulations += newSimulations(seat);
    return {
      games,
      best,
      swapped,
      lines,
      simulations,
      evaluations,
      memoryBytes: this.#groups.reduce((sum, { wave }) => sum + wave.memoryBytes(), 0),
      seconds: (performance.now() - began) / 1000,
      boards: this.#seats.slice(0, BOARDS).map((seat) => this.#board(seat)),
    };
  }

  /** Plays the moves whose search is done; gives the simulations of games that ended. */
  #playOn({ seats }: Group, found: Found): number {
    let simulations = 0;
    const watched = this.#seats[0]!;
    for (const seat of seats) {
      while (seat.tree.done) {
        if (!seat.tree.over) this.#move(seat);
        if (seat.tree.over) {
          simulations += newSimulations(seat);
          if (seat === watched) this.watch?.over(seat.tree, this.#isZero(seat));
          this.#finish(seat, found);
          this.#begin(seat);
        }
      }
    }
    if (seats[0] === watched) this.watch?.wave(watched.tree);
    return simulations;
  }

  #begin(seat: Seat): void {
    const { arithmetic, acting } = this.#config;
    const random = this.#random;
    seat.target = this.#targets.length > 1 ? random.below(this.#targets.length) : 0;
    const target = this.#targets[seat.target]!;
    const rules = this.#rules[seat.target]!;
    seat.basis = identityBasis(target.shape);
    if (acting.basisStyle !== 'canonical' && random.next() < acting.basisShare) {
      seat.basis = randomBasis(target.shape, {
        arithmetic,
        style: acting.basisStyle,
        offDiagonal: acting.basisDensity,
        random,
      });
    }
    rules.pack(changeBasis(target, seat.basis, arithmetic), this.#start, 0);
    seat.moveLimit = this.#moveLimits[seat.target]!;
    seat.tree.reset(this.#start, 0, seat.moveLimit, seat.target, rules);
    seat.recorder.clear();
    seat.reported = 0;
  }

  /** Plays the move that the finished search chose. */
  #move(seat: Seat): void {
    const { tree, recorder } = seat;
    const policy = tree.policy();
    const edge = tree.chooseMove(policy);
    if (edge === NO_EDGE) return;
    recorder.add(tree.store.nodeState, tree.root, tree.movesLeft, policy, edge);
    if (this.watch !== null && seat === this.#seats[0]) this.watch.advance(tree, edge);
    else tree.advance(edge);
  }

  #isZero({ tree, target }: Seat): boolean {
    return this.#rules[target]!.isZero(tree.store.nodeState, tree.root);
  }

  #finish(seat: Seat, { games, best, swapped, lines }: Found): void {
    const { tree, recorder, target } = seat;
    const rest = this.#rules[target]!.rankBound(tree.store.nodeState, tree.root);
    const game = this.#withLine(seat, recorder.record(rest, target));
    games.push(game);
    const { swaps } = this.#config.acting;
    if (swaps > 0 && game.positions > 1 && this.#random.next() < swaps) {
      swapped.push(this.#swapped(seat, game, rest));
    }
    const solution = tree.bestSolution();
    if (solution === null) return;
    best.push(this.#withLine(seat, this.#recordLine(seat, solution)));
    const line = this.#mapBack(seat, solution);
    if (line !== null) lines.push(line);
  }

  /** A solved game with its terms, where somebody benchmarks them. */
  #withLine(seat: Seat, game: GameRecord): GameRecord {
    if (this.#config.acting.benchmarkWeight === 0 || game.rank === 0) return game;
    const line = this.#mapBack(seat, { moves: game.played, length: game.rank });
    return line === null ? game : { ...game, line };
  }

  /** The solved line as positions whose only label is the next move. */
  #recordLine(seat: Seat, { moves, length }: Solution): GameRecord {
    return this.#replayed(seat, moves, length, 0);
  }

  /** The game with a random move and its last in each other's place (AlphaTensor, Methods). */
  #swapped(seat: Seat, { played, positions }: GameRecord, rest: number): GameRecord {
    const { tokens } = this.#rules[seat.target]!.coding;
    const moves = played.slice();
    const last = (positions - 1) * tokens;
    const other = this.#random.below(positions - 1) * tokens;
    moves.copyWithin(other, last, last + tokens);
    moves.set(played.subarray(other, other + tokens), last);
    return this.#replayed(seat, moves, positions, rest);
  }

  /** The positions of a game of these moves, each with its move as the only label. */
  #replayed(
    { basis, target, moveLimit }: Seat,
    moves: Uint16Array,
    length: number,
    rest: number,
  ): GameRecord {
    const rules = this.#rules[target]!;
    const states = new Int32Array((length + 1) * rules.stateWords);
    rules.pack(changeBasis(this.#targets[target]!, basis, this.#config.arithmetic), states, 0);
    this.#line.clear();
    for (let i = 0; i < length; i++) {
      this.#line.addMove(states, i, moveLimit - i, moves, i);
      rules.play(states, i, moves, i, states, i + 1);
    }
    return this.#line.record(rest, target);
  }

  #board({ tree, target }: Seat): LiveBoard {
    const rules = this.#rules[target]!;
    return {
      target,
      movesPlayed: tree.movesPlayed,
      movesLeft: tree.movesLeft,
      residual: Int8Array.from(rules.unpack(tree.store.nodeState, tree.root).data),
      rankBound: rules.rankBound(tree.store.nodeState, tree.root),
    };
  }

  /** The line's terms in the canonical basis; null when a coefficient no longer fits. */
  #mapBack({ basis, target }: Seat, { moves, length }: Solution): FoundLine | null {
    const rules = this.#rules[target]!;
    const [a, b, c] = this.#targets[target]!.shape;
    const factors = new Int8Array(length * (a + b + c));
    try {
      for (let i = 0; i < length; i++) {
        const term = mapTermBack(rules.decode(moves, i), basis, this.#config.arithmetic);
        factors.set([...term.u, ...term.v, ...term.w], i * (a + b + c));
      }
    } catch (error) {
      if (error instanceof RangeError) return null;
      throw error;
    }
    return { target, rank: length, factors };
  }
}

/** Simulations of the seat's game since the last call. */
function newSimulations(seat: Seat): number {
  const { simulations } = seat.tree.stats;
  const count = simulations - seat.reported;
  seat.reported = simulations;
  return count;
}
