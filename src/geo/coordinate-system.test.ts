import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { coordinateSystemOfEpsg, parseCoordinateSystem, transverseMercator } from './coordinate-system.ts';
import { createFrame } from './frame.ts';

describe('coordinateSystemOfEpsg', () => {
  // Reference: PROJ 9.1 (gdaltransform of GDAL 3.6.2) from WGS 84.
  it.each([
    [3857, 24.95, 60.17, 2777421.295, 8437684.161, 0.01],
    [32635, 24.95, 60.17, 386255.154, 6672109.476, 0.01],
    [32735, 28.05, -26.2, 604906.587, 7101742.687, 0.01],
    [25832, 9.7, 50.87, 549255.602, 5635601.966, 0.01],
    [26918, -73.98, 40.75, 586107.553, 4511505.636, 0.01],
    [3067, 24.95, 60.17, 386255.154, 6672109.475, 0.01],
    [3879, 24.95, 60.17, 25497224.326, 6673014.204, 0.01],
    [3006, 18.07, 59.33, 674647.882, 6580824.576, 0.01],
    [3035, 10.5, 52.5, 4354955.453, 3265752.261, 0.01],
    [2154, 2.35, 48.85, 652301.565, 6861302.726, 0.01],
    [2180, 21.01, 52.23, 637231.09, 486786.394, 0.01],
    // Datum shifts by seven parameters: as close as their publishers say.
    [2056, 7.44, 46.95, 2600104.109, 1199879.628, 1],
    [28992, 4.9, 52.37, 121819.365, 487013.762, 1],
    [27700, -0.12, 51.5, 530591.166, 179571.065, 6],
  ])('agrees with PROJ on EPSG:%i', (code, longitude, latitude, east, north, tolerance) => {
    const found = coordinateSystemOfEpsg(code)?.fromGeographic(longitude, latitude) ?? [NaN, NaN];
    expect(Math.hypot(found[0] - east, found[1] - north)).toBeLessThan(tolerance);
  });

  it('takes longitude first in geographic systems', () => {
    for (const code of [4326, 4979, 4258, 4269]) {
      expect(coordinateSystemOfEpsg(code)?.fromGeographic(24.9, 60.1)).toEqual([24.9, 60.1]);
    }
  });

  it('knows nothing outside its lists', () => {
    for (const code of [0, -1, 32600, 32661, 32700, 32761, 25827, 26924, 3872, 3886, 4327, 31370, 999_999, NaN]) {
      expect(coordinateSystemOfEpsg(code)).toBeNull();
    }
  });
});

describe('toGeographic', () => {
  it.each([
    [3857, 24.95, 60.17],
    [32735, 28.05, -26.2],
    [25832, 9.7, 50.87],
    [27700, -1.47, 53.38],
    [28992, 4.9, 52.37],
    [2056, 7.44, 46.95],
    [2263, -73.98, 40.75],
    [31467, 9.7, 50.87],
  ])('undoes fromGeographic on EPSG:%i to a tenth of a millimetre', (code, longitude, latitude) => {
    const system = coordinateSystemOfEpsg(code);
    expect(system).not.toBeNull();
    if (system === null) return;
    const [back, up] = system.toGeographic(...system.fromGeographic(longitude, latitude));
    expect(Math.abs(back - longitude)).toBeLessThan(1e-9);
    expect(Math.abs(up - latitude)).toBeLessThan(1e-9);
  });

  it('never throws, however far off the numbers are, also where datums are shifted', () => {
    const far = fc.oneof(fc.double(), fc.constantFrom(1e308, -1e308, 99_999_999_999, 1e-320));
    fc.assert(
      fc.property(fc.constantFrom(27700, 28992, 31467, 25833, 3857), far, far, (code, east, north) => {
        const system = coordinateSystemOfEpsg(code);
        expect(system?.toGeographic(east, north)).toHaveLength(2);
        expect(system?.fromGeographic(east, north)).toHaveLength(2);
      }),
    );
  });

  it('gives NaN for numbers that are not finite', () => {
    expect(coordinateSystemOfEpsg(27700)?.toGeographic(NaN, 0)).toEqual([NaN, NaN]);
    expect(coordinateSystemOfEpsg(27700)?.fromGeographic(0, Infinity)).toEqual([NaN, NaN]);
  });
});

