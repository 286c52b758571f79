import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, test } from 'vitest';
import { KNOBS } from '../training/knob-table.ts';
import { commandOf, main } from './main.ts';

const folder = mkdtempSync(join(tmpdir(), 'tensorgame-cli-'));
afterAll(() => rmSync(folder, { recursive: true }));

/** The command in this process: nothing here gets as far as training, which needs the bundle. */
async function command(...argv: string[]) {
  let out = '';
  let said = '';
  const status = await main(argv, {
    out: (text) => {
      out += text;
    },
    say: (line) => {
      said += `${line}\n`;
    },
    stopping: new AbortController().signal,
  });
  return { status, out, said };
}

const SIZE = ['--size', '2x2x2'];
const BAD: ReadonlyArray<readonly [says: string, ...argv: string[]]> = [
  ['--size is missing'],
  ['--size 2x2: write three whole numbers from 1 to 5', '--size', '2x2'],
  ['--size 0x2x2: write three', '--size', '0x2x2'],
  ['--size 6x2x2: write three whole numbers from 1 to 5', '--size', '6x2x2'],
  ['--size 9x9x9: write three whole numbers from 1 to 5', '--size', '9x9x9'],
  ['--size needs a value', '--size'],
  ['--arithmetic z3: choose standard or z2', ...SIZE, '--arithmetic', 'z3'],
  ['--target-rank 0: give a whole number of at least 1', ...SIZE, '--target-rank', '0'],
  ['--target-rank 6.5: give a whole', ...SIZE, '--target-rank', '6.5'],
  ['give one rank for each of the 1 targets', ...SIZE, '--target-rank', '7,8'],
  ['--size 2x2x2,1x1x1,2x2x2: 2x2x2 is there twice', '--size', '2x2x2,1x1x1,2x2x2'],
  ['--resume nowhere: there is no such file', ...SIZE, '--resume', 'nowhere'],
  ['--minutes 0: give a number above 0', ...SIZE, '--minutes', '0'],
  ['--minutes -3: give a number above 0', ...SIZE, '--minutes', '-3'],
  ['--minutes soon: give a number', ...SIZE, '--minutes', 'soon'],
  ['--minutes : give a number', ...SIZE, '--minutes', ''],
  ['--minutes 1e9: give a number above 0, at most', ...SIZE, '--minutes', '1e9'],
  ['--seed -1: give a whole number from 0', ...SIZE, '--seed', '-1'],
  ['--seed 4294967296: give a whole number', ...SIZE, '--seed', '4294967296'],
  ['--seed : give a whole number', ...SIZE, '--seed', ''],
  ['--backend tpu: choose auto, webgpu, wasm, cpu', ...SIZE, '--backend', 'tpu'],
  ['--preset huge: choose tiny, small, medium, large, paper', ...SIZE, '--preset', 'huge'],
  ['--replicas 0: give a whole number', ...SIZE, '--replicas', '0'],
  ['--solver sat: choose agent, flips', ...SIZE, '--solver', 'sat'],
  ['--strategy belongs to --solver flips', ...SIZE, '--strategy', 'all'],
  ['--strategy luck: choose all, plain', ...SIZE, '--solver', 'flips', '--strategy', 'luck'],
  ['--set belongs to --solver agent', ...SIZE, '--solver', 'flips', '--set', 'a.b=1'],
  ['--save belongs to --solver agent', ...SIZE, '--solver', 'flips', '--save', 'x'],
  ['a search with flips is of one size', '--size', '2x2x2,2x2x3', '--solver', 'flips'],
  ['--size 9x2x2: write three whole numbers from 1 to 8', '--size', '9x2x2', '--solver', 'flips'],
  ['there is no option --fast', ...SIZE, '--fast'],
  ['“3x3x3” belongs to no option', ...SIZE, '3x3x3'],
  ['--help takes no value', '--help=yes'],
  ['--out needs the name of a file', ...SIZE, '--out', ''],
  ['--seed needs a value', ...SIZE, '--seed', '--minutes', '1'],
];

