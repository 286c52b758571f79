import type * as tf from '@tensorflow/tfjs-core';
import { flush, type Internals, webGpuInternals } from './backend.ts';
import { explained } from './device-loss.ts';
import type { View } from './recording.ts';

/** Writes values into a tensor's own buffer, after what was submitted before. */
export function overwrite(tensor: tf.Tensor, values: Float32Array | Int32Array): void {
  if (values.length !== tensor.size) {
    throw new RangeError(`${values.length} numbers for a tensor of ${tensor.size}`);
  }
  const backend = webGpuInternals();
  const { buffer, offset } = viewOf(backend, tensor);
  forgetValues(backend, tensor);
  backend.queue.writeBuffer(buffer, offset, values as BufferSource);
}

/** What a float32 tensor holds after what was submitted before; TensorFlow.js may remember older values. */
export async function readBack(tensor: tf.Tensor): Promise<Float32Array> {
  const backend = webGpuInternals();
  const { device, queue } = backend;
  const { buffer, offset, size } = viewOf(backend, tensor);
  const staging = device.createBuffer({
    size,
    usage: GPUBufferUsage.COPY_DST | GPUBufferUsage.MAP_READ,
  });
  const encoder = device.createCommandEncoder();
  encoder.copyBufferToBuffer(buffer, offset, staging, 0, size);
  queue.submit([encoder.finish()]);
  try {
    await staging.mapAsync(GPUMapMode.READ);
  } catch (error) {
    throw await explained(error, device);
  }
  const values = new Float32Array(staging.getMappedRange().slice(0));
  staging.destroy();
  return values;
}

/** Makes TensorFlow.js read a tensor anew when it is next asked for its values. */
export function forgetValues(backend: Internals, { dataId }: tf.TensorInfo): void {
  const record = backend.tensorMap.get(dataId);
  if (record.resource !== undefined && record.resource !== null) record.values = null;
}

function viewOf(backend: Internals, { dataId, size }: tf.Tensor): View {
  backend.uploadToGPU(dataId);
  // The upload itself may have been recorded only.
  flush(backend);
  const { resource } = backend.tensorMap.get(dataId);
  if (resource instanceof GPUBuffer) return { buffer: resource, offset: 0, size: 4 * size };
  return resource as View;
}
