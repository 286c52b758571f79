/**
 * A file that holds one JSON value and the typed arrays in it. Magic, version, checksum of all that
 * follows; length of the JSON; the JSON (all but the arrays, which it lists); then the arrays, each
 * padded to four bytes. Little-endian.
 */
const HEADER_BYTES = 16;
/** Where the part that the checksum covers begins: with the length of the JSON. */
const CHECKED_FROM = 12;

const KINDS = {
  Float32Array,
  Int32Array,
  Uint16Array,
  Int8Array,
  Uint8Array,
} as const;

type Kind = keyof typeof KINDS;
type NumberArray = InstanceType<(typeof KINDS)[Kind]>;

interface Entry {
  readonly kind: Kind;
  readonly length: number;
}

/** What kind of file it is. */
export interface FileKind {
  /** Four characters as a little-endian number. */
  readonly magic: number;
  /** The version that is written. */
  readonly version: number;
  /** The oldest version that can still be read. */
  readonly oldest: number;
  /** 'a checkpoint of TensorGame' */
  readonly name: string;
  /** 'checkpoint' */
  readonly word: string;
}

export function writeContainer(kind: FileKind, content: unknown): Uint8Array {
  const arrays: NumberArray[] = [];
  const json = JSON.stringify(content, (_, value: unknown) => {
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
  header.setUint32(0, kind.magic, true);
  header.setUint32(4, kind.version, true);
  header.setUint32(CHECKED_FROM, text.length, true);
  header.setUint32(8, checksum(file, kind.version), true);
  return file;
}

/**
 * The value and the version that wrote it. The checksum vouches for the content, so its shape is as
 * some version of this program made it.
 * @throws Error with one sentence when the file is of another kind, damaged or too new
 */
export function readContainer(
  kind: FileKind,
  file: Uint8Array,
): { readonly version: number; readonly content: unknown } {
  const header = new DataView(file.buffer, file.byteOffset, file.byteLength);
  if (file.length < HEADER_BYTES || header.getUint32(0, true) !== kind.magic) {
    throw new Error(`This is not ${kind.name}.`);
  }
  const version = header.getUint32(4, true);
  if (version > kind.version || version < kind.oldest) {
    throw new Error(
      `This ${kind.word} has version ${version}; this program reads version ${kind.version}.`,
    );
  }
  if (file.length % 4 !== 0 || header.getUint32(8, true) !== checksum(file, version)) {
    throw new Error(`This ${kind.word} is damaged: its checksum does not match its content.`);
  }
  const length = header.getUint32(CHECKED_FROM, true);
  const text = new TextDecoder().decode(file.subarray(HEADER_BYTES, HEADER_BYTES + length));
  let at = HEADER_BYTES + ((length + 3) & ~3);
  const content: unknown = JSON.parse(text, (_, value: unknown) => {
    if (!isEntry(value)) return value;
    const Type = KINDS[value.kind];
    const size = Type.BYTES_PER_ELEMENT * value.length;
    const bytes = file.slice(at, at + size).buffer;
    at += (size + 3) & ~3;
    return new Type(bytes);
  });
  return { version, content };
}

/** True for a file that begins as this kind does. */
export function isOfKind(kind: FileKind, file: Uint8Array): boolean {
  const header = new DataView(file.buffer, file.byteOffset, file.byteLength);
  return file.length >= HEADER_BYTES && header.getUint32(0, true) === kind.magic;
}

function isNumberArray(value: unknown): value is NumberArray {
  return ArrayBuffer.isView(value) && Object.hasOwn(KINDS, value.constructor.name);
}

function isEntry(value: unknown): value is Entry & { array: number } {
  return typeof value === 'object' && value !== null && 'array' in value && 'kind' in value;
}

/**
 * FNV-1a over all that follows it, four bytes at a time, and from version 2 on over the version first:
 * a file whose version is damaged would be read as what it is not.
 */
function checksum(file: Uint8Array, version: number): number {
  const words = new Uint32Array(file.slice(CHECKED_FROM).buffer);
  let hash = 0x811c9dc5;
  if (version > 1) hash = Math.imul(hash ^ version, 0x01000193);
  for (const word of words) hash = Math.imul(hash ^ word, 0x01000193);
  return hash >>> 0;
}
