import type { Rules } from '../game/rules.ts';
import type { Solution } from '../search/line.ts';
import { type Basis, changeBasis, identityBasis, mapTerm, mapTermBack } from '../tensor/basis.ts';
import { compactBasis } from '../tensor/compact-basis.ts';
import type { Tensor } from '../tensor/tensor.ts';
import { canonical, sumOfTerms, type Term } from '../tensor/term.ts';
import type { GameKind } from './game-kinds.ts';
import type { FoundLine } from './game-record.ts';
import { drawnBasis } from './game-rules.ts';
import { lineOfTerms, mergedTerms, type TakenApart } from './rework.ts';
import type { Room } from './room.ts';

/**
 * What a game is to find: a target as the sum of terms or, of an algorithm of the run's own, other
 * terms for some that were taken out; and the basis in which it is played.
 */
export class GameStart {
  /** Index of the target. */
  readonly target: number;
  readonly kind: GameKind;
  /** Terms of the algorithm that the game reworks which stay, in the canonical basis. */
  readonly kept: readonly Term[];
  /** The terms whose sum it looks for in other terms: none in a game of the whole target. */
  readonly out: readonly Term[];
  readonly moveLimit: number;
  /** [stateWords] */
  readonly state: Int32Array;
  readonly #room: Room;
  readonly #basis: Basis;

  /** Draws one. */
  constructor(room: Room) {
    const { random, targets, moveLimits } = room;
    this.#room = room;
    this.target = room.draw.draw(random);
    const { kind, kept, out } = drawn(room, this.target);
    this.kind = kind;
    this.kept = kept;
    this.out = out;
    this.moveLimit = {
      whole: moveLimits[this.target]!,
      again: out.length,
      exchange: out.length,
      fewer: out.length - 1,
    }[kind];
    const target = targets[this.target]!;
    this.#basis = this.#newBasis(target.shape);
    this.state = this.#packed(kind === 'whole' ? this.#mapped(target) : this.#sumOf(out));
  }

  get rules(): Rules {
    return this.#room.rules[this.target]!;
  }

  /** The whole target in the game's basis. */
  wholeState(): Int32Array {
    return this.#packed(this.#mapped(this.#room.targets[this.target]!));
  }

  /** The term as move `index` of `moves`. @throws RangeError when a coefficient does not fit */
  encode(term: Term, moves: Uint16Array, index: number): void {
    this.rules.encode(mapTerm(term, this.#basis, this.#room.config.arithmetic), moves, index);
    this.rules.canonicalise(moves, index);
  }

  /** The line's terms in the canonical basis; null when a coefficient does not fit. */
  mapBack({ moves, length }: Solution): readonly Term[] | null {
    const { arithmetic } = this.#room.config;
    const terms: Term[] = [];
    try {
      for (let i = 0; i < length; i++) {
        const term = mapTermBack(this.rules.decode(moves, i), this.#basis, arithmetic);
        terms.push(canonical(term, arithmetic));
      }
    } catch (error) {
      if (error instanceof RangeError) return null;
      throw error;
    }
    return terms;
  }

  /** Terms that were found, with those kept. */
  lineOf(terms: readonly Term[]): FoundLine {
    if (this.kept.length === 0) return lineOfTerms(this.target, terms);
    const { arithmetic, maxCoefficient } = this.#room.config;
    const kept = this.#room.keptNow(this.target, this);
    const all = mergedTerms(terms, arithmetic, maxCoefficient, kept);
    return { ...lineOfTerms(this.target, all), reworked: true };
  }

  #packed(tensor: Tensor): Int32Array {
    const state = new Int32Array(this.rules.stateWords);
    this.rules.pack(tensor, state, 0);
    return state;
  }

  #newBasis(shape: readonly [number, number, number]): Basis {
    const { config, random } = this.#room;
    const { acting } = config;
    const isWhole = this.kind === 'whole';
    const style = isWhole ? acting.basisStyle : acting.reworkStyle;
    if (style === 'canonical' || random.next() >= acting.basisShare) return identityBasis(shape);
    if (!isWhole && style === 'compact') return compactBasis(this.out, random);
    return drawnBasis(config, shape, style === 'compact' ? 'dense' : style, random);
  }

  #mapped(tensor: Tensor): Tensor {
    return changeBasis(tensor, this.#basis, this.#room.config.arithmetic);
  }

  /** Of the terms, in the game's basis. */
  #sumOf(terms: readonly Term[]): Tensor {
    const { arithmetic } = this.#room.config;
    const { shape } = this.#room.targets[this.target]!;
    if (arithmetic !== 'z2') return this.#mapped(sumOfTerms(shape, terms, arithmetic));
    // The same the other way round, where no coefficient can outgrow its byte: it takes less time.
    const mapped = terms.map((term) => mapTerm(term, this.#basis, arithmetic));
    return sumOfTerms(shape, mapped, arithmetic);
  }
}

function drawn(room: Room, target: number): TakenApart & { readonly kind: GameKind } {
  const kind = room.drawKind(target);
  if (kind === 'whole') return { kind, kept: [], out: [] };
  const tried = { again: [], exchange: ['exchange'], fewer: ['fewer', 'exchange'] } as const;
  for (const other of tried[kind]) {
    const taken = room.takenApart(target, other, room.random);
    if (taken !== null) return { kind: other, ...taken };
  }
  // Where no place is found for less.
  return { kind: 'again', kept: [], out: room.ownTerms(target, room.random) };
}
