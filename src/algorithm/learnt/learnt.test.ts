import { readdirSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { seeded } from '../../tensor/random.ts';
import { formatSize } from '../../tensor/size.ts';
import { checkByMultiplying } from '../check-by-multiplying.ts';
import { bestKnownRank } from '../known.ts';
import { naiveProgram } from '../straight-line.ts';
import { verifyAlgorithm } from '../verify.ts';
import { learntSchemes } from './learnt.ts';

const schemes = learntSchemes().map(
  ({ source, algorithm }) =>
    [
      `${formatSize(algorithm.size)}-${algorithm.arithmetic}-${algorithm.rank}`,
      source,
      algorithm,
    ] as const,
);

describe('what agents have found', () => {
  test.each(schemes)('%s multiplies, with the best rank known', (_, source, algorithm) => {
    const { size, arithmetic, rank, provenance } = algorithm;
    expect(verifyAlgorithm(algorithm)).toEqual({ ok: true });
    expect(checkByMultiplying(naiveProgram(algorithm), seeded(1), 1)).toEqual({ ok: true });
    expect(rank).toBe(bestKnownRank(size, arithmetic));
    expect(provenance).toMatchObject({ solver: 'agent' });
    expect(source).toMatch(
      /^\d+ s of learning on (an|two) .*: preset (small|medium), seed \d, from scratch$/,
    );
  });

  test('is in the files, each named for what it is', () => {
    const files = readdirSync(new URL('.', import.meta.url)).filter((name) =>
      name.endsWith('.json'),
    );
    expect(files.sort()).toEqual(schemes.map(([name]) => `${name}.json`).sort());
  });
});
