/**
 * A reader of zip archives that trusts nothing in them: no more is unpacked than the limits allow,
 * whatever the archive claims, and every entry's length and checksum must be right.
 * Format: PKWARE's APPNOTE.TXT 6.3, without encryption, splitting or Zip64.
 */
import { Inflate } from 'fflate';
import { FormatError, formatBytes, type Limits } from './imported.ts';

export interface ZipEntry {
  readonly name: string;
  /** From the central directory; empty where there is none. */
  readonly comment: string;
  /** @throws FormatError when the entry is damaged or too large */
  readonly open: () => Uint8Array;
}

const END = 0x06054b50;
const CENTRAL = 0x02014b50;
const LOCAL = 0x04034b50;
/** The end record is that long, and a comment of up to 64 KiB may follow it. */
const END_BYTES = 22;
/** Deflate gives at most 1032 bytes a byte, so a piece gives at most 17 MB beyond the limit. */
const PIECE = 2 ** 14;

export function isZip(bytes: Uint8Array): boolean {
  return (
    bytes.length >= 4 &&
    bytes[0] === 0x50 &&
    bytes[1] === 0x4b &&
    ((bytes[2] === 3 && bytes[3] === 4) || (bytes[2] === 5 && bytes[3] === 6))
  );
}

/** @throws FormatError when the directory is damaged or the archive too large */
export function readZip(bytes: Uint8Array, limits: Limits): ZipEntry[] {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const end = findEnd(view);
  const count = view.getUint16(end + 10, true);
  if (count > limits.entries) {
    throw new FormatError(
      `The archive has ${count} entries, more than the ${limits.entries} allowed.`,
    );
  }
  const budget = { left: limits.archiveBytes };
  const entries: ZipEntry[] = [];
  let at = view.getUint32(end + 16, true);
  for (let i = 0; i < count; i++) {
    if (at + 46 > end || view.getUint32(at, true) !== CENTRAL) {
      throw new FormatError(`The archive's directory is damaged at entry ${i + 1} of ${count}.`);
    }
    const lengths = [28, 30, 32].map((offset) => view.getUint16(at + offset, true));
    const [nameLength, extraLength, commentLength] = lengths as [number, number, number];
    const commentAt = at + 46 + nameLength + extraLength;
    const next = commentAt + commentLength;
    if (next > end) {
      throw new FormatError(`The archive's directory is damaged at entry ${i + 1} of ${count}.`);
    }
    const header = {
      flags: view.getUint16(at + 8, true),
      method: view.getUint16(at + 10, true),
      checksum: view.getUint32(at + 16, true),
      packed: view.getUint32(at + 20, true),
      unpacked: view.getUint32(at + 24, true),
      offset: view.getUint32(at + 42, true),
    };
    entries.push({
      name: text(bytes.subarray(at + 46, at + 46 + nameLength)),
      comment: text(bytes.subarray(commentAt, next)),
      open: () => open(bytes, view, header, limits, budget),
    });
    at = next;
  }
  return entries;
}

function findEnd(view: DataView): number {
  const last = view.byteLength - END_BYTES;
  for (let at = last; at >= 0 && at >= last - 0xffff; at--) {
    if (view.getUint32(at, true) === END) return at;
  }
  throw new FormatError('The archive is cut short: its directory is missing.');
}

interface Header {
  readonly flags: number;
  readonly method: number;
  readonly checksum: number;
  readonly packed: number;
  readonly unpacked: number;
  readonly offset: number;
}

function open(
  bytes: Uint8Array,
  view: DataView,
  header: Header,
  limits: Limits,
  budget: { left: number },
): Uint8Array {
  const { flags, method, packed, unpacked, offset } = header;
  if ((flags & 1) !== 0) throw new FormatError('It is encrypted.');
  if (unpacked > limits.entryBytes) {
    throw new FormatError(
      `It unpacks to ${formatBytes(unpacked)}, more than the ${formatBytes(limits.entryBytes)} allowed.`,
    );
  }
  if (unpacked > budget.left) {
    throw new FormatError(
      `The archive unpacks to more than the ${formatBytes(limits.archiveBytes)} allowed.`,
    );
  }
  budget.left -= unpacked;
  const isThere = offset + 30 <= bytes.length && view.getUint32(offset, true) === LOCAL;
  const start = isThere
    ? offset + 30 + view.getUint16(offset + 26, true) + view.getUint16(offset + 28, true)
    : Number.POSITIVE_INFINITY;
  if (start + packed > bytes.length) throw new FormatError('The archive is damaged there.');
  const content = bytes.subarray(start, start + packed);
  let result: Uint8Array;
  if (method === 0) result = content;
  else if (method === 8) result = inflated(content, unpacked);
  else throw new FormatError(`It is packed by method ${method}, which this program cannot unpack.`);
  if (result.length !== unpacked || checksumOf(result) !== header.checksum) {
    throw new FormatError('It is damaged: its checksum is wrong.');
  }
  return result;
}

/** @throws FormatError when the data are no deflate stream or hold more than they should */
function inflated(content: Uint8Array, length: number): Uint8Array {
  const result = new Uint8Array(length);
  let at = 0;
  let isDone = false;
  const stream = new Inflate((chunk, isLast) => {
    if (at + chunk.length <= length) result.set(chunk, at);
    at += chunk.length;
    isDone ||= isLast;
  });
  try {
    for (let from = 0; from < content.length && at <= length; from += PIECE) {
      const to = Math.min(from + PIECE, content.length);
      stream.push(content.subarray(from, to), to === content.length);
    }
  } catch {
    throw new FormatError('It is damaged: it cannot be unpacked.');
  }
  if (at > length) throw new FormatError('It unpacks to more than the archive claims.');
  if (!isDone || at < length) throw new FormatError('It is damaged: it cannot be unpacked.');
  return result;
}

const CRC_TABLE = Uint32Array.from({ length: 256 }, (_, byte) => {
  let value = byte;
  for (let bit = 0; bit < 8; bit++) value = value & 1 ? (value >>> 1) ^ 0xedb88320 : value >>> 1;
  return value;
});

/** CRC-32 as in zip. */
function checksumOf(bytes: Uint8Array): number {
  let crc = 0xffffffff;
  for (const byte of bytes) crc = CRC_TABLE[(crc ^ byte) & 0xff]! ^ (crc >>> 8);
  return (crc ^ 0xffffffff) >>> 0;
}

function text(bytes: Uint8Array): string {
  return new TextDecoder().decode(bytes);
}
