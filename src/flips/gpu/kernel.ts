/** Which shader walks, for given factors on a given device. */
import { subgroupShader } from './subgroup-shader.ts';
import { threadBytes } from './thread-memory.ts';
import { threadShader } from './thread-shader.ts';

export interface GpuWalksOptions {
  readonly walkers: number;
  /** The most terms that a walk may have: up to 128. */
  readonly capacity: number;
  /** The longest factor has so many: up to 32. */
  readonly entries: number;
  /** What walks; when not given, what is faster for these factors on this device. */
  readonly kernel?: 'subgroup' | 'thread';
}

export interface Kernel {
  readonly name: 'subgroup' | 'thread';
  readonly code: string;
  readonly walkersAWorkgroup: number;
}

const MOST_THREADS = 32;
const WALKERS_A_WORKGROUP = 4;

/** The size of the device's subgroups where all have the same, of 4 to 32 threads; else null. */
function subgroupSize(device: GPUDevice): number | null {
  const { subgroupMinSize: least, subgroupMaxSize: most } = device.adapterInfo;
  const fits = least === most && least >= 4 && least <= 32;
  return device.features.has('subgroups') && fits ? least : null;
}

/**
 * Threads walk fastest where two factors share a word, subgroups otherwise, where there are any.
 * @throws RangeError when nothing can walk
 */
export function kernelFor(device: GPUDevice, options: GpuWalksOptions): Kernel {
  const { capacity, entries, kernel } = options;
  if (entries > 32 || capacity > 128) {
    throw new RangeError('Walks on the GPU have factors of at most 32 entries, and 128 terms');
  }
  const subgroup = subgroupSize(device);
  if (kernel === 'subgroup' && subgroup === null) {
    throw new RangeError('This GPU has no subgroups of one size');
  }
  if (subgroup !== null && kernel !== 'thread' && (entries > 16 || kernel === 'subgroup')) {
    const walkers = WALKERS_A_WORKGROUP;
    const code = subgroupShader({ capacity, subgroup, walkers });
    return { name: 'subgroup', code, walkersAWorkgroup: walkers };
  }
  const { maxComputeWorkgroupStorageSize: room } = device.limits;
  const fit = Math.floor(room / threadBytes({ capacity, entries }));
  if (fit < 1) {
    throw new RangeError(
      `A walker of ${capacity} terms takes more workgroup memory than this GPU has (${room} bytes)`,
    );
  }
  const threads = Math.min(MOST_THREADS, fit);
  const code = threadShader({ capacity, entries, threads });
  return { name: 'thread', code, walkersAWorkgroup: threads };
}
