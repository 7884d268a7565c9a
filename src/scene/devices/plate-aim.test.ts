import { describe, expect, it } from 'vitest';
import type { Street } from '#model/city.ts';
import { plainStreet } from '#model/plain-features.ts';
import { aimAtLane } from './plate-aim.ts';

/** A street of 8 m from south to north through the origin. */
const north: Street = {
  ...plainStreet,
  id: 'north',
  class: 'secondary',
  car: true,
  oneway: false,
  widthMeters: 8,
  xy: Float64Array.of(0, -100, 0, 100),
};
const unit = { x: 6, y: 0, heightMeters: 4.6, headingDegrees: 0 };

describe('the aim of a plate reader', () => {
  it('is the middle of the lane on its side, so far ahead', () => {
    const aim = aimAtLane([north], unit, 20);
    // 19.08 m along the street, to the lane 2 m right of its middle: 4 m to the left of the unit.
    expect(aim?.headingDegrees).toBeCloseTo(360 - (Math.atan2(4, Math.sqrt(364)) * 180) / Math.PI, 1);
    expect(aim?.tiltDegrees).toBeCloseTo((Math.atan2(4, Math.hypot(4, Math.sqrt(364))) * 180) / Math.PI, 1);
  });

  it('turns with the mapped bearing, and not by more than 35°', () => {
    const south = aimAtLane([north], { ...unit, headingDegrees: 170 }, 20);
    expect(south?.headingDegrees).toBeGreaterThan(180);
    expect(south?.headingDegrees).toBeLessThan(205);
    expect(aimAtLane([north], { ...unit, headingDegrees: 90 }, 20)).toBeNull();
  });

  it('is none far from streets for cars, and none where the street ends before it', () => {
    expect(aimAtLane([north], { ...unit, x: 60 }, 20)).toBeNull();
    expect(aimAtLane([{ ...north, car: false }], unit, 20)).toBeNull();
    expect(aimAtLane([north], { ...unit, y: 99 }, 20)).toBeNull();
  });
});
