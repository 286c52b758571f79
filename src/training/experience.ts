import type { Rules } from '../game/rules.ts';
import type { Random } from '../tensor/random.ts';
import type { BatchWriter } from './batch-writer.ts';
import type { GameRecord } from './game-record.ts';

/**
 * The positions of past games, in a ring of fixed capacity: the oldest are overwritten. A position is
 * its residual, and how it came about is the chain of the positions before it: each keeps the move
 * that was played there, so no history is ever stored twice.
 */
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
  readonly #targets: Uint8Array;
  /** [capacity] moves of the game before the position */
  readonly #ply: Uint16Array;
  /** [capacity × tokens] the move played at the position; empty where no history is wanted */
  readonly #played: Uint16Array;
  #next = 0;
  #size = 0;

  constructor(rules: Rules, capacity: number, labels: number, history = 0) {
    this.#capacity = capacity;
    this.#labels = labels;
    this.#tokens = rules.coding.tokens;
    this.#words = rules.stateWords;
    this.#states = new Int32Array(capacity * this.#words);
    this.#movesLeft = new Int32Array(capacity);
    this.#returns = new Float32Array(capacity);
    this.#moves = new Uint16Array(capacity * labels * this.#tokens);
    this.#weights = new Float32Array(capacity * labels);
    this.#targets = new Uint8Array(capacity);
    this.#ply = new Uint16Array(capacity);
    this.#played = new Uint16Array(history > 0 ? capacity * this.#tokens : 0);
  }

  /** Positions held. */
  get size(): number {
    return this.#size;
  }

  get memoryBytes(): number {
    return Object.values(this.#arrays()).reduce((bytes, array) => bytes + array.byteLength, 0);
  }

  /** Forgets everything. */
  clear(): void {
    this.#next = 0;
    this.#size = 0;
  }

  /** @param learnPolicy false: the positions teach the value only */
  add(record: GameRecord, learnPolicy: boolean): void {
    const words = this.#words;
    const labels = this.#labels;
    const tokens = this.#tokens;
    const line = labels * tokens;
    for (let i = 0; i < record.positions; i++) {
      const at = this.#next;
      this.#states.set(record.states.subarray(i * words, (i + 1) * words), at * words);
      this.#movesLeft[at] = record.movesLeft[i]!;
      this.#returns[at] = record.returns[i]!;
      this.#targets[at] = record.target;
      this.#ply[at] = i;
      if (this.#played.length > 0) {
        this.#played.set(record.played.subarray(i * tokens, (i + 1) * tokens), at * tokens);
      }
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
    const row = batch.add(
      this.#states,
      at,
      this.#movesLeft[at]!,
      this.#returns[at]!,
      this.#targets[at]!,
    );
    for (let label = 0; label < this.#labels; label++) {
      const from = at * this.#labels + label;
      batch.label(row, label, this.#moves, from, this.#weights[from]!);
    }
    if (this.#played.length === 0) return;
    // What came before is still there unless the ring has gone round past it.
    const older = (at - this.#next + this.#capacity) % this.#capacity;
    const kept = this.#size < this.#capacity ? at : older;
    const count = Math.min(batch.historyLength, this.#ply[at]!, kept);
    for (let back = 0; back < count; back++) {
      const before = (at - 1 - back + this.#capacity) % this.#capacity;
      batch.past(row, back, this.#played, before);
    }
  }

  /** What a checkpoint keeps. */
  snapshot(): ExperienceSnapshot {
    return { next: this.#next, size: this.#size, ...this.#arrays() };
  }

  /** @throws RangeError when the snapshot is of another capacity, target or number of labels */
  restore(snapshot: ExperienceSnapshot): void {
    const own = this.#arrays();
    const names = Object.keys(own) as (keyof typeof own)[];
    for (const name of names) {
      if (snapshot[name].length === own[name].length) continue;
      throw new RangeError(
        'The saved experience is of another capacity, target or number of labels.',
      );
    }
    for (const name of names) own[name].set(snapshot[name]);
    this.#next = snapshot.next;
    this.#size = snapshot.size;
  }

  #arrays() {
    return {
      states: this.#states,
      movesLeft: this.#movesLeft,
      returns: this.#returns,
      moves: this.#moves,
      weights: this.#weights,
      targets: this.#targets,
      ply: this.#ply,
      played: this.#played,
    };
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
  readonly targets: Uint8Array;
  readonly ply: Uint16Array;
  readonly played: Uint16Array;
}
