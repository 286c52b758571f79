import { FormatError } from './imported.ts';

/** Reads a pickle's bytes from front to back. Every method throws FormatError at the end. */
export class Cursor {
  readonly #bytes: Uint8Array;
  readonly #view: DataView;
  #at = 0;

  constructor(bytes: Uint8Array) {
    this.#bytes = bytes;
    this.#view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  }

  byte(): number {
    return this.#bytes[this.#advance(1)]!;
  }

  take(length: number): Uint8Array {
    const at = this.#advance(length);
    return this.#bytes.subarray(at, at + length);
  }

  /** Little-endian, of 1 to 8 bytes. */
  unsigned(length: number): number {
    return this.take(length).reduceRight((value, byte) => value * 256 + byte, 0);
  }

  int32(): number {
    return this.#view.getInt32(this.#advance(4), true);
  }

  double(): number {
    return this.#view.getFloat64(this.#advance(8));
  }

  /** A whole number in two's complement, little-endian. */
  long(length: number): number {
    if (length > 8) throw new FormatError('The pickle holds a number beyond 64 bits.');
    const bytes = this.take(length);
    const isNegative = (bytes.at(-1) ?? 0) >= 128;
    const value = bytes.reduceRight((v, b) => v * 256n + BigInt(b), 0n);
    return Number(isNegative ? value - 2n ** BigInt(8 * length) : value);
  }

  /** Up to the next line break, which is read too. */
  line(): string {
    const end = this.#bytes.indexOf(10, this.#at);
    if (end < 0) throw new FormatError('The pickle is cut short.');
    const line = this.latin1(end - this.#at);
    this.#at = end + 1;
    return line;
  }

  latin1(length: number): string {
    let text = '';
    for (const byte of this.take(length)) text += String.fromCharCode(byte);
    return text;
  }

  utf8(length: number): string {
    return new TextDecoder().decode(this.take(length));
  }

  #advance(length: number): number {
    const at = this.#at;
    if (at + length > this.#bytes.length) throw new FormatError('The pickle is cut short.');
    this.#at = at + length;
    return at;
  }
}
