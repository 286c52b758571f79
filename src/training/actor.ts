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
import type { ActingReport, FoundLine, GameRecord } from './game-record.ts';
import { Recorder } from './recorder.ts';

interface Seat {
  readonly tree: SearchTree;
  readonly recorder: Recorder;
  basis: Basis;
  /** Simulations of the game that have been reported. */
  reported: number;
}

/** Plays many games at once with search, each in a basis of its own, and records them. */
export class Actor {
  readonly #config: RunConfig;
  readonly #rules: Rules;
  readonly #evaluator: Evaluator;
  readonly #random: Random;
  readonly #target: Tensor;
  readonly #wave: Wave;
  readonly #seats: readonly Seat[];
  readonly #line: Recorder;
  readonly #start: Int32Array;
  #moveLimit: number;

  constructor(config: RunConfig, rules: Rules, evaluator: Evaluator, random: Random) {
    this.#config = config;
    this.#rules = rules;
    this.#evaluator = evaluator;
    this.#random = random;
    this.#moveLimit = config.moveLimit;
    this.#target = matmul(config.size);
    this.#start = new Int32Array(rules.stateWords);
    const nodeCapacity = 2 * config.search.simulations + 64;
    const options = { ...config.search, nodeCapacity };
    this.#wave = new Wave(rules, options, config.acting.games, random.fork());
    const { labels } = config.learning;
    this.#line = new Recorder(rules, config.moveLimit, labels);
    this.#seats = this.#wave.trees.map((tree) => ({
      tree,
      recorder: new Recorder(rules, config.moveLimit, labels),
      basis: identityBasis(this.#target.shape),
      reported: 0,
    }));
    for (const seat of this.#seats) this.#begin(seat);
  }

  /** Games begun from now on end after so many moves; at most the config's limit. */
  limitMoves(moveLimit: number): void {
    this.#moveLimit = Math.min(moveLimit, this.#config.moveLimit);
  }

  /** Runs `waves` waves; games that end are handed over and followed by new ones. */
  async act(waves: number): Promise<ActingReport> {
    const games: GameRecord[] = [];
    const best: GameRecord[] = [];
    const lines: FoundLine[] = [];
    const began = performance.now();
    let evaluations = 0;
    let simulations = 0;
    for (let wave = 0; wave < waves; wave++) {
      evaluations += await this.#wave.runWave(this.#evaluator);
      for (const seat of this.#seats) {
        while (seat.tree.done) {
          if (!seat.tree.over) this.#move(seat);
          if (seat.tree.over) {
            simulations += newSimulations(seat);
            this.#finish(seat, games, best, lines);
            this.#begin(seat);
          }
        }
      }
    }
    for (const seat of this.#seats) simulations += newSimulations(seat);
    return {
      games,
      best,
      lines,
      simulations,
      evaluations,
      memoryBytes: this.#wave.memoryBytes(),
      seconds: (performance.now() - began) / 1000,
    };
  }

  #begin(seat: Seat): void {
    const { arithmetic, acting } = this.#config;
    const random = this.#random;
    seat.basis = identityBasis(this.#target.shape);
    if (acting.basisStyle !== 'canonical' && random.next() < acting.basisShare) {
      seat.basis = randomBasis(this.#target.shape, {
        arithmetic,
        style: acting.basisStyle,
        offDiagonal: acting.basisDensity,
        random,
      });
    }
    this.#rules.pack(changeBasis(this.#target, seat.basis, arithmetic), this.#start, 0);
    seat.tree.reset(this.#start, 0, this.#moveLimit);
    seat.recorder.clear();
    seat.reported = 0;
  }

  /** Plays the move that the finished search chose. */
  #move({ tree, recorder }: Seat): void {
    const policy = tree.policy();
    const edge = tree.chooseMove(policy);
    if (edge === NO_EDGE) return;
    recorder.add(tree.store.nodeState, tree.root, tree.movesLeft, policy);
    tree.advance(edge);
  }

  #finish(seat: Seat, games: GameRecord[], best: GameRecord[], lines: FoundLine[]): void {
    const { tree, recorder } = seat;
    const rest = this.#rules.rankBound(tree.store.nodeState, tree.root);
    games.push(recorder.record(rest));
    const solution = tree.bestSolution();
    if (solution === null) return;
    best.push(this.#recordLine(seat, solution));
    const line = this.#mapBack(seat, solution);
    if (line !== null) lines.push(line);
  }

  /** The solved line as positions whose only label is the next move. */
  #recordLine({ basis }: Seat, { moves, length }: Solution): GameRecord {
    const { stateWords } = this.#rules;
    const states = new Int32Array((length + 1) * stateWords);
    this.#rules.pack(changeBasis(this.#target, basis, this.#config.arithmetic), states, 0);
    this.#line.clear();
    for (let i = 0; i < length; i++) {
      this.#line.addMove(states, i, this.#moveLimit - i, moves, i);
      this.#rules.play(states, i, moves, i, states, i + 1);
    }
    return this.#line.record(0);
  }

  /** The line's terms in the canonical basis; null when a coefficient no longer fits. */
  #mapBack({ basis }: Seat, { moves, length }: Solution): FoundLine | null {
    const [a, b, c] = this.#target.shape;
    const factors = new Int8Array(length * (a + b + c));
    try {
      for (let i = 0; i < length; i++) {
        const term = mapTermBack(this.#rules.decode(moves, i), basis, this.#config.arithmetic);
        factors.set([...term.u, ...term.v, ...term.w], i * (a + b + c));
      }
    } catch (error) {
      if (error instanceof RangeError) return null;
      throw error;
    }
    return { rank: length, factors };
  }
}

/** Simulations of the seat's game since the last call. */
function newSimulations(seat: Seat): number {
  const { simulations } = seat.tree.stats;
  const count = simulations - seat.reported;
  seat.reported = simulations;
  return count;
}
