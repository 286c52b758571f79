/**
 * For tests: verified ternary schemes of best known rank, which lie beside the checkout and are not
 * part of the project (see DESIGN.md). Their w indexes C transposed; here it is already turned.
 */
import { existsSync, readFileSync } from 'node:fs';
import type { Algorithm } from './algorithm.ts';
import { withTransposedC } from './file.ts';

/** Where the file lies, seen from the root of the checkout. */
const PUBLISHED_FILE = '../shared/data/zt_best_le5.json';

interface Scheme {
  readonly n: readonly [number, number, number];
  readonly rank: number;
  readonly u: number[][];
  readonly v: number[][];
  readonly w: number[][];
}

/** Empty, with a message, where the file is absent. Run from the root of the checkout. */
export function publishedAlgorithms(): Algorithm[] {
  if (!existsSync(PUBLISHED_FILE)) {
    console.warn(`Skipped the published schemes: ${PUBLISHED_FILE} is absent.`);
    return [];
  }
  const schemes = JSON.parse(readFileSync(PUBLISHED_FILE, 'utf8')) as Record<string, Scheme>;
  return Object.values(schemes).map(({ n, rank, u, v, w }) =>
    withTransposedC({ size: n, arithmetic: 'standard', rank, u, v, w }),
  );
}

/** The same algorithm modulo 2. */
export function moduloTwo(algorithm: Algorithm): Algorithm {
  const reduce = (rows: readonly (readonly number[])[]) => rows.map((row) => row.map((c) => c & 1));
  const { u, v, w } = algorithm;
  return { ...algorithm, arithmetic: 'z2', u: reduce(u), v: reduce(v), w: reduce(w) };
}
