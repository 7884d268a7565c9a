import type { SourceBytes } from '#model/import-job.ts';

/** Bytes asked of the file at a time. */
const sliceBytes = 2 * 1024 * 1024;

/** The file is gone, was changed, or may not be read. */
export class UnreadableFileError extends Error {
  constructor(cause: unknown) {
    super('the file could not be read', { cause });
    this.name = 'UnreadableFileError';
  }
}

/** A file read front to back: holds one slice of 2 MiB, or as much as is asked for at once, never the whole file. */
export class ByteWindow {
  #blob: SourceBytes;
  #held: Uint8Array = new Uint8Array(0);
  /** Where the held bytes start. */
  #heldFrom = 0;
  #position = 0;

  constructor(blob: SourceBytes) {
    this.#blob = blob;
  }

  /** Bytes of the whole file. */
  get size(): number {
    return this.#blob.size;
  }

  /** Bytes taken so far. */
  get position(): number {
    return this.#position;
  }

  /** The next bytes, a view that stays as it is; `null`, and nothing taken, where the file ends before. */
  async take(length: number): Promise<Uint8Array | null> {
    if (this.#position + length > this.size) return null;
    const from = this.#position - this.#heldFrom;
    if (from + length > this.#held.length) {
      await this.#hold(Math.max(length, sliceBytes));
      if (length > this.#held.length) return null;
      this.#position += length;
      return this.#held.subarray(0, length);
    }
    this.#position += length;
    return this.#held.subarray(from, from + length);
  }

  /** The next bytes, at most `length` and at least one; `null` at the end of the file. */
  async takeUpTo(length: number): Promise<Uint8Array | null> {
    const left = this.size - this.#position;
    return left <= 0 ? null : await this.take(Math.min(length, left));
  }

  async #hold(length: number): Promise<void> {
    const slice = this.#blob.slice(this.#position, Math.min(this.size, this.#position + length));
    try {
      this.#held = new Uint8Array(await slice.arrayBuffer());
    } catch (error) {
      throw new UnreadableFileError(error);
    }
    this.#heldFrom = this.#position;
  }
}
