import { kernelNames } from '../ops/fused.ts';
import { F32_BYTES, type FusedKernel, roundUp } from './host.ts';

/** As in assembly/dense.ts. */
const BLOCK_ROWS = 128;
const CACHED_FLOATS = 6144;

export const denseKernels: FusedKernel[] = [
  {
    name: kernelNames.dense,
    run(host, { x, w, b, residual }, { relu = false }) {
      const [rows, inputs] = x!.shape as [number, number];
      const outputs = w!.shape[1]!;
      const width = roundUp(outputs, 8);
      const y = host.output(rows, outputs);
      host.withScratch(width * (inputs + 1), (panels) => {
        const { module } = host;
        const bias = b ? panels + width * inputs * F32_BYTES : 0;
        module.packPanels(host.pointer(w), inputs, outputs, outputs * F32_BYTES, F32_BYTES, panels);
        if (b) module.packPanels(host.pointer(b), 1, outputs, 0, F32_BYTES, bias);
        const added = host.pointer(residual);
        module.multiply(
          ...([rows, outputs, inputs, host.pointer(x), 0, panels, bias, added, relu] as const),
          host.pointer(y),
          0,
        );
      });
      return y;
    },
  },
  {
    name: kernelNames.denseGradientX,
    run(host, { dy, w, output }) {
      const [inputs, outputs] = w!.shape as [number, number];
      const rows = dy!.shape[0]!;
      const dx = host.output(rows, inputs);
      const panelFloats = roundUp(inputs, 8) * outputs;
      host.withScratch(panelFloats + Math.max(CACHED_FLOATS, 4 * outputs), (panels) => {
        const { module } = host;
        module.packPanels(host.pointer(w), outputs, inputs, F32_BYTES, outputs * F32_BYTES, panels);
        module.multiply(
          ...([rows, inputs, outputs, host.pointer(dy), host.pointer(output)] as const),
          ...([panels, 0, 0, false, host.pointer(dx), panels + panelFloats * F32_BYTES] as const),
        );
      });
      return dx;
    },
  },
  {
    name: kernelNames.denseGradientW,
    run(host, { x, dy, output }) {
      const [rows, inputs] = x!.shape as [number, number];
      const outputs = dy!.shape[1]!;
      const dw = host.output(inputs, outputs);
      const db = host.output(outputs);
      const width = roundUp(outputs, 8) + roundUp(inputs, 4);
      host.withScratch(BLOCK_ROWS * width, (scratch) => {
        host.module.weightGradient(
          ...([rows, inputs, outputs, host.pointer(x), host.pointer(dy)] as const),
          ...([host.pointer(output), host.pointer(dw), host.pointer(db), scratch] as const),
        );
      });
      return [dw, db];
    },
  },
];
