/** The log of a run as files. */
import type { RunConfig } from './config.ts';
import type { LogRow, RunLogSnapshot } from './run-log.ts';

/** Version of the JSON log. */
const LOG_VERSION = 1;

/** Everything of the log, with the config and the seed that repeat the run. */
export function logToJson(config: RunConfig, log: RunLogSnapshot): string {
  const { seed } = config;
  const file = { format: 'tensorgame-log', version: LOG_VERSION, seed, config, ...log };
  return `${JSON.stringify(file, null, 1)}\n`;
}

const COLUMNS: readonly (readonly [name: string, value: (row: LogRow) => number | null])[] = [
  ['seconds', (row) => row.seconds],
  ['step', (row) => row.step],
  ['policy_loss_nats', (row) => row.policyLoss],
  ['value_loss', (row) => row.valueLoss],
  ['gradient_norm', (row) => row.gradientNorm],
  ['policy_entropy_nats', (row) => row.policyEntropy],
  ['samples_per_s', (row) => row.samplesPerSecond],
  ['simulations_per_s', (row) => row.simulationsPerSecond],
  ['evaluations_per_s', (row) => row.evaluationsPerSecond],
  ['games', (row) => row.games],
  ['solved', (row) => row.solved],
  ['experience', (row) => row.experience],
  ['memory_bytes', (row) => row.memoryBytes],
  ['network_share', (row) => row.stages.network],
  ['search_share', (row) => row.stages.search],
  ['learning_share', (row) => row.stages.learning],
  ['communication_share', (row) => row.stages.communication],
];

const OF_TARGET = [
  ...['best_rank', 'mean_rank', 'solved', 'unsolved', 'algorithms'],
  ...['reworked', 'reworked_solved', 'new_terms'],
];

/**
 * A line a report; for each target its best rank so far, the mean rank of the games solved since the
 * line before, the numbers solved and unsolved, and of the different algorithms found so far; and of
 * the games that reworked an algorithm since then, how many found as few terms as were taken out, and
 * how many terms of theirs were new. What was not measured is left empty.
 */
export function logToCsv(config: RunConfig, log: RunLogSnapshot): string {
  const targets = config.targets.map(({ size }) => size.join('x'));
  const header = [
    ...COLUMNS.map(([name]) => name),
    ...Array.from({ length: config.network.quantiles }, (_, i) => `below_quantile_${i}`),
    ...targets.flatMap((target) => OF_TARGET.map((name) => `${target}_${name}`)),
  ];
  const lines = log.rows.map((row) => [
    ...COLUMNS.map(([, value]) => value(row)),
    ...Array.from(
      { length: config.network.quantiles },
      (_, i) => row.calibration?.below[i] ?? null,
    ),
    ...targets.flatMap((target, at) => ofTarget(row, target, at)),
  ]);
  return `${[header, ...lines.map((line) => line.map(cell))].map((line) => line.join(',')).join('\n')}\n`;
}

function ofTarget(row: LogRow, target: string, at: number): (number | null)[] {
  const ended = row.ended.find((games) => games.target === target);
  const solved = (ended?.ranks ?? []).reduce((sum, [, games]) => sum + games, 0);
  const moves = (ended?.ranks ?? []).reduce((sum, [rank, games]) => sum + rank * games, 0);
  return [
    row.bestRanks[at] ?? null,
    solved > 0 ? moves / solved : null,
    solved,
    ended?.unsolved ?? 0,
    row.algorithms?.[at]?.found ?? null,
    ended?.reworked?.ended ?? 0,
    ended?.reworked?.solved ?? 0,
    ended?.reworked?.renewed ?? 0,
  ];
}

/** Six digits are more than any of it is known to. */
function cell(value: number | null): string {
  if (value === null) return '';
  return Number.isInteger(value) ? String(value) : String(Number(value.toPrecision(6)));
}
