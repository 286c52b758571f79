import * as tf from '@tensorflow/tfjs-core';
import { webGpuInternals } from './backend.ts';

/** Thrown by a plan whose device is gone: start the backend anew and capture again. */
export class DeviceLostError extends Error {
  override readonly name = 'DeviceLostError';
}

const reasons = new WeakMap<GPUDevice, string>();
const watched = new WeakSet<GPUDevice>();

/** Whether an error says so, also one that came from another thread. */
export function isDeviceLoss(error: unknown): error is Error {
  return error instanceof Error && error.name === 'DeviceLostError';
}

/** What was said of a device when it was lost. */
export function lossReason({ message }: Error): string {
  return /\((.*)\)/.exec(message)?.[1] ?? message;
}

/** Milliseconds within which a loss is told after the errors that it causes. */
const NEWS_MS = 50;

/**
 * What an error of a device means: a `DeviceLostError` where the device is gone, the error itself where
 * it is not.
 * @param device by default the one that TensorFlow.js runs on, if any
 */
export async function explained(error: unknown, device = activeDevice()): Promise<unknown> {
  if (device === null || isDeviceLoss(error)) return error;
  watch(device);
  // The loss is told in a promise of its own, which may come later.
  await Promise.race([device.lost, new Promise((resolve) => setTimeout(resolve, NEWS_MS))]);
  try {
    assertAlive(device);
    return error;
  } catch (loss) {
    return loss;
  }
}

function activeDevice(): GPUDevice | null {
  return tf.getBackend() === 'webgpu' ? webGpuInternals().device : null;
}

/** Begins to notice when a device is lost. */
export function watch(device: GPUDevice): void {
  if (watched.has(device)) return;
  watched.add(device);
  void device.lost.then(({ reason, message }) => {
    reasons.set(device, message || reason || 'no reason given');
  });
}

/** @throws DeviceLostError when the device is known to be lost */
export function assertAlive(device: GPUDevice): void {
  const reason = reasons.get(device);
  if (reason !== undefined) {
    throw new DeviceLostError(`The GPU device was lost (${reason}): capture again on a new one`);
  }
}
