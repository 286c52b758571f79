import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { toTerms } from '../../algorithm/algorithm.ts';
import { naiveAlgorithm } from '../../algorithm/examples.ts';
import { verifyTerms } from '../../algorithm/verify-terms.ts';
import { provideTestGpu, skipWithoutWebGpu } from '../../replay/testing.ts';
import { bilinearTarget } from '../../tensor/bilinear.ts';
import type { Size } from '../../tensor/size.ts';
import { generatorOf } from '../generator.ts';
import { schemeOf } from '../scheme.ts';
import { productSearch, type Round } from '../search.ts';
import { Walk } from '../walk.ts';
import type { WalkState } from '../walker.ts';
import { fitsGpu, GpuSearch } from './gpu-search.ts';
import { GpuWalks } from './gpu-walks.ts';

/** Modulo 2 signs mean nothing, and the GPU has none. */
function withoutSigns({ scheme, best, ...rest }: WalkState) {
  const of = ({ rank, words }: WalkState['scheme']) => ({ rank, words: Array.from(words) });
  return { ...rest, scheme: of(scheme), best: of(best) };
}

/** Walkers from the naive scheme, every third with other options, one of them nearly stuck. */
function walks(size: Size, walkers: number, capacity: number) {
  const start = schemeOf(toTerms(naiveAlgorithm(size, 'z2')), 'z2');
  return Array.from({ length: walkers }, (_, walker) => {
    const options = { plusAfter: walker % 3 === 0 ? 25 : 300, margin: 1 + (walker % 2) };
    const walk = new Walk(start, 'z2', capacity, generatorOf(5, walker), options);
    return { walk, options };
  });
}

describe.skipIf(skipWithoutWebGpu())('walks on a GPU', () => {
  let device: GPUDevice;

  beforeAll(async () => {
    await provideTestGpu();
    const adapter = await globalThis.navigator.gpu.requestAdapter();
    if (adapter === null) throw new Error('No adapter answers');
    device = await adapter.requestDevice({ requiredFeatures: ['subgroups'] });
  });

  afterAll(() => device?.destroy());

  it.each([
    // Two factors in a word, and one; terms in the first 32 and beyond; a subgroup each.
    { kernel: 'thread', size: [2, 2, 2], entries: 16, capacity: 10, flips: 500 },
    { kernel: 'thread', size: [3, 3, 4], entries: 16, capacity: 40, flips: 4000 },
    { kernel: 'thread', size: [2, 2, 2], entries: 25, capacity: 8, flips: 500 },
    { kernel: 'subgroup', size: [2, 2, 2], entries: 25, capacity: 8, flips: 500 },
  ] as const)(
    'are those of the CPU to the bit ($kernel, $entries entries, $size)',
    { timeout: 120_000 },
    async ({ kernel, size, entries, capacity, flips }) => {
      const walkers = 24;
      const cpu = walks(size, walkers, capacity);
      const gpu = await GpuWalks.create(device, { walkers, capacity, entries, kernel });
      expect(gpu.kernel).toBe(kernel);
      gpu.load(cpu.map(({ walk, options }, walker) => ({ walker, state: walk.state(), options })));
      const all = cpu.map((_, walker) => walker);
      // Cut into dispatches in two ways.
      await gpu.run(300, 0, 170);
      await gpu.run(flips, 0, 100_000);
      for (const { walk } of cpu) walk.run(flips);
      const states = await gpu.states(all);
      for (const walker of all) {
        expect(withoutSigns(states[walker]!), `walker ${walker}`).toEqual(
          withoutSigns(cpu[walker]!.walk.state()),
        );
      }
      const naive = size[0] * size[1] * size[2];
      expect(cpu.some(({ walk }) => walk.best.rank < naive)).toBe(true);

      // One goes on from another's place, and stops at the target.
      gpu.load([{ walker: 3, state: cpu[0]!.walk.state(), options: cpu[0]!.options }]);
      await gpu.run(flips + 100, cpu[0]!.walk.rank);
      const [moved] = await gpu.states([3]);
      expect(withoutSigns(moved!)).toEqual(withoutSigns(cpu[0]!.walk.state()));
      gpu.dispose();
    },
  );

  it('say what does not fit before anything is allocated', async () => {
    const options = { walkers: 1, capacity: 20, entries: 9 };
    await expect(GpuWalks.create(device, { ...options, capacity: 129 })).rejects.toThrow(
      RangeError,
    );
    await expect(GpuWalks.create(device, { ...options, entries: 33 })).rejects.toThrow(RangeError);
    await expect(GpuWalks.create(device, { ...options, walkers: 2 ** 24 })).rejects.toThrow(
      /more than this GPU/,
    );
  });

  it('find 2×2×2 of rank 7, twice the same', { timeout: 120_000 }, async () => {
    const config = productSearch([2, 2, 2], {
      arithmetic: 'z2',
      strategy: 'plain',
      seed: 3,
      walkers: 16,
      targetRank: 7,
    });
    const run = async () => {
      const search = await GpuSearch.create(device, config);
      for (let n = 0; n < 40 && !search.isFinished; n++) await search.round([], 400);
      const terms = search.terms(search.best);
      search.dispose();
      return terms;
    };
    const terms = await run();
    const target = bilinearTarget({ kind: 'matmul', size: [2, 2, 2] });
    expect(verifyTerms(target.tensor, terms, 'z2', target.modes)).toEqual({ ok: true });
    expect(terms).toHaveLength(7);
    expect(await run()).toEqual(terms);
  });

  it('take up new beginnings in the same rounds, however long the GPU takes', {
    timeout: 120_000,
  }, async () => {
    const config = productSearch([2, 2, 3], {
      arithmetic: 'z2',
      strategy: 'grown',
      seed: 1,
      walkers: 4,
      targetRank: 1,
    });
    const run = async (delay: number) => {
      const search = await GpuSearch.create(device, config);
      const rounds: Round[] = [];
      for (let n = 0; n < 8; n++) {
        const round = search.round([], 20_000);
        await new Promise((resolve) => setTimeout(resolve, delay));
        rounds.push(await round);
      }
      const state = search.state();
      search.dispose();
      return { rounds, state };
    };
    const { rounds, state } = await run(0);
    // 2×2×2 was prepared on the way.
    expect([...state.smaller.keys()]).toEqual(['2x2x2']);
    expect(rounds.at(-1)!.bestRank).toBe(11);
    expect(await run(100)).toEqual({ rounds, state });
  });
});

describe('searches for a GPU', () => {
  it('are modulo 2, up to 5×5×5', () => {
    const config = (size: Size, arithmetic: 'z2' | 'standard') =>
      productSearch(size, { arithmetic, strategy: 'all', seed: 1, walkers: 1, targetRank: 0 });
    expect(fitsGpu(config([4, 4, 4], 'z2'))).toBe(true);
    expect(fitsGpu(config([5, 5, 5], 'z2'))).toBe(true);
    expect(fitsGpu(config([4, 4, 4], 'standard'))).toBe(false);
    expect(fitsGpu(config([6, 6, 2], 'z2'))).toBe(false);
  });
});
