/** What can be opened in the tree: positions, and who evaluates them. */
import type { Arithmetic } from '../../tensor/arithmetic.ts';
import { formatSize, type Size } from '../../tensor/size.ts';
import { givenAgent } from '../agent/find-agent.ts';
import { openDatabase } from '../database.ts';
import { GameShelf } from '../play/game-shelf.ts';
import { encodeGame } from '../play/link.ts';
import { indexedStorage } from '../storage.ts';
import { positionOfLink, startPosition } from './board-lines.ts';
import type { EvaluatorChoice, SearchPosition } from './search-host.ts';

/** An agent that was trained in this browser. */
export interface SavedAgent {
  /** The targets it was trained for. */
  readonly sizes: readonly Size[];
  readonly arithmetic: Arithmetic;
  readonly name: string;
  /** The checkpoint. */
  readonly file: Blob;
}

/** The agent of the newest run; null when there is none, or storage fails. */
export async function savedAgent(): Promise<SavedAgent | null> {
  try {
    const saved = await indexedStorage(openDatabase()).latestRun(new Set());
    const [checkpoint] = saved?.checkpoints ?? [];
    if (saved === undefined || checkpoint === undefined) return null;
    const { targets, arithmetic } = saved.run.config;
    const step = checkpoint.progress?.step ?? 0;
    return {
      sizes: targets.map(({ size }) => size),
      arithmetic,
      name: `Your agent after ${step} steps of learning`,
      file: checkpoint.file,
    };
  } catch {
    return null;
  }
}

/** The agent, where it was trained for the position; else exact local reasoning. */
export function evaluatorFor(position: SearchPosition, agent: SavedAgent | null): EvaluatorChoice {
  if (agent === null || agent.arithmetic !== position.arithmetic) return { kind: 'local' };
  const wanted = formatSize(position.size);
  const fits = agent.sizes.some((size) => formatSize(size) === wanted);
  return fits ? { kind: 'network', file: agent.file, name: agent.name } : { kind: 'local' };
}

/** Who evaluates a position when nobody is chosen: an agent of this browser, one that came along, or none. */
export async function usualEvaluator(position: SearchPosition): Promise<EvaluatorChoice> {
  const own = evaluatorFor(position, await savedAgent());
  if (own.kind === 'network') return own;
  const given = await givenAgent(position.size, position.arithmetic);
  return given === null ? own : { kind: 'network', file: given.file, name: given.name };
}

/** The position on the play board; null when there is none that can be searched. */
export function boardPosition(): SearchPosition | null {
  try {
    const kept = new GameShelf(localStorage).current();
    if (kept === null || 'error' in kept) return null;
    const read = positionOfLink(encodeGame(kept.game));
    return 'position' in read ? read.position : null;
  } catch {
    // Without storage there is no game to go to.
    return null;
  }
}

/** The position of an address '#/tree/…'; a sentence when it holds one that cannot be searched. */
export function addressPosition(
  hash: string,
): { readonly position: SearchPosition } | { readonly error: string } | null {
  const text = /^#\/tree\/(.+)$/.exec(hash)?.[1];
  return text === undefined ? null : positionOfLink(text);
}

/** What the screen opens when nothing is asked for: the game on the board, or 2×2×2. */
export function firstPosition(): SearchPosition {
  return boardPosition() ?? startPosition([2, 2, 2], 'standard');
}
