/**
 * The whole library as one file, to be read by this app again: JSON, a line a record. The first line
 * says what it is; each other line is an algorithm (its file, src/algorithm/file.ts, in one line)
 * with what the library knows of it. A damaged line loses one algorithm and no others.
 */
import { z } from 'zod';
import { AlgorithmFileError, readAlgorithm, stringifyAlgorithm } from '../../algorithm/file.ts';
import { programOf, type StraightLineProgram } from '../../algorithm/straight-line.ts';
import { eased } from './eased.ts';
import { type Admitted, admit, withProgram } from './entry.ts';
import { originSchema } from './origin.ts';

const FORMAT = 'tensorgame-library';
const VERSION = 1;

const sum = z.array(z.object({ value: z.int().min(0), coefficient: z.int() }));
const linear = z.object({
  inputs: z.int().min(0),
  temporaries: z.array(sum),
  outputs: z.array(sum),
});

const line = z.object({
  keptAt: z.number().min(0),
  origin: originSchema,
  name: z.string().max(1000),
  notes: z.string().max(100_000),
  algorithm: z.unknown(),
  program: z.object({ u: linear, v: linear, w: linear }).optional(),
});

export interface Refused {
  /** What it is called: a file, a line, an entry of an archive. */
  readonly name: string;
  /** A sentence with its full stop. */
  readonly reason: string;
}

/** The lines of a backup, each with its line break. */
export function* backupLines(records: readonly Admitted[], savedAt: number): Generator<string> {
  const head = { format: FORMAT, version: VERSION, savedAt, count: records.length };
  yield `${JSON.stringify(head)}\n`;
  for (const { entry, content } of records) {
    const { keptAt, origin, name, notes } = entry;
    const algorithm: unknown = JSON.parse(stringifyAlgorithm(content.algorithm));
    const { u, v, w } = content.program ?? {};
    const program = content.program === undefined ? {} : { program: { u, v, w } };
    yield `${JSON.stringify({ keptAt, origin, name, notes, algorithm, ...program })}\n`;
  }
}

/** True when the text begins as a backup does. */
export function isBackup(text: string): boolean {
  return /^\s*\{\s*"format"\s*:\s*"tensorgame-library"/.test(text.slice(0, 200));
}

/** Reads a backup; every algorithm is verified again. Never rejects. */
export async function readBackup(
  text: string,
  fileName: string,
): Promise<{ readonly records: readonly Admitted[]; readonly refused: readonly Refused[] }> {
  const [head = '', ...lines] = text.trimEnd().split('\n');
  const version = versionOf(head);
  if (version !== VERSION) {
    const reason =
      version === undefined
        ? 'The first line of this backup is damaged.'
        : `This backup is of version ${version}, but this page reads version ${VERSION}.`;
    return { records: [], refused: [{ name: fileName, reason }] };
  }
  const records: Admitted[] = [];
  const refused: Refused[] = [];
  await eased(lines.entries(), ([at, text]) => {
    const result = readLine(text);
    if ('entry' in result) records.push(result);
    else refused.push({ name: `${fileName}, line ${at + 2}`, reason: result.refused });
  });
  return { records, refused };
}

function versionOf(head: string): number | undefined {
  try {
    const parsed = z.object({ version: z.number() }).safeParse(JSON.parse(head));
    return parsed.success ? parsed.data.version : undefined;
  } catch {
    return undefined;
  }
}

function readLine(text: string): Admitted | { readonly refused: string } {
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch {
    return { refused: 'The line is damaged or cut short.' };
  }
  const parsed = line.safeParse(value);
  if (!parsed.success) return { refused: 'The line does not hold what a backup holds.' };
  const { keptAt, origin, name, notes, algorithm, program } = parsed.data;
  try {
    const admitted = admit(readAlgorithm(algorithm), origin, keptAt);
    if ('refused' in admitted) return admitted;
    const named = { ...admitted, entry: { ...admitted.entry, name, notes } };
    if (program === undefined) return named;
    const { u, v, w } = program;
    return programmed(named, programOf(admitted.content.algorithm, u, v, w));
  } catch (error) {
    if (error instanceof AlgorithmFileError) return { refused: error.message };
    throw error;
  }
}

/** A program that is wrong is left out: the algorithm is good. */
function programmed(admitted: Admitted, program: StraightLineProgram): Admitted {
  try {
    return withProgram(admitted, program);
  } catch {
    return admitted;
  }
}
