import { type BitReader, DamagedBzip2Error } from './inflate-bzip2-bits.ts';

export const blockStartMagic = 0x314159265359;
export const blockEndMagic = 0x177245385090;

const longestCode = 20;
/** Codes up to this length are looked up in one step. */
const tableBits = 10;
const groupSize = 50;
/** Symbols, or bytes put out, between two yields: a few milliseconds. */
const pauseSymbols = 100_000;
const outputBytes = 128 * 1024;

const checksumTable = Int32Array.from({ length: 256 }, (_, byte) => {
  let value = byte << 24;
  for (let bit = 0; bit < 8; bit += 1) value = value < 0 ? (value << 1) ^ 0x04c11db7 : value << 1;
  return value;
});

/**
 * Decodes the blocks of one bzip2 stream. The format has no normative document; this follows the description in
 * “BZIP2: Format Specification” (Joe Tsai, 2016).
 */
export class Bzip2Block {
  /** Low 8 bits: the byte; the others: where its successor stands. */
  #links: Uint32Array;

  /** `size`: most bytes of a block before its runs are expanded. */
  constructor(size: number) {
    this.#links = new Uint32Array(size);
  }

  /** The block after its magic number and checksum. Gives its content in pieces, some of them empty. */
  *decode(bits: BitReader, checksum: number): Generator<Uint8Array, void> {
    if (bits.read(1) === 1) throw new DamagedBzip2Error();
    const origin = bits.read(24);
    const alphabet = readAlphabet(bits);
    const { selectors, codes } = readTables(bits, alphabet.length + 2);
    const counts = new Uint32Array(256);
    const length = yield* this.#readSymbols(bits, alphabet, selectors, codes, counts);
    if (origin >= length) throw new DamagedBzip2Error();
    yield* this.#link(length, counts);
    yield* this.#expand(length, origin, checksum);
  }

  /** Huffman codes, runs of zeros and the move-to-front list: the last column of the sorted block. */
  *#readSymbols(
    bits: BitReader,
    alphabet: Uint8Array,
    selectors: Uint8Array,
    codes: readonly HuffmanCode[],
    counts: Uint32Array,
  ): Generator<Uint8Array, number> {
    const links = this.#links;
    const front = alphabet.slice();
    const endSymbol = alphabet.length + 1;
    let length = 0;
    let run = 0;
    let runUnit = 1;
    for (let group = 0; group < selectors.length; group += 1) {
      if (group % (pauseSymbols / groupSize) === 0) yield nothing;
      const code = codes[selectors[group]];
      for (let i = 0; i < groupSize; i += 1) {
        const symbol = code.read(bits);
        if (symbol <= 1) {
          run += runUnit << symbol;
          runUnit <<= 1;
          if (run > links.length - length) throw new DamagedBzip2Error();
          continue;
        }
        if (run > 0) {
          links.fill(front[0], length, length + run);
          counts[front[0]] += run;
          length += run;
          run = 0;
        }
        runUnit = 1;
        if (symbol === endSymbol) return length;
        if (length === links.length) throw new DamagedBzip2Error();
        const byte = front[symbol - 1];
        for (let at = symbol - 1; at > 0; at -= 1) front[at] = front[at - 1];
        front[0] = byte;
        links[length] = byte;
        counts[byte] += 1;
        length += 1;
      }
    }
    throw new DamagedBzip2Error();
  }

  /** Inverse Burrows–Wheeler transform: writes each byte's successor into the upper bits. */
  *#link(length: number, counts: Uint32Array): Generator<Uint8Array, void> {
    const links = this.#links;
    const next = new Uint32Array(256);
    for (let byte = 1; byte < 256; byte += 1) next[byte] = next[byte - 1] + counts[byte - 1];
    for (let i = 0; i < length; i += 1) {
      if (i % (4 * pauseSymbols) === 0) yield nothing;
      const byte = links[i] & 0xff;
      links[next[byte]] |= i << 8;
      next[byte] += 1;
    }
  }

  /** Follows the successors and expands runs: after four equal bytes comes a byte that tells how many more follow. */
  *#expand(length: number, origin: number, checksum: number): Generator<Uint8Array, void> {
    const links = this.#links;
    let output = new Uint8Array(outputBytes + 256);
    let filled = 0;
    let computed = -1;
    let position = links[origin] >>> 8;
    let equal = 0;
    let last = -1;
    for (let i = 0; i < length; i += 1) {
      const link = links[position];
      const byte = link & 0xff;
      position = link >>> 8;
      if (equal === 4) {
        output.fill(last, filled, filled + byte);
        for (let k = 0; k < byte; k += 1) computed = (computed << 8) ^ checksumTable[(computed >>> 24) ^ last];
        filled += byte;
        equal = 0;
        last = -1;
      } else {
        equal = byte === last ? equal + 1 : 1;
        last = byte;
        output[filled] = byte;
        filled += 1;
        computed = (computed << 8) ^ checksumTable[(computed >>> 24) ^ byte];
      }
      if (filled < outputBytes) continue;
      yield output.subarray(0, filled);
      output = new Uint8Array(outputBytes + 256);
      filled = 0;
    }
    if ((computed ^ -1) !== checksum) throw new DamagedBzip2Error();
    yield output.subarray(0, filled);
  }
}

