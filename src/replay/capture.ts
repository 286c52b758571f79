import * as tf from '@tensorflow/tfjs-core';
import { bytesOf, type DataId, flush, type Internals, webGpuInternals } from './backend.ts';
import { assertAlive, explained, watch } from './device-loss.ts';
import { type Captured, type Output, Plan } from './plan.ts';
import { activeRecorder, Recorder } from './recorder.ts';
import type { View } from './recording.ts';

/** An input of a captured function: it has this shape whenever the plan runs. */
export interface InputSpec {
  readonly shape: readonly number[];
  readonly dtype?: 'float32' | 'int32';
}

/**
 * Captures a function of tensors, to be run any number of times on inputs of the same shapes.
 *
 * The function is called once, with input tensors that hold nothing yet, and computes nothing then.
 * Whatever it decides in JavaScript is decided for good; values that it makes (`tf.scalar(x)`) are
 * constants of the plan. It may read and assign variables that exist already, compute gradients, and
 * run optimisers whose variables exist; it may not read values back.
 *
 * Variables stay where they are: a run reads what they hold at that time and writes what the function
 * assigned to them. Between runs change them with `overwrite`, not with `assign`, which would give
 * them another buffer. Several plans may share variables.
 *
 * @throws Error when the function reads values, makes variables, keeps tensors, or uses the backend in
 *   a way that cannot be recorded
 */
export async function capture<I extends string, O extends string>(
  inputs: Readonly<Record<I, InputSpec>>,
  compute: (inputs: Record<I, tf.Tensor>) => Readonly<Record<O, tf.Tensor>>,
): Promise<Plan<I, O>> {
  const backend = webGpuInternals();
  const { device } = backend;
  watch(device);
  assertAlive(device);
  const made = new Map(
    Object.entries<InputSpec>(inputs).map(([name, spec]) => [name, makeInput(device, spec)]),
  );
  const recorder = new Recorder(backend);
  try {
    const traced = trace(recorder, made, (tensors) => compute(tensors as Record<I, tf.Tensor>));
    // Kernels of our own and of TensorFlow.js compile side by side, in the background.
    const [pipelines] = await Promise.all([
      Promise.all(recorder.steps.map(({ pipeline }) => pipeline)),
      backend.checkCompileCompletionAsync(),
    ]);
    assertAlive(device);
    flush(backend);
    return new Plan<I, O>({ backend, recorder, inputs: made, ...traced }, pipelines);
  } catch (error) {
    recorder.release();
    for (const { tensor, buffer } of made.values()) {
      tensor.dispose();
      buffer.destroy();
    }
    await settle(backend);
    throw await explained(error, device);
  }
}

function makeInput(device: GPUDevice, { shape, dtype = 'float32' }: InputSpec) {
  const buffer = device.createBuffer({
    size: bytesOf({ shape }),
    usage: GPUBufferUsage.STORAGE | GPUBufferUsage.COPY_SRC | GPUBufferUsage.COPY_DST,
  });
  return { buffer, tensor: tf.tensor({ buffer, zeroCopy: true }, [...shape], dtype) };
}

type Traced = Pick<Captured, 'outputs' | 'updates' | 'variables'>;

/** A variable, and a second reference to what it holds: an assignment drops the first. */
interface Held {
  readonly variable: tf.Variable;
  readonly was: tf.Tensor;
}

function trace(
  recorder: Recorder,
  inputs: Captured['inputs'],
  compute: (inputs: Record<string, tf.Tensor>) => Readonly<Record<string, tf.Tensor>>,
): Traced {
  const before = Object.values(tf.engine().registeredVariables);
  const held = before.map((variable) => ({ variable, was: tf.clone(variable) }));
  try {
    return recorder.record(() => {
      const given = [...inputs].map(([name, { tensor }]) => [name, tensor] as const);
      const results = tf.tidy(() => compute(Object.fromEntries(given)) as tf.NamedTensorMap);
      const outputs = Object.entries(results).map(([name, tensor]): Output => {
        const { shape, dtype } = tensor;
        return { name, shape, dtype, binding: recorder.binding(tensor) };
      });
      const lasting = new Set<tf.Tensor>([...before, ...given.map(([, tensor]) => tensor)]);
      tf.dispose(Object.values(results).filter((tensor) => !lasting.has(tensor)));
      const updates = held.filter(isAssigned).map(({ variable, was }) => ({
        from: recorder.binding(variable),
        // It was there before the capture, so this is its buffer.
        to: recorder.binding(was) as View,
      }));
      for (const { was } of held.filter(isAssigned)) recorder.changed.add(was.dataId);
      refuseLeftovers(recorder, before, held);
      const variables = before
        .filter(({ dataId }) => recorder.outside.has(dataId))
        .map((variable) => ({ variable, dataId: variable.dataId as DataId }));
      return { outputs, updates, variables };
    });
  } finally {
    restore(held);
    for (const { was } of held) was.dispose();
  }
}

function isAssigned({ variable, was }: Held): boolean {
  return !variable.isDisposed && variable.dataId !== was.dataId;
}

function restore(held: readonly Held[]): void {
  for (const one of held.filter(isAssigned)) one.variable.assign(one.was);
}

/** @throws Error when the captured function made something that outlives it */
function refuseLeftovers(recorder: Recorder, before: tf.Variable[], held: readonly Held[]): void {
  restore(held);
  const all = Object.values(tf.engine().registeredVariables);
  const added = all.filter((variable) => !before.includes(variable));
  for (const variable of added) variable.dispose();
  if (added.length > 0) {
    const names = added.map(({ name }) => name).join(', ');
    throw new Error(`A captured function may not make variables (${names}): make them before`);
  }
  const survivors = recorder.survivors();
  if (survivors > 0) {
    throw new Error(`A captured function kept ${survivors} tensors: it may only return them`);
  }
}

/** Leaves no promise of a pipeline behind in TensorFlow.js's cache. */
async function settle({ pipelineCache }: Internals): Promise<void> {
  for (const [key, pipeline] of Object.entries(pipelineCache)) {
    if (!(pipeline instanceof Promise)) continue;
    try {
      pipelineCache[key] = await pipeline;
    } catch {
      delete pipelineCache[key];
    }
  }
}

/**
 * Within a captured function: lays results of it side by side in one buffer, so that one kernel can
 * work on all of them at once. They are written there directly; nothing is copied.
 * @param tensors results of the function, float32, each a buffer of its own
 * @returns the whole as a vector [n], and the first element of each tensor in it; gaps hold zeros
 */
export function pack(tensors: readonly tf.Tensor[]): { tensor: tf.Tensor1D; offsets: number[] } {
  const backend = webGpuInternals();
  const recorder = activeRecorder(backend);
  if (recorder === undefined) throw new Error('pack works within a captured function only');
  const { tensor, offsets } = recorder.pack(tensors);
  return { tensor: tf.engine().makeTensorFromTensorInfo(tensor) as tf.Tensor1D, offsets };
}
