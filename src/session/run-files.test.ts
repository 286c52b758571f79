import { describe, expect, it } from 'vitest';
import { strassen } from '../algorithm/examples.ts';
import { agentOf, readAgent, writeAgent } from '../training/agent-file.ts';
import { type Checkpoint, readCheckpoint, writeCheckpoint } from '../training/checkpoint.ts';
import type { GamesEvent } from '../training/events.ts';
import { Experience } from '../training/experience.ts';
import { layoutOf, rulesOf } from '../training/game-rules.ts';
import { RunLog } from '../training/run-log.ts';
import { tinyRun } from '../training/testing/tiny-run.ts';
import { History } from './history.ts';
import { importRun, runFiles } from './run-files.ts';
import { discoveryOf, progressAt } from './session.test-support.ts';

const config = tinyRun({ size: [2, 2, 2], others: [[1, 2, 2]] });

function checkpoint(): Checkpoint {
  const log = new RunLog();
  const games: GamesEvent = {
    ...{ kind: 'games', seconds: 1, step: 10, target: 1, size: [1, 2, 2] },
    ...{ ranks: [4, 4, 5], unsolved: 2 },
  };
  const reworked = { ended: 6, solved: 5, renewed: 9 };
  const others: GamesEvent = { ...games, ranks: [], unsolved: 0, reworked };
  for (const event of [
    games,
    others,
    progressAt(10),
    discoveryOf(strassen('z2')),
    progressAt(20),
  ]) {
    log.add(event);
  }
  const { size } = layoutOf(config);
  const parameters = Float32Array.from({ length: size }, (_, i) => Math.sin(i));
  const experience = new Experience(rulesOf(config), 3, 2).snapshot();
  return {
    config,
    counters: { epoch: 0, step: 20, games: 5, solved: 3, seconds: 2 },
    random: [1, 2, 3, 4],
    algorithms: [strassen('z2')],
    found: null,
    own: [],
    parameters,
    optimiser: { step: 20, first: parameters, second: parameters },
    played: experience,
    best: [experience, experience],
    log: log.snapshot(),
    origin: 'a command',
  };
}

const blob = (bytes: Uint8Array) => new Blob([new Uint8Array(bytes)]);
const HERE = { id: 'run', now: 5 };

describe('a run', () => {
  it('leaves as files and comes back as it was', async () => {
    const saved = checkpoint();
    const { run, checkpoint: record } = await importRun(blob(writeCheckpoint(saved)), HERE);
    expect(run).toMatchObject({ id: 'run', createdAt: 5, config, finished: false });
    expect(record.progress).toEqual(progressAt(20));
    const history = History.from(record.history);
    expect(history.best).toEqual([{ seconds: 3, rank: 7 }]);
    expect(history.progress.length).toBe(2);
    expect(history.of([1, 2, 2]).ranks.buckets()[0]).toMatchObject({
      unsolved: 2,
      ranks: [
        [4, 2],
        [5, 1],
      ],
    });
    expect(history.games).toBe(5);
    expect(history.reworked).toEqual({ ended: 6, solved: 5, renewed: 9 });
    const files = await runFiles(record);
    expect(readCheckpoint(files.checkpoint)).toEqual(saved);
    expect(readAgent(files.agent()).origin).toBe('a command; then a run in a browser');
    expect(JSON.parse(files.config())).toEqual(config);
    expect(JSON.parse(files.json())).toMatchObject({
      ...{ format: 'tensorgame-log', seed: 1, config },
      milestones: [{ target: '2x2x2', rank: 7, seconds: 3 }],
    });
    const [header, first, second, ...rest] = files.csv().trim().split('\n');
    expect(rest).toEqual([]);
    const columns = header!.split(',');
    const cell = (line: string, column: string) => line.split(',')[columns.indexOf(column)];
    expect(cell(first!, '1x2x2_solved')).toBe('3');
    expect(cell(first!, '1x2x2_mean_rank')).toBe('4.33333');
    expect(cell(first!, '2x2x2_algorithms')).toBe('3');
    expect(cell(first!, '1x2x2_algorithms')).toBe('');
    expect(cell(first!, '1x2x2_reworked')).toBe('6');
    expect(cell(first!, '1x2x2_reworked_solved')).toBe('5');
    expect(cell(first!, '1x2x2_new_terms')).toBe('9');
    expect(cell(first!, '2x2x2_reworked')).toBe('0');
    expect(cell(second!, '1x2x2_solved')).toBe('0');
    expect(cell(second!, '1x2x2_new_terms')).toBe('0');
    expect(cell(second!, 'step')).toBe('20');
    for (const line of [first!, second!]) expect(line.split(',').length).toBe(columns.length);
  });

  it('begins with the network of an agent, and a history of its own', async () => {
    const saved = checkpoint();
    const agent = writeAgent(agentOf(saved, 'a test'), 'float32');
    const { run, checkpoint: record } = await importRun(blob(agent), HERE);
    expect(run.config).toEqual(config);
    expect(record.progress).toBeNull();
    expect(History.from(record.history).games).toBe(0);
    const read = readAgent((await runFiles(record)).agent());
    expect(read).toEqual({ ...agentOf(saved, 'a test') });
  });

  it('keeps its network to three digits in half the bytes', () => {
    const saved = checkpoint();
    const whole = writeAgent(agentOf(saved, '', false), 'float32');
    const half = writeAgent(agentOf(saved, '', false), 'float16');
    expect(half.length).toBeLessThan(0.7 * whole.length);
    const { parameters, log } = readAgent(half);
    expect(log).toBeNull();
    for (const [i, x] of parameters.entries()) {
      expect(Math.abs(x - saved.parameters[i]!)).toBeLessThanOrEqual(2 ** -11);
    }
  });

  it.each([
    ['something else', new Uint8Array(40), 'neither a checkpoint nor an agent'],
    ['a damaged agent', writeAgent(agentOf(checkpoint()), 'float16').fill(1, 60, 61), 'is damaged'],
  ])('does not come from %s', async (_, bytes, says) => {
    await expect(importRun(blob(bytes), HERE)).rejects.toThrow(says);
  });

  it('does not begin with parameters of another network', () => {
    const saved = checkpoint();
    const short = { ...agentOf(saved), parameters: saved.parameters.slice(1) };
    expect(() => readAgent(writeAgent(short, 'float32'))).toThrow('do not fit the network');
  });
});

describe('the log of a long run', () => {
  it('stays within its capacity, and no game is lost', () => {
    const log = new RunLog(null, 8);
    for (let step = 1; step <= 100; step++) {
      log.add({
        ...{ kind: 'games', seconds: step, step, target: 0, size: [2, 2, 2] },
        ...{ ranks: [7 + (step % 3)], unsolved: 1 },
      });
      log.add(progressAt(step));
    }
    const { rows, stride } = log.snapshot();
    expect(rows.length).toBeLessThan(8);
    expect(stride).toBe(16);
    const counted = rows.flatMap(({ ended }) => ended);
    expect(counted.reduce((sum, { unsolved }) => sum + unsolved, 0)).toBe(rows.at(-1)!.step);
    expect(new RunLog(log.snapshot(), 8).snapshot()).toEqual(log.snapshot());
  });
});
