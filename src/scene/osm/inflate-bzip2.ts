import { BitReader, DamagedBzip2Error } from './inflate-bzip2-bits.ts';
import { Bzip2Block, blockEndMagic, blockStartMagic } from './inflate-bzip2-block.ts';

/**
 * The most a block can take, packed: 900,000 symbols of at most 20 bits, its tables and its header. With so much at hand a
 * block is decoded in one go, and input that runs out within it is cut off.
 */
const mostBlockBytes = 2_300_000;

/** Whether the bytes begin as bzip2 does: `BZh`, the block size, and the start of a block or the end. */
export function isBzip2(bytes: Uint8Array): boolean {
  if (bytes.length < 10 || bytes[0] !== 0x42 || bytes[1] !== 0x5a || bytes[2] !== 0x68) return false;
  if (bytes[3] < 0x31 || bytes[3] > 0x39) return false;
  return (bytes[4] === 0x31 && bytes[5] === 0x41) || (bytes[4] === 0x17 && bytes[5] === 0x72);
}

/**
 * Unpacks bzip2 block by block, several streams one after the other too (as pbzip2 writes them). Holds up to 2.3 MB of
 * input and a block: 3.6 MB of links and 0.9 MB of bytes. Throws {@link DamagedBzip2Error} on damage, a false checksum
 * and an early end; what was given out before was held against its block's checksum, except for the last block.
 */
export class Bzip2Decoder {
  #input = new Uint8Array(0);
  #bits = new BitReader();
  #block: Bzip2Block | null = null;
  #checksum = 0;

  /** Takes more input; gives what can be unpacked without the rest. Pieces may be empty: a pause to look up. */
  *push(packed: Uint8Array): Generator<Uint8Array, void> {
    this.#take(packed);
    while (this.#bits.bytesLeft > mostBlockBytes) yield* this.#step();
  }

  /** The input has ended: gives the rest. */
  *finish(): Generator<Uint8Array, void> {
    while (this.#bits.bytesLeft > 0 || this.#block !== null) yield* this.#step();
  }

  /** Unpacks a file's first bytes as far as they go; throws where they end within a block. */
  *decodeStart(packed: Uint8Array): Generator<Uint8Array, void> {
    this.#take(packed);
    yield* this.finish();
  }

  #take(packed: Uint8Array): void {
    const used = this.#bits.bytesUsed;
    const left = this.#input.length - used;
    const input = new Uint8Array(left + packed.length);
    input.set(this.#input.subarray(used));
    input.set(packed, left);
    this.#input = input;
    this.#bits.replace(input, used);
  }

  /** A stream's header, a block, or a stream's end. */
  *#step(): Generator<Uint8Array, void> {
    const bits = this.#bits;
    if (this.#block === null) {
      const level = readStreamHeader(bits);
      this.#block = new Bzip2Block(level * 100_000);
      this.#checksum = 0;
      return;
    }
    const magic = bits.read(24) * 0x1000000 + bits.read(24);
    const checksum = bits.read32();
    if (magic === blockStartMagic) {
      yield* this.#block.decode(bits, checksum);
      this.#checksum = ((this.#checksum << 1) | (this.#checksum >>> 31)) ^ checksum;
    } else if (magic === blockEndMagic) {
      if ((this.#checksum | 0) !== checksum) throw new DamagedBzip2Error();
      bits.alignToByte();
      this.#block = null;
    } else {
      throw new DamagedBzip2Error();
    }
  }
}

/** `BZh` and the block size in units of 100,000 bytes. */
function readStreamHeader(bits: BitReader): number {
  if (bits.read(24) !== 0x425a68) throw new DamagedBzip2Error();
  const level = bits.read(8) - 0x30;
  if (level < 1 || level > 9) throw new DamagedBzip2Error();
  return level;
}
