import * as tf from '@tensorflow/tfjs-core';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { capture, overwrite, pack, readBack, runKernel } from './index.ts';
import { skipWithoutWebGpu, startTestGpu } from './testing.ts';

// Shaders compile slowly where two cores play the GPU.
vi.setConfig({ testTimeout: 300_000 });

/** Numbers in −1…1 that depend on the seed alone. */
function numbers(count: number, seed: number): Float32Array {
  let state = seed * 2654435761 + 12345;
  return Float32Array.from({ length: count }, () => {
    state = (Math.imul(state, 1664525) + 1013904223) | 0;
    return state / 2 ** 31;
  });
}

function expectClose(actual: ArrayLike<number>, expected: ArrayLike<number>, bound = 1e-5): void {
  expect(actual.length).toBe(expected.length);
  const scale = Array.from(expected).reduce((most, x) => Math.max(most, Math.abs(x)), 1e-6);
  const worst = Array.from(actual).reduce((w, x, i) => Math.max(w, Math.abs(x - expected[i]!)), 0);
  expect(worst / scale).toBeLessThan(bound);
}

describe.skipIf(skipWithoutWebGpu())('capture', () => {
  beforeAll(startTestGpu, 60_000);
  afterAll(() => tf.disposeVariables());

  const layer = (x: tf.Tensor, w: tf.Tensor, b: tf.Tensor): tf.Tensor =>
    tf.relu(tf.add(tf.matMul(x as tf.Tensor2D, w as tf.Tensor2D), b));

  it('gives what the uncaptured computation gives, for every input', async () => {
    const w = tf.variable(tf.tensor2d(numbers(12, 1), [4, 3]));
    const b = tf.variable(tf.tensor1d(numbers(3, 2)));
    const compute = (x: tf.Tensor) => tf.mul(tf.softmax(layer(x, w, b)), tf.scalar(3));
    const plan = await capture({ x: { shape: [5, 4] } }, ({ x }) => ({
      y: compute(x),
      sum: tf.sum(x, 1),
    }));
    for (let seed = 3; seed < 8; seed++) {
      const x = numbers(20, seed);
      const { y, sum } = await plan.run({ x });
      const expected = tf.tidy(() => [
        compute(tf.tensor2d(x, [5, 4])),
        tf.sum(tf.tensor2d(x, [5, 4]), 1),
      ]);
      expectClose(y, await expected[0]!.data());
      expectClose(sum, await expected[1]!.data());
      tf.dispose(expected);
    }
    plan.dispose();
    tf.dispose([w, b]);
  });

  it('trains like the uncaptured step over many steps, moments included', async () => {
    const initial = [numbers(24, 1), numbers(6, 2), numbers(6, 3)];
    const shapes = [[4, 6], [6], [6, 1]];
    const make = () => initial.map((data, i) => tf.variable(tf.tensor(data.slice(), shapes[i])));
    const loss = ([w1, b1, w2]: tf.Variable[], x: tf.Tensor, t: tf.Tensor) =>
      tf.mean(
        tf.square(tf.sub(tf.matMul(layer(x, w1!, b1!) as tf.Tensor2D, w2 as tf.Tensor2D), t)),
      ) as tf.Scalar;
    const batch = (step: number) => ({ x: numbers(32, 10 + step), t: numbers(8, 100 + step) });
    const momentumStep = (
      variables: tf.Variable[],
      moments: tf.Variable[],
      x: tf.Tensor,
      t: tf.Tensor,
    ) => {
      const { value, grads } = tf.variableGrads(() => loss(variables, x, t), variables);
      for (const [i, variable] of variables.entries()) {
        const moment = moments[i]!;
        moment.assign(tf.add(tf.mul(moment, 0.9), grads[variable.name]!));
        variable.assign(tf.sub(variable, tf.mul(moment, 0.05)));
      }
      return value;
    };
    const zeros = () => initial.map((_, i) => tf.variable(tf.zeros(shapes[i]!)));
    const [plain, plainMoments] = [make(), zeros()];
    const losses: number[] = [];
    for (let step = 0; step < 12; step++) {
      const { x, t } = batch(step);
      const value = tf.tidy(() =>
        momentumStep(plain, plainMoments, tf.tensor2d(x, [8, 4]), tf.tensor2d(t, [8, 1])),
      );
      losses.push((await value.data())[0]!);
      value.dispose();
    }
    const [captured, moments] = [make(), zeros()];
    const plan = await capture({ x: { shape: [8, 4] }, t: { shape: [8, 1] } }, ({ x, t }) => ({
      loss: momentumStep(captured, moments, x, t),
    }));
    for (let step = 0; step < 12; step++) {
      const { loss: value } = await plan.run(batch(step));
      expectClose(value, [losses[step]!]);
    }
    for (const [i, variable] of captured.entries()) {
      expectClose(await variable.data(), await plain[i]!.data());
    }
    plan.dispose();
    tf.dispose([...plain, ...plainMoments, ...captured, ...moments]);
  }, 300_000);

  it('shares variables between plans, in the order of the submissions', async () => {
    const w = tf.variable(tf.tensor1d([1, 2, 3]));
    const grow = await capture({ by: { shape: [3] } }, ({ by }) => {
      w.assign(tf.add(w, by) as tf.Tensor1D);
      return {};
    });
    const look = await capture({}, () => ({ twice: tf.mul(w, 2) }));
    grow.submit({ by: Float32Array.of(1, 1, 1) });
    grow.submit();
    expect([...(await look.run()).twice]).toEqual([6, 8, 10]);
    overwrite(w, Float32Array.of(5, 5, 5));
    grow.submit({ by: Float32Array.of(0, 1, 2) });
    expect([...(await look.run()).twice]).toEqual([10, 12, 14]);
    expect([...(await w.data())]).toEqual([5, 6, 7]);
    // What was read once is not remembered beyond the next run.
    grow.submit();
    expect([...(await w.data())]).toEqual([5, 7, 9]);
    expect([...(await readBack(w))]).toEqual([5, 7, 9]);
    w.assign(tf.tensor1d([0, 0, 0]));
    expect(() => grow.submit()).toThrow('was given another buffer since the capture');
    w.dispose();
    await expect(look.run()).rejects.toThrow('was disposed of');
    grow.dispose();
    look.dispose();
  });

  it('serves runs that overlap, each with its own inputs', async () => {
    const plan = await capture({ x: { shape: [2] } }, ({ x }) => ({ y: tf.square(x) }));
    const runs = Array.from({ length: 8 }, (_, i) => plan.run({ x: Float32Array.of(i, -i) }));
    for (const [i, { y }] of (await Promise.all(runs)).entries())
      expect([...y]).toEqual([i * i, i * i]);
    plan.dispose();
  });

  it('keeps integers, and results that are reshaped inputs, variables or constants', async () => {
    const v = tf.variable(tf.tensor1d([7, 8]));
    const plan = await capture({ i: { shape: [4], dtype: 'int32' } }, ({ i }) => ({
      next: tf.add(i, tf.scalar(1, 'int32')),
      square: tf.reshape(i, [2, 2]),
      same: i,
      v,
      constant: tf.tensor1d([1, 2, 3]),
    }));
    const got = await plan.run({ i: Int32Array.of(1, 2, 3, 4) });
    expect(got.next).toEqual(Int32Array.of(2, 3, 4, 5));
    expect(got.square).toEqual(Int32Array.of(1, 2, 3, 4));
    expect(got.same).toEqual(Int32Array.of(1, 2, 3, 4));
    expect(got.v).toEqual(Float32Array.of(7, 8));
    expect(got.constant).toEqual(Float32Array.of(1, 2, 3));
    plan.dispose();
    v.dispose();
  });

  it('refuses what it cannot replay, and leaves nothing behind', async () => {
    const v = tf.variable(tf.tensor1d([1, 2]));
    const before = tf.memory().numTensors;
    const spec = { x: { shape: [2] } };
    const reading = capture(spec, ({ x }) => {
      const y = tf.mul(x, 2);
      return { y: tf.mul(y, y.dataSync()[0]!) };
    });
    await expect(reading).rejects.toThrow('cannot read values');
    const making = capture(spec, ({ x }) => ({ y: tf.add(x, tf.variable(tf.tensor1d([1, 2]))) }));
    await expect(making).rejects.toThrow('may not make variables');
    let kept: tf.Tensor[] = [];
    const keeping = capture(spec, ({ x }) => {
      kept = [tf.keep(tf.mul(x, 2))];
      return { y: tf.add(kept[0]!, 1) };
    });
    await expect(keeping).rejects.toThrow('kept 1 tensors');
    const failing = capture(spec, ({ x }) => {
      v.assign(tf.mul(x, 2) as tf.Tensor1D);
      throw new Error('no luck');
    });
    await expect(failing).rejects.toThrow('no luck');
    expect([...(await v.data())]).toEqual([1, 2]);
    let nested: Promise<unknown> = Promise.resolve();
    const outer = await capture(spec, ({ x }) => {
      nested = capture(spec, () => ({}));
      nested.catch(() => {});
      return { y: tf.neg(x) };
    });
    await expect(nested).rejects.toThrow('within a capture');
    expect((await outer.run({ x: Float32Array.of(1, 2) })).y).toEqual(Float32Array.of(-1, -2));
    outer.dispose();
    tf.dispose(kept);
    expect(tf.memory().numTensors).toBe(before);
    v.dispose();
  });

  it('says which input is wrong, and what a disposed plan is', async () => {
    const plan = await capture({ x: { shape: [2, 3] } }, ({ x }) => ({ y: tf.neg(x) }));
    expect(() => plan.write({ x: new Float32Array(5) })).toThrow('Input x takes 6 float32 numbers');
    expect(() => plan.write({ x: new Int32Array(6) })).toThrow('Input x takes 6 float32');
    const stray = { z: new Float32Array(1) } as object;
    expect(() => plan.write(stray)).toThrow('no input z');
    plan.dispose();
    plan.dispose();
    expect(plan.disposed).toBe(true);
    await expect(plan.run()).rejects.toThrow('disposed of');
    expect(() => plan.submit()).toThrow('disposed of');
  });

  it('plans memory by liveness: a chain needs two buffers however long it is', async () => {
    const chain = (length: number) =>
      capture({ x: { shape: [1000] } }, ({ x }) => {
        let y = x;
        for (let i = 0; i < length; i++) y = tf.add(tf.mul(y, 0.5), 1);
        return { y };
      });
    const [short, long] = [await chain(4), await chain(32)];
    expect(short.memory.transient).toBe(8000);
    expect(long.memory.transient).toBe(8000);
    expect(long.memory.transientPeak).toBe(8000);
    expect(long.memory.transientUnplanned).toBe(64 * 4000);
    expect(long.dispatches).toBe(64);
    expect(long.memory.total).toBe(long.memory.transient + long.memory.fixed);
    const { y } = await long.run({ x: new Float32Array(1000) });
    expectClose(y, new Float32Array(1000).fill(2 - 2 ** -31));
    short.dispose();
    long.dispose();
  });

  it('runs kernels of one’s own, captured or not, with several outputs and in place', async () => {
    const v = tf.variable(tf.tensor1d([1, 2, 3, 4]));
    const run = (x: tf.Tensor) => {
      const [twice, whole] = runKernel({
        label: 'test',
        code: `@compute @workgroup_size(4) fn main(@builtin(global_invocation_id) id: vec3u) {
          let i = id.x;
          twice[i] = 2 * x[i];
          whole[i] = i32(x[i]);
          v[i] += x[i];
        }`,
        outputs: [
          { name: 'twice', type: 'f32', shape: [4] },
          { name: 'whole', type: 'i32', shape: [4], dtype: 'int32' },
        ],
        changes: [{ name: 'v', type: 'f32', tensor: v }],
        inputs: [{ name: 'x', type: 'f32', tensor: x }],
        workgroups: [1, 1, 1],
      }).map((info) => tf.engine().makeTensorFromTensorInfo(info));
      return { twice: twice!, whole: whole! };
    };
    const x = tf.tensor1d([1.5, 2.5, 3.5, 4.5]);
    const { twice, whole } = run(x);
    expect([...(await twice.data())]).toEqual([3, 5, 7, 9]);
    expect([...(await whole.data())]).toEqual([1, 2, 3, 4]);
    const plan = await capture({ x: { shape: [4] } }, (inputs) => run(inputs.x));
    expect([...(await v.data())]).toEqual([2.5, 4.5, 6.5, 8.5]);
    const got = await plan.run({ x: Float32Array.of(1, 1, 1, 1) });
    expect(got.whole).toEqual(Int32Array.of(1, 1, 1, 1));
    expect([...(await v.data())]).toEqual([3.5, 5.5, 7.5, 9.5]);
    plan.dispose();
    tf.dispose([v, x, twice, whole]);
  });

  it('packs results side by side, gaps of zeros between', async () => {
    const plan = await capture({ x: { shape: [3] } }, ({ x }) => {
      const { tensor, offsets } = pack([tf.add(x, 1), tf.mul(x, 2)]);
      return { all: tf.mul(tensor, 10), offsets: tf.tensor1d(offsets) };
    });
    const { all, offsets } = await plan.run({ x: Float32Array.of(1, 2, 3) });
    expect([...offsets]).toEqual([0, 64]);
    expect([...all.slice(0, 5)]).toEqual([20, 30, 40, 0, 0]);
    expect([...all.slice(64, 69)]).toEqual([20, 40, 60, 0, 0]);
    expect(() => pack([])).toThrow('within a captured function');
    plan.dispose();
  });

  it('keeps buffers and tensors flat over many runs and plans', async () => {
    const w = tf.variable(tf.tensor2d(numbers(16, 1), [4, 4]));
    const one = async () => {
      const plan = await capture({ x: { shape: [4, 4] } }, ({ x }) => {
        const { grads } = tf.variableGrads(() => tf.sum(layer(x, w, w)) as tf.Scalar, [w]);
        w.assign(tf.sub(w, tf.mul(grads[w.name]!, 1e-3)) as tf.Tensor2D);
        return { w: tf.mul(w, 1) };
      });
      for (let i = 0; i < 10; i++) await plan.run({ x: numbers(16, i) });
      plan.dispose();
    };
    await one();
    const device = (tf.backend() as unknown as { device: GPUDevice }).device;
    const counted = countBuffers(device);
    const memory = tf.memory() as tf.MemoryInfo & { numBytesInGPU: number };
    for (let i = 0; i < 3; i++) await one();
    const after = tf.memory() as tf.MemoryInfo & { numBytesInGPU: number };
    expect(after.numTensors).toBe(memory.numTensors);
    expect(after.numDataBuffers).toBe(memory.numDataBuffers);
    expect(after.numBytesInGPU).toBe(memory.numBytesInGPU);
    expect(counted.made()).toBeGreaterThan(0);
    expect(counted.alive()).toBe(0);
    const plan = await capture({ x: { shape: [4, 4] } }, ({ x }) => ({ y: layer(x, w, w) }));
    await plan.run({ x: numbers(16, 1) });
    const made = counted.made();
    for (let i = 0; i < 50; i++) await plan.run({ x: numbers(16, i) });
    expect(counted.made()).toBe(made);
    counted.stop();
    plan.dispose();
    w.dispose();
  }, 300_000);

  it('tells the time of kernels by label', async () => {
    const plan = await capture({ x: { shape: [64] } }, ({ x }) => ({ y: tf.exp(tf.neg(x)) }));
    const { kernels, milliseconds } = await plan.profile();
    expect(kernels.reduce((sum, { count }) => sum + count, 0)).toBe(2);
    expect(milliseconds).toBeGreaterThanOrEqual(0);
    plan.dispose();
  });
});

/** Counts the buffers that a device makes and that are not destroyed. */
function countBuffers(device: GPUDevice) {
  const create = device.createBuffer.bind(device);
  const alive = new Set<GPUBuffer>();
  let made = 0;
  device.createBuffer = (descriptor) => {
    const buffer = create(descriptor);
    made++;
    alive.add(buffer);
    const destroy = buffer.destroy.bind(buffer);
    buffer.destroy = () => {
      alive.delete(buffer);
      destroy();
    };
    return buffer;
  };
  return {
    made: () => made,
    alive: () => alive.size,
    stop: () => Reflect.deleteProperty(device, 'createBuffer'),
  };
}
