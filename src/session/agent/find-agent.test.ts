import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { expect, it } from 'vitest';
import { formatSize } from '../../tensor/size.ts';
import { readAgent } from '../../training/agent-file.ts';
import { TRAINED_BEFOREHAND } from './find-agent.ts';

const FOLDER = 'public/agents';

it('the agents that come with the app are there, and are what their names say', () => {
  const files = existsSync(FOLDER)
    ? readdirSync(FOLDER).filter((name) => name.endsWith('.agent'))
    : [];
  expect(files.map((name) => name.replace('.agent', '')).sort()).toEqual(
    [...TRAINED_BEFOREHAND].sort(),
  );
  for (const file of files) {
    const { config, algorithms, origin } = readAgent(
      new Uint8Array(readFileSync(`${FOLDER}/${file}`)),
    );
    const names = config.targets.map(
      ({ size }) => `${formatSize(size)}-${config.arithmetic}.agent`,
    );
    expect(names).toContain(file);
    // It has found the best that is known, and says how it was made.
    expect(algorithms.map(({ rank }) => rank)).toEqual([7]);
    expect(origin).toMatch(/^npm run discover -- --size/);
  }
});