const airyWkt = (datum: string, tail = '') =>
  `PROJCS["British_National_Grid",GEOGCS["GCS",DATUM["${datum}",SPHEROID["Airy_1830",6377563.396,299.3249646]],PRIMEM["Greenwich",0.0],UNIT["Degree",0.0174532925199433]],PROJECTION["Transverse_Mercator"],PARAMETER["False_Easting",400000.0],PARAMETER["False_Northing",-100000.0],PARAMETER["Central_Meridian",-2.0],PARAMETER["Scale_Factor",0.9996012717],PARAMETER["Latitude_Of_Origin",49.0],UNIT["Meter",1.0]${tail}]`;

describe('parseCoordinateSystem', () => {
  it.each([
    ['EPSG:28992', 'Amersfoort / RD New'],
    ['epsg:28992', 'Amersfoort / RD New'],
    ['EPSG:28992+5709', 'Amersfoort / RD New'],
    ['EPSG:7415', 'Amersfoort / RD New'],
    ['urn:ogc:def:crs:EPSG::7415', 'Amersfoort / RD New'],
    ['urn:ogc:def:crs,crs:EPSG::28992,crs:EPSG::5709', 'Amersfoort / RD New'],
    ['https://www.opengis.net/def/crs/EPSG/0/7415', 'Amersfoort / RD New'],
    ['http://www.opengis.net/def/crs/EPSG/0/25833', 'ETRS89 / UTM zone 33N'],
    ['OGC:CRS84', 'CRS84'],
    ['urn:ogc:def:crs:OGC:1.3:CRS84', 'CRS84'],
    ['http://www.opengis.net/def/crs/OGC/1.3/CRS84', 'CRS84'],
    ['urn:ogc:def:crs:EPSG::4326', 'WGS 84'],
  ])('reads %s', (text, name) => {
    expect(parseCoordinateSystem(text)?.name).toBe(name);
  });

  it('takes the number of the EPSG dataset that a text ends with', () => {
    expect(parseCoordinateSystem(airyWkt('D_OSGB_1936', ',AUTHORITY["EPSG","27700"]'))?.name).toBe(
      'OSGB36 / British National Grid',
    );
  });

  it('puts in the datum shift that the text of Esri leaves out', () => {
    const found = parseCoordinateSystem(airyWkt('D_OSGB_1936'))?.fromGeographic(-1.47, 53.38) ?? [NaN, NaN];
    const byCode = coordinateSystemOfEpsg(27700)?.fromGeographic(-1.47, 53.38) ?? [NaN, NaN];
    expect(Math.hypot(found[0] - byCode[0], found[1] - byCode[1])).toBeLessThan(0.002);
  });

  it('reads US survey feet, in text and as a PROJ string', () => {
    // Reference: PROJ 9.1 for EPSG:2263 at -73.98, 40.75.
    const text =
      'PROJCS["NAD_1983_StatePlane_New_York_Long_Island_FIPS_3104_Feet",GEOGCS["GCS_North_American_1983",DATUM["D_North_American_1983",SPHEROID["GRS_1980",6378137.0,298.257222101]],PRIMEM["Greenwich",0.0],UNIT["Degree",0.0174532925199433]],PROJECTION["Lambert_Conformal_Conic"],PARAMETER["False_Easting",984250.0],PARAMETER["False_Northing",0.0],PARAMETER["Central_Meridian",-74.0],PARAMETER["Standard_Parallel_1",41.0333333333333],PARAMETER["Standard_Parallel_2",40.6666666666667],PARAMETER["Latitude_Of_Origin",40.1666666666667],UNIT["Foot_US",0.3048006096012192]]';
    const definition =
      '+proj=lcc +lat_0=40.1666666666667 +lon_0=-74 +lat_1=41.0333333333333 +lat_2=40.6666666666667 +x_0=300000 +y_0=0 +datum=NAD83 +units=us-ft +no_defs';
    for (const each of [text, definition, 'EPSG:2263']) {
      const [east, north] = parseCoordinateSystem(each)?.fromGeographic(-73.98, 40.75) ?? [NaN, NaN];
      expect(Math.hypot(east - 989791.4573, north - 212522.5192)).toBeLessThan(0.01);
    }
  });

  it('takes Web Mercator for what it is, however it is written', () => {
    const text =
      'PROJCS["WGS_1984_Web_Mercator_Auxiliary_Sphere",GEOGCS["GCS_WGS_1984",DATUM["D_WGS_1984",SPHEROID["WGS_1984",6378137.0,298.257223563]],PRIMEM["Greenwich",0.0],UNIT["Degree",0.0174532925199433]],PROJECTION["Mercator_Auxiliary_Sphere"],PARAMETER["False_Easting",0.0],PARAMETER["False_Northing",0.0],PARAMETER["Central_Meridian",0.0],PARAMETER["Standard_Parallel_1",0.0],PARAMETER["Auxiliary_Sphere_Type",0.0],UNIT["Meter",1.0]]';
    expect(parseCoordinateSystem(text)?.name).toBe('WGS 84 / Pseudo-Mercator');
  });

  it.each([
    ['', 'nothing'],
    ['foo', 'a word'],
    ['EPSG:1', 'a code of nothing'],
    [airyWkt('D_Mars_2000'), 'a datum of which nothing is known'],
    ['+proj=utm +zone=33 +datum=foo', 'an unknown datum'],
    ['+proj=utm +zone=33 +ellps=bessel', 'an ellipsoid without a shift to WGS 84'],
    ['+proj=utm +zone=99 +datum=WGS84', 'a zone that does not exist'],
    ['+proj=foo +datum=WGS84', 'an unknown projection'],
    ['+proj=tmerc +lat_0=nan +datum=WGS84', 'parameters that are no numbers'],
    ['+proj=pipeline +step +inv', 'a pipeline'],
    ['+proj=longlat +datum=NAD27', 'a datum that needs a grid of shifts'],
    ['LOCAL_CS["site",UNIT["metre",1]]', 'a local system'],
    [`PROJCS${'['.repeat(5000)}`, 'brackets without end'],
  ])('knows nothing of what is not sound, case %#', (text) => {
    expect(parseCoordinateSystem(text)).toBeNull();
  });

  it('gives a system or nothing for any text, and never throws', () => {
    const word = fc.constantFrom(
      'PROJCS["a",',
      'GEOGCS["b",',
      'DATUM["D_WGS_1984",',
      'SPHEROID["WGS_1984",6378137,298.25]',
      ']',
      '[',
      '"',
      'UNIT["degree",0.0174532925]',
      'PROJECTION["Transverse_Mercator"]',
      'PARAMETER["scale_factor",0]',
      '+proj=',
      'utm ',
      '+zone=1 ',
      '+datum=WGS84 ',
      'EPSG:',
      '4326',
      '__proto__',
      ',',
    );
    fc.assert(
      fc.property(fc.array(word, { maxLength: 12 }), (words) => {
        const system = parseCoordinateSystem(words.join(''));
        if (system !== null) expect(system.fromGeographic(10, 50)).toHaveLength(2);
      }),
    );
  });
});

describe('transverseMercator', () => {
  it('is the frame of a scene where its parameters are', () => {
    const coordinate = fc.double({ min: -5000, max: 5000, noNaN: true });
    const origin = fc.record({
      longitude: fc.double({ min: -179, max: 179, noNaN: true }),
      latitude: fc.double({ min: -75, max: 75, noNaN: true }),
      heightMeters: fc.constant(0),
    });
    fc.assert(
      fc.property(origin, coordinate, coordinate, (where, x, y) => {
        const frame = createFrame(where);
        const system = transverseMercator({
          latitudeOfOrigin: where.latitude,
          centralMeridian: where.longitude,
          scaleFactor: 1,
          falseEasting: 0,
          falseNorthing: 0,
        });
        const [east, north] = system.fromGeographic(...frame.toGeographic(x, y));
        expect(Math.hypot(east - x, north - y)).toBeLessThan(0.002);
      }),
    );
  });
});
