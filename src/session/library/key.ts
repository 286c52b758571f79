import type { Algorithm } from '../../algorithm/algorithm.ts';
import { algorithmKey } from '../../algorithm/canonical.ts';
import { formatSize } from '../../tensor/size.ts';

/**
 * The key of an algorithm in the library: '2x2x2-z2-7-…'. Equal for algorithms that differ only in
 * the order of terms and in signs within them; for others it differs but for an accident of 128
 * bits. It is short and made of letters, digits and hyphens, so that links and file names hold it.
 * @throws RangeError when a coefficient exceeds ±127
 */
export function libraryKey(algorithm: Algorithm): string {
  const { size, arithmetic, rank } = algorithm;
  return `${formatSize(size)}-${arithmetic}-${rank}-${digest(algorithmKey(algorithm))}`;
}

const SEEDS = [0x243f6a88, 0x85a308d3, 0x13198a2e, 0x03707344];
const FACTORS = [0x9e3779b1, 0x85ebca77, 0xc2b2ae3d, 0x27d4eb2f];

/** 128 bits of a text, as 28 letters and digits: four lanes that mix each other. */
export function digest(text: string): string {
  const lanes = [...SEEDS];
  for (let at = 0; at < text.length; at++) {
    const code = text.charCodeAt(at);
    for (let lane = 0; lane < 4; lane++) {
      const mixed = Math.imul(lanes[lane]! ^ code, FACTORS[lane]!);
      lanes[lane] = lanes[(lane + 1) % 4]! ^ ((mixed << 13) | (mixed >>> 19));
    }
  }
  // So that the last letters reach every bit.
  for (let round = 0; round < 8; round++) {
    for (let lane = 0; lane < 4; lane++) {
      const word = lanes[lane]! ^ lanes[(lane + 3) % 4]!;
      lanes[lane] = Math.imul(word ^ (word >>> 15), FACTORS[lane]!) ^ (word >>> 13);
    }
  }
  return lanes.map((lane) => (lane >>> 0).toString(36).padStart(7, '0')).join('');
}
