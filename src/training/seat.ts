import type { Rules } from '../game/rules.ts';
import type { Solution } from '../search/line.ts';
import { NO_EDGE } from '../search/store.ts';
import type { SearchTree } from '../search/tree.ts';
import type { FoundLine, GameRecord, LiveBoard } from './game-record.ts';
import { GameStart } from './game-start.ts';
import type { GameWatch } from './game-watch.ts';
import type { Recorder } from './recorder.ts';
import { newTerms, termsOfLine } from './rework.ts';
import type { Found, Room } from './room.ts';

const NO_POSITIONS = {
  positions: 0,
  states: new Int32Array(0),
  movesLeft: new Int32Array(0),
  returns: new Float32Array(0),
  moves: new Uint16Array(0),
  weights: new Float32Array(0),
  played: new Uint16Array(0),
};

/** One game after the other, each of a target and in a basis of its own. */
export class Seat {
  readonly tree: SearchTree;
  readonly #room: Room;
  readonly #recorder: Recorder;
  #start: GameStart;
  /** Simulations of the game that have been reported. */
  #reported = 0;

  constructor(room: Room, tree: SearchTree) {
    this.#room = room;
    this.tree = tree;
    this.#recorder = room.newRecorder();
    this.#start = this.begin();
  }

  /**
   * No move follows. Who reworks some terms of an algorithm is done with the first line that a
   * simulation finds: that makes as many games as can be had for the search. Those of the whole
   * target go on, for a shorter one.
   */
  get over(): boolean {
    const { tree } = this;
    return tree.over || (this.#start.kept.length > 0 && tree.solved && !tree.waiting);
  }

  /** Begins the next game: the first one has begun. */
  begin(): GameStart {
    const start = new GameStart(this.#room);
    this.tree.reset(start.state, 0, start.moveLimit, start.target, start.rules);
    this.#recorder.clear();
    this.#reported = 0;
    this.#start = start;
    return start;
  }

  /** Plays the move that the finished search chose; the watch plays it where somebody looks on. */
  move(watch: GameWatch | null): void {
    const { tree } = this;
    const policy = tree.policy();
    const edge = tree.chooseMove(policy);
    if (edge === NO_EDGE) return;
    this.#recorder.add(tree.store.nodeState, tree.root, tree.movesLeft, policy, edge);
    if (watch !== null) watch.advance(tree, edge);
    else tree.advance(edge);
  }

  /** Hands over the game that ended. */
  finish({ games, best, swapped, lines }: Found): void {
    const { tree } = this;
    const { random } = this.#room;
    const { swaps } = this.#room.config.acting;
    const solution = tree.bestSolution();
    if (solution !== null && !tree.over) this.#playOut(solution);
    const rest = tree.over ? this.#rules.rankBound(tree.store.nodeState, tree.root) : 0;
    const terms = solution === null ? null : this.#start.mapBack(solution);
    const renewed = terms === null ? 0 : newTerms(terms, this.#start.out);
    this.#count(solution !== null, renewed);
    const game = this.#recorded(this.#recorder, rest);
    const counted = this.#start.kept.length === 0 ? game : { ...game, renewed };
    games.push(this.#isEasy(game) ? { ...counted, ...NO_POSITIONS, easy: true } : counted);
    if (swaps > 0 && game.positions > 1 && random.next() < swaps) {
      swapped.push(this.#swapped(game, rest));
    }
    if (solution === null) return;
    const line = terms === null ? null : this.#start.lineOf(terms);
    if (line !== null && renewed > 0) {
      lines.push(line);
      this.#room.found(line);
    }
    // With one term more: it would teach to play like that.
    if (line?.reworked && !this.#room.isShortest(line)) return;
    // Of a reworked algorithm in proportion to what of it the game has found.
    if (line !== null && random.next() * line.rank >= solution.length) return;
    const whole = this.#start.kept.length === 0 ? this.#lineOf(solution) : this.#wholeOf(line);
    if (whole !== null) best.push(whole);
  }

  /** Search that the game has taken, in full searches of a move. */
  get #cost(): number {
    return (this.tree.stats.evaluations + 1) / this.#room.config.search.simulations;
  }

  /**
   * Of games that were over with the first simulations there are many, and little is to be learnt
   * from them: they get as much room in the experience as they took search, and a tenth at least.
   */
  #isEasy({ positions }: GameRecord): boolean {
    if (this.#start.kept.length === 0 || positions === 0) return false;
    return this.#room.random.next() >= Math.max(0.1, this.#cost / positions);
  }

  #count(solved: boolean, renewed: number): void {
    this.#room.kinds[this.#start.target]!.add(this.#start.kind, {
      terms: this.#start.out.length,
      solved,
      renewed,
      cost: this.#cost,
    });
  }

  /** Records what a simulation found, from the root on, as if it had been played. */
  #playOut(solution: Solution): void {
    const { store, root, movesPlayed } = this.tree;
    const words = this.#rules.stateWords;
    const state = store.nodeState.subarray(root * words, (root + 1) * words);
    this.#addLine(this.#recorder, state, this.#start.moveLimit, solution, movesPlayed);
  }

  board(): LiveBoard {
    const { tree } = this;
    const rules = this.#rules;
    return {
      target: this.#start.target,
      movesPlayed: tree.movesPlayed,
      movesLeft: tree.movesLeft,
      residual: Int8Array.from(rules.unpack(tree.store.nodeState, tree.root).data),
      rankBound: rules.rankBound(tree.store.nodeState, tree.root),
    };
  }

  /** Simulations of the game since the last call. */
  newSimulations(): number {
    const { simulations } = this.tree.stats;
    const count = simulations - this.#reported;
    this.#reported = simulations;
    return count;
  }

  get #rules(): Rules {
    return this.#start.rules;
  }

