/** What a database gives is believed only after it was verified again. */
import type { Algorithm } from '../../algorithm/algorithm.ts';
import { carriesOut, type StraightLineProgram } from '../../algorithm/straight-line.ts';
import { verifyAlgorithm } from '../../algorithm/verify.ts';
import type { LibraryContent } from './entry.ts';

/**
 * The content, without its program where that is wrong.
 * @throws Error with a sentence when the algorithm does not verify
 */
export function verifiedAgain(content: LibraryContent): LibraryContent {
  const { program, ...bare } = content;
  const verdict = verifyAlgorithm(bare.algorithm);
  if (verdict.ok) {
    const isGood = program === undefined || isCarriedOut(program, bare.algorithm);
    return isGood ? content : bare;
  }
  throw new Error(`What this browser kept of the algorithm is damaged: ${verdict.reason}.`);
}

function isCarriedOut(program: StraightLineProgram, algorithm: Algorithm): boolean {
  try {
    return carriesOut(program, algorithm);
  } catch {
    // A damaged record may hold anything.
    return false;
  }
}
