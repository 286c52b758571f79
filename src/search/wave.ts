import { zeroToken } from '../game/coding.ts';
import type { Rules } from '../game/rules.ts';
import type { Random } from '../tensor/random.ts';
import type { Evaluation, EvaluationRequest, Evaluator } from './evaluator.ts';
import { type SearchOptions, searchOptions } from './options.ts';
import { RequestBuilder } from './request.ts';
import { SearchTree } from './tree.ts';

/**
 * Many games searched at once: each wave gathers the leaves of all of them into one request, so
 * that one batch of the network serves every game. Games are independent: each has a generator of
 * its own, and comes out as if it had been searched alone.
 */
export class Wave {
  readonly trees: readonly SearchTree[];
  /** [games] first row of each game in the request under way */
  readonly #firstRow: Int32Array;
  /** [games] its number of rows */
  readonly #rows: Int32Array;
  readonly #builder: RequestBuilder;

  /** @param history moves that a request tells of how each of its states came about */
  constructor(
    rules: Rules,
    options: Partial<SearchOptions>,
    games: number,
    random: Random,
    history = 0,
  ) {
    const { leavesPerWave } = searchOptions(options);
    this.trees = Array.from({ length: games }, () => new SearchTree(rules, options, random.fork()));
    this.#firstRow = new Int32Array(games);
    this.#rows = new Int32Array(games);
    this.#builder = new RequestBuilder(rules.stateWords, games * leavesPerWave, {
      length: history,
      tokens: rules.coding.tokens,
      zeroToken: zeroToken(rules.coding),
    });
  }

  /** True when no game wants another simulation. */
  get done(): boolean {
    for (const tree of this.trees) if (!tree.done) return false;
    return true;
  }

  /**
   * The leaves of all games that are not done; none (count 0) only when all are done. The request
   * lies in buffers that the next `collect` overwrites.
   */
  collect(): EvaluationRequest {
    this.#builder.clear();
    for (let game = 0; game < this.trees.length; game++) {
      const tree = this.trees[game]!;
      this.#firstRow[game] = this.#builder.count;
      this.#rows[game] = tree.done ? 0 : tree.collect(this.#builder);
    }
    return this.#builder.request();
  }

  /** Hands each game its rows of the answer. */
  apply(evaluation: Evaluation): void {
    for (let game = 0; game < this.trees.length; game++) {
      if (this.#rows[game]! > 0) this.trees[game]!.apply(evaluation, this.#firstRow[game]!);
      this.#rows[game] = 0;
    }
  }

  /** One wave; gives the number of leaves evaluated, 0 when all games are done. */
  async runWave(evaluator: Evaluator): Promise<number> {
    const request = this.collect();
    if (request.count > 0) this.apply(await evaluator.evaluate(request));
    return request.count;
  }

  /** Waves until every game's search for its move is done. */
  async runSearch(evaluator: Evaluator): Promise<void> {
    while ((await this.runWave(evaluator)) > 0);
  }

  memoryBytes(): number {
    let bytes = this.#builder.byteLength();
    for (const tree of this.trees) bytes += tree.memoryBytes();
    return bytes;
  }
}
