/**
 * Eight terms of a matrix product that are a 2×2×2 product in themselves form a cube: each shares each
 * of its factors with one other. In a large decomposition a walk rarely keeps to one cube for long, so
 * cubes are taken out and walked on alone: that is Strassen's 7 for 8, block by block.
 */
import type { Arithmetic } from '../../tensor/arithmetic.ts';
import type { Random } from '../../tensor/random.ts';
import type { Term } from '../../tensor/term.ts';
import { FlipWalk } from './flip-walk.ts';

const CORNERS = 8;
/** Steps on one cube, and cubes tried for each term. */
const STEPS = 8000;
const TRIES = 8;

/** Replaces cubes by fewer terms with the same sum, as far as found; yields the number of terms. */
export function* walkCubes(
  terms: readonly Term[],
  arithmetic: Arithmetic,
  largest: number,
  random: Random,
): Generator<number, Term[]> {
  let now = [...terms];
  let keys = keysOf(now);
  const tries = TRIES * terms.length;
  for (let n = 0; n < tries && now.length >= CORNERS; n++) {
    const corners = cubeAt(keys, random.below(now.length), random);
    if (corners.size === CORNERS) {
      const inside = now.filter((_, at) => corners.has(at));
      const walk = new FlipWalk(inside, arithmetic, largest, random);
      for (let step = 0; step < STEPS && walk.best === CORNERS; step += 500) walk.walk(500);
      if (walk.best < CORNERS) {
        now = [...now.filter((_, at) => !corners.has(at)), ...walk.bestTerms()];
        keys = keysOf(now);
      }
    }
    yield now.length;
  }
  return now;
}

/** [3 × terms] equal for factors that are equal or opposite */
type Keys = readonly (readonly string[])[];

function keysOf(terms: readonly Term[]): Keys {
  return (['u', 'v', 'w'] as const).map((name) =>
    terms.map((term) => {
      const factor = term[name];
      return (factor.find((c) => c !== 0) ?? 1) < 0 ? factor.map((c) => -c).join() : factor.join();
    }),
  );
}

/** A neighbour of the first term along each mode, and then whoever closes most faces. */
function cubeAt(keys: Keys, first: number, random: Random): ReadonlySet<number> {
  const count = keys[0]!.length;
  const corners = new Set([first]);
  /** [3 × terms] the factor is shared by two corners */
  const shared = keys.map(() => new Uint8Array(count));
  const partners = (t: number) =>
    keys.map((names, mode) =>
      [...corners].find((s) => names[s] === names[t] && shared[mode]![s] === 0),
    );
  const add = (t: number) => {
    for (const [mode, partner] of partners(t).entries()) {
      if (partner === undefined) continue;
      shared[mode]![partner] = 1;
      shared[mode]![t] = 1;
    }
    corners.add(t);
  };
  for (const names of keys) {
    const near = names.flatMap((name, t) => (name === names[first] && !corners.has(t) ? [t] : []));
    if (near.length > 0) add(near[random.below(near.length)]!);
  }
  while (corners.size < CORNERS) {
    let most = 1;
    let next = -1;
    for (let t = 0; t < count; t++) {
      if (corners.has(t)) continue;
      const faces = partners(t).filter((partner) => partner !== undefined).length;
      if (faces > most) {
        most = faces;
        next = t;
      }
    }
    if (next < 0) break;
    add(next);
  }
  return corners;
}
