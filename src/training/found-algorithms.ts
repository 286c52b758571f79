/**
 * The algorithms that a run found, each once and in bounded memory: some targets have no end of equally
 * good ones. All of the best rank are kept up to a limit, and a tenth as many of the other ranks, the
 * better ones first; what is not kept is counted.
 */
import { type Algorithm, fromTerms, toTerms } from '../algorithm/algorithm.ts';
import { algorithmKey } from '../algorithm/canonical.ts';
import { verifyAlgorithm } from '../algorithm/verify.ts';
import { dimensions } from '../tensor/size.ts';
import type { FoundLine } from './game-record.ts';
import { lineOfTerms, termsOfLine } from './rework.ts';

/** How many different algorithms of a target were found, and how many of them were handed over. */
export interface FoundCount {
  readonly found: number;
  readonly kept: number;
}

/** What a checkpoint holds beside the algorithms themselves. */
export interface FoundTally {
  /** of each target */
  readonly counts: readonly FoundCount[];
  /** [2 × n] fingerprints of those that are known but not kept, the longest known first */
  readonly others: Int32Array;
}

export interface FoundLimits {
  /** Algorithms of a target's best rank. */
  readonly best: number;
  /** Coefficients of all that is kept of the best ranks: of large algorithms fewer are kept. */
  readonly coefficients: number;
  /** Fingerprints. Past that the longest known is forgotten, and would count again. */
  readonly known: number;
}

/** A byte a coefficient, which a checkpoint writes as two characters; about 40 bytes a fingerprint. */
const LIMITS: FoundLimits = { best: 10_000, coefficients: 8_000_000, known: 1_000_000 };

/** An algorithm, its coefficients a byte each: as arrays of numbers they would take twenty. */
interface Found extends Pick<Algorithm, 'size' | 'arithmetic' | 'provenance'> {
  readonly line: FoundLine;
  readonly fingerprint: number;
}

export class FoundAlgorithms {
  readonly #limits: FoundLimits;
  readonly #counts: { found: number; kept: number }[];
  /** of each target: by rank, in the order in which they were found */
  readonly #kept: readonly Map<number, Found[]>[];
  readonly #known = new Set<number>();

  constructor(targets: number, limits = LIMITS) {
    this.#limits = limits;
    this.#counts = Array.from({ length: targets }, () => ({ found: 0, kept: 0 }));
    this.#kept = Array.from({ length: targets }, () => new Map<number, Found[]>());
  }

  /** Brings back what `all` and `tally` gave; null: written before they were counted. */
  restore(
    algorithms: readonly { readonly target: number; readonly algorithm: Algorithm }[],
    tally: FoundTally | null,
  ): void {
    for (const fingerprint of unpacked(tally?.others ?? new Int32Array(0))) {
      this.#learnOf(fingerprint);
    }
    for (const { target, algorithm } of algorithms) {
      this.#take(target, algorithm, fingerprintOf(algorithmKey(algorithm)));
    }
    if (tally === null) return;
    for (const [target, count] of tally.counts.entries()) this.#counts[target] = { ...count };
  }

  /**
   * Takes note of an algorithm, verified exactly.
   * @returns 'known' for one that was found before; 'counted': there are enough of that rank
   * @throws Error when it is none
   */
  add(target: number, algorithm: Algorithm): 'known' | 'kept' | 'counted' {
    const fingerprint = fingerprintOf(algorithmKey(algorithm));
    if (this.#known.has(fingerprint)) return 'known';
    const verdict = verifyAlgorithm(algorithm);
    // The game's own arithmetic is exact, so this would be a bug in it, not bad luck.
    if (!verdict.ok) throw new Error(`A finished game does not verify: ${verdict.reason}`);
    return this.#take(target, algorithm, fingerprint) ? 'kept' : 'counted';
  }

  #take(target: number, algorithm: Algorithm, fingerprint: number): boolean {
    this.#learnOf(fingerprint);
    const count = this.#counts[target]!;
    count.found++;
    const line = lineOfTerms(target, toTerms(algorithm));
    const kept = this.#keep(this.#kept[target]!, { ...aboutOf(algorithm), line, fingerprint });
    if (kept) count.kept++;
    return kept;
  }

