/**
 * Links: `#/play/1.…`, the version and, as text, the bytes of a game: a flags byte, target, basis,
 * moves, position, view, and a checksum that tells a link that was cut or changed.
 */
import type { TargetSpec } from '../../tensor/bilinear.ts';
import { bilinearTarget, NAMED_TARGETS } from '../../tensor/bilinear.ts';
import { ByteReader, BytesError, ByteWriter, checksum, fromUrlText, toUrlText } from './bytes.ts';
import { LONGEST_MODE } from './custom-target.ts';
import { type Game, type GameRecord, readGame, writeGame } from './game-record.ts';

const VERSION = 1;
const PREFIX = '#/play/';
const CHECK_BYTES = 3;

type Spec = GameRecord['spec'];
type PlainTerm = GameRecord['nodes'][number]['term'];

/** The hash of an address that opens the game; the move being edited is left out. */
export function toHash(game: Game): string {
  return PREFIX + encodeGame({ ...game, draft: null });
}

/** Null when the hash holds no game; a sentence when it holds one that cannot be read. */
export function fromHash(
  hash: string,
): { readonly game: Game } | { readonly error: string } | null {
  if (!hash.startsWith(PREFIX) || hash.length === PREFIX.length) return null;
  return decodeGame(hash.slice(PREFIX.length));
}

/** '1.' and the bytes as text. */
export function encodeGame(game: Game): string {
  const record = writeGame(game);
  const writer = new ByteWriter();
  const largest = largestCoefficient(record);
  const base = record.arithmetic === 'z2' ? 2 : largest < 2 ? 3 : 5;
  writer.byte(
    (record.arithmetic === 'z2' ? 1 : 0) |
      (base === 5 ? 2 : 0) |
      (record.maxCoefficient === 2 ? 4 : 0) |
      (record.basisSeed === null ? 0 : 8) |
      (record.draft === null ? 0 : 16) |
      (record.view.solid ? 32 : 0) |
      (record.view.mode << 6),
  );
  writeSpec(writer, record.spec);
  if (record.basisSeed !== null) writer.count(record.basisSeed);
  writer.integer(Math.round(record.view.yaw * 10));
  writer.integer(Math.round(record.view.pitch * 10));
  writer.count(record.nodes.length);
  for (const [at, { parent, term, preferred }] of record.nodes.entries()) {
    // Most moves follow the one before them, and redo leads to them.
    writer.count(2 * (at - parent) + (preferred ? 0 : 1));
    writeTerm(writer, term, base);
  }
  writer.count(record.at);
  if (record.draft !== null) writeTerm(writer, record.draft, base);
  const bytes = writer.bytes();
  const check = checksum(bytes);
  const whole = new Uint8Array(bytes.length + CHECK_BYTES);
  whole.set(bytes);
  for (let b = 0; b < CHECK_BYTES; b++) whole[bytes.length + b] = check >>> (8 * b);
  return `${VERSION}.${toUrlText(whole)}`;
}

/** Reads what encodeGame wrote. Never throws. */
export function decodeGame(text: string): { readonly game: Game } | { readonly error: string } {
  const match = /^(\d{1,4})\.(.*)$/s.exec(text);
  if (match === null) return { error: 'This link holds no game.' };
  const version = Number(match[1]);
  if (version > VERSION) {
    return {
      error: `This link is of version ${version}, newer than this page: reload the page and open it again.`,
    };
  }
  if (version < VERSION) return { error: `This link is of version ${version}, which is not read.` };
  try {
    const read = readGame(decodeRecord(fromUrlText(match[2]!)));
    return 'game' in read ? read : { error: `This link cannot be opened: ${read.reason}.` };
  } catch (error) {
    if (!(error instanceof BytesError)) throw error;
    return { error: 'This link is cut short or damaged: ask for it again.' };
  }
}

