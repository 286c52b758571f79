import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { algorithmKey } from '../algorithm/canonical.ts';
import { verifyAlgorithm } from '../algorithm/verify.ts';
import { nodeWasmPaths } from '../network/node-backend.ts';
import { relativeError } from '../network/ops/testing.ts';
import { agentOf, writeAgent } from './agent-file.ts';
import { type Checkpoint, readCheckpoint } from './checkpoint.ts';
import type { RunConfig } from './config.ts';
import type { ProgressEvent, RunEvent } from './events.ts';
import { LocalReplica } from './local-replica.ts';
import type { Replica } from './replica.ts';
import { tinyRun } from './testing/tiny-run.ts';
import { Trainer } from './trainer.ts';

type BackendName = 'cpu' | 'wasm';

// The clock stands still: then nothing in a run may differ from its repetition, not even seconds,
// and no report is due but at the end of a round.
beforeEach(() => {
  vi.useFakeTimers({ toFake: ['performance'] });
});

let replicas: Replica[] = [];
afterEach(async () => {
  vi.useRealTimers();
  for (const replica of replicas) await replica.dispose();
  replicas = [];
});

async function hire(config: RunConfig, on: BackendName = 'wasm', count = 1): Promise<Replica[]> {
  const hired: Replica[] = [];
  for (let index = 0; index < count; index++) {
    hired.push(await LocalReplica.create(config, on, index, nodeWasmPaths()));
  }
  replicas.push(...hired);
  return hired;
}

// Generous, for two busy cores.
vi.setConfig({ testTimeout: 30_000 });

/** A run whose events are collected, and answered by `react`. */
class Run {
  readonly events: RunEvent[] = [];
  readonly trainer: Trainer;
  readonly #react: (event: RunEvent, run: Run) => void;

  constructor(
    config: RunConfig,
    hired: readonly Replica[],
    react: (event: RunEvent, run: Run) => void,
    checkpoint?: Uint8Array,
  ) {
    this.#react = react;
    this.trainer = new Trainer(config, hired, (event) => this.#heard(event), checkpoint);
  }

  get games(): number {
    return this.of('games').length;
  }

  of<K extends RunEvent['kind']>(kind: K): Extract<RunEvent, { kind: K }>[] {
    return this.events.filter(
      (event): event is Extract<RunEvent, { kind: K }> => event.kind === kind,
    );
  }

  get phases(): string[] {
    return this.of('phase').map(({ phase }) => phase);
  }

  #heard(event: RunEvent): void {
    this.events.push(event);
    this.#react(event, this);
  }
}

/** Ends a run in the round of its n-th acting phase. */
const stopAfterGames = (n: number) => (event: RunEvent, run: Run) => {
  if (event.kind === 'games' && run.games === n) run.trainer.stop();
};

async function wholeRun(config: RunConfig, on: BackendName, count: number, rounds = 4) {
  const hired = await hire(config, on, count);
  const run = new Run(config, hired, stopAfterGames(rounds));
  const outcome = await run.trainer.run();
  return { outcome, events: run.events, file: await run.trainer.checkpoint() };
}

/** Lets everything happen that does not wait for something from outside. */
async function settle(): Promise<void> {
  for (let i = 0; i < 20; i++) await new Promise((resolve) => setImmediate(resolve));
}

