/** fflate does not look at the checksums of a zip file; without them a flipped bit would move the ground unnoticed. */

const endSignature = 0x06054b50;
const entrySignature = 0x02014b50;
const endLength = 22;
const commentLimit = 65_535;

/** CRC-32 of each entry in the order of the zip's directory; empty where the directory is not found. */
export function zipChecksums(bytes: Uint8Array): number[] {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  let end = bytes.length - endLength;
  const last = Math.max(0, end - commentLimit);
  while (end >= last && view.getUint32(end, true) !== endSignature) end -= 1;
  if (end < last) return [];
  const checksums: number[] = [];
  let at = view.getUint32(end + 16, true);
  while (at + 46 <= bytes.length && view.getUint32(at, true) === entrySignature) {
    checksums.push(view.getUint32(at + 16, true));
    at += 46 + view.getUint16(at + 28, true) + view.getUint16(at + 30, true) + view.getUint16(at + 32, true);
  }
  return checksums;
}

/** Table of the reflected polynomial 0xEDB88320 (PKWARE APPNOTE 4.4.7). */
const table = Uint32Array.from({ length: 256 }, (_, byte) => {
  let value = byte;
  for (let bit = 0; bit < 8; bit += 1) value = value & 1 ? (value >>> 1) ^ 0xedb88320 : value >>> 1;
  return value;
});

export function crc32(bytes: Uint8Array): number {
  let sum = 0xffffffff;
  for (let i = 0; i < bytes.length; i += 1) sum = table[(sum ^ bytes[i]) & 255] ^ (sum >>> 8);
  return (sum ^ 0xffffffff) >>> 0;
}
