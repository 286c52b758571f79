/** Entry point: the probe, with a GPU device of its own. */
import { expose } from 'comlink';
import { ProbeHost } from '../src/session/probe/probe-host.ts';

// TensorFlow.js is large, and needed only when it is timed.
expose(
  new ProbeHost(async (shape) =>
    (await import('../src/network/reference-matmul.ts')).referenceMatMul(shape),
  ),
);
