/** Seconds that the GPU spends on recorded work. */
import { type Gpu, LostGpu } from './gpu.ts';

export type TimingMethod = 'timestamps' | 'submitted work done';

export interface Timer {
  readonly method: TimingMethod;
  /** Seconds for everything that `record` puts in one pass. May be negative: then it is no sample. */
  seconds(record: (pass: GPUComputePassEncoder) => void): Promise<number>;
  dispose(): void;
}

/** A timer of timestamp queries, or, without them, of the queue less an empty submission. */
export function createTimer(gpu: Gpu): Timer {
  return gpu.info.timestamps ? timestampTimer(gpu.device) : queueTimer(gpu.device);
}

function timestampTimer(device: GPUDevice): Timer {
  const queries = device.createQuerySet({ type: 'timestamp', count: 2 });
  const resolved = device.createBuffer({
    size: 16,
    usage: GPUBufferUsage.QUERY_RESOLVE | GPUBufferUsage.COPY_SRC,
  });
  const readable = device.createBuffer({
    size: 16,
    usage: GPUBufferUsage.MAP_READ | GPUBufferUsage.COPY_DST,
  });
  return {
    method: 'timestamps',
    seconds: async (record) => {
      const encoder = device.createCommandEncoder();
      const pass = encoder.beginComputePass({
        timestampWrites: {
          querySet: queries,
          beginningOfPassWriteIndex: 0,
          endOfPassWriteIndex: 1,
        },
      });
      record(pass);
      pass.end();
      encoder.resolveQuerySet(queries, 0, 2, resolved, 0);
      encoder.copyBufferToBuffer(resolved, 0, readable, 0, 16);
      device.queue.submit([encoder.finish()]);
      try {
        await readable.mapAsync(GPUMapMode.READ);
      } catch {
        throw new LostGpu('The GPU went away during a measurement.');
      }
      const [from, to] = new BigInt64Array(readable.getMappedRange().slice(0));
      readable.unmap();
      return Number(to! - from!) / 1e9;
    },
    dispose: () => {
      queries.destroy();
      resolved.destroy();
      readable.destroy();
    },
  };
}

function queueTimer(device: GPUDevice): Timer {
  const wall = async (record: (pass: GPUComputePassEncoder) => void) => {
    const encoder = device.createCommandEncoder();
    const pass = encoder.beginComputePass();
    record(pass);
    pass.end();
    const from = performance.now();
    device.queue.submit([encoder.finish()]);
    await device.queue.onSubmittedWorkDone();
    return (performance.now() - from) / 1000;
  };
  return {
    method: 'submitted work done',
    seconds: async (record) => {
      const empty = await wall(() => {});
      return (await wall(record)) - empty;
    },
    dispose: () => {},
  };
}
