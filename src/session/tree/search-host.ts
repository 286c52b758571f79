import { createRules } from '../../game/create-rules.ts';
import type { Rules } from '../../game/rules.ts';
import type { BackendChoice } from '../../network/backend.ts';
import type { Evaluator } from '../../search/evaluator.ts';
import { LocalEvaluator } from '../../search/local-evaluator.ts';
import type { SearchOptions } from '../../search/options.ts';
import { recordHeader } from '../../search/record/header.ts';
import { Recorder } from '../../search/record/recorder.ts';
import type { RecordHeader, RecordRows } from '../../search/record/tree-record.ts';
import { type HistorySpec, RequestBuilder } from '../../search/request.ts';
import { EXPANDED, NO_EDGE, NO_NODE } from '../../search/store.ts';
import { type Aim, SearchTree } from '../../search/tree.ts';
import type { Arithmetic } from '../../tensor/arithmetic.ts';
import { seeded } from '../../tensor/random.ts';
import type { Size } from '../../tensor/size.ts';
import type { Tensor } from '../../tensor/tensor.ts';
import type { Term } from '../../tensor/term.ts';

/** A position to search. */
export interface SearchPosition {
  readonly size: Size;
  readonly arithmetic: Arithmetic;
  readonly residual: Tensor;
  /** Moves played before it. */
  readonly played: number;
  /** The game that led to it, as a link holds it; null when there is none. */
  readonly game: string | null;
}

/** Who is to evaluate: exact local reasoning, or the network of a checkpoint. */
export type EvaluatorChoice =
  | { readonly kind: 'local' }
  | { readonly kind: 'network'; readonly file: Blob; readonly name: string };

export interface OpenRequest {
  readonly position: SearchPosition;
  readonly evaluator: EvaluatorChoice;
  /** The search holds so many nodes at most, and then ends. */
  readonly nodeCapacity: number;
  readonly seed: number;
  readonly backend: BackendChoice;
}

/** Where simulations begin, by numbers of the record; null: at the root, by its scores. */
export interface RecordAim {
  readonly node: number;
  /** −1: any. */
  readonly edge: number;
  readonly equal: boolean;
}

/** Why a run of simulations came to its end. */
export type SearchEnd = 'done' | 'stopped' | 'full' | 'over';

export interface SearchAnswer {
  readonly end: SearchEnd;
  readonly rows: RecordRows;
}

/** An evaluator that is ready, and what it asks of a search. */
export interface ReadyEvaluator {
  readonly evaluator: Evaluator;
  readonly rules: Rules;
  /** Which of the evaluator's targets the position is of. */
  readonly target: number;
  /** What it wants to know of how a state came about; undefined: nothing. */
  readonly history: HistorySpec | undefined;
  readonly name: string;
  readonly quantiles: number;
  readonly maxCoefficient: 1 | 2;
  /** Null: a move more than the rank bound says. */
  readonly moveLimit: number | null;
  readonly options: Pick<SearchOptions, 'samples'> & Partial<SearchOptions>;
  readonly dispose: () => void;
}

export type LoadNetwork = (
  request: OpenRequest & { readonly evaluator: { readonly kind: 'network' } },
) => Promise<ReadyEvaluator>;

/** Milliseconds of work between two deliveries. */
const SLICE_MS = 60;
/** K where no network says it. */
const LOCAL_SAMPLES = 16;

/** A search that is inspected while it works, one at a time; meant for a worker. */
export interface SearchHost {
  /** @throws Error with one sentence */
  open(request: OpenRequest): Promise<RecordHeader>;
  /** Bytes set aside for the search that is open: all that it will ever hold. */
  memoryBytes(): Promise<number>;
  /**
   * Runs so many simulations at most, in slices: `onRows` gets what each has added, the answer what
   * is left.
   */
  run(
    count: number,
    aim: RecordAim | null,
    onRows: (rows: RecordRows) => unknown,
  ): Promise<SearchAnswer>;
  /** Ends the run under way after the simulation it is at. */
  stop(): void;
  /** Forces a move on a node of the record; gives its edge, −1 where that cannot be done. */
  force(node: number, move: Term): Promise<{ readonly edge: number; readonly rows: RecordRows }>;
}

interface Opened {
  readonly tree: SearchTree;
  readonly recorder: Recorder;
  readonly ready: ReadyEvaluator;
  readonly builder: RequestBuilder;
}

export class LocalSearchHost implements SearchHost {
  readonly #loadNetwork: LoadNetwork;
  #opened: Opened | null = null;
  /** The latest run; an older one ends when it notices. */
  #latest = 0;
  /** What was asked last: one thing is done after the other. */
  #queue: Promise<unknown> = Promise.resolve();

  constructor(loadNetwork: LoadNetwork) {
    this.#loadNetwork = loadNetwork;
  }

  open(request: OpenRequest): Promise<RecordHeader> {
    return this.#queued(() => this.#open(request));
  }

