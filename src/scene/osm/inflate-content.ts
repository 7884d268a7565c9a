import { Gunzip } from 'fflate';
import type { SourceBytes } from '#model/import-job.ts';
import { failure, type Outcome } from '#model/result.ts';
import { ByteWindow } from './byte-window.ts';
import { Bzip2Decoder, isBzip2 } from './inflate-bzip2.ts';

/** Packed bytes handed to the decoder at a time: small enough that cancel is felt at once, large enough to be fast. */
const packedStep = 16 * 1024;
const plainStep = 128 * 1024;

/** Unpacked bytes beyond which a file is refused: many times what fits into memory; a bomb, not a city. */
export const unpackedLimit = 16 * 1024 ** 3;

/** The refusal of a file beyond {@link unpackedLimit}. */
export function unpacksTooFar<T>(fileName: string): Outcome<T> {
  return failure('osm-too-large', `${fileName} unpacks to more than 16 GB; cut out the city first.`, fileName);
}

/** Whether the bytes begin as gzip does (RFC 1952). */
export function isGzip(bytes: Uint8Array): boolean {
  return bytes.length > 2 && bytes[0] === 0x1f && bytes[1] === 0x8b;
}

/** How a file is packed, by its first bytes. */
export type Packing = 'gzip' | 'bzip2' | 'none';

export async function packingOf(blob: SourceBytes): Promise<Packing> {
  const start = await new ByteWindow(blob.slice(0, 10)).takeUpTo(10);
  if (start === null) return 'none';
  return isGzip(start) ? 'gzip' : isBzip2(start) ? 'bzip2' : 'none';
}

/** A piece of what a file holds, and the share of the file (0 to 1) that was used for it. */
export interface ContentPiece {
  readonly chunk: Uint8Array;
  readonly share: number;
}

/**
 * The content of a file piece by piece: gzip and bzip2 are unpacked (several streams one after the other too), anything
 * else passes. Holds a slice of the file and one step's worth of output. A piece may be empty, where unpacking takes
 * its time. Throws on damage and on an early end.
 */
export async function* contentPieces(blob: SourceBytes): AsyncGenerator<ContentPiece, void> {
  const packing = await packingOf(blob);
  if (packing === 'bzip2') yield* bzip2Pieces(blob);
  else if (packing === 'gzip') yield* gzipPieces(blob);
  else yield* plainPieces(blob);
}

async function* plainPieces(blob: SourceBytes): AsyncGenerator<ContentPiece, void> {
  const window = new ByteWindow(blob);
  for (;;) {
    const chunk = await window.takeUpTo(plainStep);
    if (chunk === null) return;
    yield { chunk, share: window.position / window.size };
  }
}

async function* gzipPieces(blob: SourceBytes): AsyncGenerator<ContentPiece, void> {
  const window = new ByteWindow(blob);
  let chunks: Uint8Array[] = [];
  const gunzip = new Gunzip((chunk) => chunks.push(chunk));
  for (;;) {
    const packed = await window.takeUpTo(packedStep);
    if (packed === null) return;
    const share = window.position / window.size;
    gunzip.push(packed, window.position === window.size);
    for (const chunk of chunks) yield* cut(chunk, share);
    chunks = [];
  }
}

async function* bzip2Pieces(blob: SourceBytes): AsyncGenerator<ContentPiece, void> {
  const window = new ByteWindow(blob);
  const decoder = new Bzip2Decoder();
  for (;;) {
    const packed = await window.takeUpTo(plainStep);
    const share = window.position / window.size;
    for (const chunk of packed === null ? decoder.finish() : decoder.push(packed)) yield { chunk, share };
    if (packed === null) return;
  }
}

/** Pieces of at most {@link plainStep}: a packed step may swell a thousandfold. */
function* cut(chunk: Uint8Array, share: number): Generator<ContentPiece, void> {
  for (let from = 0; from < chunk.length; from += plainStep) {
    yield { chunk: chunk.subarray(from, from + plainStep), share };
  }
}

/**
 * The first bytes of what a file holds, from its own first bytes, for telling what it is; empty where they are damaged from
 * the start, or hold no whole block of bzip2.
 */
export function contentStart(bytes: Uint8Array, length: number): Uint8Array {
  if (!isGzip(bytes) && !isBzip2(bytes)) return bytes.subarray(0, length);
  const start = new Uint8Array(length);
  let at = 0;
  try {
    for (const chunk of isGzip(bytes) ? gunzipped(bytes) : new Bzip2Decoder().decodeStart(bytes)) {
      const part = chunk.subarray(0, length - at);
      start.set(part, at);
      at += part.length;
      if (at === length) break;
    }
  } catch {
    // What was unpacked before the damage still tells what the file is; reading it will name the damage.
  }
  return start.subarray(0, at);
}

function* gunzipped(bytes: Uint8Array): Generator<Uint8Array, void> {
  let chunks: Uint8Array[] = [];
  const gunzip = new Gunzip((chunk) => chunks.push(chunk));
  for (let from = 0; from < bytes.length; from += packedStep) {
    gunzip.push(bytes.subarray(from, from + packedStep));
    yield* chunks;
    chunks = [];
  }
}
