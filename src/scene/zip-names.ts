import type { SourceBytes } from '#model/import-job.ts';

const endRecord = 0x06054b50;
const directoryEntry = 0x02014b50;
/** End record, and the longest comment behind it. */
const endBytes = 22 + 65_535;
/** Directories larger than this are looked at in part: what is asked for stands in small archives. */
const directoryLimit = 4 * 1024 * 1024;
const nameLimit = 20_000;

/**
 * Names in a zip's directory (PKZIP application note 4.3), without unpacking. Of an archive whose end is missing or is
 * written as Zip64, the names in its last and first bytes as far as they can be found.
 */
export async function zipNames(blob: SourceBytes): Promise<string[]> {
  const tailStart = Math.max(0, blob.size - endBytes);
  const tail = new Uint8Array(await blob.slice(tailStart).arrayBuffer());
  const end = findEnd(tail);
  if (end !== null && end.offset + end.size <= blob.size) {
    const length = Math.min(end.size, directoryLimit);
    const directory = new Uint8Array(await blob.slice(end.offset, end.offset + length).arrayBuffer());
    const names = entryNames(directory, 0);
    if (names.length > 0) return names;
  }
  return [...entryNames(tail, firstEntry(tail)), ...(await localName(blob))];
}

/** The end record nearest the end of the bytes. */
function findEnd(tail: Uint8Array): { readonly offset: number; readonly size: number } | null {
  const view = new DataView(tail.buffer, tail.byteOffset, tail.byteLength);
  for (let at = tail.length - 22; at >= 0; at -= 1) {
    if (tail[at] === 0x50 && view.getUint32(at, true) === endRecord) {
      return { size: view.getUint32(at + 12, true), offset: view.getUint32(at + 16, true) };
    }
  }
  return null;
}

function firstEntry(bytes: Uint8Array): number {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  for (let at = 0; at + 4 <= bytes.length; at += 1) {
    if (bytes[at] === 0x50 && view.getUint32(at, true) === directoryEntry) return at;
  }
  return bytes.length;
}

function entryNames(bytes: Uint8Array, start: number): string[] {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const decoder = new TextDecoder();
  const names: string[] = [];
  let at = start;
  while (at + 46 <= bytes.length && names.length < nameLimit && view.getUint32(at, true) === directoryEntry) {
    const nameLength = view.getUint16(at + 28, true);
    names.push(decoder.decode(bytes.subarray(at + 46, at + 46 + nameLength)));
    at += 46 + nameLength + view.getUint16(at + 30, true) + view.getUint16(at + 32, true);
  }
  return names;
}

/** Name of the first entry, in its own header. */
async function localName(blob: SourceBytes): Promise<string[]> {
  const head = new Uint8Array(await blob.slice(0, 30 + 1024).arrayBuffer());
  if (head.length < 30) return [];
  const length = head[26] + 256 * head[27];
  return [new TextDecoder().decode(head.subarray(30, 30 + length))];
}
