import { kernelsBase64 } from './kernels.generated.ts';

/** The functions of `assembly/`; pointers are byte addresses in TensorFlow.js's memory, 0 for none. */
export interface KernelModule {
  packPanels(
    b: number,
    k: number,
    n: number,
    rowStride: number,
    columnStride: number,
    to: number,
  ): void;
  multiply(
    m: number,
    n: number,
    k: number,
    a: number,
    mask: number,
    panels: number,
    bias: number,
    residual: number,
    relu: boolean,
    out: number,
    scratch: number,
  ): void;
  weightGradient(
    m: number,
    n: number,
    o: number,
    x: number,
    dy: number,
    mask: number,
    dw: number,
    db: number,
    scratch: number,
  ): void;
  layerNorm(
    rows: number,
    channels: number,
    epsilon: number,
    x: number,
    gain: number,
    bias: number,
    y: number,
    statistics: number,
  ): void;
  layerNormGradient(
    rows: number,
    channels: number,
    x: number,
    gain: number,
    dy: number,
    statistics: number,
    dx: number,
    dGain: number,
    dBias: number,
  ): void;
  attention(
    groups: number,
    heads: number,
    lq: number,
    lk: number,
    size: number,
    causal: boolean,
    scale: number,
    q: number,
    qStride: number,
    k: number,
    v: number,
    kvStride: number,
    out: number,
    outStride: number,
    probabilities: number,
    scratch: number,
  ): void;
  attentionGradient(
    groups: number,
    heads: number,
    lq: number,
    lk: number,
    size: number,
    scale: number,
    q: number,
    qStride: number,
    k: number,
    v: number,
    kvStride: number,
    dy: number,
    dyStride: number,
    probabilities: number,
    dq: number,
    dk: number,
    dv: number,
    scratch: number,
  ): void;
  alignPair(batch: number, s: number, channels: number, a: number, b: number, x: number): void;
  splitPair(batch: number, s: number, channels: number, x: number, a: number, b: number): void;
  pickLogProbability(
    rows: number,
    classes: number,
    logits: number,
    labels: number,
    out: number,
    normaliser: number,
  ): void;
  pickLogProbabilityGradient(
    rows: number,
    classes: number,
    logits: number,
    labels: number,
    normaliser: number,
    dy: number,
    dLogits: number,
  ): void;
}

/** @throws WebAssembly.CompileError where there is no SIMD */
export async function instantiateKernels(memory: WebAssembly.Memory): Promise<KernelModule> {
  const bytes = Uint8Array.from(atob(kernelsBase64), (character) => character.charCodeAt(0));
  const imports = { env: { memory, log: Math.log } };
  const { instance } = await WebAssembly.instantiate(bytes, imports);
  // WebAssembly's exports carry no types; this interface mirrors assembly/index.ts.
  return instance.exports as unknown as KernelModule;
}
