import type { EvaluationRequest } from './evaluator.ts';

/** The leaves of one wave, gathered in buffers that are made once and used again. */
export class RequestBuilder {
  readonly capacity: number;
  readonly stateWords: number;
  count = 0;
  /** [capacity × stateWords] */
  readonly states: Int32Array;
  /** [capacity] */
  readonly movesLeft: Int32Array;

  constructor(stateWords: number, capacity: number) {
    this.capacity = capacity;
    this.stateWords = stateWords;
    this.states = new Int32Array(capacity * stateWords);
    this.movesLeft = new Int32Array(capacity);
  }

  clear(): void {
    this.count = 0;
  }

  /** Appends state `index` of `states`; gives its row. */
  add(states: Int32Array, index: number, movesLeft: number): number {
    const row = this.count++;
    if (row >= this.capacity) throw new RangeError('search: more leaves than the request holds');
    const words = this.stateWords;
    for (let i = 0; i < words; i++) this.states[row * words + i] = states[index * words + i]!;
    this.movesLeft[row] = movesLeft;
    return row;
  }

  /** What was gathered, cut to size; valid until the next `clear`. */
  request(): EvaluationRequest {
    return {
      count: this.count,
      states: this.states.subarray(0, this.count * this.stateWords),
      movesLeft: this.movesLeft.subarray(0, this.count),
    };
  }
}
