/** The command as its users run it: processes, exit statuses, files. */
import { spawn } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, expect, test } from 'vitest';
import { parseAlgorithmFile } from '../algorithm/file.ts';
import { readAgent } from '../training/agent-file.ts';

const PROJECT = fileURLToPath(new URL('../..', import.meta.url));
const folder = mkdtempSync(join(tmpdir(), 'tensorgame-discover-'));
afterAll(() => rmSync(folder, { recursive: true }));

/** Bundling and starting threads take seconds on a busy machine. */
const PATIENCE_MS = 120_000;

/** So small that a round takes milliseconds, and that an untrained network can win 1×1×2. */
const TINY = [
  ...['--size', '1x1x2', '--arithmetic', 'z2', '--backend', 'wasm', '--replicas', '1'],
  ...['network.width=8', 'network.blocks=1', 'network.heads=2', 'network.valueHidden=8']
    .concat('search.simulations=8', 'search.samples=6', 'acting.games=4', 'learning.batch=8')
    .concat('learning.stepsBeforeActing=3', 'learning.stepsPerRound=3', 'learning.wavesPerRound=16')
    .flatMap((setting) => ['--set', setting]),
];

function discover(...argv: string[]) {
  return new Promise<{ status: number | null; out: string; said: string }>((resolve, reject) => {
    const child = spawn(
      process.execPath,
      ['scripts/run-node.mjs', 'src/cli/discover.ts', ...argv],
      { cwd: PROJECT },
    );
    let out = '';
    let said = '';
    child.stdout.on('data', (text) => {
      out += text;
    });
    child.stderr.on('data', (text) => {
      said += text;
    });
    child.on('error', reject);
    child.on('close', (status) => resolve({ status, out, said }));
  });
}

test('reaches a rank, prints the algorithm, exits 0', { timeout: PATIENCE_MS }, async () => {
  const { status, out, said } = await discover(...TINY, '--target-rank', '2');
  expect(status, said).toBe(0);
  expect(parseAlgorithmFile(out)).toMatchObject({ size: [1, 1, 2], arithmetic: 'z2', rank: 2 });
  expect(said).toContain('rank 2 reached');
});

test('when time is up it exits 1, with its best in the file and a log', {
  timeout: PATIENCE_MS,
}, async () => {
  const file = join(folder, 'best.json');
  const log = join(folder, 'events.jsonl');
  // No product of 1×1×2 takes a single multiplication.
  const { status, out, said } = await discover(
    ...[...TINY, '--target-rank', '1', '--minutes', '0.1', '--out', file, '--log', log],
  );
  expect(status, said).toBe(1);
  expect(out).toBe('');
  expect(parseAlgorithmFile(readFileSync(file, 'utf8')).rank).toBe(2);
  const lines = readFileSync(log, 'utf8').trim().split('\n');
  const kinds = lines.map((line) => (JSON.parse(line) as { kind: string }).kind);
  expect(kinds).toEqual(expect.arrayContaining(['backend', 'progress', 'games', 'discovery']));
});

test('what goes on from a file tells how both were made', { timeout: PATIENCE_MS }, async () => {
  const saved = join(folder, 'first.checkpoint');
  const agent = join(folder, 'second.agent');
  const first = await discover(...TINY, '--target-rank', '2', '--save', saved);
  expect(first.status, first.said).toBe(0);
  const second = await discover(...TINY, '--target-rank', '2', '--resume', saved, '--agent', agent);
  expect(second.status, second.said).toBe(0);
  const { origin } = readAgent(new Uint8Array(readFileSync(agent)));
  const command = ['npm run discover --', ...TINY, '--target-rank 2'].join(' ');
  expect(origin).toBe(`${command}; then ${command} --resume ${saved}`);
});

test('searches with flips in threads, exits 0 or 1', { timeout: PATIENCE_MS }, async () => {
  const flips = ['--solver', 'flips', '--arithmetic', 'z2', '--replicas', '2'];
  const found = await discover('--size', '2x3x2', ...flips);
  expect(found.status, found.said).toBe(0);
  expect(parseAlgorithmFile(found.out)).toMatchObject({ size: [2, 3, 2], rank: 11 });
  const file = join(folder, 'flips.json');
  const log = join(folder, 'flips.jsonl');
  // Threads begin late on a busy machine.
  const limits = ['--target-rank', '6', '--minutes', '0.3', '--out', file, '--log', log];
  const stopped = await discover('--size', '2x2x2', ...flips, ...limits);
  expect(stopped.status, stopped.said).toBe(1);
  expect(stopped.out).toBe('');
  expect(parseAlgorithmFile(readFileSync(file, 'utf8')).rank).toBe(7);
  const lines = readFileSync(log, 'utf8').trim().split('\n');
  const kinds = new Set(lines.map((line) => (JSON.parse(line) as { kind: string }).kind));
  expect(kinds).toEqual(new Set(['found', 'round']));
});

test('a bad argument exits 2 and help exits 0', { timeout: PATIENCE_MS }, async () => {
  const bad = await discover('--size', '2x2x2', '--solver', 'luck');
  expect(bad).toMatchObject({ status: 2, out: '' });
  expect(bad.said).toMatch(/^discover: --solver luck: [^\n]*\n$/);
  expect(await discover('--help')).toMatchObject({ status: 0, said: '' });
});
