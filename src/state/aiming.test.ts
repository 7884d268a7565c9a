import { describe, expect, it } from 'vitest';
import { aimFrom, headingOf, isWithin } from './aiming.ts';

describe('aimFrom', () => {
  const pole = { x: 10, y: 10, z: 6 };

  it('turns to the point and tilts down to it', () => {
    expect(aimFrom(pole, { x: 16, y: 10, z: 0 })).toMatchObject({ headingDegrees: 90, tiltDegrees: 45 });
    expect(aimFrom(pole, { x: 10, y: 0, z: 6 })).toMatchObject({ headingDegrees: 180, tiltDegrees: 0 });
    expect(aimFrom(pole, { x: 0, y: 10, z: 16 })).toMatchObject({ headingDegrees: 270, tiltDegrees: -45 });
  });

  it('looks straight down at its own foot, and nowhere from the point itself', () => {
    expect(aimFrom(pole, { x: 10, y: 10, z: 0 })?.tiltDegrees).toBe(90);
    expect(aimFrom(pole, pole)).toBeNull();
  });
});

describe('headingOf', () => {
  it('counts clockwise from north', () => {
    expect([headingOf(0, 1), headingOf(1, 0), headingOf(0, -1), headingOf(-1, 0)]).toEqual([0, 90, 180, 270]);
  });
});

describe('isWithin', () => {
  const notch = [
    [0, 0],
    [10, 0],
    [10, 10],
    [5, 4],
    [0, 10],
  ] as const;

  it('tells inside from outside, also in a notch', () => {
    expect(isWithin(notch, 1, 1)).toBe(true);
    expect(isWithin(notch, 5, 8)).toBe(false);
    expect(isWithin(notch, 11, 1)).toBe(false);
    expect(isWithin([], 0, 0)).toBe(false);
  });
});
