/**
 * A run that is at work in one tab must not be offered in another. A Web Lock says so, because the
 * browser releases it when the tab dies, however it dies.
 */
const PREFIX = 'tensorgame-run-';

/** Holds the run for this tab; call the result to let go. Without Web Locks nothing is held. */
export function holdRun(id: string): () => void {
  let release: () => void = () => {};
  const held = new Promise<void>((resolve) => {
    release = resolve;
  });
  globalThis.navigator?.locks?.request(PREFIX + id, () => held).catch(() => {});
  return release;
}

/** The runs that are at work in any tab. */
export async function heldRuns(): Promise<ReadonlySet<string>> {
  const snapshot = await globalThis.navigator?.locks?.query().catch(() => undefined);
  const names = (snapshot?.held ?? []).map(({ name }) => name ?? '');
  return new Set(names.filter((n) => n.startsWith(PREFIX)).map((n) => n.slice(PREFIX.length)));
}