describe('a run', () => {
  test.each([
    { on: 'cpu', arithmetic: 'z2', count: 1 },
    { on: 'wasm', arithmetic: 'z2', count: 2 },
    { on: 'wasm', arithmetic: 'standard', count: 2 },
  ] as const)('repeats to the bit on $on in $arithmetic with $count replicas', async (given) => {
    const { on, arithmetic, count } = given;
    const config = tinyRun({ arithmetic });
    const rounds = on === 'cpu' ? 2 : 4;
    const once = await wholeRun(config, on, count, rounds);
    const again = await wholeRun(config, on, count, rounds);
    expect(once.outcome).toBe('stopped');
    expect(again.events.map(withoutMemory)).toEqual(once.events.map(withoutMemory));
    expect(comparable(again.file)).toEqual(comparable(once.file));
    const other = await wholeRun({ ...config, seed: 2 }, on, count, 1);
    expect(readCheckpoint(other.file).parameters).not.toEqual(readCheckpoint(once.file).parameters);
  });

  test('acts and learns in rounds: steps, games and experience add up', async () => {
    const config = tinyRun({ size: [2, 2, 2] });
    const { events, file } = await wholeRun(config, 'wasm', 2);
    const { counters, played } = readCheckpoint(file);
    // The first round only learns; the run was stopped in the fifth before it learnt.
    expect(counters.step).toBe(4 * config.learning.stepsPerRound);
    const games = events.filter((event) => event.kind === 'games');
    const ranks = games.flatMap((event) => event.ranks);
    const unsolved = games.reduce((sum, event) => sum + event.unsolved, 0);
    expect(counters.games).toBe(ranks.length + unsolved);
    expect(counters.solved).toBe(ranks.length);
    expect(counters.games).toBeGreaterThan(0);
    expect(played.size).toBe(config.experience.capacity);
    const phases = events.filter((event) => event.kind === 'phase').map(({ phase }) => phase);
    const round = ['acting', 'learning'];
    expect(phases).toEqual([
      ...['preparing', 'learning', ...round, ...round, ...round, ...round],
      'stopped',
    ]);
    const backend = events.find((event) => event.kind === 'backend');
    expect(backend).toMatchObject({ backend: 'wasm', replicas: 2 });
  });

  test('announces each algorithm once, verified, and ends at the target rank', async () => {
    const config = tinyRun({ targetRank: 2 });
    const run = new Run(config, await hire(config), stopAfterGames(200));
    expect(await run.trainer.run()).toBe('finished');
    expect(run.phases.at(-1)).toBe('finished');
    const found = run.of('discovery').map(({ algorithm }) => algorithm);
    expect(new Set(found.map(algorithmKey)).size).toBe(found.length);
    for (const algorithm of found) {
      expect(verifyAlgorithm(algorithm)).toEqual({ ok: true });
      expect(algorithm.provenance).toMatchObject({ solver: 'agent', seed: 1, preset: 'small' });
    }
    expect(Math.min(...found.map(({ rank }) => rank))).toBe(2);
    const last = run.of('progress').at(-1)!;
    expect(last.bestRank).toBe(2);
    const { algorithms } = readCheckpoint(await run.trainer.checkpoint());
    expect(algorithms).toEqual(found);
  });

  test('takes its first steps alike on cpu and wasm, to rounding', async () => {
    const learning = { stepsPerRound: 1, stepsBeforeActing: 100 };
    const config = tinyRun({ size: [2, 2, 2], arithmetic: 'standard', learning });
    const reports: ProgressEvent[][] = [];
    for (const on of ['cpu', 'wasm'] as const) {
      const run = new Run(config, await hire(config, on), (event, { trainer }) => {
        if (event.kind === 'progress' && event.step === 6) trainer.stop();
      });
      await run.trainer.run();
      reports.push(run.of('progress'));
    }
    const numbers = reports.map((events) =>
      Float32Array.from(
        events.flatMap((event) => [event.policyLoss, event.valueLoss, event.gradientNorm]),
      ),
    );
    expect(numbers[0]!.length).toBe(18);
    expect(relativeError(numbers[1]!, numbers[0]!)).toBeLessThan(1e-4);
  });

  test('needs a replica', async () => {
    const run = new Run(tinyRun(), [], () => {});
    await expect(run.trainer.run()).rejects.toThrow('A run needs at least one replica');
  });
});

