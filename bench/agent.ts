/**
 * The agent at work: leaves a second of the network, simulations a second of acting, samples a second
 * of learning, the share of time of each stage, and what all that costs as the target grows.
 */
import type { BackendName } from '../src/network/backend.ts';
import { nodeWasmPaths } from '../src/network/node-backend.ts';
import { initialParameters } from '../src/network/parameters.ts';
import { seeded } from '../src/tensor/random.ts';
import { formatSize, type Size } from '../src/tensor/size.ts';
import type { PresetName, RunConfig } from '../src/training/config.ts';
import type { ProgressEvent, Stages } from '../src/training/events.ts';
import type { ActingReport } from '../src/training/game-record.ts';
import { layoutOf, longestGame, sideOfRun } from '../src/training/game-rules.ts';
import { LocalReplica } from '../src/training/local-replica.ts';
import { preset } from '../src/training/presets.ts';
import { Trainer } from '../src/training/trainer.ts';
import { backendsHere } from './backends.ts';
import type { Group, Row } from './row.ts';
import { timed, WARM_UP_CALLS } from './timing.ts';

interface Case {
  readonly preset: PresetName;
  readonly size: Size;
  /** States in a batch, of play and of learning. */
  readonly batch: number;
  /** Also a short run, for the share of each stage. */
  readonly stages?: true;
}

/** S = 4, 6, 9, 12, 16 and 25. */
const SIZES: readonly Size[] = [
  [2, 2, 2],
  [2, 2, 3],
  [3, 3, 3],
  [3, 3, 4],
  [4, 4, 4],
  [5, 5, 5],
];

/** The cost against the target's side, with equal batches. */
const growing = (name: PresetName, batch: number): Case[] =>
  SIZES.map((size) => ({ preset: name, size, batch }));

const CASES: Readonly<Record<BackendName, readonly Case[]>> = {
  webgpu: [
    { preset: 'small', size: [2, 2, 2], batch: 128, stages: true },
    { preset: 'medium', size: [2, 2, 2], batch: 1024, stages: true },
    { preset: 'medium', size: [3, 3, 3], batch: 256 },
    ...growing('small', 64),
  ],
  wasm: [
    { preset: 'tiny', size: [2, 2, 2], batch: 32, stages: true },
    { preset: 'small', size: [2, 2, 2], batch: 32, stages: true },
    { preset: 'medium', size: [2, 2, 2], batch: 16 },
    ...growing('tiny', 4),
  ],
  cpu: [{ preset: 'tiny', size: [2, 2, 2], batch: 4 }],
};

const PATIENCE_SECONDS = 4;
/** Waves of acting that one timing takes. */
const WAVES = 4;
/** Rounds of the short run: its first two are left out. */
const ROUNDS = 6;

export const agentBench: Group = async (say) => {
  const rows: Row[] = [];
  const seen = new Set<string>();
  for (const backend of await backendsHere(say)) {
    for (const one of CASES[backend]) {
      const key = `${one.preset}.${backend}.${formatSize(one.size)}`;
      if (seen.has(key)) continue;
      seen.add(key);
      rows.push(...(await rates(one, backend, say)));
      if (one.stages) rows.push(...(await stages(one, backend)));
    }
  }
  return rows;
};

function configOf({ preset: name, size, batch }: Case): RunConfig {
  const base = preset(name, size, 'z2');
  return {
    ...base,
    acting: { ...base.acting, games: batch },
    learning: { ...base.learning, batch, microBatch: 0, stepsBeforeActing: 0 },
  };
}

