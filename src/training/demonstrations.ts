import { zeroToken } from '../game/coding.ts';
import type { Rules } from '../game/rules.ts';
import type { Random } from '../tensor/random.ts';
import { dimensions } from '../tensor/size.ts';
import type { BatchWriter } from './batch-writer.ts';
import type { DemonstrationConfig } from './config.ts';
import { SumShortener } from './demonstrations-from-walks.ts';
import { TargetDraw } from './target-draw.ts';

/** Of the demonstrations in corners those that are like what games rework. */
const REWORKED = 0.7;

/**
 * Synthetic games (AlphaTensor, Methods, "Synthetic demonstrations"): sums of random terms, of which
 * the terms are the moves. Nothing known about any target enters.
 *
 * Each demonstration gives one state to learn from, in the shape of one of the targets, drawn
 * as for games: the sum of k terms, with up to M of the terms as labels of equal weight (any order is a
 * right one) and −k as its return. Its history, where there is to be one, is further random terms:
 * those of the game that were played before.
 */
export class Demonstrations {
  readonly #rules: readonly Rules[];
  readonly #config: DemonstrationConfig;
  readonly #moveLimits: readonly number[];
  readonly #draw: TargetDraw;
  readonly #random: Random;
  /** [2 × stateWords] the state before and after a term */
  readonly #states: Int32Array;
  /** [maxTerms × tokens] */
  readonly #moves: Uint16Array;
  /** [tokens] */
  readonly #negated: Uint16Array;
  readonly #coefficients: Int8Array;
  readonly #shortener: SumShortener | null;
  /** of each target: where and of how many terms games rework */
  #reworked: readonly (readonly Block[])[] = [];

  /**
   * @param rules of each target, of one side and one coding
   * @param moveLimits of each target
   * @param draw by which it is drawn of which target a demonstration is
   */
  constructor(
    rules: readonly Rules[],
    config: DemonstrationConfig,
    moveLimits: readonly number[],
    random: Random,
    draw = new TargetDraw(rules.length, 1),
  ) {
    const { stateWords, coding, side } = rules[0]!;
    this.#rules = rules;
    this.#config = config;
    this.#moveLimits = moveLimits;
    this.#random = random;
    this.#draw = draw;
    this.#states = new Int32Array(2 * stateWords);
    this.#moves = new Uint16Array(config.maxTerms * coding.tokens);
    this.#negated = new Uint16Array(coding.tokens);
    this.#coefficients = new Int8Array(3 * side);
    this.#shortener = config.walks > 0 ? new SumShortener() : null;
  }

  /** What games rework now, of each target: most of what lies in corners is like it. */
  look(reworked: readonly (readonly Block[])[]): void {
    this.#reworked = reworked;
  }

