import { type CoordinateSystem, parseCoordinateSystem } from '#geo/coordinate-system.ts';
import { createFrame, type Frame } from '#geo/frame.ts';
import type { GeographicBox } from '#model/geographic-box.ts';
import { failure, type Outcome, success } from '#model/result.ts';
import type { Placement } from '../sources/source-reader.ts';
import type { SumoLocation } from './sumo-elements.ts';

/** From the network's own metres to degrees. */
type ToDegrees = (x: number, y: number) => readonly [longitude: number, latitude: number];

/** Farther than this from the origin a projection loses its meaning, degrees. */
const farDegrees = 2;

/**
 * The way from a network's coordinates to degrees: its projection undone, or, for a network without one, metres east and
 * north of `localOrigin`. `null` where neither is known.
 */
function toDegrees(location: SumoLocation | null, localOrigin: Placement['localOrigin']): ToDegrees | null {
  const system = location === null ? null : projectionOf(location);
  if (location !== null && system !== null) {
    return (x, y) => system.toGeographic(x - location.offsetX, y - location.offsetY);
  }
  if (localOrigin === null) return null;
  const frame = createFrame({ ...localOrigin, heightMeters: 0 });
  return (x, y) => frame.toGeographic(x, y);
}

/** SUMO writes `!` for none, and `-` and `.` for ones that cannot be undone from the file alone. */
function projectionOf({ projection }: SumoLocation): CoordinateSystem | null {
  return projection.startsWith('+') || /^EPSG:/i.test(projection) ? parseCoordinateSystem(projection) : null;
}

/** Box of the network, or `null` where it has no place of its own. */
export function sumoExtent(
  location: SumoLocation | null,
  localOrigin: Placement['localOrigin'],
  fileName: string,
): Outcome<GeographicBox | null> {
  const convert = toDegrees(location, localOrigin);
  if (location === null || convert === null) return success(null);
  const [west, south, east, north] = location.boundary;
  const corners = [
    [west, south],
    [east, south],
    [east, north],
    [west, north],
  ].map(([x, y]) => convert(x, y));
  const plausible = corners.every(([longitude, latitude]) => Math.abs(longitude) <= 180 && Math.abs(latitude) <= 90);
  if (location.boundary.length !== 4 || !plausible) {
    return failure(
      'sumo-place',
      `${fileName} lies nowhere on the globe: its <location> does not fit its network.`,
      fileName,
    );
  }
  const longitudes = corners.map(([longitude]) => longitude);
  const latitudes = corners.map(([, latitude]) => latitude);
  return success({
    west: Math.min(...longitudes),
    south: Math.min(...latitudes),
    east: Math.max(...longitudes),
    north: Math.max(...latitudes),
  });
}

/** From the network's own metres to the scene's; `null` for a place that is far away or none. */
export type NetToScene = (x: number, y: number) => readonly [x: number, y: number] | null;

/** How the network is laid into the scene; a network without a place of its own needs `localOrigin`. */
export function sumoPlacement(
  location: SumoLocation | null,
  frame: Frame,
  localOrigin: Placement['localOrigin'],
  fileName: string,
): Outcome<NetToScene> {
  const convert = toDegrees(location, localOrigin);
  if (convert === null) {
    return failure(
      'sumo-local',
      `${fileName} is in coordinates of its own; say where its zero lies (--origin longitude,latitude).`,
      fileName,
    );
  }
  return success((x, y) => {
    const [longitude, latitude] = convert(x, y);
    const near =
      Math.abs(longitude - frame.origin.longitude) <= farDegrees &&
      Math.abs(latitude - frame.origin.latitude) <= farDegrees;
    return near ? frame.toLocal(longitude, latitude) : null;
  });
}
