import { sha256 } from '@noble/hashes/sha2.js';
import { bytesToHex } from '@noble/hashes/utils.js';

/** SHA-256 fed piece by piece. Numbers go in little-endian, whatever the machine's order. */
export interface Hasher {
  bytes(data: Uint8Array): Hasher;
  /** Little-endian 32-bit words. */
  words(data: Uint32Array): Hasher;
  /** Little-endian IEEE 754 doubles; −0 counts as 0. */
  doubles(data: ArrayLike<number>): Hasher;
  /** UTF-8, preceded by its length, so that neighbouring texts cannot run into each other. */
  text(data: string): Hasher;
  /** Lower-case hexadecimal; ends the hasher. */
  digest(): string;
}

const littleEndian = new Uint8Array(new Uint32Array([1]).buffer)[0] === 1;
const doublesAtOnce = 8192;

function swappedWords(data: Uint32Array): Uint8Array {
  const view = new DataView(new ArrayBuffer(data.length * 4));
  data.forEach((word, index) => {
    view.setUint32(index * 4, word, true);
  });
  return new Uint8Array(view.buffer);
}

export function createHasher(): Hasher {
  const hash = sha256.create();
  const hasher: Hasher = {
    bytes(data) {
      hash.update(data);
      return hasher;
    },
    words(data) {
      hash.update(littleEndian ? new Uint8Array(data.buffer, data.byteOffset, data.byteLength) : swappedWords(data));
      return hasher;
    },
    doubles(data) {
      const view = new DataView(new ArrayBuffer(Math.min(doublesAtOnce, data.length) * 8));
      for (let start = 0; start < data.length; start += doublesAtOnce) {
        const count = Math.min(doublesAtOnce, data.length - start);
        for (let i = 0; i < count; i += 1) view.setFloat64(i * 8, data[start + i] + 0, true);
        hash.update(new Uint8Array(view.buffer, 0, count * 8));
      }
      return hasher;
    },
    text(data) {
      const encoded = utf8(data);
      return hasher.words(Uint32Array.of(encoded.length)).bytes(encoded);
    },
    digest() {
      return bytesToHex(hash.digest());
    },
  };
  return hasher;
}

/** UTF-8 by hand: the kernels are compiled without the DOM's TextEncoder. Lone surrogates become U+FFFD. */
function utf8(text: string): Uint8Array {
  const bytes: number[] = [];
  for (const character of text.toWellFormed()) {
    const code = character.codePointAt(0) ?? 0xfffd;
    if (code < 0x80) bytes.push(code);
    else if (code < 0x800) bytes.push(0xc0 | (code >> 6), 0x80 | (code & 63));
    else if (code < 0x10000) bytes.push(0xe0 | (code >> 12), 0x80 | ((code >> 6) & 63), 0x80 | (code & 63));
    else bytes.push(0xf0 | (code >> 18), 0x80 | ((code >> 12) & 63), 0x80 | ((code >> 6) & 63), 0x80 | (code & 63));
  }
  return Uint8Array.from(bytes);
}

/** SHA-256 of little-endian 32-bit words, lower-case hexadecimal. */
export function hashWords(data: Uint32Array): string {
  return createHasher().words(data).digest();
}
