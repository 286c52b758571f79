import { type Algorithm, fromTerms } from '../../algorithm/algorithm.ts';
import { stringifyAlgorithm } from '../../algorithm/file.ts';
import { additionCount, formulasOf } from '../../algorithm/formulas.ts';
import { verifyTerms } from '../../algorithm/verify-terms.ts';
import type { Arithmetic } from '../../tensor/arithmetic.ts';
import { type Basis, mapTermBack } from '../../tensor/basis.ts';
import { type BilinearTarget, reduced } from '../../tensor/bilinear.ts';
import { formatSize } from '../../tensor/size.ts';
import type { Term } from '../../tensor/term.ts';
import { sentence } from '../sentences.ts';
import type { FinishedGame } from './play-state.ts';

/** A finished game: its moves mapped back to the canonical basis, and verified exactly there. */
export function finishedGame(
  target: BilinearTarget,
  arithmetic: Arithmetic,
  basis: Basis | null,
  moves: readonly Term[],
): FinishedGame {
  let terms = moves;
  let reason: string | null = null;
  try {
    if (basis !== null) terms = moves.map((term) => mapTermBack(term, basis, arithmetic));
    const verdict = verifyTerms(target.tensor, terms, arithmetic, target.modes);
    if (!verdict.ok) reason = verdict.reason;
  } catch (error) {
    // A coefficient outgrew 8 bits on the way back.
    reason = sentence(error).replace(/\.$/, '');
  }
  const factors = {
    u: terms.map((term) => term.u),
    v: terms.map((term) => term.v),
    w: terms.map((term) => term.w),
  };
  const algorithm = reason === null ? algorithmOf(target, arithmetic, terms) : null;
  return {
    terms,
    rank: terms.length,
    additions: additionCount(factors),
    known: target.known(arithmetic).rank,
    verified: reason === null,
    reason,
    formulas: formulasOf(factors, target.modes),
    algorithm,
    file: {
      name: fileName(target, arithmetic, terms.length),
      text:
        algorithm === null
          ? decompositionText(target, arithmetic, terms)
          : stringifyAlgorithm(algorithm),
    },
    kept: 'no',
  };
}

function algorithmOf(
  { spec }: BilinearTarget,
  arithmetic: Arithmetic,
  terms: readonly Term[],
): Algorithm | null {
  if (spec.kind !== 'matmul') return null;
  return fromTerms(spec.size, arithmetic, terms, { solver: 'hand' });
}

function fileName({ spec }: BilinearTarget, arithmetic: Arithmetic, rank: number): string {
  const name =
    spec.kind === 'matmul' ? formatSize(spec.size) : spec.kind === 'named' ? spec.id : 'custom';
  return `${name}-${arithmetic}-rank-${rank}.json`;
}

/** A decomposition of another target than a matrix product: the tensor, and the factors a row each. */
function decompositionText(
  target: BilinearTarget,
  arithmetic: Arithmetic,
  terms: readonly Term[],
): string {
  const { shape, data } = reduced(target.tensor, arithmetic);
  const [s0, s1, s2] = shape;
  const slices = Array.from({ length: s0 }, (_, i) =>
    Array.from({ length: s1 }, (_, j) =>
      Array.from(data.subarray((i * s1 + j) * s2, (i * s1 + j + 1) * s2)),
    ),
  );
  const rows = (factor: keyof Term) =>
    terms.map((term) => `    ${JSON.stringify(Array.from(term[factor]))}`).join(',\n');
  const lists = (['u', 'v', 'w'] as const).map((f) => `  "${f}": [\n${rows(f)}\n  ]`);
  return `{
  "format": "tensorgame-decomposition",
  "version": 1,
  "title": ${JSON.stringify(target.title)},
  "arithmetic": "${arithmetic}",
  "rank": ${terms.length},
  "tensor": [
${slices.map((slice) => `    ${JSON.stringify(slice)}`).join(',\n')}
  ],
${lists.join(',\n')}
}
`;
}
