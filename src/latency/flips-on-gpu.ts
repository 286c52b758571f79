/** Whether, and how widely, a search with flips runs on this machine's GPU. */
import { fitsGpu, GpuSearch } from '../flips/gpu/gpu-search.ts';
import type { SearchConfig, SearchState } from '../flips/search.ts';
import { adapterName } from '../network/adapter.ts';
import { NoGpu, openGpu } from './gpu.ts';

export interface GpuSearcher {
  readonly search: GpuSearch;
  /** 'nvidia hopper', for people. */
  readonly name: string;
  readonly walkers: number;
  /** Resolves when the GPU is gone, to a sentence. */
  readonly lost: Promise<string>;
  close(): void;
}

/** As many walkers as keep a card of the vendor busy and a round within a second or two. */
function walkersFor(vendor: string): number {
  if (/nvidia|amd/i.test(vendor)) return 32_768;
  return /apple/i.test(vendor) ? 8_192 : 2_048;
}

/**
 * The search on the GPU; null where there is none, where it is only a CPU that plays one, and where
 * walks of this search do not fit: then walks on the cores are all there is.
 * @param state of the pools it goes on from
 */
export async function gpuSearcher(
  config: SearchConfig,
  state: SearchState | null,
  gpu: GPU | undefined = globalThis.navigator?.gpu,
): Promise<GpuSearcher | null> {
  if (!fitsGpu(config)) return null;
  const opened = await openGpu(gpu).catch((error: unknown) => {
    if (error instanceof NoGpu) return null;
    throw error;
  });
  if (opened === null) return null;
  const { device, info } = opened;
  if (info.software) {
    device.destroy();
    return null;
  }
  const walkers = walkersFor(info.vendor);
  const search = await GpuSearch.create(device, { ...config, walkers }, state ?? undefined);
  return {
    search,
    name: adapterName(info),
    walkers,
    lost: device.lost.then(({ message }) => `The GPU went away (${message || 'no reason given'}).`),
    close: () => {
      search.dispose();
      device.destroy();
    },
  };
}
