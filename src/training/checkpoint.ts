import type { Algorithm } from '../algorithm/algorithm.ts';
import type { AdamWState } from './adamw.ts';
import type { RunConfig } from './config.ts';
import { type FileKind, readContainer, writeContainer } from './container.ts';
import type { ExperienceSnapshot } from './experience.ts';
import type { FoundTally } from './found-algorithms.ts';
import type { FoundLine } from './game-record.ts';
import { readConfig } from './read-config.ts';
import type { RunLogSnapshot } from './run-log.ts';

/** The whole state of a run between two rounds. Games under way are not part of it. */
export interface Checkpoint {
  readonly config: RunConfig;
  readonly counters: Counters;
  /** State of the trainer's generator. */
  readonly random: readonly [number, number, number, number];
  readonly algorithms: readonly Algorithm[];
  /** null: written when a run kept all that it found */
  readonly found: FoundTally | null;
  /** What games rework, the latest last; none: written before it was kept. */
  readonly own: readonly FoundLine[];
  readonly parameters: Float32Array;
  readonly optimiser: AdamWState;
  readonly played: ExperienceSnapshot;
  /** of each target */
  readonly best: readonly ExperienceSnapshot[];
  /** null: written before runs kept a log */
  readonly log: RunLogSnapshot | null;
  /** How it was made: commands, one after the other; empty: by one run in a browser. */
  readonly origin: string;
}

/** How something was made that was gone on from before. */
export function followedBy(origin: string, next: string): string {
  return origin === '' ? next : `${origin}; then ${next}`;
}

export interface Counters {
  /** How many times the run was started: a resumed run draws new games. */
  epoch: number;
  step: number;
  games: number;
  solved: number;
  seconds: number;
}

/** Version 1: a config of one target, experience without histories, no log. */
export const CHECKPOINT_FILE: FileKind = {
  magic: 0x4b434754, // "TGCK"
  version: 2,
  oldest: 1,
  name: 'a checkpoint of TensorGame',
  word: 'checkpoint',
};

export function writeCheckpoint(checkpoint: Checkpoint): Uint8Array {
  return writeContainer(CHECKPOINT_FILE, checkpoint);
}

/** @throws Error with one sentence when the file is not a checkpoint, damaged or too new */
export function readCheckpoint(file: Uint8Array): Checkpoint {
  const { version, content } = readContainer(CHECKPOINT_FILE, file);
  const checkpoint = version === 1 ? fromVersion1(content as Version1) : (content as Checkpoint);
  const { found = null, own = [], origin = '' } = checkpoint as Partial<Checkpoint>;
  return { ...checkpoint, found, own, origin, config: readConfig(checkpoint.config) };
}

type Experience1 = Omit<ExperienceSnapshot, 'targets' | 'ply' | 'played'>;

interface Version1
  extends Omit<Checkpoint, 'played' | 'best' | 'log' | 'found' | 'own' | 'origin'> {
  readonly played: Experience1;
  readonly best: Experience1;
}

function fromVersion1(old: Version1): Checkpoint {
  const completed = (snapshot: Experience1): ExperienceSnapshot => {
    const { length } = snapshot.movesLeft;
    return {
      ...snapshot,
      targets: new Uint8Array(length),
      ply: new Uint16Array(length),
      played: new Uint16Array(0),
    };
  };
  return {
    ...old,
    played: completed(old.played),
    best: [completed(old.best)],
    log: null,
    found: null,
    own: [],
    origin: '',
  };
}
