import type { Rules } from '../game/rules.ts';
import type { Solution } from '../search/line.ts';
import { NO_EDGE } from '../search/store.ts';
import type { SearchTree } from '../search/tree.ts';
import { type Basis, changeBasis, identityBasis, mapTerm, mapTermBack } from '../tensor/basis.ts';
import { compactBasis } from '../tensor/compact-basis.ts';
import { sumOfTerms, type Term } from '../tensor/term.ts';
import type { FoundLine, GameRecord, LiveBoard } from './game-record.ts';
import { drawnBasis } from './game-rules.ts';
import type { GameWatch } from './game-watch.ts';
import type { Recorder } from './recorder.ts';
import { lineOfTerms, mergedTerms, takeApart, termsOfLine } from './rework.ts';
import type { Found, Room } from './room.ts';

/** One game after the other, each of a target and in a basis of its own. */
export class Seat {
  readonly tree: SearchTree;
  readonly #room: Room;
  readonly #recorder: Recorder;
  /** [stateWords] where the game began */
  readonly #start: Int32Array;
  /** Index of the game's target. */
  #target = 0;
  #moveLimit = 0;
  #basis: Basis;
  /** Terms of the algorithm that the game reworks which stay, in the canonical basis. */
  #kept: readonly Term[] = [];
  /** How many terms the game looks for another sum of as many of; 0 where it is no such game. */
  #sought = 0;
  /** Simulations of the game that have been reported. */
  #reported = 0;

  constructor(room: Room, tree: SearchTree) {
    this.#room = room;
    this.tree = tree;
    this.#recorder = room.newRecorder();
    this.#start = new Int32Array(room.rules[0]!.stateWords);
    this.#basis = identityBasis(room.targets[0]!.shape);
  }

  get isZero(): boolean {
    return this.#rules.isZero(this.tree.store.nodeState, this.tree.root);
  }

