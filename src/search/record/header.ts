import type { SearchTree } from '../tree.ts';
import type { RecordedEvaluator, RecordHeader } from './tree-record.ts';

/** The header of a record that begins now, at the root of a tree. */
export function recordHeader(
  tree: SearchTree,
  given: {
    readonly evaluator: RecordedEvaluator;
    readonly quantiles: number;
    readonly maxCoefficient: 1 | 2;
    readonly game: string | null;
  },
): RecordHeader {
  const { rules, options, store, root, bounds } = tree;
  return {
    size: rules.size,
    arithmetic: rules.arithmetic,
    maxCoefficient: given.maxCoefficient,
    samples: options.samples,
    quantiles: given.quantiles,
    movesLeft: tree.movesLeft,
    start: rules.unpack(store.nodeState, root),
    options: {
      explorationBase: options.explorationBase,
      explorationScale: options.explorationScale,
      rootNoise: options.rootNoise,
      firstPlayUrgency: options.firstPlayUrgency,
      visitPivot: options.visitPivot,
    },
    evaluator: given.evaluator,
    baseBounds: [bounds.min, bounds.max],
    game: given.game,
  };
}