describe('a run of several targets', () => {
  const others = [
    [1, 2, 1],
    [2, 1, 1],
  ] as const;

  test('plays each of them and ends when all are reached', async () => {
    const config = tinyRun({
      others,
      targetRank: 2,
      network: { history: 2 },
      acting: { swaps: 1 },
    });
    const run = new Run(config, await hire(config), stopAfterGames(600));
    expect(await run.trainer.run()).toBe('finished');
    const found = new Map<string, number>();
    for (const { algorithm } of run.of('discovery')) {
      expect(verifyAlgorithm(algorithm)).toEqual({ ok: true });
      const size = algorithm.size.join('x');
      found.set(size, Math.min(algorithm.rank, found.get(size) ?? 99));
    }
    expect([...found].sort()).toEqual([
      ['1x1x2', 2],
      ['1x2x1', 2],
      ['2x1x1', 2],
    ]);
    expect(run.of('progress').at(-1)!.bestRanks).toEqual([2, 2, 2]);
    for (const { target, size } of run.of('games')) {
      expect(size).toEqual(config.targets[target]!.size);
    }
    for (const { boards } of run.of('boards')) {
      expect(boards.length).toBe(4);
      for (const { size, residual, rankBound, movesLeft, movesPlayed } of boards) {
        const [n, m, p] = size;
        expect(residual.length).toBe(n * m * m * p * n * p);
        expect(rankBound).toBeGreaterThan(0);
        expect(movesLeft).toBeGreaterThan(0);
        expect(movesPlayed).toBeGreaterThanOrEqual(0);
      }
    }
    const { best, log } = readCheckpoint(await run.trainer.checkpoint());
    for (const [target, { targets, size }] of best.entries()) {
      expect(size).toBeGreaterThan(0);
      expect([...targets.subarray(0, size)].every((each) => each === target)).toBe(true);
    }
    expect(log!.milestones.map(({ target }) => target).sort()).toEqual(
      expect.arrayContaining(['1x1x2', '1x2x1', '2x1x1']),
    );
  });
});

test('quantiles are compared with outcomes, and the policy’s entropy is that of its samples', async () => {
  const config = tinyRun({ size: [2, 2, 2] });
  const { events } = await wholeRun(config, 'wasm', 2);
  const reports = events.filter((event) => event.kind === 'progress').slice(1);
  expect(reports.some(({ calibration }) => calibration !== null)).toBe(true);
  for (const { calibration, policyEntropy } of reports) {
    // At most the logarithm of the number of tokens: three tokens of 16.
    expect(policyEntropy).toBeGreaterThan(0);
    expect(policyEntropy).toBeLessThan(3 * Math.log(16) + 0.5);
    if (calibration === null) continue;
    expect(calibration.positions).toBeLessThanOrEqual(8);
    expect(calibration.below.length).toBe(4);
    for (const share of calibration.below) {
      expect(share).toBeGreaterThanOrEqual(0);
      expect(share).toBeLessThanOrEqual(1);
    }
  }
});

test('without demonstrations nothing is learnt before the first game has ended', async () => {
  const config = tinyRun({
    learning: { stepsBeforeActing: 0, wavesPerRound: 1, policyFromUnsolved: true },
    experience: { playedShare: 0.8, bestShare: 0.2 },
  });
  const run = new Run(config, await hire(config), ({ kind }, { games, trainer }) => {
    if (kind === 'games' && games === 60) trainer.stop();
  });
  await run.trainer.run();
  const first = run.of('games').findIndex(({ ranks, unsolved }) => ranks.length + unsolved > 0);
  expect(first).toBeGreaterThan(0);
  const steps = run.of('games').map(({ step }) => step);
  expect(steps.slice(0, first + 1).every((step) => step === 0)).toBe(true);
  expect(steps.at(-1)).toBeGreaterThan(0);
});

test('a batch in parts teaches what it teaches at once, to rounding', async () => {
  const learning = { stepsPerRound: 2, stepsBeforeActing: 100, batch: 10 };
  const gradients: ProgressEvent[] = [];
  for (const microBatch of [0, 4]) {
    const config = tinyRun({ size: [2, 2, 2], learning: { ...learning, microBatch } });
    const run = new Run(config, await hire(config), ({ kind }, { trainer }) => {
      if (kind === 'progress') trainer.stop();
    });
    await run.trainer.run();
    gradients.push(run.of('progress')[0]!);
  }
  const [whole, parts] = gradients;
  expect(parts!.policyLoss).toBeCloseTo(whole!.policyLoss, 4);
  expect(parts!.valueLoss).toBeCloseTo(whole!.valueLoss, 4);
  expect(parts!.gradientNorm).toBeCloseTo(whole!.gradientNorm, 3);
});

