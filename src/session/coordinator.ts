import { proxy } from 'comlink';
import type { Gpu } from '../latency/gpu.ts';
import { startBenchmark } from '../latency/run-benchmark.ts';
import type { BackendChoice } from '../network/backend.ts';
import type { RunConfig } from '../training/config.ts';
import type { RunEvent } from '../training/events.ts';
import type { WatchMessage, WatchSink } from '../training/game-watch.ts';
import { Interruption } from '../training/interruption.ts';
import { GpuGoneError } from '../training/losses.ts';
import type { Replica } from '../training/replica.ts';
import { Trainer } from '../training/trainer.ts';
import { Batcher } from './batcher.ts';
import { replicaCount } from './replica-count.ts';
import {
  CheckpointError,
  type EventSink,
  type Outcome,
  type RunHost,
  type StartRequest,
} from './run-host.ts';

/** A replica somewhere else, and word of its death. */
export interface ReplicaHandle {
  readonly replica: Replica;
  guard<R>(call: PromiseLike<R>): Promise<R>;
}

/** Starts a replica, the `index`-th, and resolves when its network is there. */
export type SpawnReplica = (
  config: RunConfig,
  backend: BackendChoice,
  index: number,
) => Promise<ReplicaHandle>;

/** Runs in the training worker: owns the Trainer and its replicas for one run. */
export class Coordinator implements RunHost {
  readonly #spawn: SpawnReplica;
  readonly #cores: number;
  readonly #openGpu: () => Promise<Gpu>;
  #trainer: Trainer | null = null;
  #outcome: Promise<Outcome> | null = null;
  #batcher: Batcher | null = null;
  /** What waits for the end of a round must not wait for one that failed. */
  readonly #failure = new Interruption();
  /** The run failed for want of a GPU: its trainer is well. */
  #gpuGone = false;
  /** The replica whose first game can be watched. */
  #watched: Replica | null = null;

  /** @param openGpu for timing algorithms, where a run rewards speed */
  constructor(spawn: SpawnReplica, cores: number, openGpu: () => Promise<Gpu>) {
    this.#spawn = spawn;
    this.#cores = cores;
    this.#openGpu = openGpu;
  }

  async start(request: StartRequest, onEvents: EventSink): Promise<void> {
    const { config, backend, checkpoint } = request;
    const bytes = checkpoint && new Uint8Array(await checkpoint.arrayBuffer());
    const batcher = new Batcher(onEvents);
    const handles = await this.#replicas(config, backend);
    const replicas = handles.map((handle) => guarded(handle));
    this.#watched = replicas[0] ?? null;
    const emit = (event: RunEvent) => batcher.add(event);
    const { benchmarkWeight, benchmarkSide } = config.acting;
    const reward =
      benchmarkWeight === 0 ? null : startBenchmark(this.#openGpu, benchmarkSide, emit);
    const ask = reward === null ? undefined : reward.ask.bind(reward);
    const trainer = createTrainer(config, replicas, emit, bytes, ask);
    this.#trainer = trainer;
    this.#batcher = batcher;
    this.#outcome = trainer.run().then(async (outcome) => {
      reward?.close();
      await batcher.flush();
      return outcome;
    });
    this.#outcome.catch((error: unknown) => {
      this.#gpuGone = error instanceof GpuGoneError;
      this.#failure.come(error);
    });
  }

  outcome(): Promise<Outcome> {
    return this.#started().outcome;
  }

  async pause(): Promise<void> {
    const { trainer, batcher } = this.#started();
    await this.#failure.guard(trainer.pause());
    await batcher.flush();
  }

  async resume(): Promise<void> {
    this.#started().trainer.resume();
  }

  async stop(): Promise<void> {
    this.#started().trainer.stop();
  }

  async watch(sink: WatchSink | null): Promise<void> {
    this.#started();
    // Sent on in the order in which it came, and not waited for: the game does not wait either.
    const relay: WatchSink | null =
      sink === null ? null : proxy((message: WatchMessage) => void sink(message));
    await this.#watched?.watch(relay);
  }

  async checkpoint(): Promise<Blob> {
    const { trainer, batcher } = this.#started();
    const saving = trainer.checkpoint();
    const bytes = await (this.#gpuGone ? saving : this.#failure.guard(saving));
    await batcher.flush();
    return new Blob([new Uint8Array(bytes)]);
  }

  async #replicas(config: RunConfig, choice: BackendChoice): Promise<ReplicaHandle[]> {
    const first = await this.#spawn(config, choice, 0);
    const { name } = await first.guard(first.replica.backend());
    const count = replicaCount(name, this.#cores);
    const others = Array.from({ length: count - 1 }, (_, i) => this.#spawn(config, name, i + 1));
    return [first, ...(await Promise.all(others))];
  }

  #started(): { trainer: Trainer; batcher: Batcher; outcome: Promise<Outcome> } {
    if (this.#trainer === null || this.#batcher === null || this.#outcome === null) {
      throw new Error('The run has not been started');
    }
    return { trainer: this.#trainer, batcher: this.#batcher, outcome: this.#outcome };
  }
}

function createTrainer(...parameters: ConstructorParameters<typeof Trainer>): Trainer {
  try {
    return new Trainer(...parameters);
  } catch (error) {
    const [, , , checkpoint] = parameters;
    if (checkpoint === undefined || !(error instanceof Error)) throw error;
    throw new CheckpointError(error.message);
  }
}

/** The replica, with calls that reject when its worker dies instead of never answering. */
function guarded({ replica, guard }: ReplicaHandle): Replica {
  return {
    backend: () => guard(replica.backend()),
    begin: (...args) => guard(replica.begin(...args)),
    gradient: (...args) => guard(replica.gradient(...args)),
    renew: (...args) => guard(replica.renew(...args)),
    learnsAlone: () => guard(replica.learnsAlone()),
    adopt: (...args) => guard(replica.adopt(...args)),
    learn: (...args) => guard(replica.learn(...args)),
    learnt: () => guard(replica.learnt()),
    act: (...args) => guard(replica.act(...args)),
    watch: (...args) => guard(replica.watch(...args)),
    tensorBytes: () => guard(replica.tensorBytes()),
    dispose: () => guard(replica.dispose()),
  };
}
