import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { studioSunPosition } from '#state/sun-position.ts';
import { backgroundShare, daylight } from './daylight.ts';

const elevation = fc.double({ min: -90, max: 90, noNaN: true });

describe('daylight', () => {
  it('is the studio\u2019s at the studio\u2019s own height of the sun', () => {
    expect(daylight(studioSunPosition.elevationDegrees)).toEqual({ sun: 1, sky: 1, evening: 0 });
    expect(backgroundShare(studioSunPosition.elevationDegrees)).toBe(1);
  });

  it('has no sun below the horizon and no sky at night', () => {
    expect(daylight(-1).sun).toBe(0);
    expect(daylight(-18).sky).toBe(0);
    expect(backgroundShare(-18)).toBeGreaterThan(0);
  });

  it('never grows darker as the sun rises', () => {
    fc.assert(
      fc.property(elevation, elevation, (a, b) => {
        const [low, high] = a < b ? [daylight(a), daylight(b)] : [daylight(b), daylight(a)];
        expect(high.sun).toBeGreaterThanOrEqual(low.sun);
        expect(high.sky).toBeGreaterThanOrEqual(low.sky);
        expect(high.evening).toBeLessThanOrEqual(low.evening);
      }),
    );
  });
});
