/** Files into the library: the good algorithms come in, and of the others it is said why not. */
import type { Imported } from '../../algorithm/formats/imported.ts';
import { sentence } from '../sentences.ts';
import { isBackup, type Refused, readBackup } from './backup.ts';
import type { Kept, Library } from './library.ts';

/** Reads a file of any format; may reject with a sentence. */
export type ReadFile = (bytes: Uint8Array, fileName: string) => Promise<Imported>;

export interface ImportReport {
  readonly kept: number;
  /** Those that were in the library before. */
  readonly known: number;
  /** Of those that came in: the same as one that was here, up to scales and symmetries. */
  readonly alike: number;
  /** Algorithms that were not looked at, because the user stopped. */
  readonly left: number;
  readonly refused: readonly Refused[];
  /** The key of the first one that came in, or was known; null when there is none. */
  readonly first: string | null;
}

type Report = (done: number, total: number) => boolean;

export interface Given {
  readonly name: string;
  readonly bytes: () => Promise<Uint8Array>;
}

/**
 * Brings in all that verifies. Never rejects.
 * @param onProgress is told how many algorithms of a file's were dealt with, 0 of 0 while it is read;
 *   the rest is left when it gives false
 */
export async function importFiles(
  library: Library,
  read: ReadFile,
  files: readonly Given[],
  onProgress: Report = () => true,
): Promise<ImportReport> {
  await library.open();
  const entries = library.view.getState().entries.values();
  const families = new Set(Array.from(entries, ({ family }) => family));
  const results: Kept[] = [];
  const refused: Refused[] = [];
  let left = 0;
  for (const file of files) {
    if (!onProgress(0, 0)) {
      refused.push({ name: file.name, reason: 'It was not looked at: the import was stopped.' });
      continue;
    }
    try {
      const one = await importFile(library, read, file, onProgress);
      results.push(...one.results);
      refused.push(...one.refused);
      left += one.left;
    } catch (error) {
      refused.push({ name: file.name, reason: sentence(error) });
    }
  }
  const first = results.find((kept) => 'entry' in kept);
  return {
    kept: results.filter(({ status }) => status === 'kept').length,
    known: results.filter(({ status }) => status === 'known').length,
    alike: results.filter((kept) => kept.status === 'kept' && families.has(kept.entry.family))
      .length,
    left,
    refused,
    first: first !== undefined && 'entry' in first ? first.entry.key : null,
  };
}

async function importFile(
  library: Library,
  read: ReadFile,
  { name, bytes }: Given,
  onProgress: Report,
): Promise<{
  readonly results: readonly Kept[];
  readonly refused: readonly Refused[];
  readonly left: number;
}> {
  const content = await bytes();
  // Only as much of it as tells: a text of what may be a hundred megabytes.
  if (isBackup(new TextDecoder().decode(content.subarray(0, 200)))) {
    const backup = await readBackup(new TextDecoder().decode(content), name);
    const total = backup.records.length;
    const results = await library.putBack(backup.records, (done) => onProgress(done, total));
    const refused = [...backup.refused, ...failures(results, () => name)];
    return { results, refused, left: total - results.length };
  }
  const { good, bad } = await read(content, name);
  const offered = good.map(({ where, algorithm }) => {
    const entry = where === name ? null : where.replace(`${name} › `, '');
    return { algorithm, origin: { kind: 'import', file: name, entry } as const };
  });
  const results = await library.keepAll(offered, (done) => onProgress(done, offered.length));
  const refused = bad.map(({ where, why }) => ({ name: where, reason: why }));
  return {
    results,
    refused: [...refused, ...failures(results, (at) => good[at]!.where)],
    left: offered.length - results.length,
  };
}

function failures(results: readonly Kept[], name: (at: number) => string): Refused[] {
  return results.flatMap((kept, at) =>
    'reason' in kept ? [{ name: name(at), reason: kept.reason }] : [],
  );
}
