import * as tf from '@tensorflow/tfjs-core';
import { describe, expect, it } from 'vitest';
import { webGpuInternals } from './backend.ts';
import { capture, DeviceLostError } from './index.ts';
import { skipWithoutWebGpu, startTestGpu } from './testing.ts';

describe.skipIf(skipWithoutWebGpu())('a lost device', () => {
  it('is told by plans, by captures, and by runs under way', { timeout: 300_000 }, async () => {
    await startTestGpu();
    const plan = await capture({ x: { shape: [2] } }, ({ x }) => ({ y: tf.neg(x) }));
    expect([...(await plan.run({ x: Float32Array.of(1, 2) })).y]).toEqual([-1, -2]);
    const { device } = webGpuInternals();
    const underWay = plan.run().catch((error: unknown) => error);
    device.destroy();
    await device.lost;
    // It may have come through before.
    const outcome = await underWay;
    if (outcome instanceof Error) expect(outcome).toBeInstanceOf(DeviceLostError);
    await expect(plan.run()).rejects.toBeInstanceOf(DeviceLostError);
    expect(() => plan.submit()).toThrow('capture again on a new one');
    await expect(capture({}, () => ({}))).rejects.toBeInstanceOf(DeviceLostError);
    plan.dispose();
  });
});