test('a run begins with the network of an agent, and of no other network', async () => {
  const config = tinyRun();
  const { file } = await wholeRun(config, 'wasm', 1, 2);
  const agent = agentOf(readCheckpoint(file));
  const begun = new Trainer(config, [], () => {}, writeAgent(agent, 'float32'));
  const { parameters, counters } = readCheckpoint(await begun.checkpoint());
  expect(parameters).toEqual(agent.parameters);
  expect(counters).toMatchObject({ epoch: 0, step: 0, games: 0 });
  const other = tinyRun({ arithmetic: 'standard' });
  const file16 = writeAgent(agent, 'float16');
  expect(() => new Trainer(other, [], () => {}, file16)).toThrow('belongs to a run with another');
});

describe('pausing', () => {
  test('changes nothing but the time', async () => {
    const config = tinyRun();
    const straight = await wholeRun(config, 'wasm', 1);
    const stop = stopAfterGames(4);
    let pausing: Promise<void> | null = null;
    const run = new Run(config, await hire(config), (event, self) => {
      stop(event, self);
      if (event.kind === 'games' && self.games === 2) pausing = self.trainer.pause();
    });
    const running = run.trainer.run();
    while (pausing === null) await settle();
    await pausing;
    const heard = run.events.length;
    expect(run.phases.at(-1)).toBe('paused');
    const file = await run.trainer.checkpoint();
    await settle();
    expect(run.events.length).toBe(heard);
    expect(await run.trainer.checkpoint()).toEqual(file);
    run.trainer.resume();
    expect(await running).toBe('stopped');
    const others = run.events.filter((event) => event.kind !== 'phase' || event.phase !== 'paused');
    expect(others.map(withoutMemory)).toEqual(straight.events.map(withoutMemory));
    expect(comparable(await run.trainer.checkpoint())).toEqual(comparable(straight.file));
  });

  test('leaves its time out of the seconds, and nothing else', async () => {
    const config = tinyRun({ learning: { stepsBeforeActing: 0 } });
    const run = new Run(config, await hire(config), (event, { games, trainer }) => {
      if (event.kind !== 'games') return;
      // Each phase of acting takes a second of the clock.
      vi.advanceTimersByTime(1000);
      if (games === 3) {
        // Changed one's mind while the round is under way: the clock runs on.
        trainer.pause();
        vi.advanceTimersByTime(500);
        trainer.resume();
      }
      if (games === 5) trainer.stop();
    });
    const running = run.trainer.run();
    await run.trainer.pause();
    vi.advanceTimersByTime(60_000);
    run.trainer.resume();
    await running;
    expect(run.games).toBe(5);
    expect(run.of('games').map(({ seconds }) => seconds)).toEqual([0, 1, 2, 3.5, 4.5]);
    expect(readCheckpoint(await run.trainer.checkpoint()).counters.seconds).toBe(5.5);
  });

  test('ends when the run is stopped', async () => {
    const config = tinyRun();
    const run = new Run(config, await hire(config), () => {});
    const running = run.trainer.run();
    await run.trainer.pause();
    run.trainer.stop();
    expect(await running).toBe('stopped');
    expect(run.phases.slice(-2)).toEqual(['paused', 'stopped']);
    await run.trainer.pause();
    expect(run.phases.at(-1)).toBe('stopped');
  });
});

describe('stopping', () => {
  test.each(['preparing', 'acting', 'learning', 'games'])('works in %s', async (when) => {
    const config = tinyRun();
    const run = new Run(config, await hire(config), (event, { trainer }) => {
      if (event.kind === 'phase' ? event.phase === when : event.kind === when) trainer.stop();
    });
    expect(await run.trainer.run()).toBe('stopped');
    expect(run.phases.at(-1)).toBe('stopped');
  });
});

