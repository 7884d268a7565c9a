import type { Origin } from '#model/scene.ts';

/**
 * Own writer, since the one of geotiff.js keeps its directory within 1,000 bytes and allocates a buffer per pixel.
 * Uncompressed little-endian TIFF, one strip a row, float32, bands pixel by pixel, in the local transverse Mercator of a
 * scene as a user-defined projected system (OGC GeoTIFF 1.1), which GDAL, QGIS and PROJ read.
 */
export interface RasterToWrite {
  readonly origin: Origin;
  readonly columns: number;
  readonly rows: number;
  /** Local metres of the centre of the north-western pixel, and the distance of pixel centres. */
  readonly west: number;
  readonly north: number;
  readonly spacing: number;
  /** `point`: a pixel is a sample at its centre; `area`: a pixel stands for its square. */
  readonly pixels: 'point' | 'area';
  readonly bands: number;
  /** rows × columns × bands, northern row first. */
  readonly values: Float32Array;
  /** GDAL's nodata text, for example `nan`; null where every pixel has a value. */
  readonly noData: string | null;
  readonly description: string;
  /** Attribution and licence; null where the file stands beside a manifest that has them. */
  readonly copyright?: string | null;
}

type Entry =
  | { readonly tag: number; readonly type: 'short' | 'long' | 'double'; readonly values: readonly number[] }
  | { readonly tag: number; readonly type: 'ascii'; readonly text: string };

const typeCodes = { ascii: 2, short: 3, long: 4, double: 12 } as const;
const typeSizes = { ascii: 1, short: 2, long: 4, double: 8 } as const;

export function writeGeotiff(raster: RasterToWrite): Uint8Array<ArrayBuffer> {
  const { columns, rows, bands, values } = raster;
  if (values.length !== columns * rows * bands) throw new RangeError('values do not fill the raster');
  const rowBytes = columns * bands * 4;
  const dataStart = directoryBytes(entriesOf(raster, 0));
  const bytes = new Uint8Array(dataStart + rowBytes * rows);
  const view = new DataView(bytes.buffer);
  view.setUint16(0, 0x4949, true);
  view.setUint16(2, 42, true);
  view.setUint32(4, 8, true);
  writeDirectory(view, entriesOf(raster, dataStart));
  for (let i = 0; i < values.length; i += 1) view.setFloat32(dataStart + 4 * i, values[i], true);
  return bytes;
}

function entriesOf(raster: RasterToWrite, dataStart: number): Entry[] {
  const { columns, rows, bands, spacing, west, north, pixels } = raster;
  const rowBytes = columns * bands * 4;
  const perBand = (value: number) => Array.from({ length: bands }, () => value);
  const corner = pixels === 'area' ? spacing / 2 : 0;
  const keys = geoKeys(raster);
  return [
    { tag: 256, type: 'long', values: [columns] },
    { tag: 257, type: 'long', values: [rows] },
    { tag: 258, type: 'short', values: perBand(32) },
    { tag: 259, type: 'short', values: [1] },
    { tag: 262, type: 'short', values: [1] },
    { tag: 270, type: 'ascii', text: asciiOf(raster.description) },
    { tag: 273, type: 'long', values: Array.from({ length: rows }, (_, row) => dataStart + row * rowBytes) },
    { tag: 277, type: 'short', values: [bands] },
    { tag: 278, type: 'long', values: [1] },
    { tag: 279, type: 'long', values: Array.from({ length: rows }, () => rowBytes) },
    { tag: 284, type: 'short', values: [1] },
    ...(bands > 1 ? [{ tag: 338, type: 'short', values: perBand(0).slice(1) } as const] : []),
    { tag: 339, type: 'short', values: perBand(3) },
    ...(raster.copyright === undefined || raster.copyright === null
      ? []
      : [{ tag: 33432, type: 'ascii', text: asciiOf(raster.copyright) } as const]),
    { tag: 33550, type: 'double', values: [spacing, spacing, 0] },
    { tag: 33922, type: 'double', values: [0, 0, 0, west - corner, north + corner, 0] },
    { tag: 34735, type: 'short', values: keys.directory },
    { tag: 34736, type: 'double', values: keys.doubles },
    { tag: 34737, type: 'ascii', text: keys.text },
    ...(raster.noData === null ? [] : [{ tag: 42113, type: 'ascii', text: raster.noData } as const]),
  ];
}