function decodeRecord(whole: Uint8Array): unknown {
  const bytes = whole.subarray(0, Math.max(0, whole.length - CHECK_BYTES));
  const check = checksum(bytes);
  for (let b = 0; b < CHECK_BYTES; b++) {
    if (whole[bytes.length + b] !== ((check >>> (8 * b)) & 255)) {
      throw new BytesError('The checksum differs');
    }
  }
  const reader = new ByteReader(bytes);
  const flags = reader.byte();
  const base = (flags & 1) !== 0 ? 2 : (flags & 2) === 0 ? 3 : 5;
  const spec = readSpec(reader);
  const shape = shapeOf(spec);
  const basisSeed = (flags & 8) === 0 ? null : reader.count();
  const view = {
    mode: flags >> 6,
    solid: (flags & 32) !== 0,
    yaw: reader.integer() / 10,
    pitch: reader.integer() / 10,
  };
  const count = reader.count();
  const nodes: unknown[] = [];
  for (let at = 0; at < count; at++) {
    const head = reader.count();
    const parent = at - Math.floor(head / 2);
    nodes.push({ parent, term: readTerm(reader, shape, base), preferred: head % 2 === 0 });
  }
  const at = reader.count();
  const draft = (flags & 16) === 0 ? null : readTerm(reader, shape, base);
  if (!reader.done) throw new BytesError('There are data left');
  return {
    spec,
    arithmetic: base === 2 ? 'z2' : 'standard',
    maxCoefficient: (flags & 4) === 0 ? 1 : 2,
    basisSeed,
    nodes,
    at,
    view,
    draft,
  };
}

/** A byte says the kind: 0 a matrix product, 1 the user's own, 2… the ladder in its order. */
function writeSpec(writer: ByteWriter, spec: Spec): void {
  if (spec.kind === 'named') {
    writer.byte(2 + NAMED_TARGETS.indexOf(spec.id));
  } else if (spec.kind === 'matmul') {
    writer.byte(0);
    for (const side of spec.size) writer.byte(side);
  } else {
    writer.byte(1);
    writer.text(spec.title);
    for (const length of spec.shape) writer.byte(length);
    // Zeros in runs: the number of zeros before each other entry.
    let zeros = 0;
    for (const entry of spec.data) {
      if (entry === 0) {
        zeros++;
        continue;
      }
      writer.count(zeros);
      writer.integer(entry);
      zeros = 0;
    }
    if (zeros > 0) writer.count(zeros);
  }
}

function readSpec(reader: ByteReader): Spec {
  const kind = reader.byte();
  if (kind >= 2) {
    const id = NAMED_TARGETS[kind - 2];
    if (id === undefined) throw new BytesError('The target is unknown');
    return { kind: 'named', id };
  }
  if (kind === 0) {
    const size: [number, number, number] = [reader.byte(), reader.byte(), reader.byte()];
    if (size.some((side) => side < 1 || side > 5)) throw new BytesError('The size is none');
    return { kind: 'matmul', size };
  }
  const title = reader.text();
  const shape: [number, number, number] = [reader.byte(), reader.byte(), reader.byte()];
  if (shape.some((length) => length < 1 || length > LONGEST_MODE)) {
    throw new BytesError('The shape is none');
  }
  const data = new Array<number>(shape[0] * shape[1] * shape[2]).fill(0);
  for (let at = 0; at < data.length; ) {
    at += reader.count();
    if (at > data.length) throw new BytesError('There are too many entries');
    if (at < data.length) data[at++] = reader.integer();
  }
  return { kind: 'custom', title, shape, data };
}

function shapeOf(spec: Spec): readonly [number, number, number] {
  return spec.kind === 'custom' ? spec.shape : bilinearTarget(spec as TargetSpec).tensor.shape;
}

function writeTerm(writer: ByteWriter, { u, v, w }: PlainTerm, base: number): void {
  const low = lowest(base);
  writer.digits(
    [...u, ...v, ...w].map((c) => c - low),
    base,
  );
}

function readTerm(
  reader: ByteReader,
  [s0, s1, s2]: readonly [number, number, number],
  base: number,
): PlainTerm {
  const low = lowest(base);
  const all = reader.digits(s0 + s1 + s2, base).map((digit) => digit + low);
  return { u: all.slice(0, s0), v: all.slice(s0, s0 + s1), w: all.slice(s0 + s1) };
}

/** The coefficient that digit 0 stands for. */
function lowest(base: number): number {
  return base === 2 ? 0 : base === 3 ? -1 : -2;
}

function largestCoefficient({ nodes, draft }: GameRecord): number {
  const terms = [...nodes.map(({ term }) => term), ...(draft === null ? [] : [draft])];
  return terms.reduce(
    (most, { u, v, w }) => [...u, ...v, ...w].reduce((m, c) => Math.max(m, Math.abs(c)), most),
    0,
  );
}
