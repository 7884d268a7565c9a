import type { SourceBytes } from '#model/import-job.ts';
import { isBzip2 } from './osm/inflate-bzip2.ts';
import { isGzip } from './osm/inflate-content.ts';
import { osmFormat } from './osm/read-osm.ts';
import { jsonKind, textKind, xmlKind } from './text-kind.ts';
import { zipNames } from './zip-names.ts';

/** What a file is, by its content. */
export type FileKind =
  | 'osm-pbf'
  | 'osm-xml'
  | 'osm-json'
  | 'geojson'
  | 'cityjson'
  | 'shapefile'
  | 'shapefile-part'
  | 'flatgeobuf'
  | 'geopackage'
  | 'csv'
  | 'gtfs'
  | 'sumo'
  | 'geotiff'
  | 'scene-package'
  | 'citygml'
  | 'sumo-routes'
  | 'sumo-other'
  | '3d-tiles'
  | 'gltf'
  | 'sqlite'
  | 'zip'
  | 'bzip2'
  | 'gzip'
  | 'seven-zip'
  | 'json-scenario'
  | 'json-scene'
  | 'json'
  | 'xml'
  | 'empty'
  | 'unknown';

const headBytes = 64 * 1024;
/** A block of bzip2 holds up to 900 kB of text and cannot be unpacked in part. */
const bzip2HeadBytes = 1_200_000;

/** Files that are known by their first bytes. */
const magics: readonly (readonly [kind: FileKind, bytes: readonly number[]])[] = [
  ['geotiff', [0x49, 0x49, 42, 0]],
  ['geotiff', [0x49, 0x49, 43, 0]],
  ['geotiff', [0x4d, 0x4d, 0, 42]],
  ['geotiff', [0x4d, 0x4d, 0, 43]],
  ['shapefile', [0, 0, 0x27, 0x0a]],
  ['flatgeobuf', [0x66, 0x67, 0x62]],
  ['seven-zip', [0x37, 0x7a, 0xbc, 0xaf, 0x27, 0x1c]],
  ['3d-tiles', [0x62, 0x33, 0x64, 0x6d]],
  ['3d-tiles', [0x69, 0x33, 0x64, 0x6d]],
  ['3d-tiles', [0x70, 0x6e, 0x74, 0x73]],
  ['3d-tiles', [0x63, 0x6d, 0x70, 0x74]],
  ['gltf', [0x67, 0x6c, 0x54, 0x46]],
];
const zipMagic = [0x50, 0x4b, 0x03, 0x04];
const sqliteMagic = Array.from(new TextEncoder().encode('SQLite format 3\0'));

/** Looks at the beginning of a file, and at the directory of a zip; never at the whole of it. */
export async function fileKind(blob: SourceBytes): Promise<FileKind> {
  if (blob.size === 0) return 'empty';
  const bytes = new Uint8Array(await blob.slice(0, headBytes).arrayBuffer());
  if (startsWith(bytes, zipMagic)) return zipKind(await zipNames(blob));
  for (const [kind, magic] of magics) if (startsWith(bytes, magic)) return kind;
  if (startsWith(bytes, sqliteMagic)) return sqliteKind(bytes);
  // Of packed files only OpenStreetMap's are read.
  if (isBzip2(bytes)) return osmKind(new Uint8Array(await blob.slice(0, bzip2HeadBytes).arrayBuffer())) ?? 'bzip2';
  return isGzip(bytes) ? (osmKind(bytes) ?? 'gzip') : plainKind(bytes);
}

function startsWith(bytes: Uint8Array, magic: readonly number[]): boolean {
  return magic.every((byte, index) => bytes[index] === byte);
}

/** A GeoPackage says so in the header of its database (application id, byte 68), or names its tables on the first page. */
function sqliteKind(bytes: Uint8Array): FileKind {
  const application = new TextDecoder('latin1').decode(bytes.subarray(68, 72));
  if (application === 'GPKG' || application === 'GP10' || application === 'GP11') return 'geopackage';
  return new TextDecoder('latin1').decode(bytes).includes('gpkg_contents') ? 'geopackage' : 'sqlite';
}

function zipKind(names: readonly string[]): FileKind {
  const own = names.filter((name) => !name.startsWith('__MACOSX/'));
  const named = (file: string) => own.some((name) => name === file || name.endsWith(`/${file}`));
  if (named('scene.json')) return 'scene-package';
  if (named('stops.txt')) return 'gtfs';
  return own.some((name) => /\.shp$/i.test(name)) ? 'shapefile' : 'zip';
}

function osmKind(bytes: Uint8Array): FileKind | null {
  const format = osmFormat(bytes);
  return format === null ? null : `osm-${format}`;
}

function plainKind(bytes: Uint8Array): FileKind {
  const text = new TextDecoder()
    .decode(bytes)
    .replace(/^\uFEFF/, '')
    .trimStart();
  if (text.startsWith('{') || text.startsWith('[')) {
    const kind = jsonKind(text);
    return kind === 'json' ? (osmKind(bytes) ?? kind) : kind;
  }
  return osmKind(bytes) ?? (text.startsWith('<') ? xmlKind(text) : textKind(text));
}
