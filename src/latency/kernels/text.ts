/** Small pieces of WGSL. */
import type { Precision } from './tile.ts';

export function vectorType(precision: Precision): string {
  return `vec4<${precision}>`;
}

/** fma with the scalar spread over four lanes. */
export function multiplyAdd(type: string, scalar: string, vector: string, sum: string): string {
  return `${sum} = fma(${type}(${scalar}), ${vector}, ${sum});`;
}
