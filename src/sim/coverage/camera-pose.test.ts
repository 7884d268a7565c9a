import fc from 'fast-check';
import { expect, test } from 'vitest';
import { categorySets } from '#model/pixel-density.ts';
import { cameraWith, focalLengthFor } from '../../../test/fixtures/cameras.ts';
import { terrainOfFunction } from '../../../test/fixtures/random-city.ts';
import { uniform } from '../../../test/fixtures/uniform.ts';
import { cameraPose, depthLimits, imageCorners, type Vector } from './camera-pose.ts';

const dot = (a: Vector, b: Vector) => a[0] * b[0] + a[1] * b[1] + a[2] * b[2];
const cross = (a: Vector, b: Vector): Vector => [
  a[1] * b[2] - a[2] * b[1],
  a[2] * b[0] - a[0] * b[2],
  a[0] * b[1] - a[1] * b[0],
];

test('heading runs clockwise from north, tilt down, exactly at the cardinal directions', () => {
  expect(cameraPose(cameraWith(), null).forward).toEqual([0, 1, -0]);
  expect(cameraPose(cameraWith({ headingDegrees: 90 }), null).forward).toEqual([1, 0, -0]);
  expect(cameraPose(cameraWith({ headingDegrees: 180 }), null).forward).toEqual([0, -1, -0]);
  expect(cameraPose(cameraWith({ headingDegrees: 270 }), null).right).toEqual([0, 1, 0]);
  expect(cameraPose(cameraWith({ tiltDegrees: 90 }), null).forward).toEqual([0, 0, -1]);
  const down = cameraPose(cameraWith({ tiltDegrees: 30 }), null).forward;
  expect(down[2]).toBeCloseTo(-0.5, 15);
});

test('roll turns the camera clockwise seen from behind: its up axis leans to its right', () => {
  const pose = cameraPose(cameraWith({ rollDegrees: 90 }), null);
  expect(pose.up).toEqual([1, 0, 0]);
  expect(pose.right.map((value) => value + 0)).toEqual([0, 0, -1]);
});

test('the axes are orthonormal and right-handed for any aim', () => {
  const angle = uniform(-180, 180);
  fc.assert(
    fc.property(angle, angle, angle, (headingDegrees, tilt, rollDegrees) => {
      const { right, up, forward } = cameraPose(
        cameraWith({ headingDegrees, tiltDegrees: tilt / 2, rollDegrees }),
        null,
      );
      for (const axis of [right, up, forward]) expect(dot(axis, axis)).toBeCloseTo(1, 14);
      expect(dot(right, up)).toBeCloseTo(0, 14);
      expect(dot(right, forward)).toBeCloseTo(0, 14);
      cross(right, forward).forEach((value, i) => {
        expect(value).toBeCloseTo(up[i], 14);
      });
    }),
  );
});

test('depth limits of the 2025 set: 1920 px at 90° and 3840 px at 30°', () => {
  const required = categorySets['iec-62676-4-2025'].categories.map(({ pixelsPerMeter }) => pixelsPerMeter);
  const wide = cameraWith({
    sensor: { widthPixels: 1920, heightPixels: 1080, widthMillimeters: 6.4, heightMillimeters: 3.6 },
    focalLengthMillimeters: focalLengthFor(6.4, 90),
  });
  const round = (limits: readonly number[], digits: number) => limits.map((limit) => Number(limit.toFixed(digits)));
  const wideLimits = depthLimits(cameraPose(wide, null), required);
  expect(round(wideLimits, 1)).toEqual([48, 24, 12, 7.7, 3.8, 1.9, 0.6]);
  const narrow = cameraWith({ focalLengthMillimeters: focalLengthFor(7.2, 30) });
  const pose = cameraPose(narrow, null);
  expect(pose.focalPixels).toBeCloseTo(7166, 0);
  const narrowLimits = depthLimits(pose, required);
  expect(round(narrowLimits, 0).slice(0, 2)).toEqual([358, 179]);
  expect(round(narrowLimits, 1).slice(2)).toEqual([89.6, 57.3, 28.7, 14.3, 4.8]);
});

test('the optical centre is laid on the 1/1024 m grid above the ground below it', () => {
  const terrain = terrainOfFunction({ minX: -64, minY: -64, maxX: 64, maxY: 64 }, 16, (x) => x / 4);
  const { position } = cameraPose(cameraWith({ x: 10.1234567, y: -3.3, heightMeters: 6.1 }), terrain);
  for (const value of position) expect(value * 1024).toBe(Math.round(value * 1024));
  expect(position[0]).toBeCloseTo(10.1234567, 2);
  expect(position[2]).toBeCloseTo(10.1234567 / 4 + 6.1, 2);
});

test('the image’s corners lie at the tangents of half the field of view', () => {
  const corners = imageCorners(cameraPose(cameraWith(), null), 10);
  expect(corners.map(([x, y, z]) => [x, y, z].map((v) => Number(v.toFixed(6))))).toEqual([
    [-9, 10, -5.0625],
    [9, 10, -5.0625],
    [9, 10, 5.0625],
    [-9, 10, 5.0625],
  ]);
});
