/** The groups of benchmarks by name. Each is loaded only when it is run. */
import type { Group } from './row.ts';

export const GROUPS: Readonly<Record<string, () => Promise<Group>>> = {
  search: async () => (await import('./search.ts')).searchBench,
  ops: async () => (await import('./ops.ts')).opsBench,
  network: async () => (await import('./network.ts')).networkBench,
  train: async () => (await import('./train.ts')).trainBench,
  agent: async () => (await import('./agent/agent.ts')).agentBench,
  replay: async () => (await import('./replay.ts')).replayBench,
  memory: async () => (await import('./memory.ts')).memoryBench,
  additions: async () => (await import('./additions.ts')).additionsBench,
  gpu: async () => (await import('./gpu.ts')).gpuBench,
  tree: async () => (await import('./tree.ts')).treeBench,
  board: async () => (await import('./board.ts')).boardBench,
  soak: async () => (await import('./soak/soak.ts')).soakBench,
  flips: async () => (await import('./flips.ts')).flipsBench,
};

/** Groups that take so long that “all” leaves them out. */
export const ONLY_WHEN_NAMED: readonly string[] = ['soak'];
