/** What is to be measured, and its address: '#/probe?scheme=strassen&sizes=1024,2048&precision=f32'. */
import type { Precision } from '../../latency/kernels/tile.ts';

export interface ProbeSetup {
  /** 'strassen', 'strassen2' or keys of the library */
  readonly schemes: readonly string[];
  /** Sides of square matrices, ascending. */
  readonly sizes: readonly number[];
  readonly precision: Precision;
  readonly seed: number;
}

export const DEFAULT_SETUP: ProbeSetup = {
  schemes: ['strassen', 'strassen2'],
  sizes: [512, 1024, 2048, 4096],
  precision: 'f32',
  seed: 1,
};

/** A software adapter computes a thousandth as fast. */
export const SOFTWARE_SIZES: readonly number[] = [32, 64];

export const LARGEST_SIDE = 32768;
const MOST_SIZES = 12;
const MOST_SCHEMES = 8;

/**
 * Sizes from text like '1024, 2048', ascending, each once.
 * @throws RangeError with one sentence when it is none
 */
export function parseSizes(text: string): number[] {
  const parts = text.split(/[\s,;]+/).filter((part) => part !== '');
  const sizes = parts.map((part) => (/^\d{1,6}$/.test(part) ? Number(part) : Number.NaN));
  if (sizes.length === 0) throw new RangeError('Write at least one size, like 1024.');
  const wrong = sizes.findIndex((n) => !(n >= 1 && n <= LARGEST_SIDE));
  if (wrong !== -1) {
    throw new RangeError(
      `“${parts[wrong]}” is not a size: write whole numbers from 1 to ${LARGEST_SIDE}.`,
    );
  }
  const each = [...new Set(sizes)].sort((a, b) => a - b);
  if (each.length > MOST_SIZES) throw new RangeError(`At most ${MOST_SIZES} sizes at a time.`);
  return each;
}

export function probeLink(setup: ProbeSetup): string {
  const query = new URLSearchParams();
  for (const scheme of setup.schemes) query.append('scheme', scheme);
  query.set('sizes', setup.sizes.join(','));
  query.set('precision', setup.precision);
  query.set('seed', String(setup.seed));
  return `#/probe?${query}`;
}

/** The set-up of an address; what it does not name, or names wrongly, is as in `otherwise`. */
export function readProbeLink(hash: string, otherwise: ProbeSetup): ProbeSetup {
  const query = new URLSearchParams(/^#\/probe\?(.*)$/.exec(hash)?.[1] ?? '');
  const schemes = [...new Set(query.getAll('scheme'))].slice(0, MOST_SCHEMES);
  const precision = query.get('precision');
  const seed = query.get('seed') ?? '';
  return {
    schemes: schemes.length > 0 ? schemes : otherwise.schemes,
    sizes: sizesOr(query.get('sizes'), otherwise.sizes),
    precision: precision === 'f32' || precision === 'f16' ? precision : otherwise.precision,
    seed: /^\d{1,9}$/.test(seed) ? Number(seed) : otherwise.seed,
  };
}

function sizesOr(text: string | null, otherwise: readonly number[]): readonly number[] {
  if (text === null) return otherwise;
  try {
    return parseSizes(text);
  } catch {
    return otherwise;
  }
}
