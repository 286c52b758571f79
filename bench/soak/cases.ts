import type { BackendName } from '../../src/network/backend.ts';
import type { RunConfig } from '../../src/training/config.ts';
import { fitted } from '../../src/training/estimate-cost.ts';
import { preset } from '../../src/training/presets.ts';

/** A run that is watched for long. */
export interface SoakCase {
  readonly backend: Extract<BackendName, 'wasm' | 'webgpu'>;
  /** What differs from the preset, in words; empty: nothing. */
  readonly changed: string;
  readonly config: RunConfig;
}

/** 2×2×2 modulo 2 without a goal, so that no run ends before its time. */
export function casesOf(softwareGpu: boolean): SoakCase[] {
  return [
    { backend: 'wasm', changed: '', config: endless(preset('small', [2, 2, 2], 'z2')) },
    softwareGpu
      ? {
          backend: 'webgpu',
          changed: 'batch 16, 8 games, 16 simulations of 8 samples, games after 20 steps',
          config: shrunk(endless(preset('tiny', [2, 2, 2], 'z2'))),
        }
      : { backend: 'webgpu', changed: '', config: endless(preset('small', [2, 2, 2], 'z2')) },
  ];
}

function endless(config: RunConfig): RunConfig {
  return { ...config, targets: config.targets.map((target) => ({ ...target, targetRank: null })) };
}

/** A CPU that plays a GPU does little: the shapes that are captured are small, their number is not. */
function shrunk(config: RunConfig): RunConfig {
  const { search, acting, learning } = config;
  return fitted({
    ...config,
    search: { ...search, simulations: 16, samples: 8 },
    acting: { ...acting, games: 8 },
    learning: {
      ...learning,
      batch: 16,
      stepsBeforeActing: 20,
      stepsPerRound: 8,
      wavesPerRound: 32,
    },
  });
}
