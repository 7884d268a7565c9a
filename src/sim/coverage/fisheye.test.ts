import fc from 'fast-check';
import { expect, test } from 'vitest';
import { cameraWith } from '../../../test/fixtures/cameras.ts';
import { uniform } from '../../../test/fixtures/uniform.ts';
import { type CameraPose, cameraPose, type Vector } from './camera-pose.ts';
import { fisheyeDensity, fisheyeReach, insideCircle } from './fisheye.ts';

function fisheye(headingDegrees: number, tiltDegrees: number, focalLengthMillimeters = 1.72): CameraPose {
  const sensor = { widthPixels: 4000, heightPixels: 3000, widthMillimeters: 7.2, heightMillimeters: 5.4 };
  return cameraPose(
    cameraWith({ projection: 'equidistant', headingDegrees, tiltDegrees, focalLengthMillimeters, sensor }),
    null,
  );
}

const dot = (a: Vector, b: Vector) => a[0] * b[0] + a[1] * b[1] + a[2] * b[2];

/** Where a target falls on the image, pixels from its centre. */
function project(pose: CameraPose, v: Vector): readonly [number, number] {
  const x = dot(pose.right, v);
  const y = dot(pose.up, v);
  const across = Math.hypot(x, y);
  const radius = pose.focalPixels * Math.atan2(across, dot(pose.forward, v));
  return [(radius * x) / across, (radius * y) / across];
}

test('the focal length in pixels is the circle’s radius by its half angle, along the shorter side', () => {
  const pose = fisheye(0, 90, 2.7 / (Math.PI / 2));
  expect(pose.halfAngle).toBeCloseTo(Math.PI / 2, 12);
  expect(pose.focalPixels).toBeCloseTo(1500 / (Math.PI / 2), 9);
});

test('with a vertical axis the density is f·θ / (s·sin θ), and f / s straight below', () => {
  const pose = fisheye(0, 90);
  for (const [x, y, z] of [
    [3, 4, -5],
    [30, 0, -5],
    [0, -8, -2],
  ] as const) {
    const s = Math.hypot(x, y, z);
    const angle = Math.acos(-z / s);
    expect(fisheyeDensity(pose, x, y, z)).toBeCloseTo((pose.focalPixels * angle) / (s * Math.sin(angle)), 6);
  }
  expect(fisheyeDensity(pose, 0, 0, -4)).toBeCloseTo(pose.focalPixels / 4, 9);
  expect(fisheyeDensity(pose, 0, 0, 0)).toBeNaN();
});

test('the density is that of a short horizontal stretch across the line of sight, for any aim', () => {
  fc.assert(
    fc.property(
      uniform(0, 360),
      uniform(-90, 90),
      uniform(-40, 40),
      uniform(-40, 40),
      uniform(-20, 10),
      (heading, tilt, x, y, z) => {
        const pose = fisheye(heading, tilt);
        const plan = Math.hypot(x, y);
        fc.pre(plan > 1 && insideCircle(pose, x, y, z));
        const half = 1e-5;
        const a = project(pose, [x - (half * y) / plan, y + (half * x) / plan, z]);
        const b = project(pose, [x + (half * y) / plan, y - (half * x) / plan, z]);
        const numeric = Math.hypot(a[0] - b[0], a[1] - b[1]) / (2 * half);
        expect(Math.abs(fisheyeDensity(pose, x, y, z) / numeric - 1)).toBeLessThan(1e-5);
      },
    ),
    { numRuns: 500, seed: 20261124 },
  );
});

test('the image ends at its half angle', () => {
  const pose = fisheye(0, 0, 2.7 / (Math.PI / 3));
  const at = (degrees: number) => {
    const radians = (degrees * Math.PI) / 180;
    return insideCircle(pose, 10 * Math.sin(radians), 10 * Math.cos(radians), 0);
  };
  expect([at(0), at(59.99), at(60.01), at(120), at(-59.99), at(-60.01)]).toEqual([
    true,
    true,
    false,
    false,
    true,
    false,
  ]);
  expect(insideCircle(pose, 0, 0, 0)).toBe(false);
});

test('no target beyond the reach has the density', () => {
  fc.assert(
    fc.property(
      uniform(-90, 90),
      uniform(1.4, 4),
      uniform(-1, 1),
      uniform(-1, 1),
      uniform(-1, 1),
      uniform(20, 250),
      (tilt, focal, x, y, z, least) => {
        const pose = fisheye(0, tilt, focal);
        const reach = fisheyeReach(pose, least);
        const length = Math.hypot(x, y, z);
        fc.pre(length > 0.01 && insideCircle(pose, x, y, z));
        const scale = (1.0001 * reach) / length;
        expect(fisheyeDensity(pose, scale * x, scale * y, scale * z)).toBeLessThan(least);
      },
    ),
    { numRuns: 400, seed: 20261124 },
  );
});
