import { z } from 'zod';
import { NAMED_SCHEMES } from '../../latency/named-schemes.ts';
import { type Scheme, schemeOf } from '../../latency/scheme.ts';
import { library } from '../library/create-library.ts';
import { spawnProbe } from './probe-client.ts';
import { ProbeSession } from './probe-session.ts';

const KEY = 'tensorgame-probe-choices';
const kept = z.record(z.string(), z.string());

/** What the tuner chose, from one visit to the next; a browser that keeps nothing tunes again. */
const choices = {
  read: () => {
    try {
      return kept.parse(JSON.parse(localStorage.getItem(KEY) ?? '{}'));
    } catch {
      return {};
    }
  },
  write: (next: Readonly<Record<string, string>>) => {
    try {
      localStorage.setItem(KEY, JSON.stringify(next));
    } catch {
      // No room, or not allowed: the next run tunes again.
    }
  },
};

/** Built-in schemes by name, others from the library by key. */
async function schemesOf(ids: readonly string[]): Promise<Scheme[]> {
  const found: Scheme[] = [];
  for (const id of ids) {
    const named = NAMED_SCHEMES.find(({ name }) => name === id);
    if (named !== undefined) {
      found.push(named);
      continue;
    }
    const algorithm = await library().algorithm(id);
    const base = `${algorithm.size.join('x')}:${algorithm.rank}`;
    const taken = found.filter(({ name }) => name.startsWith(base)).length;
    found.push(schemeOf(algorithm, taken === 0 ? base : `${base} (${taken + 1})`));
  }
  return found;
}

/** The page's probe: measurements in a worker, schemes from the library. */
export function createProbe(): ProbeSession {
  return new ProbeSession({
    spawn: spawnProbe,
    schemes: schemesOf,
    choices,
    browser: navigator.userAgent,
    now: Date.now,
  });
}
