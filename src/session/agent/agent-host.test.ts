import { describe, expect, it } from 'vitest';
import { nodeWasmPaths } from '../../network/node-backend.ts';
import { initialParameters } from '../../network/parameters.ts';
import { seeded } from '../../tensor/random.ts';
import { matmul } from '../../tensor/target.ts';
import { sumOfTerms } from '../../tensor/term.ts';
import { writeAgent } from '../../training/agent-file.ts';
import { layoutOf } from '../../training/game-rules.ts';
import { tinyRun } from '../../training/testing/tiny-run.ts';
import { LocalAgentHost } from './agent-host.ts';

const config = tinyRun({ size: [2, 2, 2], others: [[1, 2, 2]] });

/** An agent that has learnt nothing. */
function agentFile(simulations: number): Blob {
  const agent = {
    ...{ config: { ...config, search: { ...config.search, simulations } }, origin: 'a test' },
    ...{ algorithms: [], log: null, parameters: initialParameters(layoutOf(config), seeded(1)) },
    counters: { epoch: 0, step: 0, games: 0, solved: 0, seconds: 0 },
  };
  return new Blob([new Uint8Array(writeAgent(agent, 'float32'))]);
}
const position = { size: [1, 2, 2] as const, residual: matmul([1, 2, 2]) };

describe('an agent in a worker', () => {
  it('plays on, and suggests moves', async () => {
    const host = new LocalAgentHost(nodeWasmPaths());
    await expect(host.suggest(position, 1)).rejects.toThrow('No agent has been loaded');
    expect(await host.load(agentFile(8), 'wasm')).toContain('WebAssembly');
    const { moves } = await host.suggest(position, 1);
    expect(moves.length).toBeGreaterThan(0);
    const way = await host.finish({ ...position, seed: 1, games: 4, goal: 4 }, () => {});
    if (way !== null) {
      expect(sumOfTerms(position.residual.shape, way, 'z2')).toEqual(position.residual);
    }
  });

  it('hears that it is to end, in the middle of its games', async () => {
    const host = new LocalAgentHost(nodeWasmPaths());
    // So many simulations that the first move takes minutes.
    await host.load(agentFile(100_000), 'wasm');
    const reports: number[] = [];
    const size = [2, 2, 2] as const;
    const request = { size, residual: matmul(size), seed: 1, games: 1, goal: 7 };
    const finishing = host.finish(request, (done) => reports.push(done));
    setTimeout(() => void host.cancel(), 300);
    await finishing;
    expect(Math.max(0, ...reports)).toBeLessThan(1);
  });

  it('refuses what is no agent', async () => {
    const host = new LocalAgentHost(nodeWasmPaths());
    await expect(host.load(new Blob(['nothing']), 'wasm')).rejects.toThrow(/^This is not .*\.$/);
  });
});
