import { isArithmetic } from '../tensor/arithmetic.ts';
import { formatSize, isSize } from '../tensor/size.ts';
import { CONFIG_VERSION, type RunConfig } from './config.ts';
import { sideOfRun } from './game-rules.ts';
import { KNOBS } from './knob-table.ts';
import { knobFault, knobValue } from './knobs.ts';
import { PRESETS } from './presets.ts';

/** The largest side of a matrix that the agent plays: beyond it a residual's state does not fit. */
export const LARGEST_TRAINED = 5;
const MOST_TARGETS = 128;
const MOST_MOVES = 1000;

/** A setting that no run can have. */
export interface ConfigFault {
  readonly path: string;
  readonly value: unknown;
  /** What is wrong, without a subject: `expected a whole number from 1 to 64`. */
  readonly reason: string;
}

/** The first setting that no run can have, or null. */
export function configFault(config: RunConfig): ConfigFault | null {
  const fault = (path: string, reason: string): ConfigFault => ({
    path,
    value: knobValue(config, path),
    reason,
  });
  const about = aboutTargets(config);
  if (about !== null) return fault(about.path, about.reason);
  for (const knob of KNOBS) {
    const reason = knobFault(knob, knobValue(config, knob.path));
    if (reason !== null) return fault(knob.path, reason);
  }
  const { network, experience, tokenDigits, arithmetic, acting } = config;
  if (network.width % network.heads !== 0) {
    return fault('network.heads', 'it must divide network.width');
  }
  if (!Number.isInteger(network.width * network.expansion)) {
    return fault('network.expansion', 'its product with network.width must be a whole number');
  }
  if (experience.playedShare + experience.bestShare > 1) {
    return fault(
      'experience.bestShare',
      'with experience.playedShare it is more than the whole batch',
    );
  }
  const side = sideOfRun(config);
  if (tokenDigits > 0 && side % tokenDigits !== 0) {
    return fault('tokenDigits', `it must divide the side ${side}`);
  }
  if (
    tokenDigits > 0 &&
    (arithmetic === 'z2' ? 2 : 2 * config.maxCoefficient + 1) ** tokenDigits > 65_536
  ) {
    return fault('tokenDigits', 'so many coefficients exceed a token of 16 bits');
  }
  for (const path of ['basisStyle', 'reworkStyle'] as const) {
    const style = acting[path];
    if ((style !== 'dense' && style !== 'compact') || arithmetic === 'z2') continue;
    return fault(`acting.${path}`, `${style} bases exist modulo 2 only`);
  }
  return null;
}

/** What is wrong with the parts that no knob turns. */
function aboutTargets(config: RunConfig): { path: string; reason: string } | null {
  const { version, preset, seed, arithmetic, targets } = config;
  if (version !== CONFIG_VERSION) return { path: 'version', reason: `expected ${CONFIG_VERSION}` };
  if (!PRESETS.some(({ name }) => name === preset)) {
    return { path: 'preset', reason: 'there is no such preset' };
  }
  if (!Number.isInteger(seed) || seed < 0 || seed >= 2 ** 32) {
    return { path: 'seed', reason: 'expected a whole number of 32 bits' };
  }
  if (!isArithmetic(arithmetic)) return { path: 'arithmetic', reason: 'expected standard or z2' };
  if (!Array.isArray(targets) || targets.length < 1 || targets.length > MOST_TARGETS) {
    return { path: 'targets', reason: `expected from 1 to ${MOST_TARGETS} targets` };
  }
  const seen = new Set<string>();
  for (const [at, { size, moveLimit, targetRank }] of targets.entries()) {
    const path = (name: string) => `targets.${at}.${name}`;
    if (!isSize(size) || Math.max(...size) > LARGEST_TRAINED) {
      return {
        path: path('size'),
        reason: `expected three whole numbers from 1 to ${LARGEST_TRAINED}`,
      };
    }
    if (seen.has(formatSize(size)))
      return { path: path('size'), reason: 'this target is there twice' };
    seen.add(formatSize(size));
    if (!Number.isInteger(moveLimit) || moveLimit < 1 || moveLimit > MOST_MOVES) {
      return { path: path('moveLimit'), reason: `expected a whole number from 1 to ${MOST_MOVES}` };
    }
    if (targetRank !== null && (!Number.isInteger(targetRank) || targetRank < 1)) {
      return { path: path('targetRank'), reason: 'expected a whole number of at least 1, or null' };
    }
  }
  return null;
}
