import { type ImportedRun, importRun, type RunFiles, runFiles } from './run-files.ts';

/** What can be taken away of a run. */
export type RunFileKind = keyof RunFiles;

/** Reads and writes the files of runs away from the page's thread. Rejects with a sentence. */
export interface RunFilesHost {
  /** A file of that kind, made of a checkpoint or an agent. */
  make(checkpoint: Blob, kind: RunFileKind): Promise<Blob>;
  /** The run in a file from elsewhere. */
  read(file: Blob, identity: { readonly id: string; readonly now: number }): Promise<ImportedRun>;
}

/** The same in this thread; meant for a worker. */
export const localRunFiles: RunFilesHost = {
  async make(checkpoint, kind) {
    if (kind === 'checkpoint') return checkpoint;
    const content = (await runFiles({ file: checkpoint }))[kind]();
    return new Blob([typeof content === 'string' ? content : new Uint8Array(content)]);
  },
  read: importRun,
};
