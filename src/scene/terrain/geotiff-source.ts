import { fromArrayBuffer, type GeoTIFFImage } from 'geotiff';
import { type CoordinateSystem, coordinateSystemOfEpsg, transverseMercator } from '#geo/coordinate-system.ts';
import { failure, type Outcome, success } from '#model/result.ts';

/** An elevation raster, opened but not read: where its pixels lie and what their numbers mean. */
export interface ElevationSource {
  readonly width: number;
  readonly height: number;
  readonly coordinateSystem: CoordinateSystem;
  readonly placement: PixelPlacement;
  /** Raw number × factor + offset = metres. */
  readonly factor: number;
  readonly offset: number;
  readonly noData: number | null;
  readonly bands: number;
  /** All text of the file's metadata, for hints such as “surface model”. */
  readonly description: string;
  /** True where the file says that its heights are above the ellipsoid rather than above sea level. */
  readonly ellipsoidal: boolean;
  /** Raw numbers of a window of whole pixels, first band, row by row from the north. Rejects where the data is broken. */
  readWindow(left: number, top: number, right: number, bottom: number): Promise<ArrayLike<number>>;
}

/** Affine: pixel centre (column, row) lies at (west, north) + column·eastward + row·southward. */
export interface PixelPlacement {
  readonly west: number;
  readonly north: number;
  readonly eastward: readonly [x: number, y: number];
  readonly southward: readonly [x: number, y: number];
}

type GeoKeys = Readonly<Record<string, unknown>>;

const userDefined = 32767;
const metersPerFoot = 0.3048;
/** Exactly 1200/3937 m. */
const metersPerSurveyFoot = 1200 / 3937;
/** A strip or tile whose packed bytes exceed this multiple of its pixels is broken; keeps what it unpacks to bounded. */
const packedBytesPerPixelLimit = 16;
const blockPixelLimit = 25_000_000;
const dimensionLimit = 1_000_000;

/** Opens the first image of a GeoTIFF. Bad input gives a sentence; `fileName` is the place it names. */
export async function openElevation(bytes: Uint8Array, fileName: string): Promise<Outcome<ElevationSource>> {
  try {
    const whole = bytes.byteOffset === 0 && bytes.byteLength === bytes.buffer.byteLength;
    const buffer = (whole ? bytes.buffer : bytes.slice().buffer) as ArrayBuffer;
    const tiff = await fromArrayBuffer(buffer);
    return await describeImage(await tiff.getImage(0), bytes.byteLength, fileName);
  } catch {
    return failure(
      'terrain-unreadable',
      'This is not a readable GeoTIFF: it may be truncated or in another format. Save the elevation model as a GeoTIFF again.',
      fileName,
    );
  }
}

async function describeImage(
  image: GeoTIFFImage,
  fileBytes: number,
  fileName: string,
): Promise<Outcome<ElevationSource>> {
  const width = image.getWidth();
  const height = image.getHeight();
  if (!isDimension(width) || !isDimension(height)) {
    return failure('terrain-size', 'The GeoTIFF has no usable size. Save the elevation model again.', fileName);
  }
  if (image.getTileWidth() * image.getTileHeight() > blockPixelLimit && image.isTiled) return tooLarge(fileName);
  if (!image.isTiled && width * image.getBlockHeight(0) > blockPixelLimit) return tooLarge(fileName);
  const keys: GeoKeys = image.getGeoKeys() ?? {};
  const coordinateSystem = readCoordinateSystem(keys, fileName);
  if (!coordinateSystem.ok) return coordinateSystem;
  const placement = readPlacement(image);
  if (placement === null) {
    return failure(
      'terrain-no-georeference',
      'The GeoTIFF does not say where it lies. Georeference it (for example with gdal_translate -a_ullr) and try again.',
      fileName,
    );
  }
  const unit = heightUnit(keys);
  const scaling = await readScaling(image);
  return success({
    width,
    height,
    coordinateSystem: coordinateSystem.value,
    placement,
    factor: scaling.scale * unit,
    offset: scaling.offset * unit,
    noData: image.getGDALNoData(),
    bands: image.getSamplesPerPixel(),
    description: await collectDescription(image, keys),
    ellipsoidal: isEllipsoidal(keys),
    readWindow: (left, top, right, bottom) => readWindow(image, [left, top, right, bottom], fileBytes),
  });
}

