import type { Gpu } from './gpu.ts';
import { workspaceBytes } from './plan.ts';
import type { Scheme } from './scheme.ts';
import { OutOfMemory, Stage } from './stage.ts';
import type { Candidate } from './tuner.ts';

/** A contender of ours with the kernels that may be its. */
export interface Group {
  readonly scheme: Scheme;
  readonly kind: 'classic' | 'scheme';
  readonly fitting: readonly Candidate[];
}

/**
 * A stage for all candidates; when the device has not the memory, without those that need the most
 * workspace, until it has.
 * @throws OutOfMemory when not even the classic kernel fits
 */
export async function roomFor(
  gpu: Gpu,
  groups: readonly Group[],
): Promise<{ stage: Stage; kept: Group[] }> {
  let kept: Group[] = [...groups];
  for (;;) {
    try {
      const plans = kept.flatMap(({ fitting }) => fitting.map(({ plan }) => plan));
      return { stage: await Stage.create(gpu, plans), kept };
    } catch (error) {
      const sizes = kept.flatMap(({ fitting }) => fitting.map(({ plan }) => workspaceBytes(plan)));
      const most = Math.max(...sizes);
      if (!(error instanceof OutOfMemory) || most === 0) throw error;
      kept = kept
        .map((group) => ({
          ...group,
          fitting: group.fitting.filter(({ plan }) => workspaceBytes(plan) < most),
        }))
        .filter(({ fitting }) => fitting.length > 0);
      if (kept[0]?.kind !== 'classic') throw error;
    }
  }
}
