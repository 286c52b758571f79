import { zeroToken } from '../../game/coding.ts';
import type { WasmPaths } from '../../network/backend.ts';
import { formatSize } from '../../tensor/size.ts';
import { CheckpointEvaluator } from '../../training/checkpoint-evaluator.ts';
import { rulesOfTargets } from '../../training/game-rules.ts';
import type { LoadNetwork } from './search-host.ts';

/** Loads the network of a checkpoint, for a search of a position that it was trained for. */
export function networkLoader(wasmPaths: WasmPaths): LoadNetwork {
  return async ({ position, evaluator: { file, name }, backend, seed }) => {
    const bytes = new Uint8Array(await file.arrayBuffer());
    const evaluator = await CheckpointEvaluator.create(bytes, backend, wasmPaths, seed);
    const { targets, arithmetic, search, network, maxCoefficient } = evaluator.config;
    const wanted = formatSize(position.size);
    const target = targets.findIndex(({ size }) => formatSize(size) === wanted);
    if (target < 0 || arithmetic !== position.arithmetic) {
      evaluator.dispose();
      const trained = targets.map(({ size }) => formatSize(size)).join(', ');
      throw new Error(
        `The agent was trained for ${trained} ${arithmetic}, not for ${wanted} ${position.arithmetic}.`,
      );
    }
    const rules = rulesOfTargets(evaluator.config)[target]!;
    const { coding } = rules;
    return {
      evaluator,
      rules,
      target,
      history: { length: network.history, tokens: coding.tokens, zeroToken: zeroToken(coding) },
      name: `${name}, on ${evaluator.device}`,
      quantiles: network.quantiles,
      maxCoefficient,
      moveLimit: targets[target]!.moveLimit,
      options: {
        samples: search.samples,
        explorationBase: search.explorationBase,
        explorationScale: search.explorationScale,
        visitPivot: search.visitPivot,
        rootNoise: search.rootNoise,
      },
      dispose: () => evaluator.dispose(),
    };
  };
}
