import type { WasmPaths } from '../../network/backend.ts';
import { formatSize } from '../../tensor/size.ts';
import { CheckpointEvaluator } from '../../training/checkpoint-evaluator.ts';
import type { LoadNetwork } from './search-host.ts';

/** Loads the network of a checkpoint, for a search of a position that it was trained for. */
export function networkLoader(wasmPaths: WasmPaths): LoadNetwork {
  return async ({ position, evaluator: { file, name }, backend, seed }) => {
    const bytes = new Uint8Array(await file.arrayBuffer());
    const evaluator = await CheckpointEvaluator.create(bytes, backend, wasmPaths, seed);
    const { config } = evaluator.checkpoint;
    const wanted = `${formatSize(position.size)} ${position.arithmetic}`;
    const trained = `${formatSize(config.size)} ${config.arithmetic}`;
    if (wanted !== trained) {
      evaluator.dispose();
      throw new Error(`The agent was trained for ${trained}, not for ${wanted}.`);
    }
    return {
      evaluator,
      name: `${name}, on ${evaluator.device}`,
      quantiles: config.network.quantiles,
      maxCoefficient: config.maxCoefficient,
      moveLimit: config.moveLimit,
      options: {
        samples: config.search.samples,
        explorationBase: config.search.explorationBase,
        rootNoise: config.search.rootNoise,
      },
      dispose: () => evaluator.dispose(),
    };
  };
}
