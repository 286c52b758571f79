import type { Rules } from '../game/rules.ts';
import type { RootPolicy } from '../search/policy.ts';
import type { GameRecord } from './game-record.ts';

/** Collects the positions of one game while it is played, then makes a record of them. */
export class Recorder {
  readonly #rules: Rules;
  readonly #labels: number;
  readonly #states: Int32Array;
  readonly #movesLeft: Int32Array;
  readonly #moves: Uint16Array;
  readonly #weights: Float32Array;
  readonly #played: Uint16Array;
  #positions = 0;

  constructor(rules: Rules, moveLimit: number, labels: number) {
    this.#rules = rules;
    this.#labels = labels;
    this.#states = new Int32Array(moveLimit * rules.stateWords);
    this.#movesLeft = new Int32Array(moveLimit);
    this.#moves = new Uint16Array(moveLimit * labels * rules.coding.tokens);
    this.#weights = new Float32Array(moveLimit * labels);
    this.#played = new Uint16Array(moveLimit * rules.coding.tokens);
  }

  clear(): void {
    this.#positions = 0;
    this.#weights.fill(0);
  }

  /**
   * Adds a position with the heaviest moves of its improved policy as labels.
   * @param edge which of the policy's moves was played
   */
  add(
    states: Int32Array,
    index: number,
    movesLeft: number,
    policy: RootPolicy,
    edge: number,
  ): void {
    const at = this.#position(states, index, movesLeft, policy.moves, edge);
    const order = Array.from(policy.weights.keys())
      .filter((edge) => policy.weights[edge]! > 0)
      .sort((a, b) => policy.weights[b]! - policy.weights[a]! || a - b)
      .slice(0, this.#labels);
    const sum = order.reduce((total, edge) => total + policy.weights[edge]!, 0);
    for (const [label, edge] of order.entries()) {
      this.#label(at, label, policy.moves, edge, policy.weights[edge]! / sum);
    }
  }

  /** Adds a position with one move as its only label. */
  addMove(
    states: Int32Array,
    index: number,
    movesLeft: number,
    moves: Uint16Array,
    move: number,
  ): void {
    this.#label(this.#position(states, index, movesLeft, moves, move), 0, moves, move, 1);
  }

  /** [positions × tokens] the moves played so far */
  get played(): Uint16Array {
    return this.#played.slice(0, this.#positions * this.#rules.coding.tokens);
  }

  /**
   * @param rest rank bound of the residual at the end: 0 when the game was won
   */
  record(rest: number, target: number): GameRecord {
    const { stateWords, coding } = this.#rules;
    const n = this.#positions;
    const labels = n * this.#labels;
    return {
      target,
      kept: 0,
      positions: n,
      states: this.#states.slice(0, n * stateWords),
      movesLeft: this.#movesLeft.slice(0, n),
      returns: Float32Array.from({ length: n }, (_, i) => -(n - i) - rest),
      moves: this.#moves.slice(0, labels * coding.tokens),
      weights: this.#weights.slice(0, labels),
      played: this.played,
      rank: rest === 0 ? n : 0,
    };
  }

  #position(
    states: Int32Array,
    index: number,
    movesLeft: number,
    moves: Uint16Array,
    move: number,
  ): number {
    const words = this.#rules.stateWords;
    const { tokens } = this.#rules.coding;
    const at = this.#positions++;
    for (let t = 0; t < tokens; t++) {
      this.#played[at * tokens + t] = moves[move * tokens + t]!;
    }
    for (let i = 0; i < words; i++) this.#states[at * words + i] = states[index * words + i]!;
    this.#movesLeft[at] = movesLeft;
    return at;
  }

  #label(position: number, label: number, moves: Uint16Array, move: number, weight: number): void {
    const tokens = this.#rules.coding.tokens;
    const at = position * this.#labels + label;
    for (let t = 0; t < tokens; t++) this.#moves[at * tokens + t] = moves[move * tokens + t]!;
    this.#weights[at] = weight;
  }
}
