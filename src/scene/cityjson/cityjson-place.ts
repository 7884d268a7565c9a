import { type CoordinateSystem, parseCoordinateSystem } from '#geo/coordinate-system.ts';
import { createFrame, type Frame } from '#geo/frame.ts';
import type { GeographicBox } from '#model/geographic-box.ts';
import { failure, type Outcome, success } from '#model/result.ts';
import type { SourceMapping } from '#model/source-mapping.ts';
import type { Placement } from '../sources/source-reader.ts';
import { type Box, grow, isOnGlobe, keptBox, nowhere } from '../tables/table-place.ts';
import type { CityJsonDocument, CityJsonObject } from './cityjson-document.ts';

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

/**
 * Box of the corners that the file's objects use; `null` without any. Where most objects lie off the globe, the system is wrong:
 * a problem. Where single ones lie far away, the box holds the middle 95 % of them or more.
 */
export function cityJsonExtent(
  document: CityJsonDocument,
  toDegrees: ToDegrees,
  fileName: string,
): Outcome<GeographicBox | null> {
  const boxes: Box[] = [];
  const whole = nowhere();
  let strange = 0;
  for (const object of document.objects) {
    const own = ownBox(object);
    if (own.minX > own.maxX) continue;
    const corners = [own.minX, own.maxX].flatMap((x) => [own.minY, own.maxY].map((y) => toDegrees(x, y)));
    if (!corners.every(([longitude, latitude]) => isOnGlobe(longitude, latitude))) {
      strange += 1;
      continue;
    }
    const box = nowhere();
    for (const corner of corners) {
      grow(box, ...corner);
      grow(whole, ...corner);
    }
    boxes.push(box);
  }
  if (strange > boxes.length) {
    const sentence = `${fileName} lies nowhere on the globe: its coordinates do not fit its coordinate system.`;
    return failure('cityjson-place', sentence, fileName);
  }
  if (boxes.length === 0) return success(null);
  const kept = keptBox(boxes, whole);
  return success({ west: kept.minX, south: kept.minY, east: kept.maxX, north: kept.maxY });
}

/** Box of the vertices that an object uses, in the file's own system; no corner or one that is no number counts not. */
function ownBox({ geometry, vertices }: CityJsonObject): Box {
  const box = nowhere();
  const visit = (boundary: unknown, depth: number): void => {
    if (typeof boundary === 'number') {
      const [x, y] = [vertices[3 * boundary], vertices[3 * boundary + 1]];
      if (Number.isFinite(x) && Number.isFinite(y)) grow(box, x, y);
    } else if (Array.isArray(boundary) && depth < deepestBoundary) {
      for (const inner of boundary) visit(inner, depth + 1);
    }
  };
  for (const { boundaries } of geometry) visit(boundaries, 0);
  return box;
}

/** Solids, shells, faces, rings, corners: a MultiSolid is five deep. */
const deepestBoundary = 5;

/** Corners in the scene's frame, on its grid; heights stay as they are. `null` where a corner lies nowhere. */
export function localRing(ring: Float64Array, toDegrees: ToDegrees, frame: Frame): Float64Array | null {
  const local = new Float64Array(ring.length);
  for (let i = 0; i < ring.length; i += 3) {
    // The projections throw at what is no number.
    if (!Number.isFinite(ring[i] + ring[i + 1])) return null;
    const [longitude, latitude] = toDegrees(ring[i], ring[i + 1]);
    if (!isOnGlobe(longitude, latitude)) return null;
    const [x, y] = frame.toLocal(longitude, latitude);
    if (!(Math.abs(x) < 1e6 && Math.abs(y) < 1e6 && Math.abs(ring[i + 2]) < 20_000)) return null;
    local.set([x, y, ring[i + 2]], i);
  }
  return local;
}
