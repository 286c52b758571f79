import type { EvaluationRequest } from './evaluator.ts';

/** The part of a request that tells how its states came about. */
export interface HistorySpec {
  /** h, the moves looked back */
  readonly length: number;
  readonly tokens: number;
  /** What the tokens of a move that was never played are. */
  readonly zeroToken: number;
}

const NO_HISTORY: HistorySpec = { length: 0, tokens: 0, zeroToken: 0 };

/** The leaves of one wave, gathered in buffers that are made once and used again. */
export class RequestBuilder {
  readonly capacity: number;
  readonly stateWords: number;
  count = 0;
  /** [capacity × stateWords] */
  readonly states: Int32Array;
  /** [capacity] */
  readonly movesLeft: Int32Array;
  /** [capacity] */
  readonly targets: Uint8Array;
  /** [capacity × h × tokens] the latest move first */
  readonly history: Uint16Array;
  readonly historySpec: HistorySpec;

  constructor(stateWords: number, capacity: number, historySpec: HistorySpec = NO_HISTORY) {
    this.historySpec = historySpec;
    this.targets = new Uint8Array(capacity);
    this.history = new Uint16Array(capacity * historySpec.length * historySpec.tokens);
    this.capacity = capacity;
    this.stateWords = stateWords;
    this.states = new Int32Array(capacity * stateWords);
    this.movesLeft = new Int32Array(capacity);
  }

  clear(): void {
    this.count = 0;
  }

  /** Appends state `index` of `states`, without a history; gives its row. */
  add(states: Int32Array, index: number, movesLeft: number, target = 0): number {
    const row = this.count++;
    if (row >= this.capacity) throw new RangeError('search: more leaves than the request holds');
    const words = this.stateWords;
    for (let i = 0; i < words; i++) this.states[row * words + i] = states[index * words + i]!;
    this.movesLeft[row] = movesLeft;
    this.targets[row] = target;
    const { length, tokens, zeroToken } = this.historySpec;
    this.history.fill(zeroToken, row * length * tokens, (row + 1) * length * tokens);
    return row;
  }

  /** What was gathered, cut to size; valid until the next `clear`. */
  request(): EvaluationRequest {
    return {
      count: this.count,
      states: this.states.subarray(0, this.count * this.stateWords),
      movesLeft: this.movesLeft.subarray(0, this.count),
      targets: this.targets.subarray(0, this.count),
      history: this.history.subarray(
        0,
        this.count * this.historySpec.length * this.historySpec.tokens,
      ),
    };
  }

  /** Bytes held by all the arrays. */
  byteLength(): number {
    const { states, movesLeft, targets, history } = this;
    return states.byteLength + movesLeft.byteLength + targets.byteLength + history.byteLength;
  }
}
