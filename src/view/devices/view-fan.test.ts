import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type Camera, cameraSchema } from '#model/device.ts';
import { dot } from '../controls/view-rays.ts';
import { aimAt, aimPoint, turnWithWall, widenTo } from './device-aim.ts';
import { imageEyes, imageRay, mainEye, projectToImage } from './image-eye.ts';
import { closedRibbon } from './ribbon.ts';
import { type ViewFanOptions, viewFans } from './view-fan.ts';

/** 1920 × 1080 at HFOV 90°: f_px 960. */
const camera: Camera = cameraSchema.parse({
  kind: 'camera',
  id: 'C-01',
  name: 'C-01',
  x: 10,
  y: 20,
  heightMeters: 6,
  headingDegrees: 0,
  tiltDegrees: 30,
  rollDegrees: 0,
  sensor: { widthPixels: 1920, heightPixels: 1080, widthMillimeters: 6.4, heightMillimeters: 3.6 },
  focalLengthMillimeters: 3.2,
  mounting: { kind: 'free', featureId: null },
  model: 'test',
  notes: '',
});

const level = { groundHeight: () => 0, obstacle: () => null, steps: 8, targetHeightMeters: 0 };
/** Half the vertical field of view of the camera above. */
const halfVertical = Math.atan(3.6 / 6.4);

/** f_px 960: 20 px/m reach 48 m, 0.96 px/m a kilometre. */
const viewFan = (device: Camera, options: Omit<ViewFanOptions, 'pixelsPerMeter'> & { depthMeters: number }) =>
  viewFans(device, { ...options, pixelsPerMeter: 960 / options.depthMeters })[0] ?? null;

describe('view fan', () => {
  it('starts at the blind zone and ends where the upper edge meets the ground', () => {
    const tilted = { ...camera, tiltDegrees: 45 };
    const fan = viewFan(tilted, { ...level, depthMeters: 1000 });
    expect(fan).not.toBeNull();
    const middle = 4;
    expect(fan?.near[middle][1]).toBeCloseTo(20 + 6 / Math.tan(Math.PI / 4 + halfVertical), 6);
    expect(fan?.far[middle][1]).toBeCloseTo(20 + 6 / Math.tan(Math.PI / 4 - halfVertical), 6);
  });

  it('ends at the depth where the image reaches farther', () => {
    const fan = viewFan(camera, { ...level, depthMeters: 48 });
    const axes = mainEye(camera, 0);
    for (const point of fan?.far ?? []) {
      const depth = dot(
        [point[0] - axes.origin[0], point[1] - axes.origin[1], point[2] - axes.origin[2]],
        axes.forward,
      );
      expect(depth).toBeCloseTo(48, 6);
    }
  });

  it('looks for targets at their height', () => {
    const fan = viewFan({ ...camera, tiltDegrees: 45 }, { ...level, targetHeightMeters: 1.6, depthMeters: 1000 });
    expect(fan?.near[4][1]).toBeCloseTo(20 + 4.4 / Math.tan(Math.PI / 4 + halfVertical), 6);
    expect(fan?.near[4][2]).toBe(0);
  });

  it('ends at the first solid', () => {
    const wall = (origin: readonly number[], direction: readonly number[]) =>
      direction[1] <= 0 ? null : (25 - origin[1]) / direction[1];
    const fan = viewFan(camera, { ...level, obstacle: wall, depthMeters: 48 });
    for (const point of fan?.far ?? []) expect(point[1]).toBeCloseTo(25, 6);
  });

  it('is nothing for a camera that looks up', () => {
    expect(viewFan({ ...camera, tiltDegrees: -40 }, { ...level, depthMeters: 100 })).toBeNull();
  });

  it('has axes at right angles, rolled clockwise', () => {
    const angle = fc.integer({ min: -80, max: 80 });
    fc.assert(
      fc.property(angle, angle, angle, (headingDegrees, tiltDegrees, rollDegrees) => {
        const { forward, right, up } = mainEye({ ...camera, headingDegrees, tiltDegrees, rollDegrees }, 0);
        for (const [a, b] of [
          [forward, right],
          [forward, up],
          [right, up],
        ] as const)
          expect(dot(a, b)).toBeCloseTo(0, 12);
        expect(Math.sign(right[2])).toBe(Math.sign(-rollDegrees) + 0);
      }),
    );
  });
});

