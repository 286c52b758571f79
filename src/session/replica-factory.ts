import type { ProxyMarked } from 'comlink';
import type { BackendChoice } from '../network/backend.ts';
import type { RunConfig } from '../training/config.ts';
import type { Replica } from '../training/replica.ts';

/** What a replica's worker exposes. */
export interface ReplicaFactory {
  /** Rejects with one sentence when the backend cannot be had. */
  create(config: RunConfig, backend: BackendChoice, index: number): Promise<Replica & ProxyMarked>;
}