  memoryBytes(): Promise<number> {
    return this.#queued(() => Promise.resolve(this.#searching().tree.memoryBytes()));
  }

  run(
    count: number,
    aim: RecordAim | null,
    onRows: (rows: RecordRows) => unknown,
  ): Promise<SearchAnswer> {
    const run = ++this.#latest;
    return this.#queued(() => this.#run(run, count, aim, onRows));
  }

  stop(): void {
    this.#latest++;
  }

  force(node: number, move: Term): Promise<{ readonly edge: number; readonly rows: RecordRows }> {
    return this.#queued(async () => {
      const { tree, recorder } = this.#searching();
      const moves = new Uint16Array(tree.rules.coding.tokens);
      tree.rules.encode(move, moves, 0);
      const edge = recorder.force(node, moves, 0);
      return { edge, rows: recorder.drain() };
    });
  }

  #queued<R>(work: () => Promise<R>): Promise<R> {
    const result = this.#queue.then(work);
    this.#queue = result.catch(() => {});
    return result;
  }

  async #open(request: OpenRequest): Promise<RecordHeader> {
    this.#opened?.ready.dispose();
    this.#opened = null;
    const { position, evaluator: choice, nodeCapacity, seed } = request;
    const ready =
      choice.kind === 'network'
        ? await this.#loadNetwork({ ...request, evaluator: choice })
        : localEvaluator(position);
    const { maxCoefficient, options, rules } = ready;
    const states = new Int32Array(rules.stateWords);
    rules.pack(position.residual, states, 0);
    const limit = (ready.moveLimit ?? 0) - position.played;
    const movesLeft = Math.max(limit, rules.rankBound(states, 0) + 1);
    const tree = new SearchTree(
      rules,
      {
        ...options,
        // It ends when it is told to, or when its memory is used up.
        simulations: Number.MAX_SAFE_INTEGER,
        leavesPerWave: 1,
        nodeCapacity,
        edgeCapacity: nodeCapacity * options.samples,
      },
      seeded(seed, 22),
    );
    tree.reset(states, 0, movesLeft, ready.target, rules);
    const header = recordHeader(tree, {
      evaluator: { kind: choice.kind, name: ready.name },
      quantiles: ready.quantiles,
      maxCoefficient,
      game: position.game,
    });
    this.#opened = {
      tree,
      recorder: new Recorder(tree, ready.quantiles),
      ready,
      builder: new RequestBuilder(rules.stateWords, 1, ready.history),
    };
    return header;
  }

  async #run(
    run: number,
    count: number,
    aim: RecordAim | null,
    onRows: (rows: RecordRows) => unknown,
  ): Promise<SearchAnswer> {
    const { tree, recorder } = this.#searching();
    tree.aim = aim === null ? null : treeAim(this.#searching(), aim);
    let end: SearchEnd = 'done';
    let began = performance.now();
    for (let left = count; left > 0 && end === 'done'; left--) {
      if (performance.now() - began > SLICE_MS) {
        // Waited for: what comes by another way may not overtake it.
        await onRows(recorder.drain());
        // What has arrived meanwhile, `stop` above all, gets its turn.
        await new Promise((resolve) => setTimeout(resolve));
        began = performance.now();
      }
      if (this.#latest !== run) end = 'stopped';
      else if (!(await this.#simulate())) end = tree.over ? 'over' : 'full';
    }
    return { end, rows: recorder.drain() };
  }

  /** One simulation; false when there is no room for another. */
  async #simulate(): Promise<boolean> {
    const { tree, recorder, ready, builder } = this.#searching();
    const before = recorder.simulations;
    builder.clear();
    if (tree.collect(builder, 1) > 0) {
      tree.apply(await ready.evaluator.evaluate(builder.request()), 0);
    }
    return recorder.simulations > before;
  }

  #searching(): Opened {
    if (this.#opened === null) throw new Error('No search has been opened.');
    return this.#opened;
  }
}

function treeAim({ tree, recorder }: Opened, { node, edge, equal }: RecordAim): Aim | null {
  const at = recorder.treeNode(node);
  // A terminal node has nothing to search: the root is as good a place to begin.
  if (at === NO_NODE || tree.store.nodeKind[at] !== EXPANDED) return null;
  return { node: at, edge: edge < 0 ? NO_EDGE : recorder.treeEdge(node, edge), equal };
}

function localEvaluator(position: SearchPosition): ReadyEvaluator {
  const rules = createRules(position.size, position.arithmetic, { maxCoefficient: 1 });
  return {
    evaluator: new LocalEvaluator(rules, LOCAL_SAMPLES, 1),
    rules,
    target: 0,
    history: undefined,
    name: 'Exact local reasoning, no agent',
    quantiles: 0,
    maxCoefficient: 1,
    moveLimit: null,
    options: { samples: LOCAL_SAMPLES },
    dispose: () => {},
  };
}
