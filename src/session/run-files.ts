/** Runs as files: what a run exports, and what a file from elsewhere becomes. */

import type { Algorithm } from '../algorithm/algorithm.ts';
import { formatSize, parseSize } from '../tensor/size.ts';
import { AGENT_FILE, agentOf, readAgent, writeAgent } from '../training/agent-file.ts';
import { CHECKPOINT_FILE, followedBy, readCheckpoint } from '../training/checkpoint.ts';
import type { RunConfig } from '../training/config.ts';
import { isOfKind } from '../training/container.ts';
import type { ProgressEvent } from '../training/events.ts';
import { logToCsv, logToJson } from '../training/export-log.ts';
import type { RunLogSnapshot } from '../training/run-log.ts';
import { History } from './history.ts';
import { type CheckpointRecord, RECORD_VERSION, type RunRecord, reachedBy } from './records.ts';

/** Everything that can be taken away of a run: contents of files, made when asked for. */
export interface RunFiles {
  /** Goes on where the run stopped, in any browser and on the command line. */
  readonly checkpoint: Uint8Array;
  /** The network and the log alone, much smaller. */
  agent(): Uint8Array;
  config(): string;
  csv(): string;
  json(): string;
}

/** @throws Error with one sentence when the checkpoint cannot be read */
export async function runFiles({ file }: Pick<CheckpointRecord, 'file'>): Promise<RunFiles> {
  const bytes = new Uint8Array(await file.arrayBuffer());
  if (isOfKind(AGENT_FILE, bytes)) {
    const { config, log } = readAgent(bytes);
    return filesOf(bytes, () => bytes, config, log);
  }
  const checkpoint = readCheckpoint(bytes);
  const origin = followedBy(checkpoint.origin, 'a run in a browser');
  const agent = () => writeAgent(agentOf(checkpoint, origin), 'float16');
  return filesOf(bytes, agent, checkpoint.config, checkpoint.log);
}

function filesOf(
  checkpoint: Uint8Array,
  agent: () => Uint8Array,
  config: RunConfig,
  saved: RunLogSnapshot | null,
): RunFiles {
  const log = saved ?? { stride: 1, rows: [], milestones: [] };
  return {
    checkpoint,
    agent,
    config: () => `${JSON.stringify(config, null, 1)}\n`,
    csv: () => logToCsv(config, log),
    json: () => logToJson(config, log),
  };
}

/** A run from a file, as if it had been paused here. */
export interface ImportedRun {
  readonly run: RunRecord;
  readonly checkpoint: CheckpointRecord;
  /** What it had found. */
  readonly algorithms: readonly Algorithm[];
}

/**
 * The run of a checkpoint, or one that begins with an agent's network.
 * @throws Error with one sentence when the file is neither
 */
export async function importRun(
  file: Blob,
  { id, now }: { readonly id: string; readonly now: number },
): Promise<ImportedRun> {
  const bytes = new Uint8Array(await file.arrayBuffer());
  const isAgent = isOfKind(AGENT_FILE, bytes);
  if (!isAgent && !isOfKind(CHECKPOINT_FILE, bytes)) {
    throw new Error('This file is neither a checkpoint nor an agent of TensorGame.');
  }
  const { config, log, algorithms } = isAgent ? readAgent(bytes) : readCheckpoint(bytes);
  // An agent begins a run of its own: what came before it is not its history.
  const told = isAgent ? null : log;
  const last = told?.rows.at(-1);
  const progress: ProgressEvent | null = last === undefined ? null : progressOf(last);
  return {
    run: {
      ...{ version: RECORD_VERSION, id, createdAt: now, config, backend: 'auto' },
      finished: !isAgent && isReached(config, algorithms),
      reached: reachedBy(progress),
    },
    algorithms,
    checkpoint: {
      ...{ version: RECORD_VERSION, runId: id, sequence: 1, savedAt: now },
      ...{ history: historyOf(config, told).snapshot(), progress, backend: null },
      file: new Blob([bytes]),
    },
  };
}

/** Whether all that the run was to reach is there: it would never end by itself again. */
function isReached({ targets }: RunConfig, algorithms: readonly Algorithm[]): boolean {
  const goals = targets.filter(({ targetRank }) => targetRank !== null);
  return (
    goals.length > 0 &&
    goals.every(({ size, targetRank }) =>
      algorithms.some(
        (found) => formatSize(found.size) === formatSize(size) && found.rank <= targetRank!,
      ),
    )
  );
}

function progressOf({ ended: _, ...report }: RunLogSnapshot['rows'][number]): ProgressEvent {
  return { kind: 'progress', ...report };
}

/** The charts of a run, from its log. */
export function historyOf({ targets }: RunConfig, log: RunLogSnapshot | null): History {
  const history = new History();
  for (const { size } of targets) history.of(size);
  for (const row of log?.rows ?? []) {
    history.addProgress(progressOf(row));
    for (const { target, unsolved, ranks, reworked } of row.ended) {
      const size = parseSize(target);
      const at = targets.findIndex((each) => each.size.join() === size.join());
      history.addGames({
        ...{ kind: 'games', seconds: row.seconds, step: row.step, target: at, size, unsolved },
        ranks: ranks.flatMap(([rank, games]) => new Array<number>(games).fill(rank)),
        ...(reworked === undefined ? {} : { reworked }),
      });
    }
  }
  for (const { target, seconds, rank } of log?.milestones ?? []) {
    history.addRank(parseSize(target), seconds, rank);
  }
  return history;
}
