/** Leaves, simulations and training samples a second of one replica. */
import { nodeWasmPaths } from '../../src/network/node-backend.ts';
import { initialParameters } from '../../src/network/parameters.ts';
import { seeded } from '../../src/tensor/random.ts';
import { formatSize } from '../../src/tensor/size.ts';
import { AdamW, clipNorm } from '../../src/training/adamw.ts';
import type { PresetName } from '../../src/training/config.ts';
import type { ActingReport } from '../../src/training/game-record.ts';
import { layoutOf, longestGame, sideOfRun } from '../../src/training/game-rules.ts';
import { LocalReplica } from '../../src/training/local-replica.ts';
import type { Row } from '../row.ts';
import { type Timing, timedBriefly } from '../timing.ts';
import { type Case, configOf } from './cases.ts';

/** A case of which one call takes longer is left out. */
const PATIENCE_SECONDS = 15;
/** Waves of acting that one timing takes. */
const WAVES: Readonly<Record<PresetName, number>> = {
  ...{ tiny: 4, small: 4, medium: 2, large: 1, paper: 1 },
};

export async function rates(one: Case, say: (line: string) => void): Promise<Row[]> {
  const config = configOf(one);
  const { preset, backend, size, states } = one;
  const name = (what: string) => `agent.${preset}.${backend}.${formatSize(size)}.${what}`;
  const replica = await LocalReplica.create(config, backend, 0, nodeWasmPaths());
  try {
    await replica.begin(0);
    const { description } = await replica.backend();
    const layout = layoutOf(config);
    const rows: Row[] = [];
    const waves = WAVES[preset];
    const row = (what: string, value: number, count: number, timing: Timing) => {
      const { calls, processorSeconds } = timing;
      say(`${name(what)} ${value.toPrecision(4)}`);
      rows.push({
        ...{ name: name(what), value, unit: '1/s' },
        config: {
          ...{ preset, backend, size, side: sideOfRun(config), arithmetic: 'z2', states, calls },
          ...{ samples: config.search.samples, labels: config.learning.labels },
          ...{ network: config.network, parameters: layout.size, device: description },
          ...{ replicas: 1, seed: config.seed },
          // What the rate would be with the processor to itself, on a CPU.
          ...(backend === 'webgpu' ? {} : { perProcessorSecond: count / processorSeconds }),
        },
      });
    };
    // On a GPU the first call compiles shaders.
    const patience = backend === 'webgpu' ? Number.POSITIVE_INFINITY : PATIENCE_SECONDS;

    let phases: ActingReport[] = [];
    const outlook = { moveLimits: [longestGame(config)], reached: [false], algorithms: [] };
    const acting = await timedBriefly(
      async () => {
        phases.push(await replica.act(null, waves, outlook));
      },
      patience,
      () => {
        phases = [];
      },
    );
    if (acting === null) say(`${name('leaves_per_s')} left out: over ${PATIENCE_SECONDS} s`);
    else {
      const sum = (of: (report: ActingReport) => number) =>
        phases.reduce((total, report) => total + of(report), 0);
      const leaves = sum(({ evaluations }) => evaluations);
      const each = (total: number) => total / acting.calls;
      row('leaves_per_s', leaves / sum((report) => report.networkSeconds), each(leaves), acting);
      const simulations = sum((report) => report.simulations);
      const seconds = sum((report) => report.seconds);
      row('simulations_per_s', simulations / seconds, each(simulations), acting);
    }

    const learning = await timedBriefly(await learner(replica, one), patience);
    if (learning === null) say(`${name('samples_per_s')} left out: over ${PATIENCE_SECONDS} s`);
    else row('samples_per_s', states / learning.seconds, states, learning);
    return rows;
  } finally {
    await replica.dispose();
  }
}

/** A step of learning from demonstrations, with all that it takes, as the trainer has it done. */
async function learner(replica: LocalReplica, one: Case): Promise<() => Promise<unknown>> {
  const config = configOf(one);
  const layout = layoutOf(config);
  const parameters = initialParameters(layout, seeded(config.seed));
  const source = { demonstrations: one.states, played: null };
  const { learningRate, weightDecay, clip } = config.learning;
  const optimiser = new AdamW(layout);
  if (await replica.learnsAlone()) {
    await replica.adopt({ parameters, optimiser: optimiser.state() });
    return () => replica.learn({ ...source, learningRate });
  }
  return async () => {
    const { gradient } = await replica.gradient({ ...source, parameters });
    clipNorm(gradient, clip);
    optimiser.update(parameters, gradient, learningRate, weightDecay);
  };
}
