import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { betweenPoses, createViewpoint, defaultPose, homePose, limitPose, lookPose } from './viewpoint.ts';

const bounds = { minX: -1000, minY: -500, maxX: 1000, maxY: 500 };

describe('viewpoint', () => {
  it('starts with the default pose and takes parts of another', () => {
    expect(createViewpoint().get()).toEqual(defaultPose);
    expect(createViewpoint({ pose: { pitchDegrees: 90 } }).get()).toEqual({ ...defaultPose, pitchDegrees: 90 });
  });

  it('keeps any pose, also a broken one, near the scene', () => {
    const number = fc.oneof(fc.double(), fc.integer({ min: -100_000, max: 100_000 }));
    fc.assert(
      fc.property(
        number,
        number,
        number,
        number,
        number,
        (targetX, targetY, headingDegrees, pitchDegrees, distanceMeters) => {
          const pose = limitPose({ targetX, targetY, headingDegrees, pitchDegrees, distanceMeters }, bounds);
          expect(Math.abs(pose.targetX)).toBeLessThanOrEqual(1150);
          expect(Math.abs(pose.targetY)).toBeLessThanOrEqual(650);
          expect(pose.headingDegrees).toBeGreaterThanOrEqual(0);
          expect(pose.headingDegrees).toBeLessThan(360);
          expect(pose.pitchDegrees).toBeGreaterThanOrEqual(12);
          expect(pose.pitchDegrees).toBeLessThanOrEqual(90);
          expect(pose.distanceMeters).toBeGreaterThanOrEqual(12);
        },
      ),
    );
  });

  it('flies to its goal and tells listeners on the way', () => {
    const viewpoint = createViewpoint();
    let calls = 0;
    viewpoint.subscribe(() => {
      calls += 1;
    });
    viewpoint.flyTo({ targetX: 100, headingDegrees: 350 }, 400);
    expect(viewpoint.flying()).toBe(true);
    expect(viewpoint.advance(1000)).toBe(true);
    expect(viewpoint.advance(1200)).toBe(true);
    expect(viewpoint.get().targetX).toBeCloseTo(50, 9);
    expect(viewpoint.get().headingDegrees).toBeCloseTo(9, 9);
    expect(viewpoint.advance(1400)).toBe(false);
    expect(viewpoint.get()).toEqual({ ...defaultPose, targetX: 100, headingDegrees: 350 });
    expect(calls).toBeGreaterThanOrEqual(3);
  });

  it('jumps where less motion is asked for, and ends a flight when it is set', () => {
    const still = createViewpoint({ reducedMotion: () => true });
    still.flyTo({ targetX: 5 });
    expect(still.flying()).toBe(false);
    expect(still.get().targetX).toBe(5);
    const moving = createViewpoint();
    moving.flyTo({ targetX: 5 });
    moving.set({ targetX: 7 });
    expect(moving.advance(0)).toBe(false);
    expect(moving.get().targetX).toBe(7);
  });

  it('turns the short way round', () => {
    const pose = betweenPoses({ ...defaultPose, headingDegrees: 350 }, { ...defaultPose, headingDegrees: 10 }, 0.5);
    expect(pose.headingDegrees).toBeCloseTo(0, 9);
  });

  it('zooms by the same factor in and out', () => {
    const near = { ...defaultPose, ...lookPose('zoom-in', defaultPose, bounds, []) };
    expect(lookPose('zoom-out', near, bounds, []).distanceMeters).toBeCloseTo(640, 9);
  });

  it('goes home to the devices, else to the middle of the scene', () => {
    expect(homePose({ ...bounds, maxX: 3000 }, [])).toEqual({ ...defaultPose, targetX: 1000 });
    const home = homePose(bounds, [
      { x: 10, y: 20 },
      { x: 30, y: 20 },
    ]);
    expect(home.distanceMeters).toBe(480);
    // Behind the middle of the plan, so that the plan comes above the middle of the view.
    expect(Math.hypot(home.targetX - 20, home.targetY - 20)).toBeCloseTo(0.06 * 480, 9);
    expect(home.targetY).toBeLessThan(20);
  });

  it('opens where most devices stand when the whole plan would be dots', () => {
    const near = [
      { x: 500, y: 500 },
      { x: 560, y: 520 },
      { x: 520, y: 560 },
    ];
    const home = homePose(bounds, [{ x: -900, y: -900 }, ...near]);
    expect(Math.hypot(home.targetX - 530, home.targetY - 530)).toBeLessThan(60);
    expect(home.distanceMeters).toBeLessThan(800);
  });

  it('tells the scale at the target', () => {
    const viewpoint = createViewpoint();
    viewpoint.setViewportHeight(712);
    expect(viewpoint.metersPerPixel()).toBeCloseTo((2 * 640 * Math.tan((14 * Math.PI) / 180)) / 712, 12);
  });
});
