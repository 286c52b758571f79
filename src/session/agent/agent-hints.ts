/** Hints from a trained agent where there is one, from local reasoning where it knows no way. */
import {
  type HintAnswer,
  HintCancelled,
  type HintProgress,
  type HintRequest,
  type HintSolver,
} from '../../game/hints/hint.ts';
import { answerFrom } from '../../game/hints/solve-hint.ts';
import type { Size } from '../../tensor/size.ts';
import type { Term } from '../../tensor/term.ts';
import type { AgentHost } from './agent-host.ts';
import type { FindAgent, FoundAgent } from './find-agent.ts';

/** Games that the agent plays side by side to find a way. */
const GAMES = 8;
/** Milliseconds after which it has to say what it has: reasoning takes less for small targets. */
const PATIENCE_MS = 2500;

export class AgentHints implements HintSolver {
  readonly #agent: AgentHost;
  readonly #find: FindAgent;
  readonly #reasoning: HintSolver;
  #loaded: string | null = null;
  #request = 0;

  constructor(agent: AgentHost, find: FindAgent, reasoning: HintSolver) {
    this.#agent = agent;
    this.#find = find;
    this.#reasoning = reasoning;
  }

  async solve(
    request: HintRequest,
    onProgress: (progress: HintProgress) => void,
  ): Promise<HintAnswer> {
    const id = ++this.#request;
    const check = () => {
      if (this.#request !== id) throw new HintCancelled();
    };
    const found = await this.#way(request, onProgress, check);
    check();
    const { way, by } = found ?? { way: null, by: '' };
    if (way !== null && way.length <= (request.goal ?? 1)) {
      return { ...answerFrom(request, way), by };
    }
    const answer = await this.#reasoning.solve(request, ({ done, best }) =>
      onProgress({ done, best: way === null ? best : Math.min(way.length, best ?? way.length) }),
    );
    const moves = movesOf(answer);
    // The cells of a move do not tell how far it is to the end: reasoning's are as good.
    return way !== null && moves !== null && way.length < moves
      ? { ...answerFrom(request, way), by }
      : answer;
  }

  cancel(): void {
    this.#request++;
    this.#agent.cancel().catch(() => {});
    this.#reasoning.cancel();
  }

  /** The agent's way to finish; null when there is no agent, or it fails: then there is reasoning. */
  async #way(
    request: HintRequest,
    onProgress: (progress: HintProgress) => void,
    check: () => void,
  ): Promise<{ readonly way: readonly Term[] | null; readonly by: string } | null> {
    const { residual, arithmetic, maxCoefficient, seed, goal } = request;
    const size = sizeOfShape(residual.shape);
    if (size === null) return null;
    try {
      const agent = await this.#find(size, arithmetic);
      if (agent === null) return null;
      await this.#load(agent);
      check();
      const late = setTimeout(() => this.#agent.cancel().catch(() => {}), PATIENCE_MS);
      const way = await this.#agent
        .finish({ size, residual, seed, games: GAMES, goal }, (done, best) =>
          onProgress({ done, best }),
        )
        .finally(() => clearTimeout(late));
      return { way: way?.every((term) => fits(term, maxCoefficient)) ? way : null, by: agent.name };
    } catch (error) {
      if (error instanceof HintCancelled) throw error;
      this.#loaded = null;
      return null;
    }
  }

  async #load({ id, file }: FoundAgent): Promise<void> {
    if (this.#loaded === id) return;
    this.#loaded = null;
    await this.#agent.load(file, 'auto');
    this.#loaded = id;
  }
}

/** The size of the matrix product whose target has the shape (n·m, m·p, n·p); null: there is none. */
export function sizeOfShape([a, b, c]: readonly [number, number, number]): Size | null {
  const n = Math.sqrt((a * c) / b);
  const size = [n, a / n, c / n] as const;
  return size.every(Number.isInteger) && size[1] * size[2] === b ? size : null;
}

function movesOf(answer: HintAnswer): number | null {
  if (answer.kind === 'playOn') return answer.terms.length;
  return answer.kind === 'move' ? answer.finishIn : null;
}

function fits({ u, v, w }: Term, largest: number): boolean {
  return [u, v, w].every((factor) => factor.every((c) => Math.abs(c) <= largest));
}
