/**
 * What can be done with algorithms of the library that takes a while: downloads, reduction of
 * additions, lifting. What comes of it is kept in the library. No method rejects.
 */
import { createStore, type StoreApi } from 'zustand/vanilla';
import type { FormatId } from '../../algorithm/formats/formats.ts';
import type { Arithmetic } from '../../tensor/arithmetic.ts';
import type { Size } from '../../tensor/size.ts';
import { sentence } from '../sentences.ts';
import type { LibraryContent, LibraryEntry } from './entry.ts';
import type { ReadFile } from './import-files.ts';
import type {
  Exported,
  FileOfBytes,
  JobKind,
  JobProgress,
  JobRunner,
  LongFacts,
  PlannedSize,
} from './jobs.ts';
import type { Kept, Library } from './library.ts';
import { shownSize, titleOf } from './names.ts';
import { algorithmsOf, recordsOf, sourcesOf, withProvenance } from './sources.ts';

/** A job that is under way. */
export interface Running {
  readonly id: string;
  readonly kind: JobKind;
  /** The entry that it is about; null when about several, or a file. */
  readonly key: string | null;
  /** 'Reducing the additions of 2×2×2, rank 7' */
  readonly title: string;
  readonly startedAt: number;
  readonly progress: JobProgress;
}

export interface WorkshopView {
  readonly running: readonly Running[];
  /** What the last job came to, a sentence; null once it is dismissed. */
  readonly outcome: Outcome | null;
}

export interface Outcome {
  readonly text: string;
  readonly failed: boolean;
  /** The entry that came out; null when none did. */
  readonly key: string | null;
}

/** Rounds of a reduction: enough for a scheme of 5×5×5, and stopped by whoever has seen enough. */
const ROUNDS = 400;
const VARY_ROUNDS = 1000;

export class Workshop {
  readonly view: StoreApi<WorkshopView> = createStore<WorkshopView>(() => ({
    running: [],
    outcome: null,
  }));
  readonly #library: Library;
  readonly #jobs: JobRunner;
  readonly #now: () => number;
  #ids = 0;

  constructor(library: Library, jobs: JobRunner, now: () => number) {
    this.#library = library;
    this.#jobs = jobs;
    this.#now = now;
  }

