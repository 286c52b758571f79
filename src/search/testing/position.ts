import { createRules } from '../../game/create-rules.ts';
import type { Rules } from '../../game/rules.ts';
import type { Arithmetic } from '../../tensor/arithmetic.ts';
import { seeded } from '../../tensor/random.ts';
import { dimensions, type Size } from '../../tensor/size.ts';
import { zeros } from '../../tensor/tensor.ts';
import { addTerm } from '../../tensor/term.ts';
import { RequestBuilder } from '../request.ts';
import type { SearchTree } from '../tree.ts';
import { ScriptedEvaluator } from './scripted.ts';

/** A game that can be won with `terms` of the moves its evaluator samples. */
export interface Position {
  readonly rules: Rules;
  /** [stateWords] the sum of the first `terms` moves of the pool */
  readonly state: Int32Array;
  /** [terms × tokens] those moves, canonical */
  readonly solution: Uint16Array;
  readonly evaluator: ScriptedEvaluator;
}

export interface PositionConfig {
  readonly seed: number;
  readonly samples: number;
  readonly terms: number;
  /** Moves the evaluator samples from: few make transpositions frequent. */
  readonly pool: number;
  readonly arithmetic?: Arithmetic;
  readonly size?: Size;
}

/**
 * The target is a sum of random terms. The evaluator samples from a pool of those, other random
 * moves and, last, one that is not a move; not all are canonical in arithmetics that know signs.
 */
export function randomPosition(config: PositionConfig): Position {
  const { seed, samples, terms, pool: poolSize } = config;
  const rules = createRules(config.size ?? [2, 2, 2], config.arithmetic ?? 'z2');
  const random = seeded(seed, 7);
  const { tokens, vocabulary } = rules.coding;
  const pool = new Uint16Array(poolSize * tokens);
  const solution = new Uint16Array(terms * tokens);
  let target = zeros(dimensions(rules.size));
  for (let move = 0; move < poolSize; move++) {
    const canonical = new Uint16Array(tokens);
    do {
      for (let i = 0; i < tokens; i++) {
        pool[move * tokens + i] = random.below(vocabulary);
        canonical[i] = pool[move * tokens + i]!;
      }
    } while (!rules.canonicalise(canonical, 0));
    if (move >= terms) continue;
    solution.set(canonical, move * tokens);
    target = addTerm(target, rules.decode(canonical, 0), rules.arithmetic);
  }
  if (poolSize > terms) {
    const none = rules.coding.low === 0 ? 0 : (vocabulary - 1) / 2;
    pool.fill(none, (poolSize - 1) * tokens);
  }
  const state = new Int32Array(rules.stateWords);
  rules.pack(target, state, 0);
  const evaluator = new ScriptedEvaluator({ rules, seed, samples, pool });
  return { rules, state, solution, evaluator };
}

/** Runs the search for the present move to its end, alone. Gives the number of waves. */
export function searchAlone(tree: SearchTree, evaluator: ScriptedEvaluator): number {
  const builder = new RequestBuilder(tree.rules.stateWords, tree.options.leavesPerWave);
  let waves = 0;
  while (!tree.done) {
    builder.clear();
    const rows = tree.collect(builder);
    if (rows === 0) continue;
    tree.apply(evaluator.answer(builder.request()), 0);
    waves++;
  }
  return waves;
}
