import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { ViewPose } from '#state/session.ts';
import { orbitAround, panTo, throughEye, zoomAt } from './map-moves.ts';
import { pixelDirection, planeHit, projectPoint, type Vector, viewBasis } from './view-rays.ts';

const viewport = { width: 880, height: 712 };
const pose: ViewPose = { targetX: 30, targetY: -40, headingDegrees: 28, pitchDegrees: 47, distanceMeters: 640 };

const anyPose = fc.record({
  targetX: fc.integer({ min: -500, max: 500 }),
  targetY: fc.integer({ min: -500, max: 500 }),
  headingDegrees: fc.integer({ min: 0, max: 359 }),
  pitchDegrees: fc.integer({ min: 35, max: 88 }),
  distanceMeters: fc.integer({ min: 50, max: 2000 }),
});
const pixel = fc.tuple(fc.integer({ min: 50, max: 830 }), fc.integer({ min: 200, max: 700 }));

function groundAt(of: ViewPose, x: number, y: number, z = 0): Vector {
  const basis = viewBasis(of, 0);
  const hit = planeHit(basis.eye, pixelDirection(basis, viewport, x, y), z, Number.POSITIVE_INFINITY);
  if (hit === null) throw new Error('no ground there');
  return hit;
}

function onScreen(of: ViewPose, point: Vector): [number, number] {
  const { x, y } = projectPoint(viewBasis(of, 0), viewport, point);
  return [x, y];
}

function expectPixel(actual: readonly number[], expected: readonly number[]): void {
  expect(Math.hypot(actual[0] - expected[0], actual[1] - expected[1])).toBeLessThan(1e-4);
}

describe('view rays', () => {
  it('have the target in the middle of the screen', () => {
    expectPixel(onScreen(pose, [30, -40, 0]), [440, 356]);
  });

  it('look straight down with north where the heading says', () => {
    const top = { ...pose, pitchDegrees: 90, headingDegrees: 0 };
    const basis = viewBasis(top, 0);
    expect(basis.eye[2]).toBeCloseTo(640, 9);
    expect(onScreen(top, [30, 60, 0])[1]).toBeLessThan(356);
    expect(onScreen(top, [130, -40, 0])[0]).toBeGreaterThan(440);
  });

  it('project what they hit back to the pixel', () => {
    fc.assert(
      fc.property(anyPose, pixel, (of, [x, y]) => {
        expectPixel(onScreen(of, groundAt(of, x, y)), [x, y]);
      }),
    );
  });
});

describe('map moves', () => {
  it('keep the grabbed ground under the pointer while panning', () => {
    fc.assert(
      fc.property(anyPose, pixel, pixel, (of, from, to) => {
        const grabbed = groundAt(of, ...from, 3);
        expectPixel(onScreen(panTo(of, 0, viewport, grabbed, ...to), grabbed), to);
      }),
    );
  });

  it('keep the pivot where it is while orbiting', () => {
    fc.assert(
      fc.property(
        anyPose,
        pixel,
        fc.integer({ min: -90, max: 90 }),
        fc.integer({ min: -10, max: 10 }),
        (of, at, turn, tilt) => {
          const pivot = groundAt(of, ...at);
          const next = orbitAround(of, 0, pivot, turn, tilt);
          expectPixel(onScreen(next, pivot), at);
          expect(next.headingDegrees).toBe(of.headingDegrees + turn);
        },
      ),
    );
  });

  it('keep the point under the pointer while zooming', () => {
    fc.assert(
      fc.property(anyPose, pixel, fc.double({ min: 0.5, max: 2, noNaN: true }), (of, at, factor) => {
        const point = groundAt(of, ...at);
        const next = zoomAt(of, 0, point, factor);
        expectPixel(onScreen(next, point), at);
        expect(next.distanceMeters / of.distanceMeters).toBeCloseTo(factor, 9);
      }),
    );
  });

  it('do not pan where there is no ground', () => {
    expect(panTo({ ...pose, pitchDegrees: 12 }, 0, viewport, [0, 0, 0], 440, 0)).toEqual({ ...pose, pitchDegrees: 12 });
  });

  it('find the pose of a camera position', () => {
    const next = throughEye(pose, viewBasis(pose, 0).eye, 0);
    expect(next.targetX).toBeCloseTo(30, 6);
    expect(next.distanceMeters).toBeCloseTo(640, 6);
  });
});