  begin(): void {
    const { config, random, targets } = this.#room;
    const { arithmetic } = config;
    this.#target = targets.length > 1 ? random.below(targets.length) : 0;
    const target = targets[this.#target]!;
    const out = this.#takeOut(target.shape);
    this.#basis = this.#newBasis(target.shape, out);
    const from = out === null ? target : sumOfTerms(target.shape, out, arithmetic);
    this.#rules.pack(changeBasis(from, this.#basis, arithmetic), this.#start, 0);
    this.#moveLimit = out === null ? this.#room.moveLimits[this.#target]! : this.#movesFor(out);
    this.#sought = out?.length === this.#moveLimit ? this.#moveLimit : 0;
    this.tree.reset(this.#start, 0, this.#moveLimit, this.#target, this.#rules);
    this.#recorder.clear();
    this.#reported = 0;
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
    const rest = this.#rules.rankBound(tree.store.nodeState, tree.root);
    const game = this.#recorded(this.#recorder, rest);
    games.push(game);
    if (swaps > 0 && game.positions > 1 && random.next() < swaps) {
      swapped.push(this.#swapped(game, rest));
    }
    const solution = tree.bestSolution();
    if (this.#sought > 0) this.#room.reworked[this.#target]!.add(this.#sought, solution !== null);
    if (solution === null) return;
    const line = this.#mapBack(solution);
    if (line !== null) lines.push(line);
    const whole = this.#kept.length === 0 ? this.#lineOf(solution) : this.#wholeOf(line);
    if (whole !== null) best.push(whole);
  }

  board(): LiveBoard {
    const { tree } = this;
    const rules = this.#rules;
    return {
      target: this.#target,
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
    return this.#room.rules[this.#target]!;
  }

  #newBasis(shape: readonly [number, number, number], out: readonly Term[] | null): Basis {
    const { config, random } = this.#room;
    const { acting } = config;
    const style = out === null ? acting.basisStyle : acting.reworkStyle;
    if (style === 'canonical' || random.next() >= acting.basisShare) return identityBasis(shape);
    if (out !== null && style === 'compact') return compactBasis(out, random);
    return drawnBasis(config, shape, style === 'compact' ? 'dense' : style, random);
  }

  /** Begins with an algorithm of the run's own, if the game is to rework one: terms taken out of it. */
  #takeOut(shape: readonly [number, number, number]): readonly Term[] | null {
    const { config, algorithms, random, reworked } = this.#room;
    this.#kept = [];
    const own = algorithms[this.#target]!;
    if (own.length === 0 || random.next() >= config.acting.reworkShare) return null;
    const terms = termsOfLine(own[random.below(own.length)]!, shape);
    const { kept, out } = takeApart(terms, random, (count) => reworked[this.#target]!.worth(count));
    this.#kept = kept;
    return out;
  }

  /**
   * It is by exchanges of as many terms that an algorithm comes to where one of fewer is near: but half
   * of the games look for fewer only, which they would not find in the shadow of the others.
   */
  #movesFor({ length }: readonly Term[]): number {
    return length > 3 && this.#room.random.next() < 0.5 ? length - 1 : length;
  }

  /** The game as a record, with what a reworked algorithm kept and, where they are timed, its terms. */
  #recorded(recorder: Recorder, rest: number): GameRecord {
    const played = recorder.record(rest, this.#target);
    const kept = this.#kept.length;
    if (played.rank === 0) return { ...played, kept };
    const game = { ...played, kept, rank: kept + played.rank };
    if (this.#room.config.acting.benchmarkWeight === 0) return game;
    const line = this.#mapBack({ moves: played.played, length: played.positions });
    return line === null ? game : { ...game, line };
  }

  /** The solved line as positions whose only label is the next move. */
  #lineOf({ moves, length }: Solution): GameRecord {
    return this.#recorded(this.#replayed(this.#start, this.#moveLimit, moves, length), 0);
  }

  /** A reworked algorithm as a whole game, in a random order; null where a term does not fit its basis. */
  #wholeOf(line: FoundLine | null): GameRecord | null {
    if (line === null) return null;
    const { config, targets, random, moveLimits } = this.#room;
    const { shape } = targets[this.#target]!;
    const { arithmetic } = config;
    const { tokens } = this.#rules.coding;
    const moves = new Uint16Array(line.rank * tokens);
    const start = new Int32Array(this.#start.length);
    const terms = termsOfLine(line, shape);
    try {
      for (let i = 0; i < line.rank; i++) {
        const [term] = terms.splice(random.below(terms.length), 1);
        this.#rules.encode(mapTerm(term!, this.#basis, arithmetic), moves, i);
        this.#rules.canonicalise(moves, i);
      }
    } catch (error) {
      if (error instanceof RangeError) return null;
      throw error;
    }
    this.#rules.pack(changeBasis(targets[this.#target]!, this.#basis, arithmetic), start, 0);
    const moveLimit = Math.max(line.rank, moveLimits[this.#target]!);
    return this.#replayed(start, moveLimit, moves, line.rank).record(0, this.#target);
  }

  /** The game with a random move and its last in each other's place (AlphaTensor, Methods). */
  #swapped({ played, positions }: GameRecord, rest: number): GameRecord {
    const { tokens } = this.#rules.coding;
    const moves = played.slice();
    const last = (positions - 1) * tokens;
    const other = this.#room.random.below(positions - 1) * tokens;
    moves.copyWithin(other, last, last + tokens);
    moves.set(played.subarray(other, other + tokens), last);
    return this.#recorded(this.#replayed(this.#start, this.#moveLimit, moves, positions), rest);
  }

  /** The positions of a game of these moves, each with its move as the only label, ready to record. */
  #replayed(start: Int32Array, moveLimit: number, moves: Uint16Array, length: number): Recorder {
    const { recorder } = this.#room;
    const rules = this.#rules;
    const states = new Int32Array((length + 1) * rules.stateWords);
    states.set(start);
    recorder.clear();
    for (let i = 0; i < length; i++) {
      recorder.addMove(states, i, moveLimit - i, moves, i);
      rules.play(states, i, moves, i, states, i + 1);
    }
    return recorder;
  }

  /** The line's terms in the canonical basis, with those kept; null when a coefficient does not fit. */
  #mapBack({ moves, length }: Solution): FoundLine | null {
    const { arithmetic, maxCoefficient } = this.#room.config;
    const terms: Term[] = [];
    try {
      for (let i = 0; i < length; i++) {
        terms.push(mapTermBack(this.#rules.decode(moves, i), this.#basis, arithmetic));
      }
    } catch (error) {
      if (error instanceof RangeError) return null;
      throw error;
    }
    if (this.#kept.length === 0) return lineOfTerms(this.#target, terms);
    const all = mergedTerms([...this.#kept, ...terms], arithmetic, maxCoefficient);
    return { ...lineOfTerms(this.#target, all), reworked: true };
  }
}
