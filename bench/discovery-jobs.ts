/** The runs of the table of discoveries, and those that take one thing away each. */

export interface Job {
  /** What it is called, and its files. */
  readonly name: string;
  readonly sizes: string;
  readonly arithmetic: 'z2' | 'standard';
  readonly seed: number;
  readonly minutes: number;
  /** Replicas, each a thread; on webgpu one. */
  readonly threads: number;
  readonly backend: 'wasm' | 'webgpu' | 'cpu';
  readonly preset: string;
  readonly targetRank?: string;
  /** Overrides, as path=value. */
  readonly set?: readonly string[];
}

/** Ablations: what is taken away, and by which settings. */
const WITHOUT: Readonly<Record<string, readonly string[]>> = {
  demonstrations: [
    'experience.playedShare=0.8',
    'experience.bestShare=0.2',
    'learning.stepsBeforeActing=0',
    'learning.policyFromUnsolved=true',
  ],
  basis: ['acting.basisStyle=canonical'],
  symmetries: ['acting.symmetries=0'],
  search: ['search.simulations=1'],
  reworking: ['acting.reworkShare=0'],
};

const SEEDS = [1, 2, 3];

const LARGER = ['2x2x3', '2x2x4', '2x3x3', '3x3x3'];

/** What a large GPU has the memory for: a step that is captured learns from its batch at once. */
const ON_A_GPU = ['acting.games=384', 'learning.batch=512', 'learning.microBatch=0'];

export interface JobOptions {
  readonly minutes: number;
  readonly threads: number;
  readonly backend: Job['backend'];
  readonly preset: string;
}

/** Every row of the table with the same time and as many threads each. */
export function jobs({ minutes, threads, backend, preset }: JobOptions): Job[] {
  const common = { minutes, threads, backend, preset };
  const of = (
    sizes: string,
    arithmetic: Job['arithmetic'],
    seed: number,
    more: Partial<Job> & { readonly label?: string } = {},
  ): Job => {
    const { label, ...rest } = more;
    const parts = [label ?? sizes, arithmetic, backend, preset, `seed${seed}`];
    return {
      name: parts.join('-').replaceAll(',', '+'),
      sizes,
      arithmetic,
      seed,
      ...common,
      ...rest,
    };
  };
  const list: Job[] = [];
  for (const seed of SEEDS) {
    list.push(of('2x2x2', 'z2', seed), of('2x2x2', 'standard', seed));
  }
  list.push(of('1x2x2,2x1x2,2x2x1,2x2x2', 'z2', 1));
  list.push(of('1x2x2,2x1x2,2x2x1,2x2x2', 'standard', 1));
  for (const sizes of LARGER) {
    list.push(of(sizes, 'z2', 1, { set: backend === 'webgpu' ? ON_A_GPU : [] }));
  }
  // Rank 6 is never found: these go on, and modulo 2 leave agents that find 7 often (public/agents/). Over
  // the integers games have to take fewer than 7 then; scripts/train-agents.sh says how to go on.
  for (const arithmetic of ['z2', 'standard'] as const) {
    list.push(of('2x2x2', arithmetic, 1, { label: 'agent-2x2x2', targetRank: '6' }));
  }
  for (const [what, set] of Object.entries(WITHOUT)) {
    for (const seed of SEEDS) {
      list.push(of('2x2x2', 'z2', seed, { label: `2x2x2-without-${what}`, set }));
    }
  }
  return list;
}
