import { kernelNames } from '../ops/fused.ts';
import { LAYER_NORM_EPSILON } from '../ops/layer-norm.ts';
import type { FusedKernel } from './host.ts';

export const layerNormKernels: FusedKernel[] = [
  {
    name: kernelNames.layerNorm,
    run(host, { x, gain, bias }) {
      const [rows, channels] = x!.shape as [number, number];
      const y = host.output(rows, channels);
      const statistics = host.output(rows, 2);
      host.module.layerNorm(
        ...([rows, channels, LAYER_NORM_EPSILON, host.pointer(x), host.pointer(gain)] as const),
        ...([host.pointer(bias), host.pointer(y), host.pointer(statistics)] as const),
      );
      return [y, statistics];
    },
  },
  {
    name: kernelNames.layerNormGradient,
    run(host, { dy, x, gain, statistics }) {
      const [rows, channels] = x!.shape as [number, number];
      const dx = host.output(rows, channels);
      const dGain = host.output(channels);
      const dBias = host.output(channels);
      host.module.layerNormGradient(
        ...([rows, channels, host.pointer(x), host.pointer(gain), host.pointer(dy)] as const),
        ...([host.pointer(statistics), host.pointer(dx), host.pointer(dGain)] as const),
        host.pointer(dBias),
      );
      return [dx, dGain, dBias];
    },
  },
];
