/** Games played by hand, wired to this browser: its storage, and hints in a worker. */
import type { HintSolver } from '../../game/hints/hint.ts';
import type { Arithmetic } from '../../tensor/arithmetic.ts';
import type { TargetSpec } from '../../tensor/bilinear.ts';
import { workerAgent } from '../agent/agent-client.ts';
import { AgentHints } from '../agent/agent-hints.ts';
import { findAgent } from '../agent/find-agent.ts';
import { library } from '../library/create-library.ts';
import { NOTHING_LASTS } from '../library/storage-words.ts';
import { GameShelf, type KeyValues } from './game-shelf.ts';
import { workerHints } from './hint-client.ts';
import { Play, type PlayWorld } from './play-store.ts';

const NO_MEMORY =
  'This browser does not let the page keep data: a reload loses your games, so copy the link of what you want to keep.';

/** The visitor's own game: call start(location.hash) on it. */
export function createPlay(): Play {
  const { values, lasting } = keyValues();
  return new Play({
    ...world(),
    shelf: new GameShelf(values),
    warning: lasting ? null : NO_MEMORY,
  });
}

/** A lesson's game, of which nothing is kept. */
export function createLessonPlay(spec: TargetSpec, arithmetic: Arithmetic): Play {
  return new Play({ ...world(), shelf: null, warning: null }, spec, arithmetic);
}

let solver: HintSolver | undefined;

/** One worker and one library for all games of the page. */
function world(): Pick<PlayWorld, 'solver' | 'keep'> {
  solver ??= new AgentHints(workerAgent(), findAgent, workerHints());
  return {
    solver,
    keep: async (algorithm, link) => {
      const kept = await library().keep(algorithm, { kind: 'hand', link });
      if ('reason' in kept) throw new Error(kept.reason);
      if (!kept.lasting) throw new Error(NOTHING_LASTS);
    },
  };
}

/** localStorage, or where there is none a memory that lasts as long as the page. */
function keyValues(): { readonly values: KeyValues; readonly lasting: boolean } {
  try {
    const probe = 'tensorgame-probe';
    localStorage.setItem(probe, probe);
    localStorage.removeItem(probe);
    return { values: localStorage, lasting: true };
  } catch (error) {
    // A full one can still be read.
    if (error instanceof DOMException && error.name === 'QuotaExceededError') {
      return { values: localStorage, lasting: true };
    }
    const memory = new Map<string, string>();
    const values: KeyValues = {
      getItem: (key) => memory.get(key) ?? null,
      setItem: (key, value) => void memory.set(key, value),
      removeItem: (key) => void memory.delete(key),
    };
    return { values, lasting: false };
  }
}
