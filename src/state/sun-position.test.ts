import { describe, expect, it } from 'vitest';
import { limitPicture, pictureLimits } from './picture-desk.ts';
import { studioSunPosition, sunPosition } from './sun-position.ts';

const helsinki = { longitude: 24.94, latitude: 60.17 };

describe('position of the sun', () => {
  it('keeps the studio light whatever the date', () => {
    expect(sunPosition({ mode: 'studio', dateTime: '2026-01-01T00:00:00Z' }, helsinki)).toBe(studioSunPosition);
  });

  it('stands in the south at solar noon, as high as latitude and season say', () => {
    // Solar noon at 24.94° E on the June solstice, with the equation of time, is at 10:22 UTC; 90 − 60.17 + 23.44 = 53.27.
    const noon = sunPosition({ mode: 'date', dateTime: '2026-06-21T10:22:00Z' }, helsinki);
    expect(noon.azimuthDegrees).toBeCloseTo(180, -0.5);
    expect(Math.abs(noon.elevationDegrees - 53.27)).toBeLessThan(0.1);
  });

  it('is below the horizon on a winter night, and rises in the east', () => {
    expect(sunPosition({ mode: 'date', dateTime: '2026-12-21T22:00:00Z' }, helsinki).elevationDegrees).toBeLessThan(
      -30,
    );
    const morning = sunPosition({ mode: 'date', dateTime: '2026-03-20T06:00:00Z' }, helsinki);
    expect(morning.azimuthDegrees).toBeGreaterThan(90);
    expect(morning.azimuthDegrees).toBeLessThan(135);
  });

  it('falls back to the studio light where the date cannot be read', () => {
    expect(sunPosition({ mode: 'date', dateTime: 'yesterday' }, helsinki)).toBe(studioSunPosition);
  });
});

describe('size of a picture', () => {
  it('leaves A2 at 300 dpi as it is and shrinks what is larger in its shape', () => {
    expect(limitPicture({ widthPixels: 7016, heightPixels: 4961 })).toEqual({ widthPixels: 7016, heightPixels: 4961 });
    const { widthPixels, heightPixels } = limitPicture({ widthPixels: 40_000, heightPixels: 20_000 });
    expect(widthPixels).toBeLessThanOrEqual(pictureLimits.side);
    expect(widthPixels / heightPixels).toBeCloseTo(2, 2);
    expect(limitPicture({ widthPixels: Number.NaN, heightPixels: -3 })).toEqual({
      widthPixels: 1920,
      heightPixels: 64,
    });
  });
});
