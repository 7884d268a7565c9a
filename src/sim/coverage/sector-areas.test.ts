import { describe, expect, test } from 'vitest';
import type { Camera } from '#model/device.ts';
import { categorySets } from '#model/pixel-density.ts';
import { cameraWith, focalLengthFor } from '../../../test/fixtures/cameras.ts';
import { box, type SolidSketch, sceneOf } from '../../../test/fixtures/random-city.ts';
import { plainSettings } from '../../../test/fixtures/visibility-probe.ts';
import { countSet } from '../visibility/bits.ts';
import { VisibilityCache } from '../visibility/visibility-cache.ts';
import { prepareVisibility } from '../visibility/visibility-scene.ts';
import { cameraPoses } from './camera-pose.ts';
import { opticalGround } from './optical-ground.ts';

const required = categorySets['iec-62676-4-2025'].categories.map(({ pixelsPerMeter }) => pixelsPerMeter);

/** Square metres per category (at or above) that a camera covers on level ground. */
function areas(camera: Camera, cell: number, targetHeightMeters: number, ...sketches: SolidSketch[]): number[] {
  const bounds = { minX: -256, minY: -32, maxX: 256, maxY: 384 };
  const settings = { ...plainSettings, targetHeightMeters, targetTopMeters: targetHeightMeters };
  const scene = prepareVisibility(sceneOf(sketches, { bounds, cell }), settings);
  const { bits, rows, words } = opticalGround(scene, cameraPoses(camera, null), required, new VisibilityCache(scene));
  const size = rows * words;
  return required.map((_, k) => countSet(bits, k * size, (k + 1) * size) * cell * cell);
}

function expectNear(actual: number, expected: number, share: number): void {
  expect(Math.abs(actual / expected - 1)).toBeLessThan(share);
}

/**
 * Looks north along the horizon at the height of its targets, 1920 px over 90°: f_px = 960. It stands off the middle of
 * its cells, so that of the cells along both borders half are in.
 */
const wide = cameraWith({
  x: 1 / 16,
  heightMeters: 1.6,
  sensor: { widthPixels: 1920, heightPixels: 1080, widthMillimeters: 6.4, heightMillimeters: 3.6 },
  focalLengthMillimeters: 3.2,
});

describe('a sector on flat ground', () => {
  test('of 90° and 1920 px is a triangle of Z² for each category’s depth Z', () => {
    const found = areas(wide, 0.25, 1.6);
    // 48, 24, 12, 7.68 and 3.84 m.
    [20, 40, 80, 125, 250].forEach((density, k) => {
      const depth = 960 / density;
      // Its base is as wide as 2 Z and a row of cells may be in or out.
      expectNear(found[k], depth ** 2, 0.25 / depth);
    });
  });

  test('of 30° and 3840 px is a triangle of Z² · tan 15°', () => {
    const narrow = cameraWith({
      heightMeters: 1.6,
      sensor: { widthPixels: 3840, heightPixels: 2160, widthMillimeters: 7.2, heightMillimeters: 4.05 },
      focalLengthMillimeters: focalLengthFor(7.2, 30),
    });
    const found = areas(narrow, 0.5, 1.6);
    const tangent = Math.tan(Math.PI / 12);
    const focalPixels = 1920 / tangent;
    expect(focalPixels).toBeCloseTo(7166, 0);
    // 358, 179, 89.6, 57.3 and 28.7 m.
    [20, 40, 80, 125, 250].forEach((density, k) => {
      expectNear(found[k], (focalPixels / density) ** 2 * tangent, 0.02);
    });
  });

  test('of a camera that looks down is a trapezoid between its blind zone and its far edge', () => {
    // 6 m up, tilt 30°, VFOV 50°: 4.20 to 68.6 m; many pixels, so that no category ends it.
    const sensor = { widthPixels: 16000, heightPixels: 9000, widthMillimeters: 7.2, heightMillimeters: 4.05 };
    const down = cameraWith({ tiltDegrees: 30, sensor, focalLengthMillimeters: focalLengthFor(4.05, 50) });
    const radians = Math.PI / 180;
    const tangentX = 7.2 / (2 * down.focalLengthMillimeters);
    const near = 6 / Math.tan(55 * radians);
    const far = 6 / Math.tan(5 * radians);
    // Half as wide as tangentX times the depth d · cos 30° + 6 · sin 30° at each distance d.
    const expected =
      tangentX * (Math.cos(30 * radians) * (far * far - near * near) + 2 * 6 * Math.sin(30 * radians) * (far - near));
    expectNear(areas(down, 0.25, 0)[0], expected, 0.005);
  });

  test('loses what one wall hides: half of it from 10 m on', () => {
    const wall: SolidSketch = { rings: [box(0, 10, 100, 10.25)], base: 0, top: 9 };
    expectNear(areas(wide, 0.25, 1.6, wall)[0], 48 ** 2 / 2 + 10 ** 2 / 2, 0.02);
  });
});
