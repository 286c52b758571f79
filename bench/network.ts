/**
 * Leaves a second that the network answers on one device: features, torso, values, K moves sampled
 * for each, all read back.
 */
import type { BackendName } from '../src/network/backend.ts';
import { Network } from '../src/network/network.ts';
import { initialParameters } from '../src/network/parameters.ts';
import type { EvaluationRequest } from '../src/search/evaluator.ts';
import { seeded } from '../src/tensor/random.ts';
import { BatchWriter } from '../src/training/batch-writer.ts';
import type { RunConfig } from '../src/training/config.ts';
import { Demonstrations } from '../src/training/demonstrations.ts';
import { layoutOf, longestGame, rulesOf } from '../src/training/game-rules.ts';
import { PRESETS, preset } from '../src/training/presets.ts';
import { backendsHere, start } from './backends.ts';
import { batchRates } from './batch-rates.ts';
import type { Group, Row } from './row.ts';

const BATCHES = [1, 8, 32, 128];
/** Plain JavaScript is there for where nothing else is: two small batches say how far behind it is. */
const CPU_BATCHES = [1, 8];
const PATIENCE_SECONDS = 3;

export const networkBench: Group = async (say) => {
  const rows: Row[] = [];
  for (const backend of await backendsHere(say)) {
    for (const { name } of PRESETS) {
      if (backend === 'cpu' && name !== 'small') continue;
      rows.push(...(await leaves(preset(name, [2, 2, 2], 'z2'), backend, say)));
    }
  }
  return rows;
};

async function leaves(
  config: RunConfig,
  backend: BackendName,
  say: (line: string) => void,
): Promise<Row[]> {
  const { description } = await start(backend);
  const rules = rulesOf(config);
  const layout = layoutOf(config);
  const random = seeded(config.seed);
  const parameters = initialParameters(layout, random);
  const network = new Network(rules, config.network, longestGame(config), parameters);
  const { samples } = config.search;
  const rates = {
    of: `network.${config.preset}.${backend}`,
    counted: 'leaves',
    config,
    batches: backend === 'cpu' ? CPU_BATCHES : BATCHES,
    callOf: (batch: number) => {
      const request = states(config, batch);
      return () => network.evaluate(request, samples, random);
    },
    patienceSeconds: PATIENCE_SECONDS,
    details: { samples, parameters: layout.size, device: description },
  };
  const rows = await batchRates(rates, say);
  network.dispose();
  return rows;
}

/** States of demonstrations: sums of random terms, as met in play. */
function states(config: RunConfig, count: number): EvaluationRequest {
  const rules = rulesOf(config);
  const random = seeded(config.seed);
  const batch = new BatchWriter(rules, count, config.learning.labels);
  const limits = [longestGame(config)];
  const source = new Demonstrations([rules], config.demonstrations, limits, random);
  for (let i = 0; i < count; i++) source.write(batch);
  return batch.plain();
}
