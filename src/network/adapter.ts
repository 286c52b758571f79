/**
 * The one way to a WebGPU adapter, and what it tells of itself. The probe and the page use it too: it
 * imports nothing, TensorFlow.js least of all.
 */

/** What is known of a WebGPU adapter. */
export interface AdapterFound {
  readonly description: string;
  /** A CPU that plays a GPU: 50 to 100 times slower than WebAssembly. */
  readonly software: boolean;
}

/** What an adapter tells of itself; browsers leave out what they please. */
export interface AdapterWords {
  readonly vendor?: string;
  readonly architecture?: string;
  readonly device?: string;
  readonly description?: string;
}

/** The first request after a browser starts may answer null although there is a GPU. */
const ATTEMPTS = 4;
const RETRY_MS = 400;

/**
 * The fastest adapter; null when none answers within a second or two.
 * @param attempts 0.4 s apart
 */
export async function requestAdapter(gpu: GPU, attempts = ATTEMPTS): Promise<GPUAdapter | null> {
  for (let attempt = 0; attempt < attempts; attempt++) {
    if (attempt > 0) await new Promise((resolve) => setTimeout(resolve, RETRY_MS));
    const adapter = await gpu
      .requestAdapter({ powerPreference: 'high-performance' })
      .catch(() => null);
    if (adapter !== null) return adapter;
  }
  return null;
}

/** This thread's adapter in words; null when there is no WebGPU or no adapter. */
export async function findAdapter(attempts?: number): Promise<AdapterFound | null> {
  const gpu: GPU | undefined = globalThis.navigator?.gpu;
  const adapter = gpu === undefined ? null : await requestAdapter(gpu, attempts);
  if (adapter === null) return null;
  // Browsers of before 2024 have no `info`.
  const info = (adapter.info as GPUAdapterInfo | undefined) ?? {};
  return { description: adapterName(info), software: isSoftware(info) };
}

/** Whether the adapter is a CPU that plays a GPU. */
export function isSoftware(info: AdapterWords & { readonly isFallbackAdapter?: boolean }): boolean {
  return (
    info.isFallbackAdapter === true || /swiftshader|llvmpipe|software/i.test(adapterName(info))
  );
}

/** 'nvidia hopper' or whatever the adapter tells of itself. */
export function adapterName({ vendor, architecture, device, description }: AdapterWords): string {
  const words = [vendor, architecture, device, description].filter(Boolean);
  return [...new Set(words)].join(' ') || 'an adapter without a name';
}
