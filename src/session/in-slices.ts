/** Milliseconds between two reports of progress. */
const REPORT_MS = 100;

export interface SlicesOptions<Progress> {
  /** Milliseconds of work between two looks at what else has arrived. */
  readonly sliceMs: number;
  readonly onProgress: (progress: Progress) => unknown;
  /** Is asked after each look; what it throws ends the work. */
  readonly check?: () => void;
}

/** Does work in slices, so that a worker hears what else it is told meanwhile. */
export async function inSlices<Progress, Result>(
  work: Generator<Progress, Result>,
  { sliceMs, onProgress, check = () => {} }: SlicesOptions<Progress>,
): Promise<Result> {
  let reported = Number.NEGATIVE_INFINITY;
  for (;;) {
    await new Promise((resolve) => setTimeout(resolve));
    check();
    const began = performance.now();
    let step = work.next();
    while (step.done !== true && performance.now() - began < sliceMs) step = work.next();
    if (step.done === true) return step.value;
    if (performance.now() - reported > REPORT_MS) {
      reported = performance.now();
      onProgress(step.value);
    }
  }
}
