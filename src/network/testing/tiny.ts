/** What the tests of the network share: networks that a numerical gradient can be taken of. */
import { createRules } from '../../game/create-rules.ts';
import type { Rules } from '../../game/rules.ts';
import type { EvaluationRequest } from '../../search/evaluator.ts';
import type { Arithmetic } from '../../tensor/arithmetic.ts';
import { type Random, seeded } from '../../tensor/random.ts';
import type { TrainingBatch } from '../batch.ts';
import type { NetworkConfig } from '../config.ts';
import { Network } from '../network.ts';
import { initialParameters, type ParameterLayout, parameterLayout } from '../parameters.ts';
import { networkShape } from '../shape.ts';

export const MOVE_LIMIT = 9;

/** Heads of four columns: the least that the fused attention takes. */
export const TINY: NetworkConfig = {
  width: 8,
  history: 0,
  blocks: 1,
  heads: 2,
  expansion: 2,
  decoderLayers: 2,
  quantiles: 4,
  valueHidden: 8,
};

export interface TinyNetwork {
  readonly rules: Rules;
  readonly layout: ParameterLayout;
  readonly parameters: Float32Array;
  readonly network: Network;
}

/**
 * A tiny network for 2×2×2 on the active backend. Every parameter is away from the value it would
 * start with, gains and biases included: at zero a wrong gradient could hide.
 * @param digits coefficients a token: 2 gives six tokens a move, so that the decoder's cache grows
 */
export function tinyNetwork(arithmetic: Arithmetic, digits = 2): TinyNetwork {
  const rules = createRules([2, 2, 2], arithmetic, { digits });
  const layout = parameterLayout(TINY, networkShape(rules));
  const random = seeded(5);
  const parameters = initialParameters(layout, random).map((x) => x + 0.6 * random.next() - 0.3);
  return { rules, layout, parameters, network: new Network(rules, TINY, MOVE_LIMIT, parameters) };
}

/** States some random moves away from zero. */
export function randomRequest(rules: Rules, count: number, random: Random): EvaluationRequest {
  const states = new Int32Array(count * rules.stateWords);
  const moves = randomMoves(rules, 4, random);
  for (let state = 0; state < count; state++) {
    const length = 1 + random.below(4);
    for (let i = 0; i < length; i++) {
      moves.set(randomMoves(rules, 1, random), i * rules.coding.tokens);
      rules.play(states, state, moves, i, states, state);
    }
  }
  const movesLeft = Int32Array.from({ length: count }, () => 1 + random.below(MOVE_LIMIT));
  return { count, states, movesLeft };
}

/** A batch with every kind of row: labels of unequal weight, few labels, none. */
export function randomBatch(
  rules: Rules,
  count: number,
  labels: number,
  random: Random,
): TrainingBatch {
  const weights = new Float32Array(count * labels);
  for (let row = 0; row < count; row++) {
    const used = row % (labels + 1);
    let sum = 0;
    for (let label = 0; label < used; label++) {
      weights[row * labels + label] = 0.1 + random.next();
      sum += weights[row * labels + label]!;
    }
    for (let label = 0; label < used; label++) {
      weights[row * labels + label] = weights[row * labels + label]! / sum;
    }
  }
  return {
    ...randomRequest(rules, count, random),
    movesLeft: Int32Array.from({ length: count }, () => 1 + random.below(MOVE_LIMIT)),
    labels,
    moves: randomMoves(rules, count * labels, random),
    weights,
    returns: Float32Array.from({ length: count }, () => -1 - random.below(MOVE_LIMIT)),
  };
}

/** [count × tokens] canonical moves */
export function randomMoves(rules: Rules, count: number, random: Random): Uint16Array {
  const { tokens, vocabulary } = rules.coding;
  const moves = new Uint16Array(count * tokens);
  for (let move = 0; move < count; move++) {
    do {
      for (let t = 0; t < tokens; t++) moves[move * tokens + t] = random.below(vocabulary);
    } while (!rules.canonicalise(moves, move));
  }
  return moves;
}
