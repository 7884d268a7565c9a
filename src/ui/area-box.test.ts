import { describe, expect, it } from 'vitest';
import { boxAreaKm2 } from '#model/geographic-box.ts';
import { boxAround, parsePlace } from './area-box.ts';

describe('parsePlace', () => {
  it.each([
    ['60.1699, 24.9384', 60.1699, 24.9384],
    [' -33.86 151.2 ', -33.86, 151.2],
    ['https://www.openstreetmap.org/#map=15/50.8687/9.7081', 50.8687, 9.7081],
    ['https://www.openstreetmap.org/?mlat=43.7384&mlon=7.4246#map=17/43.7/7.4', 43.7, 7.4],
  ])('reads %s', (text, latitude, longitude) => {
    expect(parsePlace(text)).toEqual({ latitude, longitude });
  });

  it.each(['', 'Helsinki', '60.17', '91, 0', '85, 0', '0, 181', '1,2,3'])('takes %j for no place', (text) => {
    expect(parsePlace(text)).toBeNull();
  });
});

describe('boxAround', () => {
  it('has the asked size', () => {
    for (const latitude of [0, 35, -60, 80]) {
      const box = boxAround({ latitude, longitude: 10 }, 2, 3);
      expect(box).not.toBeNull();
      if (box !== null) expect(boxAreaKm2(box)).toBeCloseTo(6, 1);
    }
  });

  it('is none without a size, and across the date line', () => {
    expect(boxAround({ latitude: 0, longitude: 0 }, 0, 1)).toBeNull();
    expect(boxAround({ latitude: 0, longitude: 0 }, Number.NaN, 1)).toBeNull();
    expect(boxAround({ latitude: 0, longitude: 179.999 }, 2, 2)).toBeNull();
  });
});
