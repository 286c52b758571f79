/** Buffers of WebGPU that were made in this thread and are neither destroyed nor collected yet. */
export interface GpuBuffers {
  readonly count: number;
  readonly bytes: number;
}

/** Counts buffers from now on, whoever makes them. @returns tells how many there are */
export function countGpuBuffers(): () => GpuBuffers {
  if (!('GPUDevice' in globalThis)) return () => ({ count: 0, bytes: 0 });
  let count = 0;
  let bytes = 0;
  const gone = (size: number) => {
    count--;
    bytes -= size;
  };
  const live = new WeakSet<GPUBuffer>();
  const collected = new FinalizationRegistry<number>(gone);
  const device = GPUDevice.prototype;
  const create = device.createBuffer;
  device.createBuffer = function (descriptor) {
    const buffer = create.call(this, descriptor);
    count++;
    bytes += buffer.size;
    live.add(buffer);
    collected.register(buffer, buffer.size, buffer);
    return buffer;
  };
  const { prototype } = GPUBuffer;
  const destroy = prototype.destroy;
  prototype.destroy = function () {
    if (live.delete(this)) {
      collected.unregister(this);
      gone(this.size);
    }
    return destroy.call(this);
  };
  return () => ({ count, bytes });
}
