/** Configs from outside: from storage, checkpoints and files, whatever version wrote them. */
import { configFault } from './check-config.ts';
import { CONFIG_VERSION, type RunConfig } from './config.ts';

type Loose = Readonly<Record<string, unknown>>;

/**
 * The config in a value of any shape, brought up to the present version: what a version did not have
 * gets the value with which the run goes on as it did.
 * @throws Error with one sentence when it is none
 */
export function readConfig(value: unknown): RunConfig {
  let config = asObject(value, 'The settings of this run');
  const { version } = config;
  if (version === 1) config = fromVersion1(config);
  else if (version !== CONFIG_VERSION) {
    throw new Error(
      `The settings of this run have version ${String(version)}; this program reads versions 1 to ${CONFIG_VERSION}.`,
    );
  }
  // Added to this version later: without it a run goes on as it did.
  const { acting, demonstrations } = config;
  const given = asObject(acting, 'The part “acting” of the settings');
  const synthetic = asObject(demonstrations, 'The part “demonstrations” of the settings');
  config = {
    ...config,
    acting: completed(given, {
      reachedWeight: 1,
      reworkShare: 0,
      reworkBehind: 0,
      reworkKept: 4,
      reworkFrom: 'found',
      reworkStyle: 'sparse',
      benchmarkWeight: 0,
      benchmarkSide: 2048,
    }),
    demonstrations: completed(synthetic, { repeats: 0, corners: 0, walks: 0 }),
  };
  // Whatever it is, the check looks at each of its parts before anybody uses one.
  const read = config as unknown as RunConfig;
  const fault = configFault(read);
  if (fault !== null) {
    throw new Error(
      `The settings of this run cannot be used: ${fault.path} is ${JSON.stringify(fault.value)}, ${fault.reason}.`,
    );
  }
  return read;
}

/** Version 1 had one target, no history, no symmetries, one mix and one learning rate. */
function fromVersion1(old: Loose): Loose {
  const { size, moveLimit, targetRank, ...rest } = old;
  const group = (name: string) => asObject(old[name], `The part “${name}” of the settings`);
  return {
    ...rest,
    version: 2,
    targets: [{ size, moveLimit, targetRank }],
    tokenDigits: 0,
    network: { history: 0, ...group('network') },
    search: { explorationScale: 19652, visitPivot: 100, ...group('search') },
    acting: {
      symmetries: 0,
      risk: 0.75,
      swaps: 0,
      ...group('acting'),
    },
    // Nonzero coefficients were drawn uniformly.
    demonstrations: { twos: 0.5, ...group('demonstrations') },
    learning: { microBatch: 0, decaySteps: 0, decay: 0.1, ...group('learning') },
    experience: { earlySteps: 0, earlyPlayedShare: 0.1, ...group('experience') },
  };
}

/** With what it lacks; what it has stays, and in its order. */
function completed(given: Loose, defaults: Loose): Loose {
  const lacking = Object.entries(defaults).filter(([name]) => !(name in given));
  return { ...given, ...Object.fromEntries(lacking) };
}

function asObject(value: unknown, what: string): Loose {
  if (typeof value === 'object' && value !== null && !Array.isArray(value)) return value as Loose;
  throw new Error(`${what} cannot be read.`);
}
