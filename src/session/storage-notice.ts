import { NO_STORAGE, storageSentence } from './sentences.ts';

/** What the page says when nothing can be kept: once, and of the rest only while storage works. */
export class StorageNotice {
  readonly #tell: (notice: string) => void;
  #works = true;

  constructor(tell: (notice: string) => void) {
    this.#tell = tell;
  }

  /** There is no storage at all. */
  lacking(): void {
    if (!this.#works) return;
    this.#works = false;
    this.#tell(NO_STORAGE);
  }

  /** One thing could not be kept. */
  failed(error: unknown): void {
    this.refused(storageSentence(error));
  }

  /** The same, in a sentence. */
  refused(reason: string): void {
    if (this.#works) this.#tell(reason);
  }
}
