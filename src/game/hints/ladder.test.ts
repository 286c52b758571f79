/** What the ladder says of its ranks: reached, and where it says so, proved to be least. */
import { describe, expect, it } from 'vitest';
import { verifyTerms } from '../../algorithm/verify-terms.ts';
import type { Arithmetic } from '../../tensor/arithmetic.ts';
import {
  bilinearTarget,
  NAMED_TARGETS,
  type NamedTargetId,
  reduced,
} from '../../tensor/bilinear.ts';
import type { Tensor } from '../../tensor/tensor.ts';
import { solveHint } from './solve-hint.ts';

const cases = NAMED_TARGETS.flatMap((id) =>
  (['standard', 'z2'] as const).map((arithmetic): [NamedTargetId, Arithmetic] => [id, arithmetic]),
);

describe.each(cases)('%s in %s', (id, arithmetic) => {
  const target = bilinearTarget({ kind: 'named', id });
  const { rank, naive } = target.known(arithmetic);

  it('has a decomposition of the rank that is called known, with coefficients up to 1', () => {
    const solver = solveHint({
      kind: 'playOn',
      residual: reduced(target.tensor, arithmetic),
      arithmetic,
      maxCoefficient: 1,
      seed: 1,
      goal: rank ?? 1,
    });
    let step = solver.next();
    while (step.done !== true) step = solver.next();
    const answer = step.value;
    if (answer.kind !== 'playOn') throw new Error('Another answer than asked for');
    expect(verifyTerms(target.tensor, answer.terms, arithmetic, target.modes)).toEqual({
      ok: true,
    });
    expect(answer.terms).toHaveLength(rank!);
    expect(naive).toBeGreaterThanOrEqual(rank!);
  });
});

/** Milliseconds: for the quaternions two million spaces of matrices are looked at. */
const PATIENCE = 120_000;

/** A decomposition in whole numbers is one modulo 2, so these bounds hold in both arithmetics. */
describe('fewer are impossible modulo 2', () => {
  it.each(NAMED_TARGETS.filter((id) => id !== 'skew-4'))(
    '%s',
    (id) => {
      const target = bilinearTarget({ kind: 'named', id });
      const { rank } = target.known('z2');
      const tensor = reduced(target.tensor, 'z2');
      expect(hasRank(tensor, rank!)).toBe(true);
      expect(hasRank(tensor, rank! - 1)).toBe(false);
    },
    PATIENCE,
  );
});

/**
 * Whether a tensor modulo 2 has a decomposition into that many terms, by trying all (Barbulescu,
 * Detrey, Estibals and Zimmermann, Finding optimal formulae for bilinear maps, 2012): its slices span
 * a space of matrices, and some further matrices of rank one must extend it to one that is spanned by
 * matrices of rank one. A matrix is the bits of a number.
 */
function hasRank(tensor: Tensor, rank: number): boolean {
  const [rows, columns, slices] = tensor.shape;
  const size = 2 ** (rows * columns);
  const isRankOne = new Uint8Array(size);
  const rankOnes: number[] = [];
  for (let y = 1; y < 2 ** rows; y++) {
    for (let z = 1; z < 2 ** columns; z++) {
      let matrix = 0;
      for (let i = 0; i < rows; i++) if (((y >> i) & 1) === 1) matrix |= z << (i * columns);
      isRankOne[matrix] = 1;
      rankOnes.push(matrix);
    }
  }
  const space = new Uint32Array(2 ** (rank + 1));
  let dimension = 0;
  const extend = (matrix: number) => {
    const known = 2 ** dimension;
    for (let at = 0; at < known; at++) if (space[at] === matrix) return false;
    for (let at = 0; at < known; at++) space[known + at] = space[at]! ^ matrix;
    dimension++;
    return true;
  };
  const leading = new Uint32Array(32);
  const spanned = () => {
    let count = 0;
    for (let at = 2 ** dimension - 1; at > 0; at--) count += isRankOne[space[at]!]!;
    if (count < dimension) return false;
    leading.fill(0);
    let found = 0;
    for (let at = 1; at < 2 ** dimension; at++) {
      let row = space[at]!;
      if (isRankOne[row] === 0) continue;
      while (row !== 0) {
        const bit = Math.clz32(row);
        if (leading[bit] === 0) {
          leading[bit] = row;
          found++;
          break;
        }
        row ^= leading[bit]!;
      }
    }
    return found === dimension;
  };
  for (let k = 0; k < slices; k++) {
    let slice = 0;
    for (let at = 0; at < rows * columns; at++) slice |= tensor.data[at * slices + k]! << at;
    extend(slice);
  }
  const search = (from: number): boolean => {
    if (dimension > rank) return false;
    if (dimension === rank) return spanned();
    for (let n = from; n < rankOnes.length; n++) {
      if (!extend(rankOnes[n]!)) continue;
      if (search(n + 1)) return true;
      dimension--;
    }
    return false;
  };
  return search(0);
}
