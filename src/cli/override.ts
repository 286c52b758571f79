import { configFault } from '../training/check-config.ts';
import type { RunConfig } from '../training/config.ts';

type Json = null | boolean | number | string | Json[] | { [key: string]: Json };

/** Settings that have an option of their own, which checks them. */
const OWN_OPTIONS: ReadonlyMap<string, string> = new Map([
  ['size', '--size'],
  ['targets', '--size'],
  ['arithmetic', '--arithmetic'],
  ['preset', '--preset'],
  ['seed', '--seed'],
  ['targetRank', '--target-rank'],
]);

/**
 * The config with settings replaced, each given as path=value with a JSON value (or a bare word).
 * @throws Error with one sentence when a path does not exist, the value is of another type, or no
 *   run can have it
 */
export function override(config: RunConfig, settings: readonly string[]): RunConfig {
  const copy = JSON.parse(JSON.stringify(config)) as { [key: string]: Json };
  for (const setting of settings) {
    const split = setting.indexOf('=');
    if (split < 1) throw new Error(`--set ${setting}: write path=value`);
    const path = setting.slice(0, split);
    const own = OWN_OPTIONS.get(/^targets\.\d+\.(size|targetRank)$/.exec(path)?.[1] ?? path);
    if (own !== undefined) throw new Error(`--set ${setting}: use ${own}`);
    replace(copy, path.split('.'), parse(setting.slice(split + 1)), setting);
  }
  // The copy has the config's keys and types: only values of equal type were replaced.
  const replaced = copy as unknown as RunConfig;
  const fault = configFault(replaced);
  if (fault !== null) {
    throw new Error(`--set ${fault.path}=${JSON.stringify(fault.value)}: ${fault.reason}`);
  }
  return replaced;
}

function replace(config: Json, keys: string[], value: Json, setting: string): void {
  const last = keys.pop()!;
  let at = config;
  for (const key of keys) at = child(at, key, setting);
  const old = child(at, last, setting);
  if (last === 'version') throw new Error(`--set ${setting}: the version cannot be chosen`);
  if (typeOf(old) === 'group') {
    throw new Error(`--set ${setting}: set one of ${Object.keys(old!).join(', ')} in it`);
  }
  // null stands for no number.
  if (old !== null && typeOf(value) !== typeOf(old)) {
    throw new Error(`--set ${setting}: that setting is a ${typeOf(old)}`);
  }
  (at as { [key: string]: Json })[last] = value;
}

function child(parent: Json, key: string, setting: string): Json {
  const isGroup = typeof parent === 'object' && parent !== null;
  if (isGroup && !(Array.isArray(parent) && typeof parent[0] !== 'object')) {
    const value = (parent as { [key: string]: Json })[key];
    if (Object.hasOwn(parent, key) && value !== undefined) return value;
  }
  throw new Error(`--set ${setting}: a run has no setting “${key}” there`);
}

function typeOf(value: Json): string {
  if (Array.isArray(value)) return `list of ${value.length}`;
  return typeof value === 'object' ? 'group' : typeof value;
}

function parse(text: string): Json {
  try {
    return JSON.parse(text) as Json;
  } catch {
    return text;
  }
}
