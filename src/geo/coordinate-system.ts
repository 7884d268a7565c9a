import proj4 from 'proj4';
import { readDefinition } from './coordinate-definition.ts';
import { compoundCodes, geographicCodes, grs80, namedSystems, utmRanges } from './national-grids.ts';

/** A coordinate system of a source file, as far as Sightline needs it: from WGS 84 into it and back. */
export interface CoordinateSystem {
  readonly name: string;
  /** Its coordinates are degrees. */
  readonly geographic: boolean;
  /** Degrees, WGS 84 → the system's own axes (east or longitude first), in its own unit. May give NaN far outside its area. */
  fromGeographic(longitude: number, latitude: number): [east: number, north: number];
  /** The way back: own axes, east or longitude first, own unit → degrees, WGS 84. May give NaN far outside its area. */
  toGeographic(east: number, north: number): [longitude: number, latitude: number];
}

export interface TransverseMercatorParameters {
  readonly latitudeOfOrigin: number;
  readonly centralMeridian: number;
  readonly scaleFactor: number;
  readonly falseEasting: number;
  readonly falseNorthing: number;
}

/** Throws where proj4 does not know the projection. */
function project(name: string, definition: string, geographic = false): CoordinateSystem {
  const projection = proj4('EPSG:4326', definition);
  const shifted = /towgs84|\+datum=/i.test(definition) && !/towgs84=0,0,0|\+datum=(wgs84|nad83)/i.test(definition);
  return {
    name,
    geographic,
    fromGeographic(longitude, latitude) {
      // proj4 throws for numbers that are not finite.
      if (!Number.isFinite(longitude) || !Number.isFinite(latitude)) return [Number.NaN, Number.NaN];
      const [east, north] = projection.forward([longitude, latitude]);
      return [east, north];
    },
    toGeographic(east, north) {
      if (!Number.isFinite(east) || !Number.isFinite(north)) return [Number.NaN, Number.NaN];
      const [longitude, latitude] = projection.inverse([east, north]);
      if (!shifted) return [longitude, latitude];
      if (!Number.isFinite(longitude) || !Number.isFinite(latitude)) return [Number.NaN, Number.NaN];
      // Datum shifts are undone to about 1 mm only; a second step from where the first one went makes the two ways one.
      const [missedEast, missedNorth] = projection.forward([longitude, latitude]);
      const [towardsEast, towardsNorth] = [2 * east - missedEast, 2 * north - missedNorth];
      if (!Number.isFinite(towardsEast) || !Number.isFinite(towardsNorth)) return [Number.NaN, Number.NaN];
      const [nearLongitude, nearLatitude] = projection.inverse([towardsEast, towardsNorth]);
      return [nearLongitude, nearLatitude];
    },
  };
}

/** Degrees of a datum that is taken as WGS 84. */
function plainDegrees(name: string): CoordinateSystem {
  return {
    name,
    geographic: true,
    fromGeographic: (longitude, latitude) => [longitude, latitude],
    toGeographic: (longitude, latitude) => [longitude, latitude],
  };
}

/**
 * The system of an EPSG code, or `null` where Sightline doesn't know it. Geographic systems take longitude first. Of a
 * compound system (place and height) it is the part for the place.
 */
export function coordinateSystemOfEpsg(code: number): CoordinateSystem | null {
  const horizontal = compoundCodes[code] ?? code;
  const geographic = geographicCodes[horizontal];
  if (geographic !== undefined) return plainDegrees(geographic);
  const named = namedSystems[horizontal];
  if (named !== undefined) return project(named[0], named[1]);
  if ([3857, 900913, 3785, 102100, 102113].includes(horizontal))
    return project('WGS 84 / Pseudo-Mercator', 'EPSG:3857');
  return zonedSystem(horizontal);
}

function zonedSystem(code: number): CoordinateSystem | null {
  if (!Number.isInteger(code)) return null;
  for (const { first, last, datum, zone, south, rest } of utmRanges) {
    if (code < first || code > last) continue;
    const number = code - first + zone;
    const hemisphere = south ? 'S' : 'N';
    return project(
      `${datum} / UTM zone ${number}${hemisphere}`,
      `+proj=utm +zone=${number}${south ? ' +south' : ''} ${rest}`,
    );
  }
  if (code >= 3873 && code <= 3885) {
    const meridian = code - 3873 + 19;
    const definition = `+proj=tmerc +lat_0=0 +lon_0=${meridian} +k=1 +x_0=${meridian * 1_000_000 + 500_000} +y_0=0 ${grs80}`;
    return project(`ETRS89 / GK${meridian}FIN`, definition);
  }
  return null;
}

/**
 * The system that a text names: `EPSG:n` and its URN and address forms (also compound, of which the place is taken),
 * CRS84, a PROJ string, or well-known text (OGC or Esri). `null` for what is none, and for one whose projection or datum
 * is not known: coordinates would be wrong by up to some hundred metres without anyone seeing it.
 *
 * East or longitude comes first in whatever is read, as GeoJSON, CityJSON and all the formats of geometry have it, not as
 * the EPSG dataset orders the axes.
 */
export function parseCoordinateSystem(text: string): CoordinateSystem | null {
  let definition = readDefinition(text);
  while (definition?.kind === 'code') {
    const system = coordinateSystemOfEpsg(definition.code);
    if (system !== null) return system;
    definition = definition.otherwise;
  }
  if (definition === null) return null;
  if (definition.kind === 'degrees') return plainDegrees(definition.name);
  try {
    const system = project(definition.name, definition.definition, definition.geographic);
    return isUsable(system) ? system : null;
  } catch {
    // proj4 throws, in various ways, for a projection that it lacks and for parameters that make none.
    return null;
  }
}

/** Whether a system can be undone anywhere: the parameters of a damaged definition give NaN or nonsense everywhere. */
function isUsable(system: CoordinateSystem): boolean {
  for (let latitude = -75; latitude <= 75; latitude += 15) {
    for (let longitude = -180; longitude < 180; longitude += 10) {
      const [back, up] = system.toGeographic(...system.fromGeographic(longitude + 0.5, latitude + 0.5));
      if (Math.abs(back - longitude - 0.5) < 1e-6 && Math.abs(up - latitude - 0.5) < 1e-6) return true;
    }
  }
  return false;
}

/** A transverse Mercator on WGS 84 given by its parameters (degrees, metres). */
export function transverseMercator(parameters: TransverseMercatorParameters): CoordinateSystem {
  const { latitudeOfOrigin, centralMeridian, scaleFactor, falseEasting, falseNorthing } = parameters;
  return project(
    'transverse Mercator',
    `+proj=tmerc +lat_0=${latitudeOfOrigin} +lon_0=${centralMeridian} +k=${scaleFactor} +x_0=${falseEasting} +y_0=${falseNorthing} +ellps=WGS84 +units=m +no_defs`,
  );
}
