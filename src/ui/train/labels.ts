import type { BackendChoice } from '../../network/backend.ts';
import type { Arithmetic } from '../../tensor/arithmetic.ts';
import type { PresetName } from '../../training/config.ts';

/** What the choices are called on the page. */
export const ARITHMETIC_LABELS: Readonly<Record<Arithmetic, string>> = {
  z2: 'Modulo 2',
  standard: 'Integers',
};

export const PRESET_LABELS: Readonly<Record<PresetName, string>> = {
  tiny: 'Tiny',
  small: 'Small',
  medium: 'Medium',
  large: 'Large',
  paper: 'Paper',
};

export const BACKEND_LABELS: Readonly<Record<BackendChoice, string>> = {
  auto: 'Automatic',
  webgpu: 'WebGPU',
  wasm: 'WebAssembly',
  cpu: 'JavaScript',
};
