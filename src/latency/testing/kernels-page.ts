/**
 * The same cases on the browser's own WebGPU: e2e/kernels.spec.ts bundles this file into a page and
 * calls what it exports.
 */
import { adapterName } from '../../network/adapter.ts';
import { openGpu } from '../gpu.ts';
import { type Outcome, runCase, schemeCases, tileCases } from './kernel-cases.ts';

export interface PageRun {
  readonly adapter: string;
  readonly outcomes: readonly Outcome[];
}

/** @param published the text of zt_best_le5.json, null where it is absent */
export async function run(kind: 'tiles' | 'schemes', published: string | null): Promise<PageRun> {
  const gpu = await openGpu(navigator.gpu);
  const outcomes: Outcome[] = [];
  for (const each of kind === 'tiles' ? tileCases() : schemeCases(published)) {
    outcomes.push(await runCase(gpu, each));
  }
  gpu.device.destroy();
  return { adapter: adapterName(gpu.info), outcomes };
}