function isDimension(value: unknown): value is number {
  return typeof value === 'number' && Number.isInteger(value) && value >= 1 && value <= dimensionLimit;
}

function tooLarge<T>(fileName: string): Outcome<T> {
  return failure(
    'terrain-too-large',
    'The GeoTIFF keeps more than 25 million pixels in one piece. Save it tiled (gdal_translate -co TILED=YES) or cut it to the city.',
    fileName,
  );
}

function readCoordinateSystem(keys: GeoKeys, fileName: string): Outcome<CoordinateSystem> {
  const code = keys['ProjectedCSTypeGeoKey'] ?? keys['GeographicTypeGeoKey'];
  if (keys['ProjectedCSTypeGeoKey'] === userDefined) {
    const own = userDefinedTransverseMercator(keys);
    if (own !== null) return success(own);
  } else if (typeof code === 'number') {
    const known = coordinateSystemOfEpsg(code);
    if (known !== null) return success(known);
  }
  const name = code === userDefined ? 'user-defined' : `EPSG:${typeof code === 'number' ? code : '?'}`;
  const sentence =
    code === undefined
      ? 'The GeoTIFF does not name its coordinate system.'
      : `The coordinate system of the GeoTIFF (${name}) is not known here.`;
  return failure('terrain-coordinate-system', `${sentence} Convert it with gdalwarp -t_srs EPSG:4326.`, fileName);
}

function userDefinedTransverseMercator(keys: GeoKeys): CoordinateSystem | null {
  const geographic = keys['GeographicTypeGeoKey'];
  const onWgs84 = typeof geographic === 'number' && geographic !== 4979 && coordinateSystemOfEpsg(geographic) !== null;
  const linearUnit = keys['ProjLinearUnitsGeoKey'] ?? 9001;
  if (keys['ProjCoordTransGeoKey'] !== 1 || !onWgs84 || linearUnit !== 9001) return null;
  const value = (name: string, fallback: number) => (typeof keys[name] === 'number' ? keys[name] : fallback);
  return transverseMercator({
    latitudeOfOrigin: value('ProjNatOriginLatGeoKey', 0),
    centralMeridian: value('ProjNatOriginLongGeoKey', 0),
    scaleFactor: value('ProjScaleAtNatOriginGeoKey', 1),
    falseEasting: value('ProjFalseEastingGeoKey', 0),
    falseNorthing: value('ProjFalseNorthingGeoKey', 0),
  });
}

/**
 * In a PixelIsArea file the numbers refer to pixel corners, in a PixelIsPoint file to pixel centres (OGC GeoTIFF 1.1,
 * 7.1); here always to centres.
 */
function readPlacement(image: GeoTIFFImage): PixelPlacement | null {
  const tie = numbers(image.fileDirectory.getValue('ModelTiepoint'));
  const scale = numbers(image.fileDirectory.getValue('ModelPixelScale'));
  const matrix = numbers(image.fileDirectory.getValue('ModelTransformation'));
  let affine: readonly number[];
  if (matrix.length >= 8) {
    affine = [matrix[0], matrix[1], matrix[3], matrix[4], matrix[5], matrix[7]];
  } else if (tie.length >= 6 && scale.length >= 2) {
    affine = [scale[0], 0, tie[3] - tie[0] * scale[0], 0, -scale[1], tie[4] + tie[1] * scale[1]];
  } else {
    return null;
  }
  const [a, b, c, d, e, f] = affine;
  const determinant = a * e - b * d;
  if (!Number.isFinite(determinant) || determinant === 0 || !Number.isFinite(c + f)) return null;
  const shift = image.pixelIsArea() ? 0.5 : 0;
  return { west: c + shift * (a + b), north: f + shift * (d + e), eastward: [a, d], southward: [b, e] };
}