  /** Those kept, target by target. */
  all(): Algorithm[] {
    return this.#entries().map(({ size, arithmetic, provenance, line }) =>
      fromTerms(size, arithmetic, termsOfLine(line, dimensions(size)), provenance),
    );
  }

  /** of each target */
  counts(): FoundCount[] {
    return this.#counts.map((count) => ({ ...count }));
  }

  tally(): FoundTally {
    const kept = new Set(this.#entries().map(({ fingerprint }) => fingerprint));
    const others = [...this.#known].filter((fingerprint) => !kept.has(fingerprint));
    return { counts: this.counts(), others: packed(others) };
  }

  #entries(): Found[] {
    return this.#kept.flatMap((ranks) => [...ranks.values()].flat());
  }

  #learnOf(fingerprint: number): void {
    if (this.#known.size >= this.#limits.known) {
      const [oldest] = this.#known;
      this.#known.delete(oldest!);
    }
    this.#known.add(fingerprint);
  }

  #keep(ranks: Map<number, Found[]>, found: Found): boolean {
    const { rank, factors } = found.line;
    const best = Math.min(rank, ...ranks.keys());
    const limit = this.#limit(factors.length);
    const list = ranks.get(rank) ?? [];
    if (rank === best && list.length >= limit) return false;
    ranks.set(rank, list);
    list.push(found);
    trim(ranks, best, Math.floor(limit / 10));
    return list.at(-1) === found;
  }

  /** How many algorithms of so many coefficients are kept. */
  #limit(coefficients: number): number {
    const fit = Math.floor(this.#limits.coefficients / this.#kept.length / coefficients);
    return Math.max(1, Math.min(this.#limits.best, fit));
  }
}

/** All but the coefficients. */
function aboutOf({ size, arithmetic, provenance }: Algorithm) {
  return provenance === undefined ? { size, arithmetic } : { size, arithmetic, provenance };
}

/** Of the ranks above the best leaves so many: of the worst rank the latest goes first. */
function trim(ranks: Map<number, Found[]>, best: number, limit: number): void {
  const others = [...ranks.keys()].filter((rank) => rank !== best).sort((a, b) => b - a);
  let excess = others.reduce((sum, rank) => sum + ranks.get(rank)!.length, -limit);
  for (const rank of others) {
    const list = ranks.get(rank)!;
    const rest = Math.max(0, list.length - Math.max(0, excess));
    excess -= list.length - rest;
    list.length = rest;
    if (rest === 0) ranks.delete(rank);
  }
}

/**
 * 53 bits: the odds that two of a million texts have the same are 1 in 18,000. Two hashes in the
 * manner of FNV-1a, mixed at the end.
 */
function fingerprintOf(text: string): number {
  let a = 0x811c9dc5;
  let b = 0x9e3779b9;
  for (let i = 0; i < text.length; i++) {
    const code = text.charCodeAt(i);
    a = Math.imul(a ^ code, 0x01000193);
    b = Math.imul(b ^ code, 0x5bd1e995);
  }
  a = mixed(a ^ (b >>> 15));
  b = mixed(b ^ (a >>> 13));
  return (a >>> 0) * 2 ** 21 + (b >>> 11);
}

/** Every bit depends on every other (the end of MurmurHash3). */
function mixed(hash: number): number {
  const once = Math.imul(hash ^ (hash >>> 16), 0x85ebca6b);
  const twice = Math.imul(once ^ (once >>> 13), 0xc2b2ae35);
  return twice ^ (twice >>> 16);
}

function packed(fingerprints: readonly number[]): Int32Array {
  return Int32Array.from(
    fingerprints.flatMap((fingerprint) => [fingerprint / 2 ** 32, fingerprint | 0]),
  );
}

function unpacked(words: Int32Array): number[] {
  return Array.from(
    { length: words.length / 2 },
    (_, i) => words[2 * i]! * 2 ** 32 + (words[2 * i + 1]! >>> 0),
  );
}