  /** The game as a record, with what a reworked algorithm kept and, where they are timed, its terms. */
  #recorded(recorder: Recorder, rest: number): GameRecord {
    const played = recorder.record(rest, this.#start.target);
    const kept = this.#start.kept.length;
    if (played.rank === 0) return { ...played, kept };
    const game = { ...played, kept, rank: kept + played.rank };
    if (this.#room.config.acting.benchmarkWeight === 0) return game;
    const terms = this.#start.mapBack({ moves: played.played, length: played.positions });
    return terms === null ? game : { ...game, line: this.#start.lineOf(terms) };
  }

  /** The solved line as positions whose only label is the next move. */
  #lineOf({ moves, length }: Solution): GameRecord {
    return this.#recorded(
      this.#replayed(this.#start.state, this.#start.moveLimit, moves, length),
      0,
    );
  }

  /**
   * A reworked algorithm as a whole game, in a random order; null where a term does not fit its
   * basis.
   */
  #wholeOf(line: FoundLine | null): GameRecord | null {
    if (line === null) return null;
    const { targets, random, moveLimits } = this.#room;
    const { target } = this.#start;
    const { tokens } = this.#rules.coding;
    const moves = new Uint16Array(line.rank * tokens);
    const terms = termsOfLine(line, targets[target]!.shape);
    try {
      for (let i = 0; i < line.rank; i++) {
        const [term] = terms.splice(random.below(terms.length), 1);
        this.#start.encode(term!, moves, i);
      }
    } catch (error) {
      if (error instanceof RangeError) return null;
      throw error;
    }
    const moveLimit = Math.max(line.rank, moveLimits[target]!);
    return this.#replayed(this.#start.wholeState(), moveLimit, moves, line.rank).record(0, target);
  }

  /** The game with a random move and its last in each other's place (AlphaTensor, Methods). */
  #swapped({ played, positions }: GameRecord, rest: number): GameRecord {
    const { tokens } = this.#rules.coding;
    const moves = played.slice();
    const last = (positions - 1) * tokens;
    const other = this.#room.random.below(positions - 1) * tokens;
    moves.copyWithin(other, last, last + tokens);
    moves.set(played.subarray(other, other + tokens), last);
    return this.#recorded(
      this.#replayed(this.#start.state, this.#start.moveLimit, moves, positions),
      rest,
    );
  }

  /** The positions of a game of these moves, each with its move as the only label, ready to record. */
  #replayed(start: Int32Array, moveLimit: number, moves: Uint16Array, length: number): Recorder {
    const { recorder } = this.#room;
    recorder.clear();
    this.#addLine(recorder, start, moveLimit, { moves, length }, 0);
    return recorder;
  }

  /** Adds the positions of the line from move `from` on, which is played in `state`. */
  #addLine(
    recorder: Recorder,
    state: Int32Array,
    moveLimit: number,
    { moves, length }: Solution,
    from: number,
  ): void {
    const rules = this.#rules;
    const states = new Int32Array((length - from + 1) * rules.stateWords);
    states.set(state);
    for (let i = from, at = 0; i < length; i++, at++) {
      recorder.addMove(states, at, moveLimit - i, moves, i);
      rules.play(states, at, moves, i, states, at + 1);
    }
  }
}
