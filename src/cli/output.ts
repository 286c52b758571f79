/** Where a run leaves what it found, and its log. */
import {
  appendFileSync,
  closeSync,
  existsSync,
  openSync,
  unlinkSync,
  writeFileSync,
} from 'node:fs';
import type { Algorithm } from '../algorithm/algorithm.ts';
import { stringifyAlgorithm } from '../algorithm/file.ts';
import { formatSize } from '../tensor/size.ts';
import type { KeepPaths } from './keep-run.ts';

export interface Streams {
  /** Standard output: the algorithm where no file is given. */
  readonly out: (text: string) => void;
  /** Standard error: a line of what happens. */
  readonly say: (line: string) => void;
}

/** null: not asked for */
export interface Paths extends KeepPaths {
  readonly out: string | null;
  readonly log: string | null;
}

/** Every option that names a file to be written. */
export const FILE_OPTIONS = ['out', 'log', 'csv', 'json', 'save', 'agent'] as const;

export class Output {
  readonly #streams: Streams;
  readonly #out: string | null;
  #log: string | null;
  /** The best algorithm of each target. */
  readonly #best = new Map<string, Algorithm>();
  /** The best algorithms are in the file. */
  #written = false;

  /** @throws Error with one sentence when a file cannot be written: an hour of training goes there */
  constructor(paths: Paths, streams: Streams) {
    this.#streams = streams;
    this.#out = paths.out;
    this.#log = paths.log;
    for (const name of FILE_OPTIONS) {
      const path = paths[name];
      if (path !== null) needWritable(path, `--${name}`);
    }
  }

  log(event: object): void {
    if (this.#log === null) return;
    try {
      appendFileSync(this.#log, `${JSON.stringify(event)}\n`);
    } catch (error) {
      this.#streams.say(`--log ${this.#log}: ${reason(error)}; the run goes on without a log`);
      this.#log = null;
    }
  }

  /** Keeps the algorithm if it is the best so far; at once, for the case that the run is cut short. */
  keep(algorithm: Algorithm): void {
    const target = formatSize(algorithm.size);
    const best = this.#best.get(target);
    if (best !== undefined && algorithm.rank >= best.rank) return;
    this.#best.set(target, algorithm);
    if (this.#out === null) return;
    this.#written = false;
    try {
      writeFileSync(this.#out, this.#text());
      this.#written = true;
    } catch (error) {
      this.#streams.say(
        `--out ${this.#out}: ${reason(error)}; the algorithm will go to standard output`,
      );
    }
  }

  /** Hands the best algorithm to standard output where it is in no file. */
  finish(): void {
    if (this.#best.size > 0 && !this.#written) this.#streams.out(this.#text());
  }

  /** One algorithm as it is; those of several targets as a list. */
  #text(): string {
    const [first, ...others] = this.#best.values();
    if (first === undefined) return '';
    if (others.length === 0) return stringifyAlgorithm(first);
    return `[${[first, ...others].map((each) => stringifyAlgorithm(each).trim()).join(',\n')}]\n`;
  }
}

/** Leaves what is there as it is, and nothing where nothing was. */
function needWritable(path: string, option: string): void {
  const there = existsSync(path);
  try {
    closeSync(openSync(path, 'a'));
    if (!there) unlinkSync(path);
  } catch (error) {
    throw new Error(`${option} ${path}: ${reason(error)}`);
  }
}

function reason(error: unknown): string {
  const code = (error as { readonly code?: unknown }).code;
  if (code === 'ENOENT') return 'its folder does not exist';
  if (code === 'EISDIR') return 'it is a folder, not a file';
  if (code === 'ENOTDIR') return 'part of its path is a file, not a folder';
  if (code === 'EACCES' || code === 'EPERM' || code === 'EROFS') return 'it may not be written';
  if (code === 'ENOSPC') return 'the disk is full';
  return `it cannot be written (${error instanceof Error ? error.message : String(error)})`;
}
