/** Which trained agent there is for a target: the newest of this browser, or one that came along. */
import type { Arithmetic } from '../../tensor/arithmetic.ts';
import { formatSize, type Size } from '../../tensor/size.ts';
import { openDatabase } from '../database.ts';
import { indexedStorage, type Storage } from '../storage.ts';

export interface FoundAgent {
  /** Tells two of them apart. */
  readonly id: string;
  /** As the end of a sentence: 'your agent after 1,200 steps of learning' */
  readonly name: string;
  /** An agent's file or a checkpoint. */
  readonly file: Blob;
}

/** @returns null when there is none that has won a game of the target */
export type FindAgent = (size: Size, arithmetic: Arithmetic) => Promise<FoundAgent | null>;

/**
 * Agents that were trained beforehand: those in public/agents/. Each tells the command that made it, its
 * `origin`; scripts/train-agents.sh makes such.
 */
export const TRAINED_BEFOREHAND: readonly string[] = ['2x2x2-standard', '2x2x2-z2'];

export const findAgent: FindAgent = async (size, arithmetic) =>
  (await ownAgent(size, arithmetic)) ?? (await givenAgent(size, arithmetic));

/** Opened once: hints are asked for again and again. */
let storage: Storage | undefined;

async function ownAgent(size: Size, arithmetic: Arithmetic): Promise<FoundAgent | null> {
  try {
    storage ??= indexedStorage(openDatabase());
    const saved = await storage.latestRun(new Set());
    const [checkpoint] = saved?.checkpoints ?? [];
    if (saved === undefined || checkpoint === undefined) return null;
    const { config, id } = saved.run;
    const target = config.targets.findIndex((each) => formatSize(each.size) === formatSize(size));
    const solved = (checkpoint.progress?.bestRanks[target] ?? null) !== null;
    if (config.arithmetic !== arithmetic || !solved) return null;
    const steps = (checkpoint.progress?.step ?? 0).toLocaleString('en');
    return {
      id: `${id} ${checkpoint.sequence}`,
      name: `your agent after ${steps} steps of learning`,
      file: checkpoint.file,
    };
  } catch {
    // Without storage there are no runs; it may work the next time.
    storage = undefined;
    return null;
  }
}

/** The agent that came with the app, where one did. */
export async function givenAgent(size: Size, arithmetic: Arithmetic): Promise<FoundAgent | null> {
  const name = `${formatSize(size)}-${arithmetic}`;
  if (!TRAINED_BEFOREHAND.includes(name)) return null;
  try {
    const answer = await fetch(`${import.meta.env.BASE_URL}agents/${name}.agent`);
    // A server may answer a missing file with the page.
    const isPage = answer.headers.get('content-type')?.startsWith('text/html') ?? false;
    if (!answer.ok || isPage) return null;
    return { id: name, name: 'the agent that came with the app', file: await answer.blob() };
  } catch {
    return null;
  }
}
