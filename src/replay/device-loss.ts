/** Thrown by a plan whose device is gone: start the backend anew and capture again. */
export class DeviceLostError extends Error {
  override readonly name = 'DeviceLostError';
}

const reasons = new WeakMap<GPUDevice, string>();
const watched = new WeakSet<GPUDevice>();

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
