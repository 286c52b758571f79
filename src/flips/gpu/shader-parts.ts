/** What both shaders of walks have in common. */
import { HEADER } from './memory.ts';

/** The walk's own numbers (walk.ts), and where a walker's schemes are. */
export const CONSTANTS = `const PATIENCE = 512u;
const MOST_MISSES = 8192u;
const PLUS_ATTEMPTS = 64u;
const SCHEME = 0u;
const BEST = 3u * CAPACITY;`;

/**
 * Group 0: 0, storage, headers; 1, storage, schemes (memory.ts); 2, uniform, four 32-bit numbers: number
 * of walkers, flips at which a walker stops, target rank, tries of a walker at most in this dispatch.
 */
export const BINDINGS = `struct Run {
  walkers: u32,
  end: u32,
  targetRank: u32,
  tries: u32,
}

@group(0) @binding(0) var<storage, read_write> headers: array<u32>;
@group(0) @binding(1) var<storage, read_write> schemes: array<u32>;
@group(0) @binding(2) var<uniform> run: Run;`;

/** A walker's own numbers, and where word k of its schemes is. */
export const WALKER = `var<private> walker: u32;
var<private> rank: u32;
var<private> best: u32;
var<private> idle: u32;
var<private> flips: u32;
var<private> plusAfter: u32;
var<private> margin: u32;
var<private> misses: u32;
var<private> generator: vec4u;

fn word(k: u32) -> u32 {
  return walker * (6u * CAPACITY) + k;
}`;

/** xoshiro128++, as in generator.ts. */
export const DRAW = `fn draw() -> u32 {
  let g = generator;
  let s2 = g.z ^ g.x;
  let s3 = g.w ^ g.y;
  let sum = g.x + g.w;
  generator = vec4u(g.x ^ s3, g.y ^ s2, s2 ^ (g.y << 9u), (s3 << 11u) | (s3 >> 21u));
  return ((sum << 7u) | (sum >> 25u)) + g.x;
}`;

/** Whether a walker stops before its next try. */
export const IS_OVER =
  'left == 0u || flips >= run.end || rank <= run.targetRank || rank <= 1u || misses >= MOST_MISSES';

/** The beginning of a plus: terms r and s ≠ r, and modes x, y, z in one of their six orders. */
export const PLUS_DRAWN = `  let pair = draw();
  let r = ((pair >> 16u) * rank) >> 16u;
  let other = ((pair & 0xffffu) * (rank - 1u)) >> 16u;
  let s = select(other, other + 1u, other >= r);
  let coins = draw();
  let permutation = ((coins >> 16u) * 6u) >> 16u;
  let x = permutation / 2u;
  let first = select(0u, 1u, x == 0u);
  let second = 3u - x - first;
  let y = select(first, second, (permutation & 1u) == 1u);
  let z = 3u - x - y;`;

/** What the walk does after a try: counts, keeps a better scheme, leaves a place, or makes a plus. */
export const AFTER_A_TRY = `    if (flipped) {
      flips++;
      idle = select(idle, 0u, rank < before);
      if (rank < best) {
        best = rank;
        store(BEST);
      }
    } else if (tried && misses % PATIENCE == 0u) {
      idle = 0u;
      if (rank < CAPACITY) {
        attempts = PLUS_ATTEMPTS;
      } else {
        rank = best;
        loads = true;
        start = BEST;
      }
    }
    if (tried && idle >= plusAfter) {
      idle = 0u;
      attempts = select(0u, PLUS_ATTEMPTS, rank < best + margin && rank < CAPACITY);
    }`;

const NUMBERS = [
  ['rank', HEADER.rank],
  ['best', HEADER.bestRank],
  ['flips', HEADER.flips],
  ['misses', HEADER.misses],
  ['idle', HEADER.idle],
] as const;

const GENERATOR = ['x', 'y', 'z', 'w'].map(
  (component, k) => [`generator.${component}`, HEADER.generator + k] as const,
);

function place(k: number): string {
  return `headers[${k}u * run.walkers + walker]`;
}

/** Takes a walker's header into the variables of those names. */
export function taken(): string {
  const options = [
    ['plusAfter', HEADER.plusAfter],
    ['margin', HEADER.margin],
  ] as const;
  return [...NUMBERS, ...options, ...GENERATOR]
    .map(([name, k]) => `  ${name} = ${place(k)};`)
    .join('\n');
}

/** Writes it back. */
export function saved(): string {
  return [...NUMBERS, ...GENERATOR].map(([name, k]) => `  ${place(k)} = ${name};`).join('\n');
}