const BAD_SETTINGS: ReadonlyArray<readonly [says: string, setting: string]> = [
  ['write path=value', 'search.simulations'],
  ['write path=value', '=3'],
  ['a run has no setting “sims” there', 'search.sims=3'],
  ['a run has no setting “searching” there', 'searching.simulations=3'],
  ['a run has no setting “toString” there', 'toString=3'],
  ['a run has no setting “x” there', 'network.width.x=3'],
  ['that setting is a number', 'search.simulations=many'],
  ['that setting is a number', 'search.simulations="200"'],
  ['that setting is a number', 'search.simulations=null'],
  ['that setting is a boolean', 'learning.policyFromUnsolved=1'],
  ['that setting is a list of 2', 'demonstrations.density=0.5'],
  ['that setting is a list of 2', 'demonstrations.density=[0.5]'],
  ['set one of width, history, blocks', 'network={"width":8}'],
  ['use --size', 'size=[9,9,9]'],
  ['use --size', 'targets.0.size=[9,9,9]'],
  ['targets.0.moveLimit=0: expected a whole number from 1', 'targets.0.moveLimit=0'],
  ['a run has no setting “1” there', 'targets.1.moveLimit=9'],
  ['use --seed', 'seed=2'],
  ['the version cannot be chosen', 'version=2'],
  ['search.simulations=0: expected', 'search.simulations=0'],
  ['learning.batch=2.5', 'learning.batch=2.5'],
  ['network.width=12', 'network.width=12'],
  ['it must divide network.width', 'network.heads=5'],
  [
    'demonstrations.density=[0.5,0]: expected two numbers above 0',
    'demonstrations.density=[0.5,0]',
  ],
  ['acting.basisStyle="wild"', 'acting.basisStyle=wild'],
  ['dense bases exist modulo 2 only', 'acting.basisStyle=dense'],
  ['tokenDigits=3: it must divide the side 4', 'tokenDigits=3'],
  ['more than the whole batch', 'experience.bestShare=0.9'],
];

/** One line, which begins with the command's name and is one sentence. */
function expectSentence(said: string, part: string): void {
  expect(said).toMatch(/^discover: [^\n]+ \(--help lists the options\)\n$/);
  expect(said).toContain(part);
}

describe('bad arguments', () => {
  test.each(BAD)('%s', async (says, ...argv) => {
    const { status, out, said } = await command(...argv);
    expectSentence(said, says);
    expect({ status, out }).toEqual({ status: 2, out: '' });
  });

  test.each(BAD_SETTINGS)('--set: %s (%s)', async (says, setting) => {
    const { status, out, said } = await command(...SIZE, '--set', setting);
    expectSentence(said, says);
    expect({ status, out }).toEqual({ status: 2, out: '' });
  });
});

describe('files that cannot be written', () => {
  const file = join(folder, 'kept.json');
  writeFileSync(file, 'kept');

  test.each([
    ['its folder does not exist', join(folder, 'nowhere', 'best.json')],
    ['it is a folder', folder],
    ['part of its path is a file', join(file, 'best.json')],
  ])('%s', async (says, path) => {
    for (const option of ['--out', '--log']) {
      const { status, said } = await command(...SIZE, option, path);
      expectSentence(said, `${option} ${path}: ${says}`);
      expect(status).toBe(2);
    }
    expect(readFileSync(file, 'utf8')).toBe('kept');
  });

  test('a run that fails later leaves no empty file', async () => {
    const { status } = await command(
      ...[...SIZE, '--out', join(folder, 'new.json')],
      ...['--log', join(folder, 'nowhere', 'log')],
    );
    expect(status).toBe(2);
    expect(readdirSync(folder)).toEqual(['kept.json']);
  });
});

test('the settings are listed, each with its sentence', async () => {
  const { status, out, said } = await command('--settings');
  expect({ status, said }).toEqual({ status: 0, said: '' });
  for (const { path, sentence } of KNOBS) {
    expect(out).toContain(`  ${path}=`);
    expect(out).toContain(sentence);
  }
});

test('help is not an error, whatever is beside it', async () => {
  const { status, out, said } = await command('--help', '--size', 'nonsense');
  expect({ status, said }).toEqual({ status: 0, said: '' });
  for (const option of ['--size', '--target-rank', '--seed', '--set', 'Exit status']) {
    expect(out).toContain(option);
  }
});

test('an agent tells the command that made it, without the files of one machine', () => {
  const argv = [...SIZE, '--out', '/tmp/a', '--seed', '3', '--agent=/tmp/b', '--json', '/tmp/c'];
  expect(commandOf(argv)).toBe('npm run discover -- --size 2x2x2 --seed 3');
});
