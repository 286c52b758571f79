/** Targets of the game: matrix products, the ladder of other bilinear maps, and the user's own. */
import type { Arithmetic } from './arithmetic.ts';
import { bestKnownRank } from './known.ts';
import { type KnownRank, type NamedTargetId, namedTarget } from './ladder.ts';
import { matrixLabels, rowLabels, type ThreeModes } from './mode-labels.ts';
import { formatSize, type Size } from './size.ts';
import { matmul } from './target.ts';
import { type Tensor, zeros } from './tensor.ts';

export { isNamedTargetId, type KnownRank, NAMED_TARGETS, type NamedTargetId } from './ladder.ts';
export { type ModeLabels, subscripted, type ThreeModes } from './mode-labels.ts';

export type TargetSpec =
  | { readonly kind: 'matmul'; readonly size: Size }
  | { readonly kind: 'named'; readonly id: NamedTargetId }
  | { readonly kind: 'custom'; readonly title: string; readonly tensor: Tensor };

export interface BilinearTarget {
  readonly spec: TargetSpec;
  readonly title: string;
  readonly description: string;
  /** Over the integers: modulo 2 an entry counts by its parity, see `reduced`. */
  readonly tensor: Tensor;
  readonly modes: ThreeModes;
  /**
   * The best known rank with the coefficients that the game offers, and where it is from; `rank` is
   * null when none is known.
   */
  readonly known: (arithmetic: Arithmetic) => KnownRank;
}

/** The target that a specification describes. */
export function bilinearTarget(spec: TargetSpec): BilinearTarget {
  switch (spec.kind) {
    case 'matmul':
      return matrixTarget(spec);
    case 'named':
      return ladderTarget(spec);
    case 'custom':
      return customTarget(spec);
  }
}

/** The tensor in that arithmetic: modulo 2 with entries 0 and 1. A copy. */
export function reduced(tensor: Tensor, arithmetic: Arithmetic): Tensor {
  const data = arithmetic === 'z2' ? tensor.data.map((entry) => entry & 1) : tensor.data.slice();
  return { shape: [...tensor.shape], data };
}

/** Equal for specifications of the same target. */
export function specKey(spec: TargetSpec): string {
  switch (spec.kind) {
    case 'matmul':
      return `matmul ${formatSize(spec.size)}`;
    case 'named':
      return spec.id;
    case 'custom':
      return `custom ${spec.title} ${spec.tensor.shape.join('x')} ${spec.tensor.data.join(',')}`;
  }
}

function matrixTarget(spec: TargetSpec & { readonly kind: 'matmul' }): BilinearTarget {
  const [n, m, p] = spec.size;
  return {
    spec,
    title: `${n}×${m}×${p}`,
    description: `The product C = A·B of an ${n}×${m} and an ${m}×${p} matrix.`,
    tensor: matmul(spec.size),
    modes: [matrixLabels('a', n, m), matrixLabels('b', m, p), matrixLabels('c', n, p)],
    known: (arithmetic) => {
      const rank = bestKnownRank(spec.size, arithmetic);
      return { rank, naive: n * m * p, note: matrixNote(spec.size, rank, arithmetic) };
    },
  };
}

function matrixNote(size: Size, rank: number, arithmetic: Arithmetic): string {
  if (size.includes(1)) return 'With a side of 1 nothing can be saved.';
  const sorted = [...size].sort((a, b) => a - b).join('x');
  if (sorted === '2x2x2') return 'Strassen’s 7 (1969), and no fewer (Winograd 1971).';
  const where = arithmetic === 'z2' ? 'modulo 2' : 'with whole coefficients';
  return `The least known ${where} is ${rank} (tables of 2026-11); fewer may be possible.`;
}

function ladderTarget(spec: TargetSpec & { readonly kind: 'named' }): BilinearTarget {
  const { title, description, modes, entries, known } = namedTarget(spec.id);
  const tensor = zeros([modes[0].names.length, modes[1].names.length, modes[2].names.length]);
  const [, s1, s2] = tensor.shape;
  for (const [i, j, k, coefficient] of entries) tensor.data[(i * s1 + j) * s2 + k] = coefficient;
  const naive = naiveRank(tensor, 'standard');
  return {
    spec,
    title,
    description,
    tensor,
    modes,
    known: (arithmetic) => ({ ...known(arithmetic), naive }),
  };
}

function customTarget(spec: TargetSpec & { readonly kind: 'custom' }): BilinearTarget {
  const { title, tensor } = spec;
  const [s0, s1, s2] = tensor.shape;
  return {
    spec,
    title,
    description: `A target of your own, ${s0}×${s1}×${s2}.`,
    tensor,
    modes: [rowLabels('a', s0), rowLabels('b', s1), rowLabels('c', s2)],
    known: (arithmetic) => ({
      rank: null,
      naive: naiveRank(tensor, arithmetic),
      note: 'Nothing is known of a target of your own.',
    }),
  };
}

/** The pairs a[i]·b[j] that occur. */
function naiveRank(tensor: Tensor, arithmetic: Arithmetic): number {
  const [s0, s1, s2] = tensor.shape;
  const { data } = reduced(tensor, arithmetic);
  let count = 0;
  for (let pair = 0; pair < s0 * s1; pair++) {
    if (data.subarray(pair * s2, (pair + 1) * s2).some((entry) => entry !== 0)) count++;
  }
  return count;
}
