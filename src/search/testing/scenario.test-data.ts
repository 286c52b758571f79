/** Random positions and settings, for property tests of whatever looks at a search. */
import fc from 'fast-check';
import type { Arithmetic } from '../../tensor/arithmetic.ts';
import { seeded } from '../../tensor/random.ts';
import type { SearchOptions } from '../options.ts';
import { SearchTree } from '../tree.ts';
import { type Position, randomPosition } from './position.ts';

export const scenario = fc.record({
  seed: fc.nat(1 << 20),
  arithmetic: fc.constantFrom<Arithmetic>('z2', 'standard'),
  samples: fc.integer({ min: 1, max: 12 }),
  terms: fc.integer({ min: 1, max: 4 }),
  pool: fc.integer({ min: 1, max: 16 }),
  movesLeft: fc.integer({ min: 1, max: 6 }),
  simulations: fc.integer({ min: 2, max: 60 }),
  leavesPerWave: fc.integer({ min: 1, max: 5 }),
  rootNoise: fc.constantFrom(0, 0.25),
  firstPlayUrgency: fc.constantFrom<SearchOptions['firstPlayUrgency']>('parent', 0, 1),
});

export type Scenario = typeof scenario extends fc.Arbitrary<infer T> ? T : never;

/** A search of the scenario's position, before its first simulation. */
export function begin(
  given: Scenario,
  options: Partial<SearchOptions> = {},
): { readonly tree: SearchTree; readonly position: Position } {
  const { seed, arithmetic, samples, pool, movesLeft } = given;
  const terms = Math.min(given.terms, pool);
  const position = randomPosition({ seed, arithmetic, samples, terms, pool });
  const { simulations, leavesPerWave, rootNoise, firstPlayUrgency } = given;
  const tree = new SearchTree(
    position.rules,
    { simulations, samples, leavesPerWave, rootNoise, firstPlayUrgency, ...options },
    seeded(seed, 1),
  );
  tree.reset(position.state, 0, movesLeft);
  return { tree, position };
}
