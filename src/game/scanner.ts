/** Reads a text character by character, and fails with the place. */

export class NotationError extends Error {
  override readonly name = 'NotationError';
  readonly at: number;

  constructor(at: number, message: string) {
    super(message);
    this.at = at;
  }
}

export class Scanner {
  readonly text: string;
  /** The next character to be read. */
  at = 0;

  constructor(text: string) {
    this.text = text;
  }

  get done(): boolean {
    return this.at >= this.text.length;
  }

  /** The next character, '' at the end. */
  peek(): string {
    return this.text[this.at] ?? '';
  }

  skipSpace(): void {
    while (/\s/.test(this.peek())) this.at++;
  }

  /** Reads the piece if it stands here. */
  accept(piece: string): boolean {
    if (!this.text.startsWith(piece, this.at)) return false;
    this.at += piece.length;
    return true;
  }

  /** @throws NotationError when the piece does not stand here */
  expect(piece: string, message: string): void {
    this.skipSpace();
    if (!this.accept(piece)) this.fail(message);
  }

  /** A letter and digits; subscripts count as digits. In lower case; '' when there is none. */
  word(): string {
    const match = this.#match(/[a-z][\d₀-₉]*/iy);
    return match.toLowerCase().replace(/[₀-₉]/g, (c) => String(c.charCodeAt(0) - 0x2080));
  }

  /** Digits; undefined when there are none. */
  digits(): number | undefined {
    const match = this.#match(/\d+/y);
    return match === '' ? undefined : Number(match);
  }

  /** 1 or −1, and the spaces after it; undefined when there is no sign. An arrow is none. */
  sign(): 1 | -1 | undefined {
    if (this.text.startsWith('->', this.at)) return undefined;
    const match = this.#match(/[+\-−]\s*/y);
    return match === '' ? undefined : match[0] === '+' ? 1 : -1;
  }

  /** Digits with or without a sign. */
  integer(): number | undefined {
    const sign = this.sign();
    const size = this.digits();
    return size === undefined ? undefined : (sign ?? 1) * size + 0;
  }

  /** @throws NotationError always */
  fail(message: string, at = this.at): never {
    throw new NotationError(at, message);
  }

  #match(pattern: RegExp): string {
    pattern.lastIndex = this.at;
    const match = pattern.exec(this.text)?.[0] ?? '';
    this.at += match.length;
    return match;
  }
}