async function rates(one: Case, backend: BackendName, say: (line: string) => void): Promise<Row[]> {
  const config = configOf(one);
  const name = (what: string) => `agent.${one.preset}.${backend}.${formatSize(one.size)}.${what}`;
  const replica = await LocalReplica.create(config, backend, 0, nodeWasmPaths());
  await replica.begin(0);
  const { description } = await replica.backend();
  const parameters = initialParameters(layoutOf(config), seeded(config.seed));
  const rows: Row[] = [];
  const row = (what: string, value: number, calls: number) => {
    say(`${name(what)} ${value.toPrecision(4)}`);
    rows.push({
      ...{ name: name(what), value, unit: '1/s' },
      config: {
        ...{ size: one.size, side: sideOfRun(config), arithmetic: 'z2', batch: one.batch, calls },
        ...{ samples: config.search.samples, labels: config.learning.labels },
        ...{ network: config.network, parameters: parameters.length, device: description },
        ...{ replicas: 1, seed: config.seed },
      },
    });
  };
  const phases: ActingReport[] = [];
  const acting = await timed(async () => {
    phases.push(
      await replica.act(null, WAVES, { moveLimits: [longestGame(config)], algorithms: [] }),
    );
  }, PATIENCE_SECONDS);
  // Shaders are compiled, and code is, in those that warm up.
  const sum = (of: (report: ActingReport) => number) =>
    phases.slice(WARM_UP_CALLS).reduce((total, report) => total + of(report), 0);
  if (acting === null) say(`${name('leaves_per_s')} left out: over ${PATIENCE_SECONDS} s`);
  else {
    const leaves = sum(({ evaluations }) => evaluations);
    row('leaves_per_s', leaves / sum((report) => report.networkSeconds), acting.calls);
    const simulations = sum((report) => report.simulations);
    row('simulations_per_s', simulations / sum(({ seconds }) => seconds), acting.calls);
  }
  const source = { demonstrations: one.batch, played: null };
  const alone = await replica.learnsAlone();
  if (alone) {
    const zeros = new Float32Array(parameters.length);
    await replica.adopt({ parameters, optimiser: { step: 0, first: zeros, second: zeros } });
  }
  const { learningRate } = config.learning;
  const learning = await timed(
    () =>
      alone
        ? replica.learn({ ...source, learningRate })
        : replica.gradient({ ...source, parameters }),
    PATIENCE_SECONDS,
  );
  if (learning === null) say(`${name('samples_per_s')} left out: over ${PATIENCE_SECONDS} s`);
  else row('samples_per_s', one.batch / learning.seconds, learning.calls);
  await replica.dispose();
  return rows;
}

/** A short run with one replica in this thread: what each stage takes of its time. */
async function stages(one: Case, backend: BackendName): Promise<Row[]> {
  const base = preset(one.preset, one.size, 'z2');
  const config: RunConfig = {
    ...base,
    targets: base.targets.map((target) => ({ ...target, targetRank: null })),
    learning: { ...base.learning, stepsBeforeActing: 0, stepsPerRound: 4, wavesPerRound: 16 },
  };
  const replica = await LocalReplica.create(config, backend, 0, nodeWasmPaths());
  const reports: ProgressEvent[] = [];
  let games = 0;
  const trainer = new Trainer(config, [replica], (event) => {
    if (event.kind === 'progress') reports.push(event);
    if (event.kind === 'games' && ++games === ROUNDS) trainer.stop();
  });
  await trainer.run();
  await replica.dispose();
  // A report in which nothing was done has no shares.
  const measured = reports
    .slice(2)
    .filter(({ stages: { network, learning } }) => network + learning > 0);
  const mean = (of: keyof Stages) =>
    (100 * measured.reduce((sum, report) => sum + report.stages[of], 0)) / measured.length;
  const { stepsPerRound, wavesPerRound, batch } = config.learning;
  return (['network', 'search', 'learning', 'communication'] as const).map((stage) => ({
    name: `agent.${one.preset}.${backend}.${formatSize(one.size)}.stage.${stage}_pct`,
    value: mean(stage),
    unit: '%',
    config: {
      ...{ size: one.size, arithmetic: 'z2', stepsPerRound, wavesPerRound, batch },
      ...{ games: config.acting.games, reports: measured.length, replicas: 1, seed: config.seed },
    },
  }));
}
