import { describe, expect, it } from 'vitest';
import { nodeWasmPaths } from '../network/node-backend.ts';
import { relativeError } from '../network/ops/testing.ts';
import { provideTestGpu, skipWithoutWebGpu } from '../replay/testing.ts';
import { type Checkpoint, readCheckpoint } from './checkpoint.ts';
import type { RunEvent } from './events.ts';
import { LocalReplica } from './local-replica.ts';
import { tinyRun } from './testing/tiny-run.ts';
import { Trainer } from './trainer.ts';

/** Rounds of learning only, so that nothing sampled can lead two devices apart. */
const atOnce = tinyRun({ learning: { stepsBeforeActing: 6, stepsPerRound: 3 } });
const inParts = { ...atOnce, learning: { ...atOnce.learning, microBatch: 3 } };

/** The checkpoint after so many rounds. A slow device reports within them too. */
async function learnt(
  backend: 'wasm' | 'webgpu',
  rounds: number,
  from?: Uint8Array,
  config = atOnce,
): Promise<{ file: Uint8Array; saved: Checkpoint; alone: boolean }> {
  const replica = await LocalReplica.create(config, backend, 0, nodeWasmPaths());
  const begun = from === undefined ? 0 : readCheckpoint(from).counters.step;
  const last = begun + rounds * config.learning.stepsPerRound;
  let halted: Promise<void> | null = null;
  const hear = (event: RunEvent) => {
    if (event.kind === 'progress' && event.step === last) halted ??= trainer.pause();
  };
  const trainer = new Trainer(config, [replica], hear, from);
  const end = trainer.run();
  while (halted === null) await new Promise((resolve) => setTimeout(resolve, 10));
  await halted;
  const file = await trainer.checkpoint();
  const alone = await replica.learnsAlone();
  trainer.stop();
  await end;
  await replica.dispose();
  return { file, saved: readCheckpoint(file), alone };
}

describe.skipIf(skipWithoutWebGpu())('learning that stays on the device', () => {
  it('comes to what learning elsewhere comes to, and goes on from a checkpoint', {
    timeout: 120_000,
  }, async () => {
    const expected = await learnt('wasm', 2);
    await provideTestGpu();
    const half = await learnt('webgpu', 1);
    const whole = await learnt('webgpu', 1, half.file);
    expect([expected.alone, half.alone]).toEqual([false, true]);
    expect(half.saved.counters.step).toBe(3);
    expect(half.saved.optimiser.step).toBe(3);
    expect(whole.saved.counters.step).toBe(6);
    const straight = await learnt('webgpu', 2);
    expect(straight.saved.optimiser.step).toBe(6);
    expect(relativeError(straight.saved.parameters, expected.saved.parameters)).toBeLessThan(1e-3);
    expect(
      relativeError(straight.saved.optimiser.first, expected.saved.optimiser.first),
    ).toBeLessThan(1e-3);
    expect(half.saved.parameters).not.toEqual(whole.saved.parameters);
    const parts = await learnt('webgpu', 2, undefined, inParts);
    expect(parts.alone).toBe(true);
    expect(relativeError(parts.saved.parameters, expected.saved.parameters)).toBeLessThan(1e-3);
    expect(relativeError(parts.saved.optimiser.first, expected.saved.optimiser.first)).toBeLessThan(
      1e-3,
    );
  });
});
