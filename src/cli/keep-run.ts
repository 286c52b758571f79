/** What a run leaves behind at its end, where that is asked for. */
import { writeFileSync } from 'node:fs';
import { agentOf, writeAgent } from '../training/agent-file.ts';
import { readCheckpoint } from '../training/checkpoint.ts';
import type { RunConfig } from '../training/config.ts';
import { logToCsv, logToJson } from '../training/export-log.ts';
import type { Trainer } from '../training/trainer.ts';

/** Where to write the log as a table and as JSON, the checkpoint and the agent; null: not asked for. */
export interface KeepPaths {
  readonly csv: string | null;
  readonly json: string | null;
  readonly save: string | null;
  readonly agent: string | null;
}

/**
 * Writes the log, the checkpoint and the agent; what cannot be written is said, and the rest is.
 * @param command by which the run was made, or went on
 */
export async function keepRun(
  trainer: Trainer,
  config: RunConfig,
  paths: KeepPaths,
  command: string,
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
  const { csv, json, save, agent } = paths;
  if (csv === null && json === null && save === null && agent === null) return;
  const checkpoint = await trainer.checkpoint(command);
  keep('--csv', csv, () => logToCsv(config, trainer.log()));
  keep('--json', json, () => logToJson(config, trainer.log()));
  keep('--save', save, () => checkpoint);
  keep('--agent', agent, () => {
    const ended = readCheckpoint(checkpoint);
    return writeAgent(agentOf(ended, ended.origin, false), 'float16');
  });
}
