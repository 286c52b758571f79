/** Where an algorithm of the library comes from. */
import { z } from 'zod';

const text = z.string().max(100_000);
const count = z.number().min(0);
const key = z.string().max(200);

/** Also reads what other versions of the app and backup files hold. */
export const originSchema = z.discriminatedUnion('kind', [
  /** Found by a training run. */
  z.object({
    kind: z.literal('run'),
    runId: text,
    /** Null where it was not written down. */
    seed: z.number().nullable(),
    /** Running time, steps and games of the run until then. */
    seconds: count,
    step: count,
    games: count,
  }),
  /** Played by hand; the link is the hash of an address that opens the game, null if unknown. */
  z.object({ kind: z.literal('hand'), link: text.nullable() }),
  /** Found by the flip-graph search. */
  z.object({
    kind: z.literal('flips'),
    seed: z.number(),
    seconds: count,
    /** Flips walked until then. */
    flips: count,
  }),
  /** Read from a file, or pasted; `entry` is its name inside an archive, or null. */
  z.object({ kind: z.literal('import'), file: text, entry: text.nullable() }),
  /** Made from others of the library. */
  z.object({
    kind: z.literal('derived'),
    how: z.enum(['permuted', 'product', 'glued', 'lifted', 'modulo 2', 'composed', 'varied']),
    from: z.array(key).max(1000),
    /** What it was made of, in words: 'the tensor product of 2×2×2 and 1×1×2'. */
    words: text,
  }),
  /** A published scheme that the app brings along; never what somebody found here. */
  z.object({ kind: z.literal('published'), source: text }),
]);

export type Origin = z.infer<typeof originSchema>;
export type OriginKind = Origin['kind'];

export const ORIGIN_KINDS: readonly OriginKind[] = [
  'run',
  'hand',
  'flips',
  'import',
  'derived',
  'published',
];
