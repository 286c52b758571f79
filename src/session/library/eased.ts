/** Milliseconds of work in one go, so that the page stays at ease. */
const SLICE_MS = 8;

/** Does something with each, in slices. */
export async function eased<T>(items: Iterable<T>, action: (item: T) => void): Promise<void> {
  let began = performance.now();
  for (const item of items) {
    if (performance.now() - began > SLICE_MS) {
      await new Promise((resolve) => setTimeout(resolve));
      began = performance.now();
    }
    action(item);
  }
}