/** Source coordinates → fractional pixel indices, whole numbers at pixel centres; column eastward, row southward. */
export function pixelAt(placement: PixelPlacement, east: number, north: number): [column: number, row: number] {
  const [a, d] = placement.eastward;
  const [b, e] = placement.southward;
  const determinant = a * e - b * d;
  const x = east - placement.west;
  const y = north - placement.north;
  return [(e * x - b * y) / determinant, (a * y - d * x) / determinant];
}

function numbers(value: unknown): readonly number[] {
  if (value === undefined || value === null || typeof value !== 'object') return [];
  return Array.from(value as ArrayLike<number>);
}

function heightUnit(keys: GeoKeys): number {
  const unit = keys['VerticalUnitsGeoKey'];
  if (unit === 9002) return metersPerFoot;
  return unit === 9003 ? metersPerSurveyFoot : 1;
}

/** Vertical systems 5001–5033 of GeoTIFF 1.0 are ellipsoids; EPSG:4979 is WGS 84 with ellipsoidal height. */
function isEllipsoidal(keys: GeoKeys): boolean {
  const vertical = keys['VerticalCSTypeGeoKey'];
  if (typeof vertical === 'number' && vertical >= 5001 && vertical <= 5033) return true;
  return vertical === 4979 || (vertical === undefined && keys['GeographicTypeGeoKey'] === 4979);
}

async function readScaling(image: GeoTIFFImage): Promise<{ scale: number; offset: number }> {
  const metadata = await image.getGDALMetadata(0);
  const scale = Number(metadata?.['SCALE'] ?? 1);
  const offset = Number(metadata?.['OFFSET'] ?? 0);
  return {
    scale: Number.isFinite(scale) && scale !== 0 ? scale : 1,
    offset: Number.isFinite(offset) ? offset : 0,
  };
}

async function collectDescription(image: GeoTIFFImage, keys: GeoKeys): Promise<string> {
  const texts = Object.values(keys).filter((value) => typeof value === 'string');
  for (const tag of ['ImageDescription', 'GDAL_METADATA'] as const) {
    if (!image.fileDirectory.hasTag(tag)) continue;
    const value: unknown = await image.fileDirectory.loadValue(tag);
    if (typeof value === 'string') texts.push(value.slice(0, 100_000));
  }
  return texts.join('\n');
}

async function readWindow(image: GeoTIFFImage, window: number[], fileBytes: number): Promise<ArrayLike<number>> {
  await checkBlocks(image, fileBytes);
  const rasters = await image.readRasters({ window, samples: [0], interleave: false });
  return rasters[0];
}

/** geotiff.js reads what lies beyond the end of a truncated file as nothing; here it is an error. */
async function checkBlocks(image: GeoTIFFImage, fileBytes: number): Promise<void> {
  const [offsetTag, countTag] = image.isTiled
    ? (['TileOffsets', 'TileByteCounts'] as const)
    : (['StripOffsets', 'StripByteCounts'] as const);
  const offsets = numbers(await image.fileDirectory.loadValue(offsetTag));
  const counts = numbers(await image.fileDirectory.loadValue(countTag));
  const blockPixels = image.getTileWidth() * image.getTileHeight();
  const limit = 65_536 + blockPixels * image.getSamplesPerPixel() * packedBytesPerPixelLimit;
  counts.forEach((count, index) => {
    if (!(Number(count) <= limit)) throw new RangeError('a block is larger than its pixels');
    if (!(Number(offsets[index]) + Number(count) <= fileBytes)) throw new RangeError('a block lies beyond the end');
  });
}
