/**
 * A trained agent as one small file: config, seed, parameters, what it found and its log; neither
 * optimiser nor experience. It plays anywhere, and a run may begin with its parameters.
 */
import type { Algorithm } from '../algorithm/algorithm.ts';
import type { Checkpoint, Counters } from './checkpoint.ts';
import type { RunConfig } from './config.ts';
import { type FileKind, readContainer, writeContainer } from './container.ts';
import { layoutOf } from './game-rules.ts';
import { fromHalf, toHalf } from './half.ts';
import { readConfig } from './read-config.ts';
import type { RunLogSnapshot } from './run-log.ts';

export interface Agent {
  readonly config: RunConfig;
  readonly counters: Counters;
  /** The commands that trained it, one after the other, or where it comes from, in words. */
  readonly origin: string;
  readonly parameters: Float32Array;
  /** The best algorithm it found of each target. */
  readonly algorithms: readonly Algorithm[];
  readonly log: RunLogSnapshot | null;
}

export const AGENT_FILE: FileKind = {
  magic: 0x47414754, // "TGAG"
  version: 1,
  oldest: 1,
  name: 'an agent of TensorGame',
  word: 'agent',
};

/** float16 halves the file; what is lost of a parameter is at most 1/2048 of it. */
export type Precision = 'float32' | 'float16';

/** @param log false leaves the log out */
export function agentOf(checkpoint: Checkpoint, origin = '', log = true): Agent {
  const { config, counters, parameters } = checkpoint;
  const best = new Map<string, Algorithm>();
  for (const algorithm of checkpoint.algorithms) {
    const target = algorithm.size.join('x');
    const known = best.get(target);
    if (known === undefined || algorithm.rank < known.rank) best.set(target, algorithm);
  }
  return {
    ...{ config, counters, origin, parameters, algorithms: [...best.values()] },
    log: log ? checkpoint.log : null,
  };
}

export function writeAgent(agent: Agent, precision: Precision): Uint8Array {
  const { parameters } = agent;
  const stored = precision === 'float16' ? toHalf(parameters) : parameters;
  return writeContainer(AGENT_FILE, { ...agent, parameters: stored });
}

/** @throws Error with one sentence when the file is no agent, damaged, too new or of no use */
export function readAgent(file: Uint8Array): Agent {
  const { content } = readContainer(AGENT_FILE, file);
  const agent = content as Omit<Agent, 'parameters'> & {
    readonly parameters: Float32Array | Uint16Array;
  };
  const config = readConfig(agent.config);
  const { parameters } = agent;
  const full = parameters instanceof Float32Array ? parameters : fromHalf(parameters);
  if (full.length !== layoutOf(config).size) {
    throw new Error('This agent’s parameters do not fit the network that its settings describe.');
  }
  return { ...agent, config, parameters: full };
}
