/** What a search by flips is given, tells and keeps. */
import type { Arithmetic } from '../tensor/arithmetic.ts';
import type { Size } from '../tensor/size.ts';
import type { Term } from '../tensor/term.ts';
import type { Sized } from './sizes.ts';
import type { Strategy } from './starts.ts';
import type { Scheme, WalkOptions, WalkState } from './walker.ts';

export interface SearchConfig {
  readonly arithmetic: Arithmetic;
  /** The lengths of u, v and w. */
  readonly shape: readonly [number, number, number];
  /** Of a matrix product; null for any other target, whose walks all begin with `start`. */
  readonly size: Size | null;
  /** A decomposition to begin with; null: as the strategy says. */
  readonly start: readonly Term[] | null;
  readonly strategy: Strategy;
  readonly seed: number;
  /** Walks side by side. */
  readonly walkers: number;
  /** The search is over when a scheme of this rank is found. */
  readonly targetRank: number;
}

export interface SearchState {
  readonly random: [number, number, number, number];
  readonly walks: readonly WalkRecord[];
  readonly pool: readonly Scheme[];
  readonly smaller: ReadonlyMap<string, readonly Sized[]>;
  readonly flips: number;
  /** Of the walks modulo 2 in a search over the integers. */
  readonly modulo2: SearchState | null;
}

export interface WalkRecord {
  readonly state: WalkState;
  readonly options: WalkOptions;
  /** Flips that its rounds were to have since it last found a better scheme, and the most it has. */
  readonly walked: number;
  readonly patience: number;
}

/** What happened in a round. */
export interface Round {
  /** Of all rounds so far. */
  readonly flips: number;
  /** The rank at which each walk is, and the best that it met since it began; those modulo 2 last. */
  readonly ranks: readonly number[];
  readonly bests: readonly number[];
  /** Schemes new to the pools, to be brought into the searches of other threads. */
  readonly found: readonly Scheme[];
  readonly bestRank: number;
  /** [rank, schemes kept], lowest rank first */
  readonly pools: readonly (readonly [number, number])[];
}