/** Keys of a user-defined transverse Mercator on WGS 84; 32767 is “user-defined”. */
function geoKeys(raster: RasterToWrite): { directory: number[]; doubles: number[]; text: string } {
  const citation = 'Sightline local transverse Mercator|';
  const doubles = [raster.origin.longitude, raster.origin.latitude, 0, 0, 1];
  const rows: number[][] = [
    [1024, 0, 1, 1],
    [1025, 0, 1, raster.pixels === 'area' ? 1 : 2],
    [1026, 34737, citation.length, 0],
    [2048, 0, 1, 4326],
    [2054, 0, 1, 9102],
    [3072, 0, 1, 32767],
    [3074, 0, 1, 32767],
    [3075, 0, 1, 1],
    [3076, 0, 1, 9001],
    [3080, 34736, 1, 0],
    [3081, 34736, 1, 1],
    [3082, 34736, 1, 2],
    [3083, 34736, 1, 3],
    [3092, 34736, 1, 4],
  ];
  return { directory: [1, 1, 0, rows.length, ...rows.flat()], doubles, text: citation };
}

/** TIFF text is 7-bit. */
function asciiOf(text: string): string {
  return text
    .replaceAll('©', '(c)')
    .normalize('NFKD')
    .replace(/[\u0300-\u036f]/g, '')
    .replace(/[^\u0020-\u007e]/g, '?')
    .slice(0, 2000);
}

function countOf(entry: Entry): number {
  return entry.type === 'ascii' ? entry.text.length + 1 : entry.values.length;
}

function sizeOf(entry: Entry): number {
  return countOf(entry) * typeSizes[entry.type];
}

/** Bytes before the pixels: header, directory, and the values that don't fit into it, each on a multiple of 8. */
function directoryBytes(entries: readonly Entry[]): number {
  let size = valuesStart(entries);
  for (const entry of entries) if (sizeOf(entry) > 4) size += roundUp(sizeOf(entry));
  return size;
}

function valuesStart(entries: readonly Entry[]): number {
  return roundUp(8 + 2 + 12 * entries.length + 4);
}

function roundUp(size: number): number {
  return Math.ceil(size / 8) * 8;
}

function writeDirectory(view: DataView, entries: readonly Entry[]): void {
  view.setUint16(8, entries.length, true);
  let overflow = valuesStart(entries);
  entries.forEach((entry, index) => {
    const at = 10 + 12 * index;
    view.setUint16(at, entry.tag, true);
    view.setUint16(at + 2, typeCodes[entry.type], true);
    view.setUint32(at + 4, countOf(entry), true);
    if (sizeOf(entry) <= 4) {
      writeValues(view, at + 8, entry);
      return;
    }
    view.setUint32(at + 8, overflow, true);
    writeValues(view, overflow, entry);
    overflow += roundUp(sizeOf(entry));
  });
}

function writeValues(view: DataView, at: number, entry: Entry): void {
  if (entry.type === 'ascii') {
    for (let i = 0; i < entry.text.length; i += 1) view.setUint8(at + i, entry.text.charCodeAt(i));
    return;
  }
  entry.values.forEach((value, index) => {
    if (entry.type === 'short') view.setUint16(at + 2 * index, value, true);
    else if (entry.type === 'long') view.setUint32(at + 4 * index, value, true);
    else view.setFloat64(at + 8 * index, value, true);
  });
}
