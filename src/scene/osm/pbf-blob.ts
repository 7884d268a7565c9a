import { Unzlib } from 'fflate';
import { PbfReader } from 'pbf';
import { failure, type Outcome, success } from '#model/result.ts';
import type { ByteWindow } from './byte-window.ts';
import { eachField, readSlice, readUnsigned } from './protobuf-fields.ts';

/** Limits of the format (OSM wiki, “PBF Format”): a header is at most 64 KiB, a block, inflated or not, at most 32 MiB. */
const headerLimit = 64 * 1024;
const blockLimit = 32 * 1024 * 1024;
const inflateStep = 64 * 1024;

/** One block of the file as it lies there. */
interface FileBlock {
  readonly type: string;
  /** Byte where it starts. */
  readonly start: number;
  /** Message `Blob`. */
  readonly blob: Uint8Array;
}

/**
 * The next block: four bytes with the length of the `BlobHeader` (big-endian), the header, the blob. Field numbers after
 * fileformat.proto. Asks the file for no more than the format's limits allow, whatever the lengths in it say.
 */
export async function readFileBlock(window: ByteWindow, fileName: string): Promise<Outcome<FileBlock>> {
  const start = window.position;
  const cutOff = () =>
    failure<FileBlock>(
      'pbf-cut-off',
      `${fileName} ends in the middle of a block that starts at byte ${start}; it was not copied or downloaded completely.`,
      `${fileName}: byte ${start}`,
    );
  const damaged = () =>
    failure<FileBlock>(
      'pbf-damaged',
      `${fileName} is damaged: no readable block starts at byte ${start}.`,
      `${fileName}: byte ${start}`,
    );
  const lengthBytes = await window.take(4);
  if (lengthBytes === null) return cutOff();
  const headerLength = new DataView(lengthBytes.buffer, lengthBytes.byteOffset, 4).getUint32(0);
  if (headerLength === 0 || headerLength > headerLimit) return damaged();
  const headerBytes = await window.take(headerLength);
  if (headerBytes === null) return cutOff();
  const header = readBlobHeader(headerBytes);
  if (header === null) return damaged();
  const blob = await window.take(header.blobLength);
  return blob === null ? cutOff() : success({ type: header.type, start, blob });
}

/** Message `BlobHeader`: type (1), datasize (3); `null` where it is none. */
function readBlobHeader(bytes: Uint8Array): { readonly type: string; readonly blobLength: number } | null {
  let type = '';
  let blobLength = -1;
  try {
    const reader = new PbfReader(bytes);
    eachField(reader, bytes.length, (field, valueEnd, wireType) => {
      if (field === 1) type = new TextDecoder().decode(readSlice(reader, valueEnd));
      else if (field === 3) blobLength = readUnsigned(reader, wireType);
    });
  } catch {
    return null;
  }
  return type === '' || !(blobLength >= 0 && blobLength <= blockLimit) ? null : { type, blobLength };
}

/** The message inside a blob, inflated. `place` is used in the sentence: file and byte. */
export function unpackBlob(blob: Uint8Array, fileName: string, start: number): Outcome<Uint8Array> {
  const place = `${fileName}: byte ${start}`;
  const damaged = () =>
    failure<Uint8Array>('pbf-damaged', `${fileName} is damaged in the block at byte ${start}.`, place);
  let raw: Uint8Array | null = null;
  let packed: Uint8Array | null = null;
  let rawSize = -1;
  let otherCoding = 0;
  try {
    const reader = new PbfReader(blob);
    eachField(reader, blob.length, (field, valueEnd, wireType) => {
      if (field === 1) raw = readSlice(reader, valueEnd);
      else if (field === 2) rawSize = readUnsigned(reader, wireType);
      else if (field === 3) packed = readSlice(reader, valueEnd);
      else if (field >= 4 && field <= 7) otherCoding = field;
    });
    if (raw !== null) return success(raw);
    if (packed === null && otherCoding !== 0) {
      const coding = ['LZMA', 'bzip2', 'LZ4', 'Zstandard'][otherCoding - 4];
      return failure(
        'pbf-compression',
        `${fileName} is compressed with ${coding}, which Sightline does not read; write it again with zlib compression (for example osmium cat -o new.osm.pbf).`,
        place,
      );
    }
    if (packed === null || rawSize < 0 || rawSize > blockLimit) return damaged();
    const message = inflate(packed, rawSize);
    return message === null ? damaged() : success(message);
  } catch {
    return damaged();
  }
}

/** Inflates step by step, so that a block that swells beyond what it declares is given up before it fills the memory. */
function inflate(packed: Uint8Array, size: number): Uint8Array | null {
  const message = new Uint8Array(size);
  let at = 0;
  let tooLong = false;
  const stream = new Unzlib((chunk) => {
    if (at + chunk.length > size) {
      tooLong = true;
    } else {
      message.set(chunk, at);
      at += chunk.length;
    }
  });
  for (let from = 0; from < packed.length && !tooLong; from += inflateStep) {
    const to = Math.min(packed.length, from + inflateStep);
    stream.push(packed.subarray(from, to), to === packed.length);
  }
  return tooLong || at !== size ? null : message;
}
