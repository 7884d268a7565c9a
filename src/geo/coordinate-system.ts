import proj4 from 'proj4';

/** A coordinate system of a source file, as far as Sightline needs it: from WGS 84 into it. */
export interface CoordinateSystem {
  readonly name: string;
  /** Degrees, WGS 84 → the system's own axes (east or longitude first), in its own unit. May give NaN far outside its area. */
  fromGeographic(longitude: number, latitude: number): [east: number, north: number];
}

export interface TransverseMercatorParameters {
  readonly latitudeOfOrigin: number;
  readonly centralMeridian: number;
  readonly scaleFactor: number;
  readonly falseEasting: number;
  readonly falseNorthing: number;
}

/**
 * ETRS89, NAD83 and WGS 84 are taken as one: they differ by up to 2 m in the horizontal, below the accuracy of the
 * elevation models and map data that are read.
 */
const grs80 = '+ellps=GRS80 +towgs84=0,0,0,0,0,0,0 +units=m +no_defs';

/**
 * National grids, parameters as in the EPSG dataset. Where the datum differs from WGS 84, the published 7-parameter
 * transformation is used (within 1 m for RD New and CH1903+, within about 5 m for the British grid).
 */
const namedSystems: Readonly<Record<number, readonly [name: string, definition: string]>> = {
  2056: [
    'CH1903+ / LV95',
    '+proj=somerc +lat_0=46.9524055555556 +lon_0=7.43958333333333 +k_0=1 +x_0=2600000 +y_0=1200000 +ellps=bessel +towgs84=674.374,15.056,405.346,0,0,0,0 +units=m +no_defs',
  ],
  2154: ['RGF93 / Lambert-93', `+proj=lcc +lat_1=49 +lat_2=44 +lat_0=46.5 +lon_0=3 +x_0=700000 +y_0=6600000 ${grs80}`],
  2180: ['ETRF2000-PL / CS92', `+proj=tmerc +lat_0=0 +lon_0=19 +k=0.9993 +x_0=500000 +y_0=-5300000 ${grs80}`],
  3006: ['SWEREF99 TM', `+proj=utm +zone=33 ${grs80}`],
  3035: ['ETRS89 / LAEA Europe', `+proj=laea +lat_0=52 +lon_0=10 +x_0=4321000 +y_0=3210000 ${grs80}`],
  3067: ['ETRS89 / TM35FIN', `+proj=utm +zone=35 ${grs80}`],
  27700: [
    'OSGB36 / British National Grid',
    '+proj=tmerc +lat_0=49 +lon_0=-2 +k=0.9996012717 +x_0=400000 +y_0=-100000 +ellps=airy +towgs84=446.448,-125.157,542.06,0.15,0.247,0.842,-20.489 +units=m +no_defs',
  ],
  28992: [
    'Amersfoort / RD New',
    '+proj=sterea +lat_0=52.1561605555556 +lon_0=5.38763888888889 +k=0.9999079 +x_0=155000 +y_0=463000 +ellps=bessel +towgs84=565.4171,50.3319,465.5524,-0.398957388243134,0.343987817378283,-1.87740163998045,4.0725 +units=m +no_defs',
  ],
};

const geographicCodes: Readonly<Record<number, string>> = {
  4326: 'WGS 84',
  4979: 'WGS 84 (3D)',
  4258: 'ETRS89',
  4269: 'NAD83',
  4171: 'RGF93',
  4619: 'SWEREF99',
};

function project(name: string, definition: string): CoordinateSystem {
  const projection = proj4('EPSG:4326', definition);
  return {
    name,
    fromGeographic(longitude, latitude) {
      const [east, north] = projection.forward([longitude, latitude]);
      return [east, north];
    },
  };
}

/** The system of an EPSG code, or `null` where Sightline doesn't know it. Geographic systems take longitude first. */
export function coordinateSystemOfEpsg(code: number): CoordinateSystem | null {
  const geographic = geographicCodes[code];
  if (geographic !== undefined)
    return { name: geographic, fromGeographic: (longitude, latitude) => [longitude, latitude] };
  const named = namedSystems[code];
  if (named !== undefined) return project(named[0], named[1]);
  if (code === 3857) return project('WGS 84 / Pseudo-Mercator', 'EPSG:3857');
  const zone = code % 100;
  const inZone = zone >= 1 && zone <= 60;
  if (code > 32600 && code < 32700 && inZone)
    return project(`WGS 84 / UTM zone ${zone}N`, `+proj=utm +zone=${zone} +datum=WGS84 +units=m +no_defs`);
  if (code > 32700 && code < 32800 && inZone)
    return project(`WGS 84 / UTM zone ${zone}S`, `+proj=utm +zone=${zone} +south +datum=WGS84 +units=m +no_defs`);
  if (code >= 25828 && code <= 25838) return project(`ETRS89 / UTM zone ${zone}N`, `+proj=utm +zone=${zone} ${grs80}`);
  if (code >= 26901 && code <= 26923) return project(`NAD83 / UTM zone ${zone}N`, `+proj=utm +zone=${zone} ${grs80}`);
  if (code >= 3873 && code <= 3885) {
    const meridian = code - 3873 + 19;
    const definition = `+proj=tmerc +lat_0=0 +lon_0=${meridian} +k=1 +x_0=${meridian * 1_000_000 + 500_000} +y_0=0 ${grs80}`;
    return project(`ETRS89 / GK${meridian}FIN`, definition);
  }
  return null;
}

/** A transverse Mercator on WGS 84 given by its parameters (degrees, metres). */
export function transverseMercator(parameters: TransverseMercatorParameters): CoordinateSystem {
  const { latitudeOfOrigin, centralMeridian, scaleFactor, falseEasting, falseNorthing } = parameters;
  return project(
    'transverse Mercator',
    `+proj=tmerc +lat_0=${latitudeOfOrigin} +lon_0=${centralMeridian} +k=${scaleFactor} +x_0=${falseEasting} +y_0=${falseNorthing} +ellps=WGS84 +units=m +no_defs`,
  );
}
