import type { Arithmetic } from '../tensor/arithmetic.ts';
import type { Size } from '../tensor/size.ts';
import type { Tensor } from '../tensor/tensor.ts';
import type { Term } from '../tensor/term.ts';

/**
 * How a move is written as tokens for the policy: the coefficients of u, v and w, each
 * zero-padded to `side`, are cut into groups of `digits`, and each group is one token: a number
 * in base `base` whose digits are `coefficient - low`, most significant first.
 * So `tokens * digits === 3 * side` and a token lies in [0, vocabulary).
 */
export interface MoveCoding {
  readonly side: number;
  readonly tokens: number;
  readonly digits: number;
  readonly base: number;
  readonly low: number;
  /** base ** digits */
  readonly vocabulary: number;
}

/**
 * The rules of TensorGame for one arithmetic and one side S, on compact states: the residual, an
 * S×S×S tensor (zero-padded), takes `stateWords` 32-bit words, and the states of a search or of a
 * batch lie one after the other in one Int32Array. Moves lie likewise in one Uint16Array,
 * `coding.tokens` a move. An index counts states or moves, not words or tokens.
 */
export interface Rules {
  readonly arithmetic: Arithmetic;
  /** The size whose padded dimensions the moves must respect: coefficients outside are cut off. */
  readonly size: Size;
  readonly side: number;
  readonly stateWords: number;
  readonly coding: MoveCoding;

  /** Writes the residual (any shape that fits into S×S×S) as state `index`. */
  pack(residual: Tensor, states: Int32Array, index: number): void;
  /** The residual of state `index`, cut to the shape of the target. */
  unpack(states: Int32Array, index: number): Tensor;
  /** Writes the residual of state `index`, S×S×S with its padding, to out[offset] onwards. */
  expand(states: Int32Array, index: number, out: Float32Array, offset: number): void;
  /** Plays move `move` in state `from` and writes the resulting state as `to` of `out`. */
  play(
    states: Int32Array,
    from: number,
    moves: Uint16Array,
    move: number,
    out: Int32Array,
    to: number,
  ): void;
  isZero(states: Int32Array, index: number): boolean;
  /** Sum of the matrix ranks of the slices, least over the three modes. */
  rankBound(states: Int32Array, index: number): number;
  /**
   * Brings move `index` into canonical form in place (first nonzero of u and of v positive,
   * coefficients outside the target's shape zero). False when a factor is zero: not a move.
   */
  canonicalise(moves: Uint16Array, index: number): boolean;
  encode(term: Term, moves: Uint16Array, index: number): void;
  decode(moves: Uint16Array, index: number): Term;
}
