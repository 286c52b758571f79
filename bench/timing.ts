/** How one thing is timed. */
export interface Timing {
  /** Median seconds a call, */
  readonly seconds: number;
  /** of so many calls after those that warmed up. */
  readonly calls: number;
  /** Median seconds a call by the processor's own time, which other work disturbs far less. */
  readonly processorSeconds: number;
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
  return repeated(
    call,
    (sum, { length }) => length < LEAST_CALLS || (sum < ENOUGH_SECONDS && length < MOST_CALLS),
  );
}

/** Seconds that a brief timing is content with, if more than one call fits in them. */
const BRIEF_SECONDS = 1.5;
const WARM_SECONDS = 1;

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
): Promise<Timing | null> {
  let warming = await secondsOf(call);
  if (warming > patience) return null;
  // Code is compiled while it runs.
  while (warming < WARM_SECONDS) warming += await secondsOf(call);
  warmedUp();
  return repeated(call, (sum, times) => sum + median(times) <= BRIEF_SECONDS);
}

/**
 * Seconds from one end of a call to the next, on average over two seconds after one to warm up, while
 * `atOnce` calls are under way all the time: another begins whenever one ends.
 */
export async function streamed(call: () => Promise<unknown>, atOnce: number): Promise<number> {
  const begin = performance.now();
  let from = begin;
  let to = begin;
  let ends = 0;
  const oneAfterTheOther = async () => {
    do {
      await call();
      to = performance.now();
      if (to - begin < 1000 * WARM_SECONDS) from = to;
      else ends++;
    } while (to - from < 1000 * ENOUGH_SECONDS || ends < LEAST_CALLS);
  };
  await Promise.all(Array.from({ length: atOnce }, oneAfterTheOther));
  return (to - from) / 1000 / ends;
}

/** Times a call once, and again while `more` says so of the seconds in all and of each. */
async function repeated(
  call: () => Promise<unknown>,
  more: (sum: number, times: readonly number[]) => boolean,
): Promise<Timing> {
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
  } while (more(sum, times));
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
