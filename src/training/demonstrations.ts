import type { Rules } from '../game/rules.ts';
import type { Random } from '../tensor/random.ts';
import type { BatchWriter } from './batch-writer.ts';
import type { DemonstrationConfig } from './config.ts';

/**
 * Synthetic games (AlphaTensor, Methods, "Synthetic demonstrations"): sums of random terms, of which
 * the terms are the moves. Nothing known about any target enters.
 *
 * Each demonstration gives one state to learn from: the sum of k terms, with up to M of the terms as
 * labels of equal weight (any order is a right one) and −k as its return.
 */
export class Demonstrations {
  readonly #rules: Rules;
  readonly #config: DemonstrationConfig;
  readonly #moveLimit: number;
  readonly #random: Random;
  /** [2 × stateWords] the state before and after a term */
  readonly #states: Int32Array;
  /** [maxTerms × tokens] */
  readonly #moves: Uint16Array;
  /** [tokens] */
  readonly #negated: Uint16Array;
  readonly #coefficients: Int8Array;

  constructor(rules: Rules, config: DemonstrationConfig, moveLimit: number, random: Random) {
    this.#rules = rules;
    this.#config = config;
    this.#moveLimit = moveLimit;
    this.#random = random;
    this.#states = new Int32Array(2 * rules.stateWords);
    this.#moves = new Uint16Array(config.maxTerms * rules.coding.tokens);
    this.#negated = new Uint16Array(rules.coding.tokens);
    this.#coefficients = new Int8Array(3 * rules.side);
  }

  /** Appends one demonstration to the batch. */
  write(batch: BatchWriter): void {
    const random = this.#random;
    const rules = this.#rules;
    const { tokens } = rules.coding;
    const { maxTerms, density } = this.#config;
    let terms = 0;
    for (let draw = 0; draw < this.#config.draws; draw++) {
      terms = Math.max(terms, 1 + random.below(maxTerms));
    }
    const p = density[0] + (density[1] - density[0]) * random.next();
    const states = this.#states;
    states.fill(0);
    let at = 0;
    for (let term = 0; term < terms; term++) {
      this.#drawMove(term, p);
      this.#negate(term);
      rules.play(states, at, this.#negated, 0, states, 1 - at);
      at = 1 - at;
    }
    const row = batch.add(states, at, 1 + random.below(this.#moveLimit), -terms);
    // A partial shuffle: the first `labels` terms of a random order.
    const labels = Math.min(terms, batch.labels);
    for (let label = 0; label < labels; label++) {
      const other = label + random.below(terms - label);
      for (let t = 0; t < tokens; t++) {
        const a = label * tokens + t;
        const b = other * tokens + t;
        const kept = this.#moves[a]!;
        this.#moves[a] = this.#moves[b]!;
        this.#moves[b] = kept;
      }
      batch.label(row, label, this.#moves, label, 1 / labels);
    }
  }

  /** To add a term is to play its negative: the same u and v, and −w. */
  #negate(index: number): void {
    const { tokens, vocabulary, low } = this.#rules.coding;
    const factor = (2 * tokens) / 3;
    for (let t = 0; t < tokens; t++) {
      const token = this.#moves[index * tokens + t]!;
      this.#negated[t] = t < factor || low === 0 ? token : vocabulary - 1 - token;
    }
  }

  /** A random canonical move. */
  #drawMove(index: number, p: number): void {
    const random = this.#random;
    const { coding } = this.#rules;
    const { digits, base, low, tokens } = coding;
    const modular = low === 0;
    const coefficients = this.#coefficients;
    do {
      for (let i = 0; i < coefficients.length; i++) {
        if (random.next() >= p) coefficients[i] = 0;
        else if (modular) coefficients[i] = 1;
        else coefficients[i] = (1 + random.below(-low)) * (random.next() < 0.5 ? 1 : -1);
      }
      for (let t = 0; t < tokens; t++) {
        let token = 0;
        for (let d = 0; d < digits; d++) token = token * base + coefficients[t * digits + d]! - low;
        this.#moves[index * tokens + t] = token;
      }
    } while (!this.#rules.canonicalise(this.#moves, index));
  }
}
