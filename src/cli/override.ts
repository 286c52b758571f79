import type { RunConfig } from '../training/config.ts';

type Json = null | boolean | number | string | Json[] | { [key: string]: Json };

/**
 * The config with settings replaced, each given as path=value with a JSON value (or a bare word).
 * @throws Error with one sentence when a path does not exist or the value is of another type
 */
export function override(config: RunConfig, settings: readonly string[]): RunConfig {
  const copy = JSON.parse(JSON.stringify(config)) as { [key: string]: Json };
  for (const setting of settings) {
    const split = setting.indexOf('=');
    if (split < 1) throw new Error(`--set ${setting}: write path=value`);
    const keys = setting.slice(0, split).split('.');
    const last = keys.pop()!;
    let at: Json = copy;
    for (const key of keys) at = child(at, key, setting);
    const old = child(at, last, setting);
    const value = parse(setting.slice(split + 1));
    if (typeof value !== typeof old || Array.isArray(value) !== Array.isArray(old)) {
      throw new Error(`--set ${setting}: that setting is of type ${typeof old}`);
    }
    (at as { [key: string]: Json })[last] = value;
  }
  // The copy has the config's keys and types: only values of equal type were replaced.
  return copy as unknown as RunConfig;
}

function child(parent: Json, key: string, setting: string): Json {
  if (typeof parent === 'object' && parent !== null && !Array.isArray(parent)) {
    const value = parent[key];
    if (Object.hasOwn(parent, key) && value !== undefined) return value;
  }
  throw new Error(`--set ${setting}: a run has no setting ${key} there`);
}

function parse(text: string): Json {
  try {
    return JSON.parse(text) as Json;
  } catch {
    return text;
  }
}
