/** The groups of benchmarks by name. Each is loaded only when it is run. */
import type { Group } from './row.ts';

export const GROUPS: Readonly<Record<string, () => Promise<Group>>> = {
  search: async () => (await import('./search.ts')).searchBench,
  ops: async () => (await import('./ops.ts')).opsBench,
  network: async () => (await import('./network.ts')).networkBench,
  train: async () => (await import('./train.ts')).trainBench,
  agent: async () => (await import('./agent.ts')).agentBench,
  replay: async () => (await import('./replay.ts')).replayBench,
  memory: async () => (await import('./memory.ts')).memoryBench,
  additions: async () => (await import('./additions.ts')).additionsBench,
  gpu: async () => (await import('./gpu.ts')).gpuBench,
  tree: async () => (await import('./tree.ts')).treeBench,
  board: async () => (await import('./board.ts')).boardBench,
  flips: async () => (await import('./flips.ts')).flipsBench,
};
