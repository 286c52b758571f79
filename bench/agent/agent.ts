/**
 * The agent at work: leaves a second of the network, simulations a second of acting, samples a second
 * of learning, the share of time of each stage, and what all that costs as the target grows.
 */
import { formatSize } from '../../src/tensor/size.ts';
import { backendsHere } from '../backends.ts';
import type { Group, Row } from '../row.ts';
import { type Case, casesOf } from './cases.ts';
import { rates } from './rates.ts';
import { stages } from './stages.ts';

/** The target of the runs whose stages are told. */
const STAGED = '2x2x2';

export const agentBench: Group = async (say, options = {}) => {
  const rows: Row[] = [];
  for (const backend of await backendsHere(say)) {
    if (options.backends !== undefined && !options.backends.includes(backend)) continue;
    const { cases, left } = casesOf(backend, options);
    for (const sentence of left) say(sentence);
    for (const one of cases) {
      const measured = await orSay(one, say, () => rates(one, say));
      rows.push(...measured);
      if (formatSize(one.size) !== STAGED) continue;
      const shares = await orSay(one, say, () => stages(one, measured, say));
      for (const { name, value } of shares) say(`${name} ${value.toPrecision(3)}`);
      rows.push(...shares);
    }
  }
  return rows;
};

/** A device that could not hold a case says so in words of its own; the others are still measured. */
async function orSay(
  { preset, backend, size }: Case,
  say: (line: string) => void,
  measure: () => Promise<Row[]>,
): Promise<Row[]> {
  try {
    return await measure();
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    say(`agent.${preset}.${backend}.${formatSize(size)} left out: ${reason}`);
    return [];
  }
}
