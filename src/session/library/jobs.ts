/** Work on algorithms that takes a while, as the page asks a worker for it. */
import type { Algorithm } from '../../algorithm/algorithm.ts';
import type { FormatId } from '../../algorithm/formats/formats.ts';
import type { Imported } from '../../algorithm/formats/imported.ts';
import type { Lift } from '../../algorithm/lift/lift.ts';
import type { StraightLineProgram } from '../../algorithm/straight-line.ts';

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
  /** A program with fewer additions, the best until it was stopped, verified; and the second check. */
  readonly reduce: {
    readonly given: {
      readonly algorithm: Algorithm;
      readonly seed: number;
      readonly rounds: number;
    };
    readonly result: { readonly program: StraightLineProgram; readonly additions: number };
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
