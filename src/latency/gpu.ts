/**
 * The one way to a GPU, in a browser, a worker or Node with Dawn (the `webgpu` package): WebGPU's own
 * interfaces, with every limit raised as far as the adapter allows and the optional features the
 * kernels can use.
 */
import { isSoftware, requestAdapter } from '../network/adapter.ts';

/** What is known of an adapter, for people and for cache keys. */
export interface GpuInfo {
  readonly vendor: string;
  readonly architecture: string;
  readonly device: string;
  readonly description: string;
  /** A CPU that plays a GPU: its times say nothing about a GPU. */
  readonly software: boolean;
  readonly timestamps: boolean;
  readonly f16: boolean;
  readonly subgroups: boolean;
  /** The sizes of subgroups, 0 where the adapter does not tell. */
  readonly subgroupSizes: readonly [least: number, most: number];
}

/** The limits that decide whether a case fits. Bytes, except where said. */
export interface GpuLimits {
  readonly maxBufferSize: number;
  readonly maxStorageBufferBindingSize: number;
  readonly maxComputeWorkgroupStorageSize: number;
  /** Invocations */
  readonly maxComputeInvocationsPerWorkgroup: number;
  /** Workgroups */
  readonly maxComputeWorkgroupsPerDimension: number;
  /** Bindings */
  readonly maxStorageBuffersPerShaderStage: number;
}

export interface Gpu {
  readonly device: GPUDevice;
  readonly info: GpuInfo;
  readonly limits: GpuLimits;
}

/** There is nothing to time on: the message is one sentence. */
export class NoGpu extends Error {
  override readonly name = 'NoGpu';
}

/** The device went away in the middle; the message is one sentence. */
export class LostGpu extends Error {
  override readonly name = 'LostGpu';
}

const RAISED = [
  'maxBufferSize',
  'maxStorageBufferBindingSize',
  'maxComputeWorkgroupStorageSize',
  'maxComputeInvocationsPerWorkgroup',
  'maxComputeWorkgroupSizeX',
  'maxComputeWorkgroupsPerDimension',
  'maxStorageBuffersPerShaderStage',
] as const;

const WANTED: readonly GPUFeatureName[] = ['timestamp-query', 'shader-f16', 'subgroups'];

/**
 * Opens a device of its own on the fastest adapter.
 * @throws NoGpu with one sentence when there is none
 */
export async function openGpu(gpu: GPU | undefined): Promise<Gpu> {
  if (gpu === undefined) throw new NoGpu('This browser has no WebGPU.');
  const adapter = await requestAdapter(gpu);
  if (adapter === null) throw new NoGpu('WebGPU is there, but no graphics adapter answered.');
  const features = WANTED.filter((feature) => adapter.features.has(feature));
  const requiredLimits: Record<string, number> = {};
  for (const name of RAISED) requiredLimits[name] = adapter.limits[name];
  const device = await adapter.requestDevice({ requiredFeatures: features, requiredLimits });
  return { device, info: describe(adapter), limits: limitsOf(device.limits) };
}

function describe(adapter: GPUAdapter): GpuInfo {
  const { info } = adapter;
  return {
    vendor: info.vendor,
    architecture: info.architecture,
    device: info.device,
    description: info.description,
    software: isSoftware(info),
    timestamps: adapter.features.has('timestamp-query'),
    f16: adapter.features.has('shader-f16'),
    subgroups: adapter.features.has('subgroups'),
    subgroupSizes: [info.subgroupMinSize ?? 0, info.subgroupMaxSize ?? 0],
  };
}

function limitsOf(limits: GPUSupportedLimits): GpuLimits {
  return {
    maxBufferSize: limits.maxBufferSize,
    maxStorageBufferBindingSize: limits.maxStorageBufferBindingSize,
    maxComputeWorkgroupStorageSize: limits.maxComputeWorkgroupStorageSize,
    maxComputeInvocationsPerWorkgroup: limits.maxComputeInvocationsPerWorkgroup,
    maxComputeWorkgroupsPerDimension: limits.maxComputeWorkgroupsPerDimension,
    maxStorageBuffersPerShaderStage: limits.maxStorageBuffersPerShaderStage,
  };
}
