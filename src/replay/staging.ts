/** Buffers to read results back through: as many as runs are under way at once. */
export class Staging {
  readonly #device: GPUDevice;
  readonly #bytes: number;
  readonly #free: GPUBuffer[] = [];
  readonly #all = new Set<GPUBuffer>();

  constructor(device: GPUDevice, bytes: number) {
    this.#device = device;
    this.#bytes = Math.max(4, bytes);
  }

  take(): GPUBuffer {
    const free = this.#free.pop();
    if (free !== undefined) return free;
    const buffer = this.#device.createBuffer({
      size: this.#bytes,
      usage: GPUBufferUsage.COPY_DST | GPUBufferUsage.MAP_READ,
    });
    this.#all.add(buffer);
    return buffer;
  }

  giveBack(buffer: GPUBuffer): void {
    if (this.#all.has(buffer)) this.#free.push(buffer);
  }

  dispose(): void {
    for (const buffer of this.#all) buffer.destroy();
    this.#all.clear();
    this.#free.length = 0;
  }
}