describe('a checkpoint', () => {
  test('holds all of a run: it goes on with the same network, experience and finds', async () => {
    const config = tinyRun();
    const first = await wholeRun(config, 'wasm', 1);
    const saved = readCheckpoint(first.file);
    expect(saved.algorithms.length).toBeGreaterThan(0);

    const files: Uint8Array[] = [];
    for (let time = 0; time < 2; time++) {
      const hired = await hire(config);
      const run = new Run(config, hired, stopAfterGames(3), first.file);
      const before = readCheckpoint(await run.trainer.checkpoint());
      expect(before).toEqual({ ...saved, counters: { ...saved.counters, epoch: 1 } });
      await run.trainer.run();
      const known = new Set(saved.algorithms.map(algorithmKey));
      for (const { algorithm } of run.of('discovery')) {
        expect(known.has(algorithmKey(algorithm))).toBe(false);
      }
      for (const { step, games } of run.of('progress')) {
        expect(step).toBeGreaterThan(saved.counters.step);
        expect(games).toBeGreaterThan(saved.counters.games);
      }
      expect(run.of('progress')[0]!.bestRank).toBeLessThanOrEqual(
        Math.min(...saved.algorithms.map(({ rank }) => rank)),
      );
      files.push(await run.trainer.checkpoint());
    }
    expect(comparable(files[1]!)).toEqual(comparable(files[0]!));
  });

  test('of another game, network or capacity is refused in one sentence', async () => {
    const config = tinyRun();
    const { file } = await wholeRun(config, 'wasm', 1, 1);
    const others: RunConfig[] = [
      // The same side, and so the same number of parameters.
      tinyRun({ size: [1, 2, 1] }),
      tinyRun({ size: [2, 1, 1] }),
      tinyRun({ arithmetic: 'standard' }),
      { ...config, network: { ...config.network, width: 16 } },
      { ...config, network: { ...config.network, heads: 1 } },
      tinyRun({ experience: { capacity: 41 } }),
      tinyRun({ learning: { labels: 3 } }),
    ];
    for (const other of others) {
      expect(() => new Trainer(other, [], () => {}, file)).toThrow(/^(This|The) [^.]+\.$/);
    }
    expect(() => new Trainer(config, [], () => {}, file.slice(0, -4))).toThrow('is damaged');
    const tuned = tinyRun({ learning: { learningRate: 1e-4 } });
    expect(() => new Trainer(tuned, [], () => {}, file)).not.toThrow();
  });
});

describe('a replica that fails', () => {
  test.each(['begin', 'backend', 'gradient', 'act', 'tensorBytes'] as const)(
    'in %s ends the run with its error, and nobody waits for ever',
    async (method) => {
      const config = tinyRun();
      const [replica] = await hire(config);
      const failing = new Proxy(replica!, {
        get(target, name) {
          if (name === method) return () => Promise.reject(new Error('The device was lost'));
          const value: unknown = Reflect.get(target, name);
          return typeof value === 'function' ? value.bind(target) : value;
        },
      });
      const run = new Run(config, [failing], () => {});
      const running = run.trainer.run();
      const waiting = Promise.all([run.trainer.checkpoint(), run.trainer.pause()]);
      if (method === 'act') {
        // The first round does not act, and so ends well, in the pause.
        await waiting;
        run.trainer.resume();
      }
      await expect(running).rejects.toThrow('The device was lost');
      await waiting;
      expect(run.phases.at(-1)).not.toMatch(/paused|stopped|finished/);
    },
  );
});

/** A checkpoint but for the memory that its log tells of. */
function comparable(file: Uint8Array): Checkpoint {
  const checkpoint = readCheckpoint(file);
  const log = checkpoint.log!;
  return {
    ...checkpoint,
    log: { ...log, rows: log.rows.map((row) => ({ ...row, memoryBytes: 0 })) },
  };
}

/** Tensors of TensorFlow.js are counted over all replicas of this process, whichever run they serve. */
function withoutMemory(event: RunEvent): RunEvent {
  return event.kind === 'progress' ? { ...event, memoryBytes: 0 } : event;
}
