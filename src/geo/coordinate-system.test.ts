import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { coordinateSystemOfEpsg, transverseMercator } from './coordinate-system.ts';
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