describe('fisheye, heads and presets', () => {
  /** 180° across a circle of 1000 px: f_px = 500 / (π/2). */
  const fisheye: Camera = {
    ...camera,
    projection: 'equidistant',
    sensor: { widthPixels: 1000, heightPixels: 1000, widthMillimeters: Math.PI, heightMillimeters: Math.PI },
    focalLengthMillimeters: 1,
    tiltDegrees: 90,
  };

  it('is a circle around a fisheye that looks straight down, as wide as its density reaches', () => {
    const [fan] = viewFans(fisheye, { ...level, pixelsPerMeter: 20 });
    expect(fan.closed).toBe(true);
    const f = 500 / (Math.PI / 2);
    for (const [x, y] of fan.far) {
      const r = Math.hypot(x - 10, y - 20);
      // Tangential density f·θ / (s·sin θ), and s·sin θ is the distance in plan.
      expect((f * Math.atan(r / 6)) / r).toBeCloseTo(20, 3);
    }
    for (const point of fan.near) expect(Math.hypot(point[0] - 10, point[1] - 20)).toBeCloseTo(0, 9);
  });

  it('is cut by walls all round', () => {
    const [fan] = viewFans(fisheye, { ...level, pixelsPerMeter: 20, obstacle: () => 8 });
    for (const point of fan.far) expect(Math.hypot(point[0] - 10, point[1] - 20)).toBeLessThan(8);
  });

  it('is one fan for each head, turned from the heading of the camera', () => {
    const heads = [
      { headingDegrees: 0, tiltDegrees: 0 },
      { headingDegrees: 120, tiltDegrees: 10 },
    ];
    const both = viewFans({ ...camera, headingDegrees: 30, heads }, { ...level, pixelsPerMeter: 40 });
    expect(both).toHaveLength(2);
    const [second] = viewFans({ ...camera, headingDegrees: 150, tiltDegrees: 40 }, { ...level, pixelsPerMeter: 40 });
    expect(both[1]).toEqual(second);
  });

  it('looks where a preset looks', () => {
    const aim = { headingDegrees: 90, tiltDegrees: 30, focalLengthMillimeters: 3.2 };
    const turned = viewFans(camera, { ...level, pixelsPerMeter: 40, aim });
    expect(turned).toEqual(viewFans({ ...camera, headingDegrees: 90 }, { ...level, pixelsPerMeter: 40 }));
  });

  it('finds the place of a point in the image again, for either lens', () => {
    const part = fc.double({ min: -0.95, max: 0.95, noNaN: true });
    fc.assert(
      fc.property(part, part, fc.boolean(), fc.integer({ min: 2, max: 90 }), (u, v, round, metres) => {
        fc.pre(Math.hypot(u, v) < 0.99);
        const device = { ...(round ? fisheye : camera), headingDegrees: 33, tiltDegrees: 21, rollDegrees: 7 };
        const eye = mainEye(device, 0);
        const ray = imageRay(eye, u, v);
        const at = projectToImage(eye, [0, 1, 2].map((i) => eye.origin[i] + metres * ray[i]) as never);
        expect(at?.u).toBeCloseTo(u, 6);
        expect(at?.v).toBeCloseTo(v, 6);
      }),
    );
    expect(imageEyes(fisheye, 0)[0].halfAngle).toBeCloseTo(Math.PI / 2, 9);
  });
});

describe('aiming', () => {
  it('puts the target into the middle of the image', () => {
    const coordinate = fc.integer({ min: -60, max: 60 });
    fc.assert(
      fc.property(coordinate, coordinate, fc.integer({ min: 0, max: 3 }), (x, y, z) => {
        fc.pre(Math.hypot(x - 10, y - 20) > 1);
        const aimed = { ...camera, ...aimAt(camera, 0, [x, y, z]) };
        const { origin, forward } = mainEye(aimed, 0);
        const d = [x - origin[0], y - origin[1], z - origin[2]] as const;
        expect(dot(d, forward)).toBeCloseTo(Math.hypot(...d), 6);
      }),
    );
  });

  it('keeps the heading when it is aimed straight down', () => {
    expect(aimAt({ ...camera, headingDegrees: 77 }, 0, [10, 20, 0])).toEqual({ headingDegrees: 77, tiltDegrees: 90 });
    expect(aimAt(camera, 0, [10, 20, 6])).toBeNull();
  });

  it('sets the lens so that the point lies on the edge', () => {
    const wide = widenTo(camera, 0, aimPoint(camera, 0, 0, () => null).left);
    expect(wide?.focalLengthMillimeters).toBeCloseTo(3.2, 9);
    expect(widenTo(camera, 0, [10, -40, 0])).toBeNull();
  });

  it('aims at the ground or at a wall before it', () => {
    const free = aimPoint(camera, 0, 0, () => null);
    expect(free.distanceMeters).toBeCloseTo(12, 9);
    expect(free.point[2]).toBeCloseTo(0, 9);
    expect(aimPoint(camera, 0, 0, () => 7).distanceMeters).toBe(7);
    expect(aimPoint({ ...camera, tiltDegrees: 0 }, 0, 0, () => null).distanceMeters).toBe(150);
  });

  it('turns with the wall it slides along', () => {
    expect(turnWithWall(100, 90, 180)).toBe(190);
    expect(turnWithWall(100, null, 90)).toBe(100);
    expect(turnWithWall(300, null, 90)).toBe(90);
    expect(turnWithWall(300, 90, null)).toBe(300);
  });
});

describe('ribbon', () => {
  it('has the area of its line times its width', () => {
    const triangles = closedRibbon(
      [
        [0, 0, 0],
        [100, 0, 0],
        [100, 50, 0],
        [0, 50, 0],
      ],
      0.9,
      0.2,
    );
    let area = 0;
    for (let i = 0; i < triangles.length; i += 9) {
      const [ax, ay, , bx, by, , cx, cy] = triangles.subarray(i, i + 9);
      area += Math.abs((bx - ax) * (cy - ay) - (cx - ax) * (by - ay)) / 2;
    }
    expect(area).toBeCloseTo(300 * 0.9, 3);
    expect(triangles[2]).toBeCloseTo(0.2, 6);
  });

  it('is nothing for less than a triangle', () => {
    expect(
      closedRibbon(
        [
          [0, 0, 0],
          [0, 0.01, 0],
          [5, 0, 0],
        ],
        1,
        0,
      ),
    ).toHaveLength(0);
  });
});
