/** `npm run discover`: trains headless and writes the best verified algorithm. */
import { readFileSync } from 'node:fs';
import { type Gpu, openGpu } from '../latency/gpu.ts';
import { startBenchmark } from '../latency/run-benchmark.ts';
import { provideWebGpu } from '../network/node-backend.ts';
import type { RunConfig } from '../training/config.ts';
import type { RunEvent } from '../training/events.ts';
import { presetOf } from '../training/presets.ts';
import { Trainer } from '../training/trainer.ts';
import { type DiscoverArguments, parseDiscover, USAGE } from './arguments.ts';
import { discoverFlips, type FlipsArguments } from './flips/discover-flips.ts';
import { keepRun } from './keep-run.ts';
import { FILE_OPTIONS, Output, type Streams } from './output.ts';
import { override } from './override.ts';
import { Progress } from './progress.ts';
import { hostReplicas } from './replicas.ts';
import { listSettings } from './settings-list.ts';

const EXIT = { reached: 0, timeUp: 1, bad: 2 } as const;

/** A round that outlasts the time by this much is broken off. */
const GRACE_MS = 20_000;

export interface Surroundings extends Streams {
  /** Asks the run to stop before its time. */
  readonly stopping: AbortSignal;
}

/** Runs the command; gives its exit status. Everything that goes wrong is said in one sentence. */
export async function main(argv: readonly string[], around: Surroundings): Promise<number> {
  let prepared: Prepared;
  try {
    const given = parseDiscover(argv);
    if (given === 'help' || given === 'settings') {
      around.out(given === 'help' ? `${USAGE}\n` : listSettings());
      return EXIT.reached;
    }
    if ('strategy' in given) return await flips(given, around);
    const checkpoint = given.resume === null ? null : readFile(given.resume);
    prepared = {
      ...{ given, argv, checkpoint, config: configOf(given) },
      output: new Output(given, around),
    };
  } catch (error) {
    around.say(`discover: ${sentence(error)} (--help lists the options)`);
    return EXIT.bad;
  }
  try {
    return await discover(prepared, around);
  } catch (error) {
    around.say(`discover: ${sentence(error)}`);
    return EXIT.bad;
  }
}

async function flips(given: FlipsArguments, around: Surroundings): Promise<number> {
  const output = new Output({ ...given, csv: null, json: null, save: null, agent: null }, around);
  try {
    return (await discoverFlips(given, output, around)) ? EXIT.reached : EXIT.timeUp;
  } catch (error) {
    around.say(`discover: ${sentence(error)}`);
    return EXIT.bad;
  }
}

/** All that could be wrong with the arguments has been looked at. */
interface Prepared {
  readonly given: DiscoverArguments;
  readonly argv: readonly string[];
  readonly config: RunConfig;
  readonly output: Output;
  readonly checkpoint: Uint8Array | null;
}

function configOf(given: DiscoverArguments): RunConfig {
  const base = presetOf(given.preset, given.sizes, given.arithmetic);
  const targets = base.targets.map((target, at) => ({
    ...target,
    targetRank: given.targetRanks?.[at] ?? target.targetRank,
  }));
  return override({ ...base, seed: given.seed, targets }, given.set);
}

/** Where things are written has no part in what they are. */
const FILES = FILE_OPTIONS.map((name) => `--${name}`);

/** The command as one would type it to have the same run, without the files that it writes. */
export function commandOf(argv: readonly string[]): string {
  const told = argv.filter(
    (argument, at) =>
      !FILES.includes(argument.split('=')[0]!) && !FILES.includes(argv[at - 1] ?? ''),
  );
  return ['npm run discover --', ...told].join(' ');
}

/** @throws Error with one sentence when it cannot be read */
function readFile(path: string): Uint8Array {
  try {
    return new Uint8Array(readFileSync(path));
  } catch {
    throw new Error(`--resume ${path}: there is no such file that can be read`);
  }
}

async function discover(
  { given, argv, config, output, checkpoint }: Prepared,
  { say, stopping }: Surroundings,
): Promise<number> {
  const hosted = await hostReplicas(config, given.backend, given.replicas);
  const progress = new Progress(config, say);
  const onEvent = (event: RunEvent) => {
    output.log(event);
    progress.show(event);
    if (event.kind === 'discovery') output.keep(event.algorithm);
  };
  const { benchmarkWeight, benchmarkSide } = config.acting;
  const reward = benchmarkWeight === 0 ? null : startBenchmark(gpuHere, benchmarkSide, onEvent);
  const ask = reward === null ? undefined : reward.ask.bind(reward);
  const trainer = new Trainer(config, hosted.replicas, onEvent, checkpoint ?? undefined, ask);
  const clock = stopWhen(trainer, given.minutes, stopping);
  try {
    const outcome = await Promise.race([trainer.run(), hosted.failure, clock.overtime]);
    progress.finish(outcome);
    await keepRun(trainer, config, given, commandOf(argv), say);
    return outcome === 'finished' ? EXIT.reached : EXIT.timeUp;
  } finally {
    clock.clear();
    reward?.close();
    output.finish();
    await hosted.close();
  }
}

/** The GPU that algorithms are timed on, through Dawn. */
async function gpuHere(): Promise<Gpu> {
  await provideWebGpu('webgpu');
  return openGpu(navigator.gpu);
}

/** Stops the trainer after its minutes or when asked; `overtime` resolves if it does not heed that. */
function stopWhen(trainer: Trainer, minutes: number, stopping: AbortSignal) {
  const timers: NodeJS.Timeout[] = [];
  const overtime = new Promise<'stopped'>((resolve) => {
    const stop = () => {
      trainer.stop();
      timers.push(setTimeout(() => resolve('stopped'), GRACE_MS));
    };
    timers.push(setTimeout(stop, minutes * 60_000));
    if (stopping.aborted) stop();
    else stopping.addEventListener('abort', stop, { once: true });
  });
  return { overtime, clear: () => timers.forEach(clearTimeout) };
}

function sentence(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}
