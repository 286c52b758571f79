/** Numbers as bytes, and bytes as text that an address can hold. */

/** The bytes end too early, or are none that a writer wrote. */
export class BytesError extends Error {
  override readonly name = 'BytesError';
}

export class ByteWriter {
  readonly #bytes: number[] = [];

  byte(value: number): void {
    this.#bytes.push(value & 255);
  }

  /** A whole number from 0 to 2^53 − 1, seven bits a byte. */
  count(value: number): void {
    let rest = value;
    while (rest >= 128) {
      this.byte((rest % 128) | 128);
      rest = Math.floor(rest / 128);
    }
    this.byte(rest);
  }

  /** A whole number of either sign, below 2^52. */
  integer(value: number): void {
    this.count(value < 0 ? -2 * value - 1 : 2 * value);
  }

  text(value: string): void {
    const bytes = new TextEncoder().encode(value);
    this.count(bytes.length);
    for (const byte of bytes) this.byte(byte);
  }

  /** Digits in base b from 0 to b − 1, as many a byte as fit. */
  digits(values: readonly number[], base: number): void {
    const each = digitsPerByte(base);
    for (let at = 0; at < values.length; at += each) {
      let byte = 0;
      for (let d = each - 1; d >= 0; d--) byte = byte * base + (values[at + d] ?? 0);
      this.byte(byte);
    }
  }

  bytes(): Uint8Array {
    return Uint8Array.from(this.#bytes);
  }
}

/** Reads what a ByteWriter wrote. Every method throws BytesError where it cannot. */
export class ByteReader {
  readonly #bytes: Uint8Array;
  #at = 0;

  constructor(bytes: Uint8Array) {
    this.#bytes = bytes;
  }

  get done(): boolean {
    return this.#at === this.#bytes.length;
  }

  byte(): number {
    const byte = this.#bytes[this.#at++];
    if (byte === undefined) throw new BytesError('The data end too early');
    return byte;
  }

  count(): number {
    let value = 0;
    for (let scale = 1; scale <= 2 ** 49; scale *= 128) {
      const byte = this.byte();
      value += (byte & 127) * scale;
      if (byte < 128) {
        if (value > Number.MAX_SAFE_INTEGER) break;
        return value;
      }
    }
    throw new BytesError('A number is too large');
  }

  integer(): number {
    const value = this.count();
    return value % 2 === 0 ? value / 2 : -(value + 1) / 2;
  }

  text(): string {
    const length = this.count();
    if (length > this.#bytes.length - this.#at) throw new BytesError('The data end too early');
    const bytes = Uint8Array.from({ length }, () => this.byte());
    return new TextDecoder().decode(bytes);
  }

  digits(length: number, base: number): number[] {
    const each = digitsPerByte(base);
    const values: number[] = [];
    while (values.length < length) {
      let byte = this.byte();
      for (let d = 0; d < each && values.length < length; d++) {
        values.push(byte % base);
        byte = Math.floor(byte / base);
      }
    }
    return values;
  }
}

function digitsPerByte(base: number): number {
  return Math.floor(Math.log(256) / Math.log(base) + 1e-9);
}

/** 32 bits that change with every byte (FNV-1a). */
export function checksum(bytes: Uint8Array): number {
  let hash = 0x811c9dc5;
  for (const byte of bytes) hash = Math.imul(hash ^ byte, 0x01000193);
  return hash >>> 0;
}

/** Base64 with - and _ and without padding. */
export function toUrlText(bytes: Uint8Array): string {
  let binary = '';
  for (const byte of bytes) binary += String.fromCharCode(byte);
  return btoa(binary).replaceAll('+', '-').replaceAll('/', '_').replace(/=+$/, '');
}

/** @throws BytesError */
export function fromUrlText(text: string): Uint8Array {
  if (!/^[\w-]*$/.test(text)) throw new BytesError('A character does not belong into a link');
  let binary: string;
  try {
    binary = atob(text.replaceAll('-', '+').replaceAll('_', '/'));
  } catch {
    throw new BytesError('The data end too early');
  }
  return Uint8Array.from(binary, (character) => character.charCodeAt(0));
}
