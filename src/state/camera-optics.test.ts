import { describe, expect, it } from 'vitest';
import { type Camera, cameraSchema } from '#model/device.ts';
import {
  densityAtDistance,
  focalLengthFor,
  focalLengthPixels,
  groundReach,
  horizontalFieldOfView,
  rangeForDensity,
} from './camera-optics.ts';

/** A camera with the given fields of view: the sensor is measured so that 4 mm of focal length give them. */
function cameraWith(
  hfov: number,
  vfov: number,
  widthPixels: number,
  heightMeters: number,
  tiltDegrees: number,
): Camera {
  const half = (degrees: number) => Math.tan((degrees / 2) * (Math.PI / 180));
  return cameraSchema.parse({
    kind: 'camera',
    id: 'a',
    name: 'a',
    x: 0,
    y: 0,
    heightMeters,
    tiltDegrees,
    sensor: { widthPixels, heightPixels: 2160, widthMillimeters: 8 * half(hfov), heightMillimeters: 8 * half(vfov) },
    focalLengthMillimeters: 4,
  });
}

describe('camera optics', () => {
  it('gives the ranges of 1920 px at 90° and of 3840 px at 30°', () => {
    const wide = cameraWith(90, 50, 1920, 6, 0);
    expect(focalLengthPixels(wide)).toBeCloseTo(960, 9);
    const ranges = new Map([
      [20, 48],
      [40, 24],
      [80, 12],
      [125, 7.68],
      [250, 3.84],
      [500, 1.92],
    ]);
    for (const [density, range] of ranges) expect(rangeForDensity(wide, density)).toBeCloseTo(range, 9);
    const long = cameraWith(30, 17, 3840, 6, 0);
    expect(focalLengthPixels(long)).toBeCloseTo(7165.5, 0);
    expect(rangeForDensity(long, 20)).toBeCloseTo(358.3, 1);
  });

  it('finds the blind zone and the far edge for the ground and for a head', () => {
    const camera = cameraWith(60, 50, 3840, 6, 30);
    const ground = groundReach(camera, 0);
    expect(ground?.near).toBeCloseTo(4.2, 2);
    expect(ground?.far).toBeCloseTo(68.6, 1);
    const head = groundReach(camera, 1.8);
    expect(head?.near).toBeCloseTo(2.94, 2);
    expect(head?.far).toBeCloseTo(48, 1);
  });

  it('has no blind zone when it sees straight down and no far edge at the horizon', () => {
    expect(groundReach(cameraWith(60, 50, 3840, 6, 70), 0)?.near).toBe(0);
    expect(groundReach(cameraWith(60, 50, 3840, 6, 20), 0)?.far).toBe(Number.POSITIVE_INFINITY);
  });

  it('sees nothing of a plane above it or behind the lower edge of its image', () => {
    expect(groundReach(cameraWith(60, 50, 3840, 1.5, 20), 1.6)).toBeNull();
    expect(groundReach(cameraWith(60, 50, 3840, 6, -40), 0)).toBeNull();
  });

  it('turns a field of view into a lens and back', () => {
    const { sensor } = cameraWith(62, 37, 3840, 6, 0);
    expect(horizontalFieldOfView(sensor, focalLengthFor(sensor, 47))).toBeCloseTo(47, 9);
  });

  it('counts density by depth, not by distance', () => {
    const camera = cameraWith(90, 50, 1920, 6, 0);
    expect(densityAtDistance(camera, 1.6, 12)).toBeCloseTo(80, 9);
    const tilted = cameraWith(90, 50, 1920, 6, 30);
    const depth = 10 * Math.cos(Math.PI / 6) + 6 * 0.5;
    expect(densityAtDistance(tilted, 0, 10)).toBeCloseTo(960 / depth, 9);
    expect(densityAtDistance(camera, 1.6, -1)).toBeNaN();
  });
});
