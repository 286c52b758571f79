/** `npm run algorithms`: the library's handling of files, without the page. */
import { mkdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import { reducing } from '../algorithm/additions/reduce.ts';
import { searchingVariants } from '../algorithm/additions/search.ts';
import type { Algorithm } from '../algorithm/algorithm.ts';
import { distinct, type ExportedFile, exportFile, zipFiles } from '../algorithm/formats/formats.ts';
import { type Found, LIMITS } from '../algorithm/formats/imported.ts';
import { readSchemes } from '../algorithm/formats/read-schemes.ts';
import { additionCount } from '../algorithm/formulas.ts';
import { bestKnownRank } from '../algorithm/known.ts';
import { countAdditions, type StraightLineProgram } from '../algorithm/straight-line.ts';
import { formatSize, isSize } from '../tensor/size.ts';
import {
  ALGORITHMS_USAGE,
  type AlgorithmsArguments,
  parseAlgorithms,
} from './algorithms-arguments.ts';
import type { Streams } from './output.ts';

const EXIT = { allRight: 0, someWrong: 1, bad: 2 } as const;

/** Runs the command; gives its exit status. Everything that goes wrong is said in one sentence. */
export function runAlgorithms(argv: readonly string[], streams: Streams): number {
  try {
    const given = parseAlgorithms(argv);
    if (given === null) {
      streams.out(`${ALGORITHMS_USAGE}\n`);
      return EXIT.allRight;
    }
    return handle(given, streams);
  } catch (error) {
    const why = error instanceof Error ? error.message : String(error);
    streams.say(`algorithms: ${why} (--help lists the options)`);
    return EXIT.bad;
  }
}

function handle(given: AlgorithmsArguments, { out, say }: Streams): number {
  const found: Found[] = [];
  let wrong = 0;
  for (const path of given.files) {
    const { good, bad } = readSchemes(contentOf(path), basename(path));
    found.push(...good);
    wrong += bad.length;
    for (const { where, algorithm } of good) {
      if (given.command !== 'reduce') out(`${where}: ${described(algorithm)}, verified\n`);
    }
    for (const { where, why } of bad) out(`${where}: ${why}\n`);
  }
  const files = found.flatMap(({ where, algorithm }) => {
    const isReduced = given.command === 'reduce' || given.reduce;
    const result = isReduced ? reduced(algorithm, given) : { algorithm };
    if (result.program !== undefined && given.command === 'reduce') {
      const left = countAdditions(result.program).total;
      out(`${where}: ${described(result.algorithm)}, ${left} with sums shared, verified\n`);
    }
    return given.formats.map((format) => exportFile(result.algorithm, format, result.program));
  });
  if (files.length > 0) write(files, given.out ?? '.', say);
  return wrong === 0 && found.length > 0 ? EXIT.allRight : EXIT.someWrong;
}

/** '2x2x2 standard, rank 7 (best known 7), 18 additions' */
function described(algorithm: Algorithm): string {
  const { size, arithmetic, rank, denominators } = algorithm;
  const known = isSize(size) ? ` (best known ${bestKnownRank(size, arithmetic)})` : '';
  const fractions = denominators === undefined ? '' : ' with fractions';
  const additions = additionCount(algorithm);
  return `${formatSize(size)} ${arithmetic}${fractions}, rank ${rank}${known}, ${additions} additions`;
}

interface Reduced {
  readonly algorithm: Algorithm;
  readonly program?: StraightLineProgram;
}

/** The best program that the search finds in its time, of the algorithm or of a variant of it. */
function reduced(algorithm: Algorithm, given: AlgorithmsArguments): Reduced {
  const { seconds, seed, variants } = given;
  const end = performance.now() + seconds * 1000;
  const options = { seed, rounds: 1e9 };
  const work = variants ? searchingVariants(algorithm, options) : reducing(algorithm, options);
  let best: Reduced = { algorithm };
  // Ends by itself where nothing is left to add.
  for (const { program, ...rest } of work) {
    best = { algorithm: 'algorithm' in rest ? rest.algorithm : algorithm, program };
    if (performance.now() >= end) break;
  }
  return best;
}

function contentOf(path: string): Uint8Array {
  try {
    if (statSync(path).size > LIMITS.fileBytes) return new Uint8Array(LIMITS.fileBytes + 1);
    return readFileSync(path);
  } catch (error) {
    throw new Error(`${path}: ${reason(error)}`);
  }
}

/** Into a folder; or as a zip; or, one alone, as the file of that name. */
function write(files: readonly ExportedFile[], path: string, say: Streams['say']): void {
  const isFolder = path.endsWith('/') || isDirectory(path);
  const outputs =
    isFolder || (files.length > 1 && !path.endsWith('.zip'))
      ? distinct(files).map(({ name, bytes }) => ({ path: join(path, name), bytes }))
      : [{ path, bytes: path.endsWith('.zip') ? zipFiles(files) : files[0]!.bytes }];
  for (const { path: target, bytes } of outputs) {
    try {
      mkdirSync(dirname(target), { recursive: true });
      writeFileSync(target, bytes);
    } catch (error) {
      throw new Error(`${target}: ${reason(error)}`);
    }
    say(`wrote ${target}`);
  }
}

function isDirectory(path: string): boolean {
  return statSync(path, { throwIfNoEntry: false })?.isDirectory() ?? false;
}

function reason(error: unknown): string {
  const code = (error as { readonly code?: unknown }).code;
  if (code === 'ENOENT') return 'there is no such file';
  if (code === 'EISDIR') return 'it is a folder, not a file';
  if (code === 'ENOTDIR' || code === 'EEXIST') return 'part of its path is a file, not a folder';
  if (code === 'EACCES' || code === 'EPERM' || code === 'EROFS') return 'it may not be opened';
  if (code === 'ENOSPC') return 'the disk is full';
  return error instanceof Error ? error.message : String(error);
}
