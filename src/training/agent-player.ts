import type { Rules } from '../game/rules.ts';
import type { Evaluator } from '../search/evaluator.ts';
import type { Solution } from '../search/line.ts';
import { NO_EDGE } from '../search/store.ts';
import { Wave } from '../search/wave.ts';
import { type Basis, changeBasis, identityBasis, mapTermBack } from '../tensor/basis.ts';
import { type Random, seeded } from '../tensor/random.ts';
import { formatSize, type Size } from '../tensor/size.ts';
import { equal, type Tensor } from '../tensor/tensor.ts';
import { sumOfTerms, type Term } from '../tensor/term.ts';
import type { RunConfig } from './config.ts';
import { drawnBasis, rulesOfTargets } from './game-rules.ts';
import { Symmetries } from './symmetries.ts';

export interface Position {
  readonly size: Size;
  /** What is left of the target, in the target's shape; not zero. */
  readonly residual: Tensor;
}

export interface FinishRequest extends Position {
  readonly seed: number;
  /** Games played side by side, each in a basis of its own. */
  readonly games: number;
  /** A way of so many moves is good enough. */
  readonly goal?: number | undefined;
}

export interface SuggestedMove {
  readonly term: Term;
  /** Share of the policy's samples. */
  readonly prior: number;
  readonly visits: number;
  /** Mean return of the search over the move; NaN when it never took it. */
  readonly value: number;
}

export interface Suggestion {
  /** The most visited first. */
  readonly moves: readonly SuggestedMove[];
  /** Expected return, in moves, of the position: the network's, and the search's. */
  readonly networkValue: number;
  readonly searchValue: number;
}

/** A trained agent that plays from any position of a target that it was trained for. */
export class AgentPlayer {
  readonly config: RunConfig;
  readonly #evaluator: Evaluator;
  readonly #rules: readonly Rules[];

  /** @param evaluator the agent's network, without symmetries */
  constructor(config: RunConfig, evaluator: Evaluator) {
    this.config = config;
    this.#evaluator = evaluator;
    this.#rules = rulesOfTargets(config);
  }

  /** Searches one position and gives the moves that the search looked at. */
  async suggest({ size, residual }: Position, seed: number): Promise<Suggestion> {
    const { rules, target } = this.#of(size);
    const random = seeded(seed, 31);
    const wave = this.#wave(rules, 1, random);
    const [tree] = wave.trees as [(typeof wave.trees)[number]];
    const state = new Int32Array(rules.stateWords);
    rules.pack(residual, state, 0);
    tree.reset(state, 0, this.config.targets[target]!.moveLimit, target, rules);
    await wave.runSearch(this.#through(random));
    const { moves, priors, visits, values, rootValue, networkValue } = tree.policy();
    const suggested = Array.from(visits, (count, edge) => ({
      term: rules.decode(moves, edge),
      prior: priors[edge]!,
      visits: count,
      value: values[edge]!,
    }));
    suggested.sort((a, b) => b.visits - a.visits);
    return { moves: suggested, networkValue, searchValue: rootValue };
  }

  /**
   * Plays several games on from the position: terms that add up to it exactly, the fewest of all
   * games and of all their simulations; null when no game was won.
   * @param onProgress from 0 to 1, and the fewest moves so far; false ends it
   */
  async finish(
    request: FinishRequest,
    onProgress: (done: number, best: number | null) => boolean | Promise<boolean> = () => true,
  ): Promise<readonly Term[] | null> {
    const { size, residual, games, goal } = request;
    const { rules, target } = this.#of(size);
    const random = seeded(request.seed, 32);
    const wave = this.#wave(rules, games, random);
    const evaluator = this.#through(random);
    const state = new Int32Array(rules.stateWords);
    rules.pack(residual, state, 0);
    const { moveLimit } = this.config.targets[target]!;
    const bound = Math.max(1, Math.min(moveLimit, rules.rankBound(state, 0)));
    const bases = wave.trees.map((tree, game) => {
      const basis = this.#begin(rules, residual, game, state, random);
      // Half of the games may take as long as the rank bound: a way that is not the best is a way.
      const movesLeft =
        game % 2 === 0 && goal !== undefined && goal > 0 ? Math.min(goal, bound) : bound;
      tree.reset(state, 0, movesLeft, target, rules);
      return basis;
    });
    let best: readonly Term[] | null = null;
    for (;;) {
      await wave.runWave(evaluator);
      let left = 0;
      for (const [game, tree] of wave.trees.entries()) {
        while (tree.done && !tree.over) {
          const edge = tree.chooseMove();
          if (edge === NO_EDGE) break;
          tree.advance(edge);
        }
        left += tree.over ? 0 : tree.movesLeft / bound;
        const solution = tree.bestSolution();
        if (solution === null || (best !== null && solution.length >= best.length)) continue;
        best = this.#mapBack(rules, residual, bases[game]!, solution) ?? best;
      }
      const isGood = best !== null && best.length <= (goal ?? 1);
      const goesOn = await onProgress(1 - left / games, best?.length ?? null);
      if (left === 0 || isGood || !goesOn) return best;
    }
  }

  #wave(rules: Rules, games: number, random: Random): Wave {
    const { search, network } = this.config;
    const nodeCapacity = 2 * search.simulations + 64;
    return new Wave(rules, { ...search, nodeCapacity }, games, random.fork(), network.history);
  }

  #through(random: Random): Evaluator {
    const { symmetries } = this.config.acting;
    return new Symmetries(this.#rules, symmetries, random.fork(), random.fork()).around(
      this.#evaluator,
    );
  }

  /** Writes the position in the basis of a game, the first game's being its own. */
  #begin(rules: Rules, residual: Tensor, game: number, state: Int32Array, random: Random): Basis {
    const { arithmetic, acting } = this.config;
    if (game > 0 && acting.basisStyle !== 'canonical') {
      const basis = drawnBasis(this.config, residual.shape, acting.basisStyle, random);
      try {
        rules.pack(changeBasis(residual, basis, arithmetic), state, 0);
        return basis;
      } catch (error) {
        // Entries of some residuals outgrow a state in some bases.
        if (!(error instanceof RangeError)) throw error;
      }
    }
    rules.pack(residual, state, 0);
    return identityBasis(residual.shape);
  }

  /** The line's terms, if they are such as the board can write and add up to the position. */
  #mapBack(
    rules: Rules,
    residual: Tensor,
    basis: Basis,
    { moves, length }: Solution,
  ): readonly Term[] | null {
    const { arithmetic, maxCoefficient } = this.config;
    try {
      const terms = Array.from({ length }, (_, i) =>
        mapTermBack(rules.decode(moves, i), basis, arithmetic),
      );
      const fits = ({ u, v, w }: Term) =>
        [u, v, w].every((factor) => factor.every((c) => Math.abs(c) <= maxCoefficient));
      const sum = sumOfTerms(residual.shape, terms, arithmetic);
      return terms.every(fits) && equal(sum, residual) ? terms : null;
    } catch (error) {
      if (error instanceof RangeError) return null;
      throw error;
    }
  }

  #of(size: Size): { rules: Rules; target: number } {
    const wanted = formatSize(size);
    const target = this.config.targets.findIndex((each) => formatSize(each.size) === wanted);
    if (target < 0) throw new Error(`This agent was not trained for ${wanted}.`);
    return { rules: this.#rules[target]!, target };
  }
}
