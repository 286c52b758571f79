import type { BackendChoice } from '../network/backend.ts';

/** Replicas beyond this many wait for each other more than they help. */
const MOST_REPLICAS = 4;

/** Networks side by side: on a CPU one a core; a GPU is kept busy by one. */
export function replicaCount(backend: BackendChoice, cores: number): number {
  return backend === 'webgpu' ? 1 : Math.max(1, Math.min(MOST_REPLICAS, cores));
}
