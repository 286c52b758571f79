import type { Rules } from '../game/rules.ts';
import type { Random } from '../tensor/random.ts';
import type { BatchWriter } from './batch-writer.ts';
import type { GameRecord } from './game-record.ts';

/** The positions of past games, in a ring of fixed capacity: the oldest are overwritten. */
export class Experience {
  readonly #capacity: number;
  readonly #labels: number;
  readonly #tokens: number;
  readonly #words: number;
  readonly #states: Int32Array;
  readonly #movesLeft: Int32Array;
  readonly #returns: Float32Array;
  readonly #moves: Uint16Array;
  readonly #weights: Float32Array;
  #next = 0;
  #size = 0;

  constructor(rules: Rules, capacity: number, labels: number) {
    this.#capacity = capacity;
    this.#labels = labels;
    this.#tokens = rules.coding.tokens;
    this.#words = rules.stateWords;
    this.#states = new Int32Array(capacity * this.#words);
    this.#movesLeft = new Int32Array(capacity);
    this.#returns = new Float32Array(capacity);
    this.#moves = new Uint16Array(capacity * labels * this.#tokens);
    this.#weights = new Float32Array(capacity * labels);
  }

  /** Positions held. */
  get size(): number {
    return this.#size;
  }

  get memoryBytes(): number {
    return this.#arrays().reduce((bytes, array) => bytes + array.byteLength, 0);
  }

  /** @param learnPolicy false: the positions teach the value only */
  add(record: GameRecord, learnPolicy: boolean): void {
    const words = this.#words;
    const labels = this.#labels;
    const line = labels * this.#tokens;
    for (let i = 0; i < record.positions; i++) {
      const at = this.#next;
      this.#states.set(record.states.subarray(i * words, (i + 1) * words), at * words);
      this.#movesLeft[at] = record.movesLeft[i]!;
      this.#returns[at] = record.returns[i]!;
      this.#moves.set(record.moves.subarray(i * line, (i + 1) * line), at * line);
      for (let label = 0; label < labels; label++) {
        this.#weights[at * labels + label] = learnPolicy ? record.weights[i * labels + label]! : 0;
      }
      this.#next = (at + 1) % this.#capacity;
      this.#size = Math.min(this.#size + 1, this.#capacity);
    }
  }

  /** Appends a position drawn uniformly to the batch. */
  write(batch: BatchWriter, random: Random): void {
    const at = random.below(this.#size);
    const row = batch.add(this.#states, at, this.#movesLeft[at]!, this.#returns[at]!);
    for (let label = 0; label < this.#labels; label++) {
      const from = at * this.#labels + label;
      batch.label(row, label, this.#moves, from, this.#weights[from]!);
    }
  }

  /** What a checkpoint keeps. */
  snapshot(): ExperienceSnapshot {
    const [states, movesLeft, returns, moves, weights] = this.#arrays();
    return { next: this.#next, size: this.#size, states, movesLeft, returns, moves, weights };
  }

  /** @throws RangeError when the snapshot is of another capacity, target or number of labels */
  restore(snapshot: ExperienceSnapshot): void {
    const own = this.snapshot();
    for (const name of ['states', 'movesLeft', 'returns', 'moves', 'weights'] as const) {
      if (snapshot[name].length === own[name].length) continue;
      throw new RangeError(
        'The saved experience is of another capacity, target or number of labels.',
      );
    }
    this.#states.set(snapshot.states);
    this.#movesLeft.set(snapshot.movesLeft);
    this.#returns.set(snapshot.returns);
    this.#moves.set(snapshot.moves);
    this.#weights.set(snapshot.weights);
    this.#next = snapshot.next;
    this.#size = snapshot.size;
  }

  #arrays() {
    return [this.#states, this.#movesLeft, this.#returns, this.#moves, this.#weights] as const;
  }
}

export interface ExperienceSnapshot {
  readonly next: number;
  readonly size: number;
  readonly states: Int32Array;
  readonly movesLeft: Int32Array;
  readonly returns: Float32Array;
  readonly moves: Uint16Array;
  readonly weights: Float32Array;
}
