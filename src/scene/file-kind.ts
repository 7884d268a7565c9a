import { contentStart, isGzip } from './osm/inflate-gzip.ts';
import { osmFormat } from './osm/read-osm.ts';

/** What a file is, by its content. */
export type FileKind =
  | 'osm-pbf'
  | 'osm-xml'
  | 'geotiff'
  | 'scene-package'
  | 'zip'
  | 'bzip2'
  | 'seven-zip'
  | 'json-scenario'
  | 'json-scene'
  | 'json'
  | 'xml'
  | 'empty'
  | 'unknown';

const zipMagic = [0x50, 0x4b, 0x03, 0x04];
const bzip2Magic = [0x42, 0x5a, 0x68];
const sevenZipMagic = [0x37, 0x7a, 0xbc, 0xaf, 0x27, 0x1c];
const textStart = 2048;

export function fileKind(bytes: Uint8Array): FileKind {
  if (bytes.length === 0) return 'empty';
  if (startsWith(bytes, zipMagic)) return zipNames(bytes).includes('scene.json') ? 'scene-package' : 'zip';
  if (isTiff(bytes)) return 'geotiff';
  if (startsWith(bytes, bzip2Magic)) return 'bzip2';
  if (startsWith(bytes, sevenZipMagic)) return 'seven-zip';
  const osm = osmFormat(bytes);
  if (osm !== null) return osm === 'pbf' ? 'osm-pbf' : 'osm-xml';
  return textKind(new TextDecoder().decode(contentStart(bytes, textStart)), isGzip(bytes));
}

function startsWith(bytes: Uint8Array, magic: readonly number[]): boolean {
  return magic.every((byte, index) => bytes[index] === byte);
}

/** TIFF and BigTIFF of either byte order. */
function isTiff(bytes: Uint8Array): boolean {
  const little = bytes[0] === 0x49 && bytes[1] === 0x49 && (bytes[2] === 42 || bytes[2] === 43) && bytes[3] === 0;
  const big = bytes[0] === 0x4d && bytes[1] === 0x4d && bytes[2] === 0 && (bytes[3] === 42 || bytes[3] === 43);
  return little || big;
}

function textKind(start: string, packed: boolean): FileKind {
  const text = start.replace(/^\uFEFF/, '').trimStart();
  if (text.startsWith('{') || text.startsWith('[')) {
    if (packed) return 'json';
    if (/"format"\s*:\s*"sightline-scenario"/.test(text)) return 'json-scenario';
    return /"format"\s*:\s*"sightline-scene"/.test(text) ? 'json-scene' : 'json';
  }
  return text.startsWith('<') ? 'xml' : 'unknown';
}

/** Names in the zip's local headers and directory, without unpacking: bytes are searched for the one name that counts. */
function zipNames(bytes: Uint8Array): string {
  const window = 64 * 1024;
  const decoder = new TextDecoder('latin1');
  return decoder.decode(bytes.subarray(0, window)) + decoder.decode(bytes.subarray(Math.max(0, bytes.length - window)));
}
