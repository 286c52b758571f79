/** What a run leaves behind at its end, where that is asked for. */
import { writeFileSync } from 'node:fs';
import { agentOf, writeAgent } from '../training/agent-file.ts';
import { readCheckpoint } from '../training/checkpoint.ts';
import type { RunConfig } from '../training/config.ts';
import { logToCsv } from '../training/export-log.ts';
import type { Trainer } from '../training/trainer.ts';

export interface KeepPaths {
  readonly csv: string | null;
  readonly save: string | null;
  readonly agent: string | null;
}

/** Writes the log, the checkpoint and the agent; what cannot be written is said, and the rest is. */
export async function keepRun(
  trainer: Trainer,
  config: RunConfig,
  paths: KeepPaths,
  say: (line: string) => void,
): Promise<void> {
  const keep = (option: string, path: string | null, content: () => string | Uint8Array) => {
    if (path === null) return;
    try {
      writeFileSync(path, content());
    } catch (error) {
      say(`${option} ${path}: ${error instanceof Error ? error.message : String(error)}`);
    }
  };
  if (paths.csv === null && paths.save === null && paths.agent === null) return;
  const checkpoint = await trainer.checkpoint();
  keep('--csv', paths.csv, () => logToCsv(config, trainer.log()));
  keep('--save', paths.save, () => checkpoint);
  keep('--agent', paths.agent, () => writeAgent(agentOf(readCheckpoint(checkpoint)), 'float16'));
}
