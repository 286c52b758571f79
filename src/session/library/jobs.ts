/** Work on algorithms that takes a while, as the page asks a worker for it. */
import type { Algorithm } from '../../algorithm/algorithm.ts';
import type { AlgorithmFacts } from '../../algorithm/facts.ts';
import type { FormatId } from '../../algorithm/formats/formats.ts';
import type { Imported } from '../../algorithm/formats/imported.ts';
import type { Lift } from '../../algorithm/lift/lift.ts';
import type { MeasuredError } from '../../algorithm/stability.ts';
import type { StraightLineProgram } from '../../algorithm/straight-line.ts';
import type { Verification } from '../../algorithm/verify.ts';
import type { Arithmetic } from '../../tensor/arithmetic.ts';
import type { Size } from '../../tensor/size.ts';

/** An algorithm, and the program that its code is generated from; null: no sums are shared. */
export interface Exported {
  readonly algorithm: Algorithm;
  readonly program: StraightLineProgram | null;
}

export interface FileOfBytes {
  readonly name: string;
  readonly mediaType: string;
  readonly bytes: Uint8Array;
}

export interface LongFacts {
  readonly facts: AlgorithmFacts;
  /** Null modulo 2, where nothing is rounded. */
  readonly error: MeasuredError | null;
  /** Of the program, or of the sums from scratch. */
  readonly secondCheck: Verification;
  /** Null where it is not cheap to find. */
  readonly symmetries: number | null;
}

export interface PlanGiven {
  readonly algorithms: readonly Algorithm[];
  readonly arithmetic: Arithmetic;
}

export interface PlannedSize {
  /** n ≤ m ≤ p ≤ 12 */
  readonly size: Size;
  readonly rank: number;
  /** '(2×2×2:7 ⊗ 2×2×2:7)' */
  readonly recipe: string;
  /** The given algorithms that it is made of, as places in the list. */
  readonly from: readonly number[];
}

/** What each kind of job is given, and what comes of it. */
export interface Jobs {
  /** The schemes of a file in any format. */
  readonly read: {
    readonly given: { readonly bytes: Uint8Array; readonly fileName: string };
    readonly result: Imported;
  };
  /** One file for each of the algorithms and formats; as a zip unless it is only one. */
  readonly export: {
    readonly given: {
      readonly exported: readonly Exported[];
      readonly formats: readonly FormatId[];
    };
    readonly result: FileOfBytes;
  };
  /** What there is to say about an algorithm, and a second check: multiplying random matrices. */
  readonly facts: {
    readonly given: Exported;
    readonly result: LongFacts;
  };
  /** The best rank that can be reached for each size by composing what is given. */
  readonly plan: {
    readonly given: PlanGiven;
    readonly result: readonly PlannedSize[];
  };
  /** The algorithm of a plan for exactly that size. */
  readonly build: {
    readonly given: PlanGiven & { readonly size: Size };
    readonly result: Algorithm;
  };
  /** A program with fewer additions, the best until it was stopped, verified; and the second check. */
  readonly reduce: {
    readonly given: {
      readonly algorithm: Algorithm;
      readonly seed: number;
      readonly rounds: number;
    };
    readonly result: { readonly program: StraightLineProgram; readonly additions: number };
  };
  /** Another algorithm of the same size and rank whose program has fewer additions, if one is found. */
  readonly vary: {
    readonly given: {
      readonly algorithm: Algorithm;
      readonly seed: number;
      readonly rounds: number;
    };
    readonly result: {
      readonly algorithm: Algorithm;
      readonly program: StraightLineProgram;
      readonly additions: number;
    };
  };
  readonly lift: {
    readonly given: { readonly algorithm: Algorithm; readonly seed: number };
    /** Null when it was stopped. */
    readonly result: { readonly lift: Lift | null };
  };
}

export type JobKind = keyof Jobs;

export interface JobProgress {
  /** From 0 to 1; null where nobody knows. */
  readonly done: number | null;
  /** What was reached: '61 additions, 97 from scratch'. */
  readonly words: string;
}

/** Does a job; rejects with an Error of one sentence. The id is what it can be stopped by. */
export type Job<K extends JobKind> = (
  id: string,
  given: Jobs[K]['given'],
  onProgress: (progress: JobProgress) => unknown,
) => Promise<Jobs[K]['result']>;

/** Runs jobs beside each other. */
export type JobRunner = { readonly [K in JobKind]: Job<K> } & {
  /** Ends a job soon: it resolves with what it has, or with null. */
  stop(id: string): void;
};