  /** Reads a file in the worker; rejects with a sentence. */
  readonly read: ReadFile = (bytes, fileName) =>
    this.#during('read', null, `Reading ${fileName}`, (id, report) =>
      this.#jobs.read(id, { bytes, fileName }, report),
    );

  /** One file with the algorithms in each of the formats; null, with an outcome, when it failed. */
  async export(keys: readonly string[], formats: readonly FormatId[]): Promise<FileOfBytes | null> {
    try {
      return await this.#during('export', null, 'Preparing the download', async (id, report) => {
        const records = await recordsOf(this.#library, keys);
        const exported = records.map(
          ({ entry, content }): Exported => ({
            algorithm: withProvenance(content.algorithm, entry),
            program: content.program ?? null,
          }),
        );
        return this.#jobs.export(id, { exported, formats }, report);
      });
    } catch (error) {
      this.#say(sentence(error), true);
      return null;
    }
  }

  /** What there is to say about an algorithm; rejects with a sentence. */
  facts(content: LibraryContent): Promise<LongFacts> {
    const given = { algorithm: content.algorithm, program: content.program ?? null };
    return this.#jobs.facts(`facts ${++this.#ids}`, given, () => {});
  }

  /**
   * The best rank that can be reached for each size up to 12 from what the library holds, and
   * perhaps from what is published; rejects with a sentence. `from` are places in `sources`.
   */
  async plan(
    arithmetic: Arithmetic,
    withPublished: boolean,
  ): Promise<{ readonly sizes: readonly PlannedSize[]; readonly sources: readonly string[] }> {
    const sources = sourcesOf(this.#library, arithmetic, withPublished);
    const sizes = await this.#during('plan', null, 'Planning every size', async (id, report) => {
      const algorithms = await algorithmsOf(this.#library, sources);
      return this.#jobs.plan(id, { algorithms, arithmetic }, report);
    });
    return { sizes, sources };
  }

  /** Builds what was planned for a size from those sources, verifies and keeps it. */
  async build(
    size: Size,
    arithmetic: Arithmetic,
    sources: readonly string[],
    { recipe, from }: PlannedSize,
  ): Promise<void> {
    const shown = shownSize(size);
    await this.#try(async () => {
      const algorithm = await this.#during(
        'build',
        null,
        `Building ${shown}`,
        async (id, report) => {
          const algorithms = await algorithmsOf(this.#library, sources);
          return this.#jobs.build(id, { algorithms, arithmetic, size }, report);
        },
      );
      const { provenance: _, ...bare } = algorithm;
      const kept = await this.#library.keep(bare, {
        kind: 'derived',
        how: 'composed',
        from: from.flatMap((place) => sources[place] ?? []),
        words: `composed as ${recipe}`.slice(0, 2000),
      });
      this.tell(`${shown}, rank ${algorithm.rank}`, kept);
    });
  }

  /** Says what became of an algorithm that was made here. */
  tell(title: string, kept: Kept): void {
    if ('reason' in kept) this.#say(`${title} was not kept: ${kept.reason}`, true);
    else if (kept.status === 'known')
      this.#say(`${title} was here already.`, false, kept.entry.key);
    else this.#say(`${title} is verified and kept.`, false, kept.entry.key);
  }

  /** Looks for a program with fewer additions and keeps it with the algorithm. */
  async reduce(entry: LibraryEntry): Promise<void> {
    const { key, additions } = entry;
    const title = titleOf(entry);
    await this.#try(async () => {
      const seed = (this.#now() % 1_000_000) + 1;
      const result = await this.#during(
        'reduce',
        key,
        `Reducing the additions of ${title}`,
        async (id, report) => {
          const algorithm = await this.#library.algorithm(key);
          return this.#jobs.reduce(id, { algorithm, seed, rounds: ROUNDS }, report);
        },
      );
      const before = this.#library.view.getState().entries.get(key)?.reduced ?? null;
      if (before !== null && before <= result.additions) {
        this.#say(`${title}: ${before} additions, as before; this search found no fewer.`);
      } else if (await this.#library.setProgram(key, result.program)) {
        this.#say(
          `${title}: ${result.additions} additions instead of ${before ?? additions}, verified as a program.`,
        );
      }
    });
  }

  /** Looks for another algorithm of the same rank with fewer additions, and keeps it beside this one. */
  async vary(entry: LibraryEntry): Promise<void> {
    const { key, additions, reduced } = entry;
    const title = titleOf(entry);
    await this.#try(async () => {
      const seed = (this.#now() % 1_000_000) + 1;
      const found = await this.#during(
        'vary',
        key,
        `Looking for relatives of ${title}`,
        async (id, report) => {
          const algorithm = await this.#library.algorithm(key);
          return this.#jobs.vary(id, { algorithm, seed, rounds: VARY_ROUNDS }, report);
        },
      );
      if (found.additions >= (reduced ?? additions)) {
        this.#say(
          `${title}: no relative with fewer than ${reduced ?? additions} additions was found.`,
        );
        return;
      }
      const { provenance: _, ...bare } = found.algorithm;
      const kept = await this.#library.keep(bare, {
        kind: 'derived',
        how: 'varied',
        from: [key],
        words: `a relative of ${title}, by flips and changes of basis`,
      });
      if ('entry' in kept) await this.#library.setProgram(kept.entry.key, found.program);
      this.tell(`A relative of ${title} with ${found.additions} additions`, kept);
    });
  }

  /** Lifts an algorithm modulo 2 to the integers or fractions, and keeps what comes out. */
  async lift(entry: LibraryEntry): Promise<void> {
    const { key } = entry;
    const title = titleOf(entry);
    await this.#try(async () => {
      const { lift } = await this.#during('lift', key, `Lifting ${title}`, async (id, report) => {
        const algorithm = await this.#library.algorithm(key);
        return this.#jobs.lift(id, { algorithm, seed: 1 }, report);
      });
      if (lift === null) return;
      if (lift.kind === 'failed') {
        this.#say(`${title} was not lifted: ${lift.reason}.`, true);
        return;
      }
      const words = `lifted from ${title}, modulo 2`;
      const kept = await this.#library.keep(lift.algorithm, {
        kind: 'derived',
        how: 'lifted',
        from: [key],
        words,
      });
      if ('reason' in kept) this.#say(`${title} was lifted, but not kept: ${kept.reason}`, true);
      else if (kept.status === 'known') {
        this.#say(`${title}: what it lifts to is here already.`, false, kept.entry.key);
      } else if (lift.kind === 'rational') {
        this.#say(`${title}: ${lift.reason}. It is kept.`, false, kept.entry.key);
      } else {
        const text = `${title} holds over the integers too: what it was lifted to is kept.`;
        this.#say(text, false, kept.entry.key);
      }
    });
  }

  stop(id: string): void {
    this.#jobs.stop(id);
  }

  dismissOutcome(): void {
    this.view.setState({ outcome: null });
  }

  async #during<R>(
    kind: JobKind,
    key: string | null,
    title: string,
    action: (id: string, report: (progress: JobProgress) => void) => Promise<R>,
  ): Promise<R> {
    const id = `job ${++this.#ids}`;
    const progress: JobProgress = { done: null, words: '' };
    const job: Running = { id, kind, key, title, startedAt: this.#now(), progress };
    const change = (next: (running: readonly Running[]) => Running[]) =>
      this.view.setState(({ running }) => ({ running: next(running) }));
    change((running) => [...running, job]);
    try {
      return await action(id, (progress) =>
        change((running) => running.map((one) => (one.id === id ? { ...one, progress } : one))),
      );
    } finally {
      change((running) => running.filter((one) => one.id !== id));
    }
  }

  async #try(action: () => Promise<void>): Promise<void> {
    try {
      await action();
    } catch (error) {
      this.#say(sentence(error), true);
    }
  }

  #say(text: string, failed = false, key: string | null = null): void {
    this.view.setState({ outcome: { text, failed, key } });
  }
}
