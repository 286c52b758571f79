/** How one thing is timed. */
export interface Timing {
  /** Median seconds a call, */
  readonly seconds: number;
  /** of so many calls after those that warmed up. */
  readonly calls: number;
}

/** Calls that `timed` makes before it looks at the clock. */
const WARM_UP_CALLS = 2;
const LEAST_CALLS = 5;
const MOST_CALLS = 100;
const ENOUGH_SECONDS = 2;

/**
 * Times a call: two to warm up, then at least five, and as many more as fit in two seconds.
 * @param patience gives null when the first call alone takes longer than so many seconds
 */
export async function timed(
  call: () => Promise<unknown>,
  patience = Number.POSITIVE_INFINITY,
): Promise<Timing | null> {
  for (let i = 0; i < WARM_UP_CALLS; i++) {
    if ((await secondsOf(call)) > patience) return null;
  }
  const times: number[] = [];
  let sum = 0;
  while (times.length < LEAST_CALLS || (sum < ENOUGH_SECONDS && times.length < MOST_CALLS)) {
    const seconds = await secondsOf(call);
    times.push(seconds);
    sum += seconds;
  }
  return { seconds: median(times), calls: times.length };
}

/** Seconds that a brief timing is content with, if more than one call fits in them. */
const BRIEF_SECONDS = 1.5;
const WARM_SECONDS = 1;

export interface BriefTiming extends Timing {
  /** Median seconds of a call by the processor's own time, which other work does not disturb. */
  readonly processorSeconds: number;
}

/**
 * Times a call that may take seconds: a second of them to warm up, then as many as fit in 1.5 s, and one
 * at least of both.
 * @param warmedUp is called between these
 * @returns null when the first call takes longer than `patience` seconds
 */
export async function timedBriefly(
  call: () => Promise<unknown>,
  patience: number,
  warmedUp: () => void = () => {},
): Promise<BriefTiming | null> {
  let warming = await secondsOf(call);
  if (warming > patience) return null;
  // Code is compiled while it runs.
  while (warming < WARM_SECONDS) warming += await secondsOf(call);
  warmedUp();
  const times: number[] = [];
  const processor: number[] = [];
  let sum = 0;
  do {
    const used = process.cpuUsage();
    const seconds = await secondsOf(call);
    const { user, system } = process.cpuUsage(used);
    times.push(seconds);
    processor.push((user + system) / 1e6);
    sum += seconds;
  } while (sum + median(times) <= BRIEF_SECONDS);
  return { seconds: median(times), processorSeconds: median(processor), calls: times.length };
}

export function median(values: readonly number[]): number {
  return [...values].sort((a, b) => a - b)[Math.floor(values.length / 2)]!;
}

async function secondsOf(call: () => Promise<unknown>): Promise<number> {
  const from = performance.now();
  await call();
  return (performance.now() - from) / 1000;
}
