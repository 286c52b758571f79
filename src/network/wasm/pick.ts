import { kernelNames } from '../ops/fused.ts';
import type { FusedKernel } from './host.ts';

export const pickKernels: FusedKernel[] = [
  {
    name: kernelNames.pickLogProbability,
    run(host, { logits, labels }) {
      if (labels!.dtype !== 'int32') throw new Error('pickLogProbability: labels must be int32');
      const [rows, classes] = logits!.shape as [number, number];
      const y = host.output(rows);
      const normaliser = host.output(rows);
      const pointers = [logits, labels, y, normaliser].map((t) => host.pointer(t));
      const [from, chosen, to, sums] = pointers as [number, number, number, number];
      host.module.pickLogProbability(rows, classes, from, chosen, to, sums);
      return [y, normaliser];
    },
  },
  {
    name: kernelNames.pickLogProbabilityGradient,
    run(host, { dy, logits, labels, normaliser }) {
      const [rows, classes] = logits!.shape as [number, number];
      const dLogits = host.output(rows, classes);
      host.module.pickLogProbabilityGradient(
        ...([rows, classes, host.pointer(logits), host.pointer(labels)] as const),
        ...([host.pointer(normaliser), host.pointer(dy), host.pointer(dLogits)] as const),
      );
      return dLogits;
    },
  },
];