  /** Appends one demonstration to the batch. */
  write(batch: BatchWriter): void {
    const random = this.#random;
    const target = this.#draw.draw(random);
    const rules = this.#rules[target]!;
    const moveLimit = this.#moveLimits[target]!;
    const { tokens } = rules.coding;
    const { density } = this.#config;
    const block = this.#drawBlock(target);
    const corner = block?.sides ?? null;
    let maxTerms = Math.max(1, Math.min(this.#config.maxTerms, moveLimit - 1));
    if (block !== null) maxTerms = Math.min(maxTerms, block.terms);
    let terms = 0;
    for (let draw = 0; draw < this.#config.draws; draw++) {
      terms = Math.max(terms, 1 + random.below(maxTerms));
    }
    const p = block?.isDense ? 0.5 : density[0] + (density[1] - density[0]) * random.next();
    const states = this.#states;
    states.fill(0);
    let at = 0;
    for (let term = 0; term < terms; term++) {
      this.#drawMove(rules, this.#moves, term, p, term, corner);
      this.#negate(rules, term);
      rules.play(states, at, this.#negated, 0, states, 1 - at);
      at = 1 - at;
    }
    if (this.#shortener !== null && random.next() < this.#config.walks) {
      terms = this.#shortener.shorten(rules, this.#moves, terms, random);
    }
    const row = batch.add(states, at, 1 + random.below(moveLimit), -terms, target);
    if (batch.historyLength > 0) this.#drawHistory(rules, batch, row, p, moveLimit - terms);
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
  #negate(rules: Rules, index: number): void {
    const { tokens, vocabulary, low } = rules.coding;
    const factor = (2 * tokens) / 3;
    for (let t = 0; t < tokens; t++) {
      const token = this.#moves[index * tokens + t]!;
      this.#negated[t] = t < factor || low === 0 ? token : vocabulary - 1 - token;
    }
  }

  /** As many moves before the state as the game may have had. */
  #drawHistory(rules: Rules, batch: BatchWriter, row: number, p: number, most: number): void {
    const { historyLength, history } = batch;
    const { tokens } = rules.coding;
    const played = this.#random.below(Math.max(0, Math.min(historyLength, most)) + 1);
    const from = row * historyLength;
    for (let back = 0; back < played; back++) this.#drawMove(rules, history, from + back, p, 0);
    history.fill(
      zeroToken(rules.coding),
      (from + played) * tokens,
      (from + historyLength) * tokens,
    );
  }

  /**
   * A random canonical move.
   * @param earlier how many moves before it there are whose factors it may repeat
   * @param corner where its coefficients are, if not in all of the target's shape
   */
  #drawMove(
    rules: Rules,
    moves: Uint16Array,
    index: number,
    p: number,
    earlier: number,
    corner: Sides | null = null,
  ): void {
    const random = this.#random;
    const { repeats } = this.#config;
    const { coding } = rules;
    const { digits, base, low, tokens, side } = coding;
    const modular = low === 0;
    const coefficients = this.#coefficients;
    do {
      for (let i = 0; i < coefficients.length; i++) {
        if (random.next() >= p || (corner !== null && isOutside(corner, i, side))) {
          coefficients[i] = 0;
        } else if (modular) coefficients[i] = 1;
        else coefficients[i] = this.#size(-low) * (random.next() < 0.5 ? 1 : -1);
      }
      for (let t = 0; t < tokens; t++) {
        let token = 0;
        for (let d = 0; d < digits; d++) token = token * base + coefficients[t * digits + d]! - low;
        moves[index * tokens + t] = token;
      }
      if (repeats > 0 && earlier > 0) this.#repeat(moves, index, earlier, tokens / 3);
    } while (!rules.canonicalise(moves, index));
  }

  /**
   * A corner of the target's shape, if this demonstration is to lie in one. Most are like what
   * games rework, where they do. Else half of the time of any sides, half as long as those of a
   * smaller product, which is what blocks of an algorithm are (src/training/rework.ts). The larger
   * of two draws counts there: products with a side of 1 are learnt soon.
   */
  #drawBlock(target: number): Block | null {
    const { corners } = this.#config;
    if (corners === 0 || this.#random.next() >= corners) return null;
    const random = this.#random;
    const reworked = this.#reworked[target] ?? [];
    if (reworked.length > 0 && random.next() < REWORKED) {
      return { ...reworked[random.below(reworked.length)]!, isDense: true };
    }
    const { size } = this.#rules[target]!;
    const upTo = (most: number) => 1 + random.below(most);
    if (random.next() < 0.5) {
      const [a, b, c] = dimensions(size);
      return cornerOf([upTo(a), upTo(b), upTo(c)]);
    }
    const [n, m, p] = size;
    const large = (most: number) => Math.max(upTo(most), upTo(most));
    return cornerOf(dimensions([large(n), large(m), large(p)]));
  }

  /** Takes some of the move's factors, of so many tokens each, from moves before it. */
  #repeat(moves: Uint16Array, index: number, earlier: number, factor: number): void {
    for (let mode = 0; mode < 3; mode++) {
      if (this.#random.next() >= this.#config.repeats) continue;
      const from = (3 * (index - 1 - this.#random.below(earlier)) + mode) * factor;
      moves.copyWithin((3 * index + mode) * factor, from, from + factor);
    }
  }

  /** The absolute value of a coefficient that is not zero. */
  #size(largest: number): number {
    return largest > 1 && this.#random.next() < this.#config.twos ? 2 : 1;
  }
}

/** Where a demonstration lies, in a corner, and of how many terms it is at most. */
export interface Block {
  readonly sides: Sides;
  readonly terms: number;
  /** Half of the coefficients there are not zero. */
  readonly isDense?: boolean;
}

/** Of as many terms as its sides have room for. */
function cornerOf(sides: Sides): Block {
  const [a, b, c] = sides;
  return { sides, terms: Math.ceil(Math.sqrt(a * b * c)) };
}

type Sides = readonly [a: number, b: number, c: number];

/** Whether coefficient `at` of a term, three factors padded to `side`, lies outside of the corner. */
function isOutside(corner: Sides, at: number, side: number): boolean {
  return at % side >= corner[Math.floor(at / side)]!;
}
