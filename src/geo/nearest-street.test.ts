import { describe, expect, it } from 'vitest';
import type { Street } from '#model/city.ts';
import { plainStreet } from '#model/plain-features.ts';
import { nearestStreet, placeAlong } from './nearest-street.ts';

const street = (id: string, xy: readonly number[]): Street => ({
  ...plainStreet,
  id,
  class: 'residential',
  name: null,
  xy: Float64Array.from(xy),
  widthMeters: 6,
});

describe('nearestStreet', () => {
  const bent = street('bent', [0, 0, 100, 0, 100, 50]);

  it('finds the foot of the perpendicular, the way along and the side', () => {
    expect(nearestStreet([bent], 30, 4, 20)).toMatchObject({
      x: 30,
      y: 0,
      alongX: 1,
      alongY: 0,
      distance: 30,
      offset: 4,
    });
    expect(nearestStreet([bent], 104, 20, 20)).toMatchObject({
      x: 100,
      y: 20,
      alongX: 0,
      alongY: 1,
      distance: 120,
      offset: -4,
    });
  });

  it('takes the nearer of two and none beyond its reach', () => {
    const other = street('other', [0, 10, 100, 10]);
    expect(nearestStreet([bent, other], 30, 8, 20)?.street.id).toBe('other');
    expect(nearestStreet([bent, other], 30, 80, 20)).toBeNull();
  });

  it('ends where the line ends, and passes over points that repeat', () => {
    expect(nearestStreet([street('s', [0, 0, 0, 0, 10, 0])], 13, 4, 20)).toMatchObject({ x: 10, y: 0, distance: 10 });
    expect(nearestStreet([street('point', [5, 5, 5, 5])], 5, 5, 20)).toBeNull();
  });
});

describe('placeAlong', () => {
  it('walks over corners and stops at the end', () => {
    const xy = Float64Array.from([0, 0, 100, 0, 100, 50]);
    expect(placeAlong(xy, 120)).toEqual({ x: 100, y: 20, alongX: 0, alongY: 1 });
    expect(placeAlong(xy, 150)).toMatchObject({ x: 100, y: 50 });
    expect(placeAlong(xy, 150.1)).toBeNull();
    expect(placeAlong(xy, -1)).toBeNull();
    expect(placeAlong(xy, Number.NaN)).toBeNull();
  });
});
