import type { Algorithm } from '../algorithm/algorithm.ts';
import type { AdamWState } from './adamw.ts';
import type { RunConfig } from './config.ts';
import type { ExperienceSnapshot } from './experience.ts';

/** The whole state of a run between two rounds. Games under way are not part of it. */
export interface Checkpoint {
  readonly config: RunConfig;
  readonly counters: Counters;
  /** State of the trainer's generator. */
  readonly random: readonly [number, number, number, number];
  readonly algorithms: readonly Algorithm[];
  readonly parameters: Float32Array;
  readonly optimiser: AdamWState;
  readonly played: ExperienceSnapshot;
  readonly best: ExperienceSnapshot;
}

export interface Counters {
  /** How many times the run was started: a resumed run draws new games. */
  epoch: number;
  step: number;
  games: number;
  solved: number;
  seconds: number;
}

const MAGIC = 0x4b434754; // "TGCK", little-endian
const VERSION = 1;
const HEADER_BYTES = 16;
/** Where the part that the checksum covers begins: with the length of the JSON. */
const CHECKED_FROM = 12;

type Kind = 'Float32Array' | 'Int32Array' | 'Uint16Array';
type NumberArray = Float32Array | Int32Array | Uint16Array;

interface Entry {
  readonly kind: Kind;
  readonly length: number;
}

/**
 * One file: magic, version, checksum of all that follows; length of the JSON; the JSON (all but the
 * arrays, which it lists); then the arrays, each padded to four bytes. Little-endian.
 */
export function writeCheckpoint(checkpoint: Checkpoint): Uint8Array {
  const arrays: NumberArray[] = [];
  const json = JSON.stringify(checkpoint, (_, value: unknown) => {
    if (!isNumberArray(value)) return value;
    arrays.push(value);
    const entry: Entry = { kind: value.constructor.name as Kind, length: value.length };
    return { array: arrays.length - 1, ...entry };
  });
  const text = new TextEncoder().encode(json);
  const padded = (bytes: number) => (bytes + 3) & ~3;
  const total = arrays.reduce((sum, array) => sum + padded(array.byteLength), padded(text.length));
  const file = new Uint8Array(HEADER_BYTES + total);
  file.set(text, HEADER_BYTES);
  let at = HEADER_BYTES + padded(text.length);
  for (const array of arrays) {
    file.set(new Uint8Array(array.buffer, array.byteOffset, array.byteLength), at);
    at += padded(array.byteLength);
  }
  const header = new DataView(file.buffer);
  header.setUint32(0, MAGIC, true);
  header.setUint32(4, VERSION, true);
  header.setUint32(CHECKED_FROM, text.length, true);
  header.setUint32(8, checksum(file), true);
  return file;
}

/** @throws Error with one sentence when the file is not a checkpoint, damaged or too new */
export function readCheckpoint(file: Uint8Array): Checkpoint {
  const header = new DataView(file.buffer, file.byteOffset, file.byteLength);
  if (file.length < HEADER_BYTES || header.getUint32(0, true) !== MAGIC) {
    throw new Error('This is not a checkpoint of TensorGame.');
  }
  const version = header.getUint32(4, true);
  if (version !== VERSION) {
    throw new Error(
      `This checkpoint has version ${version}; this program reads version ${VERSION}.`,
    );
  }
  if (file.length % 4 !== 0 || header.getUint32(8, true) !== checksum(file)) {
    throw new Error('This checkpoint is damaged: its checksum does not match its content.');
  }
  const length = header.getUint32(CHECKED_FROM, true);
  const text = new TextDecoder().decode(file.subarray(HEADER_BYTES, HEADER_BYTES + length));
  let at = HEADER_BYTES + ((length + 3) & ~3);
  // The checksum has vouched for the content, so its shape is as writeCheckpoint made it.
  return JSON.parse(text, (_, value: unknown) => {
    if (!isEntry(value)) return value;
    const size = { Float32Array: 4, Int32Array: 4, Uint16Array: 2 }[value.kind] * value.length;
    const bytes = file.slice(at, at + size).buffer;
    at += (size + 3) & ~3;
    if (value.kind === 'Float32Array') return new Float32Array(bytes);
    return value.kind === 'Int32Array' ? new Int32Array(bytes) : new Uint16Array(bytes);
  }) as Checkpoint;
}

function isNumberArray(value: unknown): value is NumberArray {
  return (
    value instanceof Float32Array || value instanceof Int32Array || value instanceof Uint16Array
  );
}

function isEntry(value: unknown): value is Entry & { array: number } {
  return typeof value === 'object' && value !== null && 'array' in value && 'kind' in value;
}

/** FNV-1a over all that follows it, four bytes at a time. */
function checksum(file: Uint8Array): number {
  const words = new Uint32Array(file.slice(CHECKED_FROM).buffer);
  let hash = 0x811c9dc5;
  for (const word of words) hash = Math.imul(hash ^ word, 0x01000193);
  return hash >>> 0;
}
