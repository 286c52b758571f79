import type { ReadyStep } from './recording.ts';

/** GPU time of one run. */
export interface Profile {
  /** From the first dispatch's start to the last one's end. */
  readonly milliseconds: number;
  /** Largest first. */
  readonly kernels: readonly {
    readonly label: string;
    readonly count: number;
    readonly milliseconds: number;
  }[];
}

/** The most timestamps a query set may hold. */
const MOST_QUERIES = 4096;

export async function profileSteps(
  device: GPUDevice,
  steps: readonly ReadyStep[],
  after: (encoder: GPUCommandEncoder) => void,
): Promise<Profile> {
  if (!device.features.has('timestamp-query')) {
    throw new Error('This device cannot tell the time: it has no timestamp queries');
  }
  if (2 * steps.length > MOST_QUERIES) {
    throw new Error(`A profile takes at most ${MOST_QUERIES / 2} dispatches, not ${steps.length}`);
  }
  const count = Math.max(1, 2 * steps.length);
  const querySet = device.createQuerySet({ type: 'timestamp', count });
  const resolved = device.createBuffer({
    size: 8 * count,
    usage: GPUBufferUsage.QUERY_RESOLVE | GPUBufferUsage.COPY_SRC,
  });
  const read = device.createBuffer({
    size: 8 * count,
    usage: GPUBufferUsage.COPY_DST | GPUBufferUsage.MAP_READ,
  });
  const encoder = device.createCommandEncoder();
  for (const [i, { pipeline, group, workgroups }] of steps.entries()) {
    const pass = encoder.beginComputePass({
      timestampWrites: {
        querySet,
        beginningOfPassWriteIndex: 2 * i,
        endOfPassWriteIndex: 2 * i + 1,
      },
    });
    pass.setPipeline(pipeline);
    pass.setBindGroup(0, group);
    pass.dispatchWorkgroups(...workgroups);
    pass.end();
  }
  after(encoder);
  encoder.resolveQuerySet(querySet, 0, count, resolved, 0);
  encoder.copyBufferToBuffer(resolved, 0, read, 0, 8 * count);
  device.queue.submit([encoder.finish()]);
  await read.mapAsync(GPUMapMode.READ);
  const times = new BigUint64Array(read.getMappedRange().slice(0));
  read.unmap();
  for (const resource of [querySet, resolved, read]) resource.destroy();
  return summarise(steps, times);
}

function summarise(steps: readonly ReadyStep[], times: BigUint64Array): Profile {
  const byLabel = new Map<string, { count: number; milliseconds: number }>();
  for (const [i, { label }] of steps.entries()) {
    const entry = byLabel.get(label) ?? { count: 0, milliseconds: 0 };
    entry.count++;
    entry.milliseconds += nanoseconds(times, 2 * i, 2 * i + 1) / 1e6;
    byLabel.set(label, entry);
  }
  const kernels = [...byLabel].map(([label, entry]) => ({ label, ...entry }));
  return {
    milliseconds: steps.length ? nanoseconds(times, 0, 2 * steps.length - 1) / 1e6 : 0,
    kernels: kernels.sort((a, b) => b.milliseconds - a.milliseconds),
  };
}

function nanoseconds(times: BigUint64Array, from: number, to: number): number {
  return Number(times[to]! - times[from]!);
}
