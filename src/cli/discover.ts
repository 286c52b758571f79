/** `npm run discover`: trains headless and writes the best verified algorithm. */
import { appendFileSync, writeFileSync } from 'node:fs';
import { availableParallelism } from 'node:os';
import type { Algorithm } from '../algorithm/algorithm.ts';
import { stringifyAlgorithm } from '../algorithm/file.ts';
import type { RunConfig } from '../training/config.ts';
import type { RunEvent } from '../training/events.ts';
import { preset } from '../training/presets.ts';
import { Trainer } from '../training/trainer.ts';
import { type DiscoverArguments, parseDiscover, USAGE } from './arguments.ts';
import { override } from './override.ts';
import { Progress } from './progress.ts';
import { hostReplicas } from './replicas.ts';

const EXIT = { reached: 0, timeUp: 1, bad: 2 } as const;

async function main(argv: readonly string[]): Promise<number> {
  let given: DiscoverArguments;
  let config: RunConfig;
  try {
    given = parseDiscover(argv);
    if (given.help) {
      console.log(USAGE);
      return EXIT.reached;
    }
    config = configOf(given);
  } catch (error) {
    console.error(`discover: ${sentence(error)}\n\n${USAGE}`);
    return EXIT.bad;
  }
  try {
    return await discover(given, config);
  } catch (error) {
    console.error(`discover: ${sentence(error)}`);
    return EXIT.bad;
  }
}

function configOf(given: DiscoverArguments): RunConfig {
  const base = preset(given.preset, given.size, given.arithmetic);
  const targetRank = given.targetRank ?? base.targetRank;
  return override({ ...base, seed: given.seed, targetRank }, given.set);
}

async function discover(given: DiscoverArguments, config: RunConfig): Promise<number> {
  const count = given.replicas ?? Math.min(4, availableParallelism());
  const hosted = await hostReplicas(config, given.backend, count);
  const progress = new Progress(config);
  let best: Algorithm | null = null;
  const onEvent = (event: RunEvent) => {
    if (given.log !== null) appendFileSync(given.log, `${JSON.stringify(event)}\n`);
    progress.show(event);
    if (event.kind !== 'discovery') return;
    if (best === null || event.algorithm.rank < best.rank) {
      best = event.algorithm;
      // At once, so that an interrupted run leaves its best behind.
      if (given.out !== null) writeFileSync(given.out, stringifyAlgorithm(best));
    }
  };
  const trainer = new Trainer(config, hosted.replicas, onEvent);
  const timer = setTimeout(() => trainer.stop(), given.minutes * 60_000);
  process.once('SIGINT', () => trainer.stop());
  try {
    const outcome = await Promise.race([trainer.run(), hosted.failure]);
    progress.finish(outcome);
    if (given.out === null && best !== null) process.stdout.write(stringifyAlgorithm(best));
    return outcome === 'finished' ? EXIT.reached : EXIT.timeUp;
  } finally {
    clearTimeout(timer);
    await hosted.close();
  }
}

function sentence(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}

main(process.argv.slice(2)).then((status) => {
  process.exitCode = status;
});
