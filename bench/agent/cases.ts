/** What the agent is measured on: presets and targets, and how many states at once. */
import type { BackendName } from '../../src/network/backend.ts';
import type { Size } from '../../src/tensor/size.ts';
import type { PresetName, RunConfig } from '../../src/training/config.ts';
import { estimateCost, formatBytes } from '../../src/training/estimate-cost.ts';
import { PRESETS, preset } from '../../src/training/presets.ts';
import type { GroupOptions } from '../row.ts';

export interface Case {
  readonly backend: BackendName;
  readonly preset: PresetName;
  readonly size: Size;
  /** States in a wave and in a batch. */
  readonly states: number;
}

/** S = 4, 6, 9, 12, 16 and 25. */
const SIZES: readonly Size[] = [
  [2, 2, 2],
  [2, 2, 3],
  [3, 3, 3],
  [3, 3, 4],
  [4, 4, 4],
  [5, 5, 5],
];
/** Of presets that are slow. */
const FEW_SIZES: readonly Size[] = [
  [2, 2, 2],
  [3, 3, 3],
  [5, 5, 5],
];
/** Plain JavaScript is there for where nothing else is. */
const ONE_SIZE: readonly Size[] = [[2, 2, 2]];

/** On a CPU a rate hardly depends on how many states there are: as many for every size, and few. */
const STATES: Readonly<Record<Exclude<BackendName, 'webgpu'>, Record<PresetName, number>>> = {
  wasm: { tiny: 16, small: 16, medium: 8, large: 2, paper: 1 },
  cpu: { tiny: 4, small: 2, medium: 1, large: 1, paper: 1 },
};
/** Presets of which a step takes seconds on a CPU. */
export const SLOW: readonly PresetName[] = ['large', 'paper'];

/** Bytes of tensors: what WebAssembly can address, and what a workstation's GPU has to spare. */
const ROOM: Readonly<Record<BackendName, number>> = { webgpu: 16e9, wasm: 2 ** 32, cpu: 8e9 };
const MOST_STATES = 1024;

/** The cases asked for, and a sentence about each that no device of its kind can hold. */
export function casesOf(
  backend: BackendName,
  { presets, targets }: Pick<GroupOptions, 'presets' | 'targets'>,
): { readonly cases: readonly Case[]; readonly left: readonly string[] } {
  const cases: Case[] = [];
  const left: string[] = [];
  for (const { name } of PRESETS) {
    if (presets !== undefined && !presets.includes(name)) continue;
    const usual = backend === 'cpu' ? ONE_SIZE : SLOW.includes(name) ? FEW_SIZES : SIZES;
    for (const size of targets ?? usual) {
      const one = (states: number): Case => ({ backend, preset: name, size, states });
      let states = backend === 'webgpu' ? MOST_STATES : STATES[backend][name];
      // On a GPU as many as fit, since it is they that fill it.
      while (backend === 'webgpu' && states > 1 && needs(one(states)) > ROOM.webgpu) states /= 2;
      const bytes = needs(one(states));
      if (bytes <= ROOM[backend]) cases.push(one(states));
      else {
        left.push(
          `agent.${name}.${backend}.${size.join('x')} left out: ${states} at once would take ${formatBytes(bytes)} of ${formatBytes(ROOM[backend])}`,
        );
      }
    }
  }
  return { cases, left };
}

/** The preset with so many games and so large a batch, modulo 2. */
export function configOf({ preset: name, size, states }: Case): RunConfig {
  const base = preset(name, size, 'z2');
  return {
    ...base,
    targets: base.targets.map((target) => ({ ...target, targetRank: null })),
    acting: { ...base.acting, games: states },
    learning: { ...base.learning, batch: states, microBatch: 0, stepsBeforeActing: 0 },
  };
}

/** Bytes of tensors on the device. */
function needs(one: Case): number {
  const captured = one.backend === 'webgpu';
  const { network, optimiser, wave, batch } = estimateCost(configOf(one), 1, captured);
  // Half of the former two is the trainer's.
  return (network + optimiser) / 2 + Math.max(wave, batch);
}
