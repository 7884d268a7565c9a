import { type CoordinateSystem, parseCoordinateSystem } from '#geo/coordinate-system.ts';
import { createFrame, type Frame } from '#geo/frame.ts';
import { failure, type Outcome, success } from '#model/result.ts';
import type { SourceMapping } from '#model/source-mapping.ts';
import type { GeographicExtent, Placement } from '../sources/source-reader.ts';
import type { CityJsonDocument } from './cityjson-document.ts';

/** From a file's x, y to degrees. */
type ToDegrees = (x: number, y: number) => [longitude: number, latitude: number];

/**
 * How a file's coordinates become degrees: by the system that someone named, else by the file's own, else as metres east
 * and north of `localOrigin`. `null` where none is known.
 */
export function toDegreesOf(
  document: CityJsonDocument,
  mapping: SourceMapping | null,
  localOrigin: Placement['localOrigin'],
  fileName: string,
): Outcome<ToDegrees | null> {
  const named = mapping?.coordinateSystem ?? document.referenceSystem;
  if (named !== null) {
    const system: CoordinateSystem | null = parseCoordinateSystem(named);
    if (system !== null) return success((x, y) => system.toGeographic(x, y));
    const sentence = `The coordinate system of ${fileName} (${named.slice(0, 80)}) is not known here; name one that is, for example EPSG:25833.`;
    return failure('cityjson-system', sentence, fileName);
  }
  if (localOrigin === null) return success(null);
  const frame = createFrame({ ...localOrigin, heightMeters: 0 });
  return success((x, y) => frame.toGeographic(x, y));
}

/** Box of all corners of the file's objects; `null` without any. Wrong coordinates give a problem. */
export function cityJsonExtent(
  document: CityJsonDocument,
  toDegrees: ToDegrees,
  fileName: string,
): Outcome<GeographicExtent | null> {
  let [west, south, east, north] = [180, 90, -180, -90];
  for (const vertices of new Set(document.objects.map((object) => object.vertices))) {
    for (let i = 0; i < vertices.length; i += 3) {
      const [longitude, latitude] = toDegrees(vertices[i], vertices[i + 1]);
      if (!(Math.abs(longitude) <= 180 && Math.abs(latitude) <= 90)) {
        const sentence = `${fileName} lies nowhere on the globe: its coordinates do not fit its coordinate system.`;
        return failure('cityjson-place', sentence, fileName);
      }
      west = Math.min(west, longitude);
      east = Math.max(east, longitude);
      south = Math.min(south, latitude);
      north = Math.max(north, latitude);
    }
  }
  return success(west > east ? null : { west, south, east, north });
}

/** Corners in the scene's frame, on its grid; heights stay as they are. `null` where a corner lies nowhere. */
export function localRing(ring: Float64Array, toDegrees: ToDegrees, frame: Frame): Float64Array | null {
  const local = new Float64Array(ring.length);
  for (let i = 0; i < ring.length; i += 3) {
    const [x, y] = frame.toLocal(...toDegrees(ring[i], ring[i + 1]));
    if (!(Math.abs(x) < 1e6 && Math.abs(y) < 1e6 && Math.abs(ring[i + 2]) < 20_000)) return null;
    local.set([x, y, ring[i + 2]], i);
  }
  return local;
}
