import {
  type HintAnswer,
  HintCancelled,
  type HintProgress,
  type HintRequest,
  type HintSolver,
} from '../../game/hints/hint.ts';
import { solveHint } from '../../game/hints/solve-hint.ts';
import { isWalked, playOnWithFlips } from './flips-finish.ts';

/** Milliseconds of work between two looks at what else has arrived. */
const SLICE_MS = 16;
/** Milliseconds between two reports of progress. */
const REPORT_MS = 100;

/** Solves hints where it is called, in slices, so that it can be cancelled; meant for a worker. */
export class HintHost implements HintSolver {
  #request = 0;

  async solve(
    request: HintRequest,
    onProgress: (progress: HintProgress) => unknown,
  ): Promise<HintAnswer> {
    const id = ++this.#request;
    const work = isWalked(request) ? playOnWithFlips(request) : solveHint(request);
    let reported = performance.now();
    for (;;) {
      const began = performance.now();
      let step = work.next();
      while (step.done !== true && performance.now() - began < SLICE_MS) step = work.next();
      if (step.done === true) return step.value;
      if (performance.now() - reported > REPORT_MS) {
        reported = performance.now();
        onProgress(step.value);
      }
      await new Promise((resolve) => setTimeout(resolve));
      if (this.#request !== id) throw new HintCancelled();
    }
  }

  cancel(): void {
    this.#request++;
  }
}
