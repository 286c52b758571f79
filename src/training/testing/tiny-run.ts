import type { Arithmetic } from '../../tensor/arithmetic.ts';
import type { Size } from '../../tensor/size.ts';
import type { RunConfig } from '../config.ts';
import { presetOf } from '../presets.ts';

/** What a test may change of a tiny run. */
export interface TinyRunOptions {
  readonly size?: Size;
  /** Further targets of the same agent. */
  readonly others?: readonly Size[];
  readonly arithmetic?: Arithmetic;
  readonly network?: Partial<RunConfig['network']>;
  readonly acting?: Partial<RunConfig['acting']>;
  readonly seed?: number;
  readonly targetRank?: number | null;
  readonly learning?: Partial<RunConfig['learning']>;
  readonly experience?: Partial<RunConfig['experience']>;
}

/**
 * A run of which a round takes milliseconds, and that even an untrained network can win. It acts
 * after its first round.
 */
export function tinyRun(options: TinyRunOptions = {}): RunConfig {
  const { size = [1, 1, 2], arithmetic = 'z2', seed = 1, targetRank = null } = options;
  const base = presetOf('small', [size, ...(options.others ?? [])], arithmetic);
  return {
    ...base,
    seed,
    targets: base.targets.map((target) => ({ ...target, targetRank })),
    network: {
      width: 8,
      history: 0,
      blocks: 1,
      heads: 2,
      expansion: 2,
      decoderLayers: 1,
      quantiles: 4,
      valueHidden: 8,
      ...options.network,
    },
    search: { ...base.search, simulations: 8, samples: 6 },
    acting: { ...base.acting, games: 4, ...options.acting },
    learning: {
      ...base.learning,
      batch: 8,
      labels: 2,
      warmupSteps: 2,
      stepsBeforeActing: 3,
      stepsPerRound: 3,
      wavesPerRound: 16,
      ...options.learning,
    },
    experience: { ...base.experience, capacity: 40, bestCapacity: 16, ...options.experience },
  };
}
