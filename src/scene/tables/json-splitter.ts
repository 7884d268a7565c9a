import { ProblemError } from '#model/result.ts';

/** One element of `features`, or one outermost value, is read as a whole; more than this is no single feature. */
const pieceLimit = 64 * 2 ** 20;

const quote = 0x22;
const backslash = 0x5c;
const openBrace = 0x7b;
const closeBrace = 0x7d;
const openBracket = 0x5b;
const closeBracket = 0x5d;
const comma = 0x2c;
const colon = 0x3a;

export interface JsonSink {
  /** Text of one element of the `features` of the outermost value. */
  element(text: string): void;
  /** Text of an outermost value; its `features`, where they were taken out, stand as an empty array. */
  value(text: string): void;
}

/**
 * Cuts JSON text into pieces small enough to parse one by one, so that a file of 200 MB needs neither one long parse nor
 * a second copy in memory: the elements of the array `features` of the outermost object, and what remains of it. Several
 * outermost values may follow each other (newline-delimited GeoJSON, RFC 8142 sequences). Only brackets and strings are
 * looked at; whether the pieces are JSON is for their parser to say.
 */
export class JsonSplitter {
  readonly #sink: JsonSink;
  readonly #name: string;
  readonly #decoder = new TextDecoder();
  #shell = new ByteRun();
  #piece = new ByteRun();
  #depth = 0;
  #inString = false;
  #escaped = false;
  /** Among the elements of `features`. */
  #inFeatures = false;
  /** Bytes of the current element that are not white space have been seen. */
  #elementBegun = false;
  /** The last string at depth 1, as far as it may be the key. */
  #key: number[] = [];
  #keyDone = false;
  /** The colon after the key `features` was the last thing seen. */
  #featuresNext = false;
  #elements = 0;

  constructor(sink: JsonSink, name: string) {
    this.#sink = sink;
    this.#name = name;
  }

  push(bytes: Uint8Array): void {
    let from = 0;
    for (let at = 0; at < bytes.length; at += 1) {
      const byte = bytes[at];
      if (this.#inString) {
        this.#stringByte(byte);
        continue;
      }
      if (byte <= 0x20) continue;
      if (this.#depth === 0) {
        this.#begin(byte);
        from = at;
        if (this.#depth === 0) this.#refuse();
        continue;
      }
      if (this.#inFeatures && this.#depth === 2 && (byte === comma || byte === closeBracket)) {
        this.#take(this.#piece, bytes, from, at);
        this.#endElement(byte === comma);
        from = at + 1;
        if (byte === closeBracket) {
          this.#leaveFeatures();
          from = at;
        }
        continue;
      }
      this.#structure(byte);
      if (this.#featuresNext && byte === openBracket && this.#depth === 2) {
        this.#take(this.#shell, bytes, from, at + 1);
        this.#enterFeatures();
        from = at + 1;
      } else if (this.#depth === 0) {
        this.#take(this.#shell, bytes, from, at + 1);
        this.#sink.value(this.#decode(this.#shell));
        from = at + 1;
      } else if (byte !== colon) this.#featuresNext = false;
    }
    if (this.#depth > 0) this.#take(this.#inFeatures ? this.#piece : this.#shell, bytes, from, bytes.length);
  }

  /** After the last bytes; throws where the text stops inside a value. */
  finish(): void {
    if (this.#depth === 0) return;
    const where = this.#inFeatures ? ` in feature ${this.#elements + 1}` : '';
    throw new ProblemError({
      code: 'json-truncated',
      sentence: `${this.#name} stops in the middle${where}; it is not complete.`,
      place: this.#name,
    });
  }

  #stringByte(byte: number): void {
    if (this.#escaped) this.#escaped = false;
    else if (byte === backslash) this.#escaped = true;
    else if (byte === quote) {
      this.#inString = false;
      this.#keyDone = true;
      return;
    }
    if (this.#depth === 1 && this.#key.length < 20) this.#key.push(byte);
  }

  #begin(byte: number): void {
    if (byte === openBrace || byte === openBracket) this.#depth = 1;
    this.#key = [];
    this.#keyDone = false;
    this.#featuresNext = false;
  }

  #structure(byte: number): void {
    if (byte === quote) {
      this.#inString = true;
      this.#elementBegun = true;
      if (this.#depth === 1) {
        this.#key = [];
        this.#keyDone = false;
      }
    } else if (byte === openBrace || byte === openBracket) {
      this.#depth += 1;
      this.#elementBegun = true;
    } else if (byte === closeBrace || byte === closeBracket) this.#depth -= 1;
    else if (byte === colon && this.#depth === 1)
      this.#featuresNext = this.#keyDone && String.fromCharCode(...this.#key) === 'features';
    else this.#elementBegun = true;
  }

  #enterFeatures(): void {
    this.#inFeatures = true;
    this.#featuresNext = false;
    this.#elementBegun = false;
  }

  #leaveFeatures(): void {
    this.#inFeatures = false;
    this.#depth = 1;
    this.#elements = 0;
  }

  #endElement(more: boolean): void {
    if (!this.#elementBegun) {
      this.#piece = new ByteRun();
      // `[]` and nothing else may have nothing between its brackets.
      if (more || this.#elements > 0)
        throw new ProblemError({
          code: 'json-damaged',
          sentence: `${this.#name} is damaged: feature ${this.#elements + 1} is missing between two commas.`,
          place: `feature ${this.#elements + 1}`,
        });
      return;
    }
    this.#elements += 1;
    this.#elementBegun = false;
    this.#sink.element(this.#decode(this.#piece));
  }

  #take(run: ByteRun, bytes: Uint8Array, from: number, to: number): void {
    if (run.length + to - from > pieceLimit)
      throw new ProblemError({
        code: 'json-piece-large',
        sentence: `${this.#name} has a single feature or value of more than 64 MiB, which is not read.`,
        place: this.#name,
      });
    run.push(bytes, from, to);
  }

  #decode(run: ByteRun): string {
    return this.#decoder.decode(run.take());
  }

  #refuse(): never {
    throw new ProblemError({
      code: 'not-json',
      sentence: `${this.#name} is not JSON: something stands outside of { }.`,
      place: this.#name,
    });
  }
}

/** Bytes that arrive in stretches; kept in one growing buffer, which is used again for the next piece. */
class ByteRun {
  #bytes = new Uint8Array(4096);
  length = 0;

  push(bytes: Uint8Array, from: number, to: number): void {
    const needed = this.length + to - from;
    if (needed > this.#bytes.length) {
      const grown = new Uint8Array(Math.max(needed, this.#bytes.length * 2));
      grown.set(this.#bytes.subarray(0, this.length));
      this.#bytes = grown;
    }
    this.#bytes.set(bytes.subarray(from, to), this.length);
    this.length = needed;
  }

  /** What was pushed since the last call; valid until the next push. */
  take(): Uint8Array {
    const taken = this.#bytes.subarray(0, this.length);
    this.length = 0;
    return taken;
  }
}
