/** What each setting of a run may be: `--set` reaches settings that no screen checks. */
import { z } from 'zod';
import type { RunConfig } from '../training/config.ts';

const count = z.int().min(1).max(1e9);
const orNone = z.int().min(0).max(1e9);
const share = z.number().min(0).max(1);
const positive = z.number().positive();
const notNegative = z.number().min(0);

const network = z
  .object({
    width: count.multipleOf(8).max(4096),
    blocks: count.max(64),
    heads: count,
    expansion: positive.max(64),
    decoderLayers: count.max(64),
    quantiles: count.max(1024),
    valueHidden: count.max(65_536),
  })
  .refine(({ width, heads }) => width % heads === 0, {
    path: ['heads'],
    error: 'it must divide network.width',
  })
  .refine(({ width, expansion }) => Number.isInteger(width * expansion), {
    path: ['expansion'],
    error: 'its product with network.width must be a whole number',
  });

const schema = z.object({
  maxCoefficient: z.union([z.literal(1), z.literal(2)]),
  moveLimit: count.max(1000),
  targetRank: count.nullable(),
  network,
  search: z.object({
    simulations: z.int().min(2).max(1e6),
    samples: count.max(65_535),
    leavesPerWave: count,
    rootNoise: share,
    explorationBase: notNegative,
    temperature: z.enum(['improved', 'greedy']),
  }),
  acting: z.object({
    games: count,
    basisShare: share,
    basisStyle: z.enum(['canonical', 'sparse', 'dense']),
    basisDensity: share,
    limitSlack: z.int().min(-1),
    samplingTemperature: positive,
  }),
  demonstrations: z.object({
    maxTerms: count.max(1000),
    draws: z.int().min(1),
    // No coefficient but zero would make no term at all.
    density: z.array(positive.max(1)).length(2),
  }),
  learning: z.object({
    batch: count,
    labels: count.max(1000),
    learningRate: positive,
    warmupSteps: orNone,
    weightDecay: notNegative,
    clip: positive,
    policyFromUnsolved: z.boolean(),
    valueWeight: notNegative,
    stepsBeforeActing: orNone,
    stepsPerRound: count,
    wavesPerRound: count,
  }),
  experience: z
    .object({ capacity: count, bestCapacity: count, playedShare: share, bestShare: share })
    .refine(({ playedShare, bestShare }) => playedShare + bestShare <= 1, {
      path: ['bestShare'],
      error: 'with experience.playedShare it is more than the whole batch',
    }),
});

/** @throws Error with one sentence about the first setting that no run can have */
export function checkConfig(config: RunConfig): void {
  const result = schema.safeParse(config);
  if (result.success) return;
  const issue = result.error.issues[0]!;
  const value = issue.path.reduce<unknown>(
    (at, key) => (at as Record<PropertyKey, unknown>)[key],
    config,
  );
  const message = issue.message.replace(/^(Invalid (input|option)|Too (small|big)): /, '');
  throw new Error(`--set ${issue.path.join('.')}=${JSON.stringify(value)}: ${message}`);
}
