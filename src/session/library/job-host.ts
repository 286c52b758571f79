import { reducing } from '../../algorithm/additions/reduce.ts';
import { searchingVariants } from '../../algorithm/additions/search.ts';
import { checkByMultiplying } from '../../algorithm/check-by-multiplying.ts';
import {
  describeRecipe,
  LONGEST_PLANNED_SIDE,
  Plan,
  type Recipe,
} from '../../algorithm/compose/plan.ts';
import { symmetryGroupSize } from '../../algorithm/equivalence/symmetry-group.ts';
import { algorithmFacts } from '../../algorithm/facts.ts';
import { exportFile, formatNamed, zipFiles } from '../../algorithm/formats/formats.ts';
import { readSchemes } from '../../algorithm/formats/read-schemes.ts';
import { lifting } from '../../algorithm/lift/lift.ts';
import { measureError } from '../../algorithm/stability.ts';
import { countAdditions, naiveProgram } from '../../algorithm/straight-line.ts';
import { seeded } from '../../tensor/random.ts';
import type { Size } from '../../tensor/size.ts';
import { inSlices } from '../in-slices.ts';
import type { FileOfBytes, Job, JobKind, JobProgress, JobRunner, Jobs } from './jobs.ts';

/** Milliseconds of work between two looks at what else has arrived. */
const SLICE_MS = 25;

type Work<R> = Generator<JobProgress, R>;

/** Does jobs where it is called, in slices, so that they can be stopped; meant for a worker. */
export class JobHost implements JobRunner {
  readonly #stopped = new Map<string, boolean>();

  readonly read = this.#job('read');
  readonly export = this.#job('export');
  readonly facts = this.#job('facts');
  readonly plan = this.#job('plan');
  readonly build = this.#job('build');
  readonly reduce = this.#job('reduce');
  readonly vary = this.#job('vary');
  readonly lift = this.#job('lift');

  stop(id: string): void {
    if (this.#stopped.has(id)) this.#stopped.set(id, true);
  }

  #job<K extends JobKind>(kind: K): Job<K> {
    return async (id, given, onProgress) => {
      this.#stopped.set(id, false);
      const isStopped = () => this.#stopped.get(id) !== false;
      try {
        return await inSlices(WORK[kind](given, isStopped), { sliceMs: SLICE_MS, onProgress });
      } finally {
        this.#stopped.delete(id);
      }
    };
  }
}

/** How each kind of job is done; it looks whether it is stopped after every step. */
const WORK: {
  readonly [K in JobKind]: (
    given: Jobs[K]['given'],
    isStopped: () => boolean,
  ) => Work<Jobs[K]['result']>;
} = {
  *read({ bytes, fileName }) {
    yield { done: null, words: fileName };
    return readSchemes(bytes, fileName);
  },

  *export({ exported, formats }, isStopped) {
    const files: FileOfBytes[] = [];
    const total = exported.length * formats.length;
    for (const { algorithm, program } of exported) {
      for (const id of formats) {
        const format = formatNamed(id);
        if (format === undefined) throw new Error(`There is no format named ${id}.`);
        files.push(exportFile(algorithm, format, program ?? undefined));
        yield { done: files.length / total, words: `${files.length} of ${total} files` };
        if (isStopped()) throw new Error('The download was stopped.');
      }
    }
    const [only] = files;
    if (files.length === 1 && only !== undefined) return only;
    return {
      name: 'tensorgame-algorithms.zip',
      mediaType: 'application/zip',
      bytes: zipFiles(files),
    };
  },

  *facts({ algorithm, program }) {
    const used = program ?? naiveProgram(algorithm);
    const facts = algorithmFacts(algorithm);
    yield { done: 0.3, words: '' };
    const secondCheck = checkByMultiplying(used, seeded(1));
    yield { done: 0.6, words: '' };
    const error = algorithm.arithmetic === 'z2' ? null : measureError(used);
    yield { done: 0.8, words: '' };
    return { facts, error, secondCheck, symmetries: symmetryGroupSize(algorithm) ?? null };
  },

  *plan({ algorithms, arithmetic }) {
    yield { done: null, words: 'Planning' };
    const plan = new Plan(algorithms, arithmetic);
    return plannedSizes().map((size) => {
      const recipe = plan.best(size);
      return { size, rank: recipe.rank, recipe: describeRecipe(recipe), from: leaves(recipe) };
    });
  },

  *build({ algorithms, arithmetic, size }) {
    yield { done: null, words: 'Planning' };
    const plan = new Plan(algorithms, arithmetic);
    yield { done: null, words: 'Building and verifying' };
    return plan.build(size);
  },

  *reduce({ algorithm, seed, rounds }, isStopped) {
    let best = naiveProgram(algorithm);
    const before = countAdditions(best).total;
    for (const { round, program, additions } of reducing(algorithm, { seed, rounds })) {
      best = program;
      yield { done: round / rounds, words: `${additions.total} additions, ${before} from scratch` };
      if (isStopped()) break;
    }
    const verdict = checkByMultiplying(best, seeded(seed));
    if (!verdict.ok) throw new Error(`The reduced program is wrong: ${verdict.reason}.`);
    return { program: best, additions: countAdditions(best).total };
  },

  *vary({ algorithm, seed, rounds }, isStopped) {
    const work = searchingVariants(algorithm, { seed, rounds });
    for (;;) {
      const { done, value } = work.next();
      const { round, program, additions } = value;
      if (done !== true) {
        yield { done: round / rounds, words: `${additions.total} additions, the fewest until now` };
      }
      if (done !== true && !isStopped()) continue;
      const verdict = checkByMultiplying(program, seeded(seed));
      if (!verdict.ok) throw new Error(`The program found is wrong: ${verdict.reason}.`);
      return { algorithm: value.algorithm, program, additions: additions.total };
    }
  },

  *lift({ algorithm, seed }, isStopped) {
    const work = lifting(algorithm, { seed });
    for (;;) {
      const step = work.next();
      if (step.done === true) return { lift: step.value };
      const { attempt, attempts, bits } = step.value;
      yield {
        done: attempt / (attempts + 1),
        words: attempt === 0 ? 'Setting up the equations' : `Attempt ${attempt}, modulo 2^${bits}`,
      };
      if (isStopped()) return { lift: null };
    }
  },
};

/** n ≤ m ≤ p ≤ 12, none of them 1. */
function plannedSizes(): Size[] {
  const sizes: Size[] = [];
  for (let n = 2; n <= LONGEST_PLANNED_SIDE; n++) {
    for (let m = n; m <= LONGEST_PLANNED_SIDE; m++) {
      for (let p = m; p <= LONGEST_PLANNED_SIDE; p++) sizes.push([n, m, p]);
    }
  }
  return sizes;
}

/** The given algorithms of a recipe, each once. */
function leaves(recipe: Recipe): number[] {
  if (recipe.kind === 'naive') return [];
  if (recipe.kind === 'given') return [recipe.index];
  return [...new Set(recipe.parts.flatMap(leaves))];
}
