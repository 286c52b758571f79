/** What is known of a WebGPU adapter. */
export interface AdapterFound {
  readonly description: string;
  /** A CPU that plays a GPU: 50 to 100 times slower than WebAssembly. */
  readonly software: boolean;
}

interface GpuAdapter {
  readonly info?: {
    readonly vendor?: string;
    readonly architecture?: string;
    readonly device?: string;
    readonly description?: string;
    readonly isFallbackAdapter?: boolean;
  };
}

interface Gpu {
  requestAdapter(options?: { powerPreference?: string }): Promise<GpuAdapter | null>;
}

/** The first request after the browser starts may answer null although there is a GPU. */
const ATTEMPTS = 4;
const RETRY_MS = 400;

/** Asks for a WebGPU adapter; null when there is no WebGPU or no adapter after a second or two. */
export async function findAdapter(): Promise<AdapterFound | null> {
  const gpu = (globalThis.navigator as { gpu?: Gpu } | undefined)?.gpu;
  if (gpu === undefined) return null;
  for (let attempt = 0; attempt < ATTEMPTS; attempt++) {
    if (attempt > 0) await new Promise((resolve) => setTimeout(resolve, RETRY_MS));
    const adapter = await gpu
      .requestAdapter({ powerPreference: 'high-performance' })
      .catch(() => null);
    if (adapter !== null) return inWords(adapter);
  }
  return null;
}

function inWords({ info = {} }: GpuAdapter): AdapterFound {
  const words = [info.vendor, info.architecture, info.device, info.description].filter(Boolean);
  const text = words.join(' ');
  return {
    description: text || 'an adapter without a name',
    software: info.isFallbackAdapter === true || /swiftshader|llvmpipe|software/i.test(text),
  };
}
