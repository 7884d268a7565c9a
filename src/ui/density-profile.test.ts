import { describe, expect, it } from 'vitest';
import { type Camera, cameraSchema } from '#model/device.ts';
import { categorySets } from '#model/pixel-density.ts';
import { densityProfile, distanceForDensity, roundUp } from './density-profile.ts';

const { categories } = categorySets['iec-62676-4-2025'];

function camera(heightMeters: number, tiltDegrees: number): Camera {
  return cameraSchema.parse({
    kind: 'camera',
    id: 'a',
    name: 'a',
    x: 0,
    y: 0,
    heightMeters,
    tiltDegrees,
    sensor: { widthPixels: 1920, heightPixels: 1080, widthMillimeters: 2, heightMillimeters: 1.125 },
    focalLengthMillimeters: 1,
  });
}

describe('density profile', () => {
  it('puts the bands of 1920 px at 90° where the standard’s criterion has them', () => {
    const profile = densityProfile(camera(1.6001, 0), 1.6, categories);
    expect(profile?.bands.map(({ category, to }) => [category, to])).toEqual([
      [6, expect.closeTo(960 / 1500, 6)],
      [5, expect.closeTo(1.92, 6)],
      [4, expect.closeTo(3.84, 6)],
      [3, expect.closeTo(7.68, 6)],
      [2, expect.closeTo(12, 6)],
      [1, expect.closeTo(24, 6)],
      [0, expect.closeTo(48, 6)],
    ]);
    expect(profile?.far).toBeCloseTo(48, 6);
  });

  it('lets the bands follow each other without a gap from the blind zone to the far edge', () => {
    const profile = densityProfile(camera(6, 14), 1.6, categories);
    if (profile === null) throw new Error('no profile');
    expect(profile.bands[0]?.from).toBe(profile.near);
    expect(profile.bands.at(-1)?.to).toBe(profile.far);
    for (let at = 1; at < profile.bands.length; at += 1)
      expect(profile.bands[at]?.from).toBe(profile.bands[at - 1]?.to);
    expect(profile.best).toBeGreaterThan(profile.worst);
    expect(profile.worst).toBeCloseTo(20, 9);
  });

  it('ends where the upper edge of the image meets the ground', () => {
    const steep = densityProfile(camera(6, 60), 1.6, categories);
    expect(steep?.far).toBeCloseTo(4.4 / Math.tan(((60 - 29.3578) * Math.PI) / 180), 2);
  });

  it('is null for a camera that looks at the sky or stands below the target', () => {
    expect(densityProfile(camera(6, -45), 1.6, categories)).toBeNull();
    expect(densityProfile(camera(1, 0), 1.6, categories)).toBeNull();
  });

  it('counts the tilt into the distance of a density', () => {
    expect(distanceForDensity(camera(6, 0), 1.6, 80)).toBeCloseTo(12, 9);
    expect(distanceForDensity(camera(6, 30), 0, 80)).toBeCloseTo((12 - 3) / Math.cos(Math.PI / 6), 9);
  });

  it('rounds axes up', () => {
    expect([0.9, 1, 1.1, 47, 51, 101, 625].map(roundUp)).toEqual([1, 1, 1.2, 50, 60, 120, 800]);
  });
});
