import type { WasmPaths } from '../../network/backend.ts';
import { formatSize, sideOf } from '../../tensor/size.ts';
import { CheckpointEvaluator } from '../../training/checkpoint-evaluator.ts';
import { sideOfRun } from '../../training/game-rules.ts';
import type { LoadNetwork } from './search-host.ts';

/** Loads the network of a checkpoint, for a search of a position that it was trained for. */
export function networkLoader(wasmPaths: WasmPaths): LoadNetwork {
  return async ({ position, evaluator: { file, name }, backend, seed }) => {
    const bytes = new Uint8Array(await file.arrayBuffer());
    const evaluator = await CheckpointEvaluator.create(bytes, backend, wasmPaths, seed);
    const { config } = evaluator.checkpoint;
    const wanted = formatSize(position.size);
    const target = config.targets.find(({ size }) => formatSize(size) === wanted);
    // An agent of larger targets as well sees this one padded, and the search here does not pad.
    const isPadded = sideOfRun(config) !== sideOf(position.size);
    if (target === undefined || position.arithmetic !== config.arithmetic || isPadded) {
      evaluator.dispose();
      const sizes = config.targets.map(({ size }) => formatSize(size)).join(', ');
      throw new Error(
        `The agent was trained for ${sizes} ${config.arithmetic}, not for ${wanted} ${position.arithmetic}.`,
      );
    }
    return {
      evaluator,
      name: `${name}, on ${evaluator.device}`,
      quantiles: config.network.quantiles,
      maxCoefficient: config.maxCoefficient,
      moveLimit: target.moveLimit,
      options: {
        samples: config.search.samples,
        explorationBase: config.search.explorationBase,
        rootNoise: config.search.rootNoise,
      },
      dispose: () => evaluator.dispose(),
    };
  };
}
