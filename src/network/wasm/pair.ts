import { kernelNames } from '../ops/fused.ts';
import type { FusedKernel } from './host.ts';

export const pairKernels: FusedKernel[] = [
  {
    name: kernelNames.alignPair,
    run(host, { a, b }, { size: s = 1 }) {
      const [rows, channels] = a!.shape as [number, number];
      const x = host.output(2 * rows, channels);
      const pointers = [host.pointer(a), host.pointer(b), host.pointer(x)] as const;
      host.module.alignPair(rows / (s * s), s, channels, ...pointers);
      return x;
    },
  },
  {
    name: kernelNames.splitPair,
    run(host, { x }, { size: s = 1 }) {
      const [rows, channels] = x!.shape as [number, number];
      const a = host.output(rows / 2, channels);
      const b = host.output(rows / 2, channels);
      const pointers = [host.pointer(x), host.pointer(a), host.pointer(b)] as const;
      host.module.splitPair(rows / (2 * s * s), s, channels, ...pointers);
      return [a, b];
    },
  },
];
