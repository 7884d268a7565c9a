import { describe, expect, it } from 'vitest';
import { defaultAssumptions } from '#model/assumptions.ts';
import { alprSchema, cameraSchema, type Device, deviceSchema } from '#model/device.ts';
import { headingTo } from './device-aim.ts';
import { bodyShape, poleLength } from './device-bodies.ts';
import { fanDensities, reachFan } from './reach.ts';

const plan = { categorySet: 'iec-62676-4-2025', assumptions: defaultAssumptions } as const;
const shared = { id: 'd', name: 'd', x: 10, y: 20, heightMeters: 5, headingDegrees: 90 };
const optics = {
  tiltDegrees: 10,
  sensor: { widthPixels: 1920, heightPixels: 1080, widthMillimeters: 6.4, heightMillimeters: 3.6 },
  focalLengthMillimeters: 3.2,
};
const camera = cameraSchema.parse({ kind: 'camera', ...shared, ...optics });

function sensor(fields: object): Exclude<Device, { kind: 'camera' | 'alpr' }> {
  return deviceSchema.parse({ ...shared, ...fields }) as Exclude<Device, { kind: 'camera' | 'alpr' }>;
}

describe('how far a device is drawn to reach', () => {
  it('follows the classes of the plan, the detection of a thermal camera, or the pixels that plates need', () => {
    expect(fanDensities(camera, plan)).toEqual({ outline: 20, selected: 40, other: 125 });
    expect(fanDensities({ ...camera, spectrum: 'thermal' }, plan).outline).toBe(
      defaultAssumptions.thermalPixelsPerMeter,
    );
    const alpr = alprSchema.parse({ kind: 'alpr', ...shared, ...optics, plates: 'us' });
    expect(fanDensities(alpr, plan)).toEqual({ outline: 315, selected: 427, other: 427 });
  });

  it('is a disc for what hears and measures, and a sector between near and far for a radar', () => {
    const heard = reachFan(sensor({ kind: 'acoustic', rangeMeters: 60 }), defaultAssumptions, () => 3);
    expect(heard?.closed).toBe(true);
    for (const [x, y, z] of heard?.far ?? []) {
      expect(Math.hypot(x - 10, y - 20)).toBeCloseTo(60, 9);
      expect(z).toBe(3);
    }
    const radar = reachFan(
      sensor({ kind: 'radar', nearMeters: 2, farMeters: 76, fieldDegrees: 90 }),
      defaultAssumptions,
      () => 0,
    );
    expect(radar?.closed).toBe(false);
    const [first, last] = [radar?.far[0] ?? [0, 0, 0], radar?.far.at(-1) ?? [0, 0, 0]];
    // Heading east, 45° to either side.
    expect([first[0], first[1]]).toEqual([
      expect.closeTo(10 + 76 * Math.SQRT1_2, 6),
      expect.closeTo(20 + 76 * Math.SQRT1_2, 6),
    ]);
    expect(last[1]).toBeCloseTo(20 - 76 * Math.SQRT1_2, 6);
  });

  it('is no ground for doors, lamps and phones', () => {
    for (const kind of ['access', 'light', 'phone'])
      expect(reachFan(sensor({ kind }), defaultAssumptions, () => 0)).toBeNull();
  });
});

describe('bodies', () => {
  it('have the shape of their kind, and a pole where nothing else carries them', () => {
    expect(bodyShape(camera)).toBe('box');
    expect(bodyShape({ ...camera, projection: 'equidistant' })).toBe('dome');
    expect(poleLength(camera)).toBe(5);
    expect(poleLength({ ...camera, mounting: { kind: 'wall', featureId: 'way/1' } })).toBe(0);
    expect(poleLength({ ...camera, mounting: { kind: 'roof', featureId: 'way/1' } })).toBe(0.8);
    expect(poleLength(sensor({ kind: 'phone' }))).toBe(0);
  });

  it('turn towards a point, but not towards where they stand', () => {
    expect(headingTo(camera, 10, 120)).toBe(0);
    expect(headingTo(camera, -90, 20)).toBe(270);
    expect(headingTo(camera, 10, 20)).toBeNull();
  });
});
