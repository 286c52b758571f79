/** What each stage takes of a run's time. */
import { nodeWasmPaths } from '../../src/network/node-backend.ts';
import { formatSize } from '../../src/tensor/size.ts';
import type { RunConfig } from '../../src/training/config.ts';
import type { ProgressEvent, Stages } from '../../src/training/events.ts';
import { LocalReplica } from '../../src/training/local-replica.ts';
import { preset } from '../../src/training/presets.ts';
import { Trainer } from '../../src/training/trainer.ts';
import type { Row } from '../row.ts';
import { type Case, configOf, SLOW } from './cases.ts';

/** Rounds of the run that are looked at, after one that compiles. */
const ROUNDS = 3;
/** Where a step takes seconds, one round has to do. */
const FEW_ROUNDS = 1;
/** Four waves a step, as in every preset. */
const STEPS = 2;
const WAVES = 4;
/** A run that would take longer is left out. */
const PATIENCE_SECONDS = 150;

/**
 * A short run with one replica in this thread.
 * @param rates what was measured of the case, from which follows how long that takes
 */
export async function stages(
  one: Case,
  rates: readonly Row[],
  say: (line: string) => void,
): Promise<Row[]> {
  const name = `agent.${one.preset}.${one.backend}.${formatSize(one.size)}`;
  const rate = (what: string) => rates.find((row) => row.name === `${name}.${what}`)?.value ?? 0;
  const slow = SLOW.includes(one.preset) && one.backend !== 'webgpu';
  const config = scaled(one, slow ? 1 : STEPS);
  const { stepsPerRound, wavesPerRound, batch } = config.learning;
  const rounds = slow ? FEW_ROUNDS : ROUNDS;
  const aRound =
    (stepsPerRound * batch) / rate('samples_per_s') +
    (wavesPerRound * config.acting.games) / rate('simulations_per_s');
  const expected = (rounds + 1) * aRound;
  if (expected > PATIENCE_SECONDS) {
    say(
      `${name}.stage left out: ${rounds + 1} rounds of a run would take over ${PATIENCE_SECONDS} s`,
    );
    return [];
  }
  const replica = await LocalReplica.create(config, one.backend, 0, nodeWasmPaths());
  const reports: ProgressEvent[] = [];
  const ends: number[] = [];
  const trainer = new Trainer(config, [replica], (event) => {
    if (event.kind === 'progress') reports.push(event);
    if (event.kind !== 'games') return;
    ends.push(reports.length);
    if (ends.length > rounds) trainer.stop();
  });
  await trainer.run();
  await replica.dispose();
  // From the second round on.
  const from = ends[1] ?? 0;
  const seconds = reports.map((report, i) => report.seconds - (reports[i - 1]?.seconds ?? 0));
  const all = seconds.slice(from).reduce((sum, part) => sum + part, 0);
  const share = (of: keyof Stages) =>
    reports.slice(from).reduce((sum, report, i) => sum + report.stages[of] * seconds[from + i]!, 0);
  return (['network', 'search', 'learning', 'communication'] as const).map((stage) => ({
    name: `${name}.stage.${stage}_pct`,
    value: (100 * share(stage)) / all,
    unit: '%',
    config: {
      ...{ preset: one.preset, backend: one.backend, size: one.size, arithmetic: 'z2' },
      ...{ stepsPerRound, wavesPerRound, batch, games: config.acting.games },
      ...{ rounds, seconds: all, replicas: 1, seed: config.seed },
    },
  }));
}

/** On a GPU the preset's own games and batch; elsewhere fewer, with as many samples a game. */
function scaled(one: Case, steps: number): RunConfig {
  const { acting, learning } = preset(one.preset, one.size, 'z2');
  const config = configOf(one);
  const rounds = { stepsPerRound: steps, wavesPerRound: WAVES * steps };
  if (one.backend === 'webgpu') {
    return { ...config, acting, learning: { ...learning, ...rounds, stepsBeforeActing: 0 } };
  }
  const batch = Math.round((one.states * learning.batch) / acting.games);
  return { ...config, learning: { ...config.learning, ...rounds, batch } };
}
