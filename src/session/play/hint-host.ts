import {
  type HintAnswer,
  HintCancelled,
  type HintProgress,
  type HintRequest,
  type HintSolver,
} from '../../game/hints/hint.ts';
import { solveHint } from '../../game/hints/solve-hint.ts';
import { inSlices } from '../in-slices.ts';
import { isWalked, playOnWithFlips } from './flips-finish.ts';

/** Milliseconds of work between two looks at what else has arrived. */
const SLICE_MS = 16;

/** Solves hints where it is called, in slices, so that it can be cancelled; meant for a worker. */
export class HintHost implements HintSolver {
  #request = 0;

  solve(
    request: HintRequest,
    onProgress: (progress: HintProgress) => unknown,
  ): Promise<HintAnswer> {
    const id = ++this.#request;
    const work = isWalked(request) ? playOnWithFlips(request) : solveHint(request);
    const check = () => {
      if (this.#request !== id) throw new HintCancelled();
    };
    return inSlices(work, { sliceMs: SLICE_MS, onProgress, check });
  }

  cancel(): void {
    this.#request++;
  }
}
