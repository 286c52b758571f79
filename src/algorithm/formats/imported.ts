/** What reading a file of schemes gives, and how it fails. */
import type { Algorithm } from '../algorithm.ts';

/** A scheme that was read and verified exactly, w row-major in C. */
export interface Found {
  /** The file, and the place in it: 'all.zip › 2,2,2'. */
  readonly where: string;
  readonly algorithm: Algorithm;
}

export interface Failed {
  readonly where: string;
  /** One sentence that names the first thing wrong. */
  readonly why: string;
}

export interface Imported {
  readonly good: readonly Found[];
  readonly bad: readonly Failed[];
}

/** Says in one sentence, with its full stop, why something is not what it claims to be. */
export class FormatError extends Error {
  override readonly name = 'FormatError';
}

export interface Limits {
  /** of a file as it is given */
  readonly fileBytes: number;
  /** of JSON and other text: in memory it takes many times that */
  readonly textBytes: number;
  readonly lines: number;
  /** of one entry of an archive, unpacked */
  readonly entryBytes: number;
  /** of all entries of an archive together, unpacked */
  readonly archiveBytes: number;
  readonly entries: number;
  /** brackets within brackets in JSON */
  readonly nesting: number;
  /** products of a scheme */
  readonly rank: number;
}

export const LIMITS: Limits = {
  fileBytes: 64 * 2 ** 20,
  textBytes: 32 * 2 ** 20,
  lines: 1_000_000,
  entryBytes: 64 * 2 ** 20,
  archiveBytes: 256 * 2 ** 20,
  entries: 20_000,
  nesting: 64,
  rank: 4096,
};

/** '64 MiB', '300 bytes' */
export function formatBytes(bytes: number): string {
  if (bytes < 2 ** 10) return `${bytes} bytes`;
  if (bytes < 2 ** 20) return `${Math.round(bytes / 2 ** 10)} KiB`;
  return `${Math.round(bytes / 2 ** 20)} MiB`;
}
