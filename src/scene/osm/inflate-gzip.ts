import { Gunzip } from 'fflate';

/** Bytes handed to the decoder at a time: small enough that cancel is felt at once, large enough to be fast. */
const step = 64 * 1024;

/** Whether the bytes begin as gzip does (RFC 1952). */
export function isGzip(bytes: Uint8Array): boolean {
  return bytes.length > 2 && bytes[0] === 0x1f && bytes[1] === 0x8b;
}

/**
 * The content in pieces, each with the share of the input used so far: gzip is unpacked, anything else passes. Never
 * holds more than one step's worth of output. Throws on damaged gzip.
 */
export function* contentChunks(
  bytes: Uint8Array,
): Generator<{ readonly chunks: readonly Uint8Array[]; readonly share: number }> {
  const packed = isGzip(bytes);
  let chunks: Uint8Array[] = [];
  const gunzip = packed ? new Gunzip((chunk) => chunks.push(chunk)) : null;
  for (let from = 0; from < bytes.length; from += step) {
    const to = Math.min(bytes.length, from + step);
    const part = bytes.subarray(from, to);
    if (gunzip === null) chunks.push(part);
    else gunzip.push(part, to === bytes.length);
    yield { chunks, share: to / bytes.length };
    chunks = [];
  }
}

/** The first bytes of the content, for telling what it is; empty where gzip is damaged from the start. */
export function contentStart(bytes: Uint8Array, length: number): Uint8Array {
  const start = new Uint8Array(length);
  let at = 0;
  try {
    for (const { chunks } of contentChunks(bytes)) {
      for (const chunk of chunks) {
        const part = chunk.subarray(0, length - at);
        start.set(part, at);
        at += part.length;
      }
      if (at === length) break;
    }
  } catch {
    // What was unpacked before the damage still tells what the file is; reading it will name the damage.
  }
  return start.subarray(0, at);
}
