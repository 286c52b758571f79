import type * as tf from '@tensorflow/tfjs-core';
import { env } from '@tensorflow/tfjs-core';
import { type Internals, type TensorRecord, webGpuInternals } from './backend.ts';
import { forgetValues } from './buffers.ts';
import { activeRecorder, type Recorder } from './recorder.ts';
import type { Binding } from './recording.ts';

/** A buffer that a kernel sees: its name in the shader, and the WGSL type of an element. */
export interface KernelBuffer {
  readonly name: string;
  readonly type: string;
}

/** A compute shader; its bindings are declared for it, its entry point is `main`. */
export interface Kernel {
  /** Names it in profiles. */
  readonly label: string;
  /** WGSL without the declarations of the buffers. */
  readonly code: string;
  /** Tensors it makes. */
  readonly outputs: readonly (KernelBuffer & {
    readonly shape: readonly number[];
    readonly dtype?: 'float32' | 'int32';
  })[];
  /** Tensors it reads. */
  readonly inputs: readonly (KernelBuffer & { readonly tensor: tf.TensorInfo })[];
  /** Tensors it changes. */
  readonly changes?: readonly (KernelBuffer & { readonly tensor: tf.TensorInfo })[];
  readonly workgroups: readonly [number, number, number];
}

/**
 * Runs a compute shader on tensors of the webgpu backend, or records it when a capture is under way:
 * several outputs, and tensors changed in place, which TensorFlow.js's own programs cannot have.
 */
export function runKernel(kernel: Kernel): tf.TensorInfo[] {
  const backend = webGpuInternals();
  const outputs = kernel.outputs.map(({ shape, dtype }) =>
    backend.makeTensorInfo(shape, dtype ?? 'float32'),
  );
  const tensors = [
    ...outputs,
    ...(kernel.changes ?? []).map(({ tensor }) => tensor),
    ...kernel.inputs.map(({ tensor }) => tensor),
  ];
  for (const { dataId } of tensors) backend.uploadToGPU(dataId);
  const recorder = activeRecorder(backend);
  const compiled = compiledKernel(backend.device, kernel, recorder !== undefined);
  if (recorder !== undefined) {
    for (const { tensor } of kernel.changes ?? []) recorder.changed.add(tensor.dataId);
    const bindings = tensors.map((tensor) => recorder.binding(tensor));
    push(recorder, kernel, compiled, bindings);
    return outputs;
  }
  for (const { tensor } of kernel.changes ?? []) forgetValues(backend, tensor);
  dispatchNow(backend, compiled, tensors, kernel.workgroups);
  return outputs;
}

/** A kernel that is recorded with what it binds, tensors or not. */
export interface BoundKernel extends Pick<Kernel, 'label' | 'code' | 'workgroups'> {
  readonly outputs: readonly (KernelBuffer & { readonly binding: Binding })[];
  readonly inputs: readonly (KernelBuffer & { readonly binding: Binding })[];
}

/** Records a kernel within a capture. */
export function recordKernel(recorder: Recorder, kernel: BoundKernel): void {
  const compiled = compiledKernel(webGpuInternals().device, kernel, true);
  const bindings = [...kernel.outputs, ...kernel.inputs].map(({ binding }) => binding);
  push(recorder, kernel, compiled, bindings);
}

function push(
  { steps }: Recorder,
  { label, workgroups }: Pick<Kernel, 'label' | 'workgroups'>,
  { pipeline }: Compiled,
  bindings: readonly Binding[],
): void {
  steps.push({ label, pipeline, bindings, uniforms: null, workgroups });
}

/** What of a kernel its shader depends on. */
interface Shader extends Pick<Kernel, 'label' | 'code'> {
  readonly outputs: readonly KernelBuffer[];
  readonly inputs: readonly KernelBuffer[];
  readonly changes?: readonly KernelBuffer[];
}

interface Compiled {
  pipeline: GPUComputePipeline | Promise<GPUComputePipeline>;
  readonly layout: GPUBindGroupLayout;
}

const compiledOf = new WeakMap<GPUDevice, Map<string, Compiled>>();

function compiledKernel(device: GPUDevice, kernel: Shader, later: boolean): Compiled {
  let byCode = compiledOf.get(device);
  if (byCode === undefined) {
    byCode = new Map();
    compiledOf.set(device, byCode);
  }
  const code = wholeCode(kernel);
  const known = byCode.get(code);
  if (known !== undefined && (later || !(known.pipeline instanceof Promise))) return known;
  const written = kernel.outputs.length + (kernel.changes?.length ?? 0);
  const layout = device.createBindGroupLayout({
    entries: Array.from({ length: written + kernel.inputs.length }, (_, binding) => ({
      binding,
      visibility: GPUShaderStage.COMPUTE,
      buffer: { type: binding < written ? 'storage' : 'read-only-storage' },
    })),
  });
  const descriptor: GPUComputePipelineDescriptor = {
    label: kernel.label,
    layout: device.createPipelineLayout({ bindGroupLayouts: [layout] }),
    compute: {
      module: device.createShaderModule({ code, label: kernel.label }),
      entryPoint: 'main',
    },
  };
  const compiled: Compiled = {
    layout,
    pipeline: later
      ? device.createComputePipelineAsync(descriptor)
      : device.createComputePipeline(descriptor),
  };
  byCode.set(code, compiled);
  if (compiled.pipeline instanceof Promise) {
    compiled.pipeline.then(
      (pipeline) => {
        compiled.pipeline = pipeline;
      },
      // Whoever awaits it is told; the next use compiles it again.
      () => byCode.delete(code),
    );
  }
  return compiled;
}

function wholeCode({ code, outputs, changes = [], inputs }: Shader): string {
  const written = [...outputs, ...changes];
  const declarations = [...written, ...inputs].map(
    ({ name, type }, binding) =>
      `@group(0) @binding(${binding}) var<storage, ${
        binding < written.length ? 'read_write' : 'read'
      }> ${name}: array<${type}>;`,
  );
  return `${declarations.join('\n')}\n${code}`;
}

/** As TensorFlow.js does with its own programs. */
function dispatchNow(
  backend: Internals,
  { pipeline, layout }: Compiled,
  tensors: readonly tf.TensorInfo[],
  workgroups: readonly [number, number, number],
): void {
  const entries = tensors.map(({ dataId }, binding) => {
    backend.commandQueueOwnedIds.add(dataId);
    return { binding, resource: asBinding(backend.tensorMap.get(dataId)) };
  });
  const group = backend.device.createBindGroup({ layout, entries });
  backend.ensureCommandEncoderReady();
  backend.computePassEncoder ??= backend.commandEncoder!.beginComputePass();
  const pass = backend.computePassEncoder;
  // Outside a capture nothing is compiled in the background.
  pass.setPipeline(pipeline as GPUComputePipeline);
  pass.setBindGroup(0, group);
  pass.dispatchWorkgroups(...workgroups);
  backend.dispatchCountInPass++;
  if (backend.dispatchCountInPass >= env().getNumber('WEBGPU_DEFERRED_SUBMIT_BATCH_SIZE')) {
    backend.endComputePassEncoder();
    backend.submitQueue();
  }
}

function asBinding({ resource }: TensorRecord): GPUBufferBinding {
  return resource instanceof GPUBuffer ? { buffer: resource } : (resource as GPUBufferBinding);
}