const nothing = new Uint8Array(0);

/** The bytes that occur: 16 bits say which sixteenths, 16 more of each say which of its bytes. */
function readAlphabet(bits: BitReader): Uint8Array {
  const parts = bits.read(16);
  const alphabet: number[] = [];
  for (let part = 0; part < 16; part += 1) {
    if ((parts & (0x8000 >> part)) === 0) continue;
    const bytes = bits.read(16);
    for (let i = 0; i < 16; i += 1) {
      if ((bytes & (0x8000 >> i)) !== 0) alphabet.push(16 * part + i);
    }
  }
  if (alphabet.length === 0) throw new DamagedBzip2Error();
  return Uint8Array.from(alphabet);
}

/** Which code each group of 50 symbols uses (move-to-front, unary), and the codes. */
function readTables(bits: BitReader, symbols: number) {
  const codeCount = bits.read(3);
  const selectorCount = bits.read(15);
  if (codeCount < 2 || codeCount > 6 || selectorCount === 0) throw new DamagedBzip2Error();
  const front = Array.from({ length: codeCount }, (_, index) => index);
  const selectors = new Uint8Array(selectorCount);
  for (let i = 0; i < selectorCount; i += 1) {
    let at = 0;
    while (bits.read(1) === 1) {
      at += 1;
      if (at === codeCount) throw new DamagedBzip2Error();
    }
    const [selector] = front.splice(at, 1);
    front.unshift(selector);
    selectors[i] = selector;
  }
  const codes = Array.from({ length: codeCount }, () => new HuffmanCode(readLengths(bits, symbols)));
  return { selectors, codes };
}

/** Lengths of the codes, each as steps up (10) and down (11) from the one before. */
function readLengths(bits: BitReader, symbols: number): Uint8Array {
  const lengths = new Uint8Array(symbols);
  let length = bits.read(5);
  for (let symbol = 0; symbol < symbols; symbol += 1) {
    for (;;) {
      if (length < 1 || length > longestCode) throw new DamagedBzip2Error();
      if (bits.read(1) === 0) break;
      length += bits.read(1) === 0 ? 1 : -1;
    }
    lengths[symbol] = length;
  }
  return lengths;
}

/** Canonical Huffman code: short codes by table, long ones by the limits of each length. */
class HuffmanCode {
  /** Next ten bits → symbol × 32 + length; 0 where the code is longer. */
  #table = new Uint16Array(1 << tableBits);
  /** Length → one beyond its greatest code, and what to add to a code to find its symbol's place. */
  #limits = new Int32Array(longestCode + 2);
  #offsets = new Int32Array(longestCode + 2);
  #ordered: Uint16Array;

  constructor(lengths: Uint8Array) {
    const ordered: number[] = [];
    let code = 0;
    for (let length = 1; length <= longestCode; length += 1) {
      this.#offsets[length] = ordered.length - code;
      lengths.forEach((own, symbol) => {
        if (own !== length) return;
        if (length <= tableBits && code < 1 << length) {
          const from = code << (tableBits - length);
          this.#table.fill(symbol * 32 + length, from, from + (1 << (tableBits - length)));
        }
        ordered.push(symbol);
        code += 1;
      });
      this.#limits[length] = code;
      code <<= 1;
    }
    this.#ordered = Uint16Array.from(ordered);
  }

  read(bits: BitReader): number {
    const short = this.#table[bits.peek(tableBits)];
    if (short !== 0) {
      bits.skip(short & 31);
      return short >>> 5;
    }
    const long = bits.peek(longestCode);
    for (let length = tableBits + 1; length <= longestCode; length += 1) {
      const code = long >>> (longestCode - length);
      if (code >= this.#limits[length]) continue;
      bits.skip(length);
      const symbol = this.#ordered[code + this.#offsets[length]];
      if (symbol === undefined) throw new DamagedBzip2Error();
      return symbol;
    }
    throw new DamagedBzip2Error();
  }
}
