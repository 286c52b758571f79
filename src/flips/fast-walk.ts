/**
 * The walk of walk.ts compiled to WebAssembly (assembly/): the same steps to the bit, and the states of
 * one are those of the other.
 */
import type { Arithmetic } from '../tensor/arithmetic.ts';
import { WORDS } from './factor-index.ts';
import type { GeneratorState } from './generator.ts';
import { walkBase64 } from './walk.generated.ts';
import type { Scheme, Walker, WalkOptions, WalkState } from './walker.ts';

interface Exports {
  blockBytes(capacity: number): number;
  index(base: number, bits: boolean, isReduced: boolean): void;
  keep(base: number): void;
  run(base: number, bits: boolean, flips: number, target: number, tries: number): number;
}

/** Indices of 32-bit words in a block: assembly/layout.ts. */
const HEADER = {
  rank: 0,
  capacity: 1,
  idle: 2,
  misses: 3,
  plusAfter: 4,
  margin: 5,
  mixed: 6,
  bestRank: 7,
  generator: 8,
} as const;
const RECORDS = (64 + 3 * 1024) / 4;
const RECORD = 8;
const SIGN = 6;

const MOST_MISSES = 8192;
/** Flips of one call into WebAssembly, which counts in 32 bits. */
const MOST_AT_ONCE = 1_000_000_000;
const PAGE = 65_536;
/** Before the first block lies what the module itself keeps. */
const FIRST_BLOCK = 4096;

let module: WebAssembly.Module | undefined;

/** A memory with the walks in it; it goes when they all do. */
export class WalkMemory {
  readonly #memory = new WebAssembly.Memory({ initial: 1 });
  readonly #exports: Exports;
  #end = FIRST_BLOCK;

  constructor() {
    module ??= new WebAssembly.Module(
      Uint8Array.from(atob(walkBase64), (character) => character.charCodeAt(0)),
    );
    const { exports } = new WebAssembly.Instance(module, { env: { memory: this.#memory } });
    this.#exports = exports as unknown as Exports;
  }

  /** A walk with its block; the arguments are those of `Walk`. */
  walk(
    start: Scheme,
    arithmetic: Arithmetic,
    capacity: number,
    generator: GeneratorState,
    options: WalkOptions,
    cyclic = false,
  ): Walker {
    const most = Math.max(capacity, start.rank);
    const base = this.#end;
    this.#end += this.#exports.blockBytes(most);
    const lacking = this.#end - this.#memory.buffer.byteLength;
    if (lacking > 0) this.#memory.grow(Math.ceil(lacking / PAGE));
    return new FastWalk(this.#exports, this.#memory, base, most, arithmetic === 'z2', {
      start,
      generator,
      options,
      cyclic,
    });
  }
}

interface Beginning {
  readonly start: Scheme;
  readonly generator: GeneratorState;
  readonly options: WalkOptions;
  readonly cyclic: boolean;
}

class FastWalk implements Walker {
  flips = 0;
  readonly #exports: Exports;
  readonly #memory: WebAssembly.Memory;
  readonly #base: number;
  readonly #capacity: number;
  readonly #bits: boolean;
  #best: Scheme | null = null;

  constructor(
    exports: Exports,
    memory: WebAssembly.Memory,
    base: number,
    capacity: number,
    bits: boolean,
    { start, generator, options, cyclic }: Beginning,
  ) {
    this.#exports = exports;
    this.#memory = memory;
    this.#base = base;
    this.#capacity = capacity;
    this.#bits = bits;
    const words = this.#words();
    words[HEADER.capacity] = capacity;
    words[HEADER.mixed] = cyclic ? 1 : 0;
    words.set(generator, HEADER.generator);
    this.start(start, options);
  }

  get rank(): number {
    return this.#words()[HEADER.rank]!;
  }

  get isStuck(): boolean {
    return this.#words()[HEADER.misses]! >= MOST_MISSES;
  }

  get best(): Scheme {
    const words = this.#words();
    const rank = words[HEADER.bestRank]!;
    // Schemes are copied out only once each.
    if (this.#best?.rank !== rank) {
      this.#best = this.#read(RECORDS + 3 * this.#capacity * RECORD, rank);
    }
    return this.#best;
  }

  start(scheme: Scheme, options?: WalkOptions): void {
    this.#load(scheme, false);
    this.#exports.keep(this.#base);
    this.#best = null;
    const words = this.#words();
    if (options !== undefined) {
      words[HEADER.plusAfter] = Math.min(options.plusAfter, 0x7fffffff);
      words[HEADER.margin] = options.margin;
    }
    words[HEADER.idle] = 0;
    words[HEADER.misses] = 0;
  }

  scheme(): Scheme {
    return this.#read(RECORDS, this.rank);
  }

  state(): WalkState {
    const words = this.#words();
    return {
      scheme: this.scheme(),
      best: this.best,
      generator: Array.from(words.subarray(HEADER.generator, HEADER.generator + 4)),
      flips: this.flips,
      idle: words[HEADER.idle]!,
      misses: words[HEADER.misses]!,
    };
  }

  restore(state: WalkState): void {
    this.#load(state.best, true);
    this.#exports.keep(this.#base);
    this.#best = state.best;
    this.#load(state.scheme, true);
    const words = this.#words();
    words.set(state.generator, HEADER.generator);
    words[HEADER.idle] = state.idle;
    words[HEADER.misses] = state.misses;
    this.flips = state.flips;
  }

  run(flips: number, targetRank = 0, tries = Number.POSITIVE_INFINITY): void {
    const most = Math.min(tries, 0x7fffffff);
    for (let left = flips; left > 0; ) {
      const asked = Math.min(left, MOST_AT_ONCE);
      const done = this.#exports.run(this.#base, this.#bits, asked, targetRank, most);
      this.flips += done;
      if (done < asked) return;
      left -= done;
    }
  }

  /** The block; the memory's buffer changes when it grows. */
  #words(): Int32Array {
    return new Int32Array(this.#memory.buffer, this.#base);
  }

  #load({ rank, words: factors, signs }: Scheme, isReduced: boolean): void {
    if (rank > this.#capacity) {
      throw new RangeError(`A scheme of rank ${rank} exceeds the walk’s ${this.#capacity} terms`);
    }
    const words = this.#words();
    words[HEADER.rank] = rank;
    for (let x = 0; x < 3; x++) {
      for (let r = 0; r < rank; r++) {
        const from = (x * rank + r) * WORDS;
        const to = RECORDS + (x * this.#capacity + r) * RECORD;
        words.set(factors.subarray(from, from + WORDS), to);
        if (x === 0) words[to + SIGN] = signs[r]!;
      }
    }
    this.#exports.index(this.#base, this.#bits, isReduced);
  }

  #read(from: number, rank: number): Scheme {
    const words = this.#words();
    const factors = new Int32Array(3 * rank * WORDS);
    const signs = new Int8Array(rank);
    for (let x = 0; x < 3; x++) {
      for (let r = 0; r < rank; r++) {
        const record = from + (x * this.#capacity + r) * RECORD;
        factors.set(words.subarray(record, record + WORDS), (x * rank + r) * WORDS);
        if (x === 0) signs[r] = words[record + SIGN]!;
      }
    }
    return { rank, words: factors, signs };
  }
}
