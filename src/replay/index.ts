/**
 * Captures a TensorFlow.js computation on WebGPU once and replays it as one command buffer.
 *
 * TensorFlow.js pays for every operation every time: uniforms, a bind group, an entry in a queue, a
 * tensor's bookkeeping: 0.4 to 1.1 ms, whatever the size. A computation of fixed shape dispatches the
 * same shaders on the same buffers each time, so all of that can be done once:
 *
 * ```ts
 * const w = tf.variable(tf.randomNormal([4, 3]));
 * const plan = await capture({ x: { shape: [8, 4] } }, ({ x }) => ({ y: tf.matMul(x, w) }));
 * const { y } = await plan.run({ x: new Float32Array(32) }); // one submission, one read
 * plan.dispose();
 * ```
 *
 * - `capture` calls the function once with tensors that hold nothing; the recorder stands in for the
 *   device, notes each dispatch, and nothing runs. Shaders compile in the background, all at once.
 *   Gradients, optimisers and assignments to variables are captured like everything else.
 * - A `Plan` is the list of dispatches with their buffers. Buffers that are not needed at the same
 *   time share memory (`liveness.ts`); constants and uniforms lie in one buffer each; `plan.memory`
 *   reports it. Variables keep their own buffers, so that plans share them, and plans and uncaptured
 *   code see the same values in the order of their submissions.
 * - Another shape is another plan. A disposed plan, a lost device (`DeviceLostError`) and a variable
 *   that was moved (`assign` instead of `overwrite`) are told at the next run.
 * - `runKernel` runs a shader of one's own on tensors, captured or not; `pack` lays results side by
 *   side, for an optimiser that updates all parameters in one dispatch; `plan.profile` times kernels.
 *
 * It knows TensorFlow.js 4.22 and some of what its typings hide (`backend.ts`), and nothing else.
 */
export { type Internals, webGpuInternals } from './backend.ts';
export { overwrite, readBack } from './buffers.ts';
export { capture, type InputSpec, pack } from './capture.ts';
export { DeviceLostError, explained, isDeviceLoss, lossReason } from './device-loss.ts';
export { type Kernel, type KernelBuffer, recordKernel, runKernel } from './kernel.ts';
export type { PlanMemory } from './layout.ts';
export { Plan, type Values } from './plan.ts';
export type { Profile } from './profile.ts';
export { activeRecorder, type Recorder } from './recorder.ts';
export { type Binding, Pack, type Step, Virtual } from './recording.ts';
