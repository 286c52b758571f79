/** Work that is done in steps: a generator that yields how far it is, and returns what comes out. */

/** All steps at once. */
export function runToEnd<Result>(work: Generator<unknown, Result>): Result {
  for (;;) {
    const step = work.next();
    if (step.done === true) return step.value;
  }
}

/** The same work that tells how far it is in another way. */
export function* retold<Told, Retold, Result>(
  work: Generator<Told, Result>,
  retell: (told: Told) => Retold,
): Generator<Retold, Result> {
  for (;;) {
    const step = work.next();
    if (step.done === true) return step.value;
    yield retell(step.value);
  }
}
