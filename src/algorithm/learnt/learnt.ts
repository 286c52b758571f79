/**
 * What agents of this program have found by learning alone, and nothing else: each file is what
 * `npm run discover -- --size … --arithmetic … --seed …` wrote, on the machine and with the settings
 * that docs/alphatensor.md (What was reached) tells.
 */
import type { Algorithm } from '../algorithm.ts';
import { readAlgorithm } from '../file.ts';
import a222 from './2x2x2-standard-7.json';
import a223 from './2x2x3-z2-11.json';
import a224 from './2x2x4-z2-14.json';
import a233 from './2x3x3-z2-15.json';
import a333 from './3x3x3-z2-23.json';

export interface LearntScheme {
  /** which seed, machine and preset, and how long it took */
  readonly source: string;
  readonly algorithm: Algorithm;
}

const FILES: readonly { readonly file: unknown; readonly machine: string }[] = [
  { file: a222, machine: 'an NVIDIA H100' },
  { file: a223, machine: 'two of 16 processor cores' },
  { file: a224, machine: 'an NVIDIA H100' },
  { file: a233, machine: 'an NVIDIA H100' },
  { file: a333, machine: 'an NVIDIA H100' },
];

/** Smaller sizes first; each of the best rank that is known. Their exactness is checked by the tests. */
export function learntSchemes(): LearntScheme[] {
  return FILES.map(({ file, machine }) => {
    const algorithm = readAlgorithm(file);
    const { preset, seed, seconds } = algorithm.provenance ?? {};
    const source = `${seconds} s of learning on ${machine}: preset ${preset}, seed ${seed}, from scratch`;
    return { source, algorithm };
  });
}
