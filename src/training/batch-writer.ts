import { zeroToken } from '../game/coding.ts';
import type { Rules } from '../game/rules.ts';
import type { TrainingBatch } from '../network/batch.ts';

/** States to learn from, with the target of each. */
export interface SampleBatch extends TrainingBatch {
  /** [count × h × tokens] */
  readonly history: Uint16Array;
  /** [count] */
  readonly targets: Uint8Array;
}

/** Fills a training batch of a fixed size, row by row. */
export class BatchWriter implements SampleBatch {
  readonly labels: number;
  readonly states: Int32Array;
  readonly movesLeft: Int32Array;
  readonly moves: Uint16Array;
  readonly weights: Float32Array;
  readonly returns: Float32Array;
  readonly historyLength: number;
  /** [capacity × h × tokens] */
  readonly history: Uint16Array;
  /** [capacity] which of the run's targets each state is of */
  readonly targets: Uint8Array;
  readonly #stateWords: number;
  readonly #tokens: number;
  #count = 0;

  constructor(rules: Rules, capacity: number, labels: number, historyLength = 0) {
    this.labels = labels;
    this.historyLength = historyLength;
    this.history = new Uint16Array(capacity * historyLength * rules.coding.tokens).fill(
      zeroToken(rules.coding),
    );
    this.targets = new Uint8Array(capacity);
    this.#stateWords = rules.stateWords;
    this.#tokens = rules.coding.tokens;
    this.states = new Int32Array(capacity * rules.stateWords);
    this.movesLeft = new Int32Array(capacity);
    this.moves = new Uint16Array(capacity * labels * rules.coding.tokens);
    this.weights = new Float32Array(capacity * labels);
    this.returns = new Float32Array(capacity);
  }

  get count(): number {
    return this.#count;
  }

  /** What was written, as a plain object that can be sent to a worker. */
  plain(): SampleBatch {
    const { count, labels, states, movesLeft, moves, weights, returns, history, targets } = this;
    return { count, labels, states, movesLeft, moves, weights, returns, history, targets };
  }

  /** Appends state `index` of `states`, without labels; gives its row. */
  add(states: Int32Array, index: number, movesLeft: number, value: number, target = 0): number {
    const row = this.#count++;
    const words = this.#stateWords;
    for (let i = 0; i < words; i++) this.states[row * words + i] = states[index * words + i]!;
    this.movesLeft[row] = movesLeft;
    this.returns[row] = value;
    this.targets[row] = target;
    return row;
  }

  /** Sets the move `back` moves before the last of a row's history to move `index` of `moves`. */
  past(row: number, back: number, moves: Uint16Array, index: number): void {
    const tokens = this.#tokens;
    const to = (row * this.historyLength + back) * tokens;
    for (let t = 0; t < tokens; t++) this.history[to + t] = moves[index * tokens + t]!;
  }

  /** Sets label `label` of a row to move `index` of `moves`. */
  label(row: number, label: number, moves: Uint16Array, index: number, weight: number): void {
    const at = row * this.labels + label;
    const tokens = this.#tokens;
    for (let t = 0; t < tokens; t++) this.moves[at * tokens + t] = moves[index * tokens + t]!;
    this.weights[at] = weight;
  }
}
