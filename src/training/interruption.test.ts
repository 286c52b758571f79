import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import { expect, test } from 'vitest';
import { Interruption } from './interruption.ts';

/** Collects garbage, until what only a finished task still held is gone too. */
async function collect(): Promise<void> {
  setFlagsFromString('--expose-gc');
  const gc = runInNewContext('gc') as () => void;
  for (let i = 0; i < 3; i++) {
    await new Promise((resolve) => setImmediate(resolve));
    gc();
  }
}

test('a call settles as it would without', async () => {
  const { guard } = bound(new Interruption());
  expect(await guard(Promise.resolve(7))).toBe(7);
  await expect(guard(Promise.reject(new Error('no')))).rejects.toThrow('no');
});

test('what is waited for rejects when the interruption comes, then and later', async () => {
  const interruption = new Interruption();
  const { guard } = bound(interruption);
  const first = guard(new Promise(() => {}));
  const second = guard(new Promise(() => {}));
  interruption.come(new Error('the worker died'));
  interruption.come(new Error('again'));
  await expect(first).rejects.toThrow('the worker died');
  await expect(second).rejects.toThrow('the worker died');
  await expect(guard(Promise.resolve(1))).rejects.toThrow('the worker died');
  // A call that fails after that is nobody's concern any more.
  await expect(guard(Promise.reject(new Error('late')))).rejects.toThrow('the worker died');
});

test('nothing of a call that settled is kept', async () => {
  const interruption = new Interruption();
  const kept: WeakRef<object>[] = [];
  for (let i = 0; i < 20; i++) {
    const result = await interruption.guard(Promise.resolve({ bytes: new Uint8Array(1000) }));
    kept.push(new WeakRef(result));
    await interruption.guard(Promise.reject(new Error('no'))).catch(() => {});
  }
  expect(interruption.waiting).toBe(0);
  await collect();
  // The last may still lie in the frame of the loop.
  expect(kept.filter((reference) => reference.deref() !== undefined).length).toBeLessThan(2);
});

function bound(interruption: Interruption) {
  return { guard: <R>(call: PromiseLike<R>) => interruption.guard(call) };
}
