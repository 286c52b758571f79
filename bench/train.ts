/**
 * Training samples a second of one replica, with all that a step of learning takes: demonstrations
 * made, gradient, its norm clipped, AdamW, parameters handed back to the device.
 */
import type { BackendName } from '../src/network/backend.ts';
import { nodeWasmPaths } from '../src/network/node-backend.ts';
import { initialParameters } from '../src/network/parameters.ts';
import { seeded } from '../src/tensor/random.ts';
import { AdamW, clipNorm } from '../src/training/adamw.ts';
import type { PresetName, RunConfig } from '../src/training/config.ts';
import { layoutOf } from '../src/training/game-rules.ts';
import { LocalReplica } from '../src/training/local-replica.ts';
import { preset } from '../src/training/presets.ts';
import { backendsHere } from './backends.ts';
import { batchRates } from './batch-rates.ts';
import type { Group, Row } from './row.ts';

const PATIENCE_SECONDS = 4;

/** What is worth measuring where; plain JavaScript only to say how far behind it is. */
const MEASURED: Readonly<Record<BackendName, ReadonlyArray<readonly [PresetName, number[]]>>> = {
  webgpu: [
    ['small', [64, 128]],
    ['medium', [64, 128, 1024]],
    ['paper', [64, 128]],
  ],
  wasm: [
    ['small', [64, 128]],
    ['medium', [64, 128]],
  ],
  cpu: [['small', [8]]],
};

export const trainBench: Group = async (say) => {
  const rows: Row[] = [];
  for (const backend of await backendsHere(say)) {
    for (const [name, batches] of MEASURED[backend]) {
      rows.push(...(await samples(preset(name, [2, 2, 2], 'z2'), backend, batches, say)));
    }
  }
  return rows;
};

async function samples(
  config: RunConfig,
  backend: BackendName,
  batches: readonly number[],
  say: (line: string) => void,
): Promise<Row[]> {
  const replica = await LocalReplica.create(config, backend, 0, nodeWasmPaths());
  await replica.begin(0);
  const layout = layoutOf(config);
  const parameters = initialParameters(layout, seeded(config.seed));
  const optimiser = new AdamW(layout);
  const { learningRate, weightDecay, clip, labels } = config.learning;
  const step = async (demonstrations: number) => {
    const { gradient } = await replica.gradient({ parameters, demonstrations, played: null });
    clipNorm(gradient, clip);
    optimiser.update(parameters, gradient, learningRate, weightDecay);
  };
  const { description } = await replica.backend();
  const rates = {
    of: `train.${config.preset}.${backend}`,
    counted: 'samples',
    ...{ config, batches, patienceSeconds: PATIENCE_SECONDS },
    callOf: (batch: number) => () => step(batch),
    details: { labels, parameters: layout.size, device: description, replicas: 1 },
  };
  const rows = await batchRates(rates, say);
  await replica.dispose();
  return rows;
}
