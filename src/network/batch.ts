import type { NetworkShape } from './shape.ts';

/** States to learn from, with the moves the policy should give and the return the value should. */
export interface TrainingBatch {
  readonly count: number;
  /** M, moves a state */
  readonly labels: number;
  /** [count × stateWords] */
  readonly states: Int32Array;
  /** [count] */
  readonly movesLeft: Int32Array;
  /** [count × h × tokens] the last moves that led to each state, the latest first */
  readonly history?: Uint16Array;
  /** [count × M × tokens] */
  readonly moves: Uint16Array;
  /** [count × M] weight of each move; a state's weights sum to 1, or to 0: nothing for the policy */
  readonly weights: Float32Array;
  /** [count] return, ≤ 0, in moves */
  readonly returns: Float32Array;
}

/** Rows `from` … `to` − 1 of a batch, in the same memory. */
export function rowsOf(batch: TrainingBatch, from: number, to: number): TrainingBatch {
  const { count } = batch;
  const cut = <T extends Int32Array | Uint16Array | Float32Array>(array: T): T => {
    const each = array.length / count;
    return array.subarray(from * each, to * each) as T;
  };
  return {
    count: to - from,
    labels: batch.labels,
    states: cut(batch.states),
    movesLeft: cut(batch.movesLeft),
    moves: cut(batch.moves),
    weights: cut(batch.weights),
    returns: cut(batch.returns),
    ...(batch.history === undefined ? {} : { history: cut(batch.history) }),
  };
}

/** Where the parts of a batch of `count` states begin and end, each of at most `most`; 0: one part. */
export function partsOf(count: number, most: number): { from: number; to: number }[] {
  const size = most === 0 ? count : Math.min(most, count);
  // Parts of one size where that is possible: a device compiles, or captures, for each size.
  return Array.from({ length: Math.ceil(count / size) }, (_, i) => ({
    from: i * size,
    to: Math.min(count, (i + 1) * size),
  }));
}

/**
 * One-hot codes of the decoder's inputs when the moves are known: [rows × tokens × tokenFeatures].
 * Position 0 is the start; position t codes the pair (t, token t − 1).
 */
export function decoderInputs(moves: Uint16Array, rows: number, shape: NetworkShape): Float32Array {
  const { tokens, vocabulary, tokenFeatures } = shape;
  const out = new Float32Array(rows * tokens * tokenFeatures);
  let at = 0;
  for (let row = 0; row < rows; row++) {
    for (let position = 0; position < tokens; position++) {
      const token = position === 0 ? 0 : moves[row * tokens + position - 1]!;
      out[at + inputCode(position, token, vocabulary)] = 1;
      at += tokenFeatures;
    }
  }
  return out;
}

/** One-hot codes of one position: [rows × tokenFeatures]; position 0 needs no moves. */
export function stepInputs(
  moves: Uint16Array,
  rows: number,
  position: number,
  shape: NetworkShape,
): Float32Array {
  const { tokens, vocabulary, tokenFeatures } = shape;
  const out = new Float32Array(rows * tokenFeatures);
  for (let row = 0; row < rows; row++) {
    const token = position === 0 ? 0 : moves[row * tokens + position - 1]!;
    out[row * tokenFeatures + inputCode(position, token, vocabulary)] = 1;
  }
  return out;
}

function inputCode(position: number, token: number, vocabulary: number): number {
  return position === 0 ? 0 : 1 + (position - 1) * vocabulary + token;
}
