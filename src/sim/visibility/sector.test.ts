import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { sectorHolds, sectorOf } from './sector.ts';

describe('the sector of points', () => {
  test('lies between the outermost ones', () => {
    const sector = sectorOf([
      [10, 0],
      [10, 10],
      [8, 3],
    ]);
    expect(sector).not.toBeNull();
    expect(sector!.rightX).toBeCloseTo(10, 4);
    expect(sector!.rightY).toBeCloseTo(0, 4);
    expect(sector!.leftX / sector!.leftY).toBeCloseTo(1, 4);
  });

  test.each([
    ['none', []],
    [
      'the centre among them',
      [
        [1, 1],
        [0, 0],
      ],
    ],
    [
      'opposite ones',
      [
        [1, 1],
        [-2, -2],
      ],
    ],
    [
      'ones all around',
      [
        [1, 0],
        [-1, 2],
        [-1, -2],
      ],
    ],
    [
      'no numbers',
      [
        [NaN, 1],
        [1, 2],
      ],
    ],
  ] as const)('there is none for %s', (_what, points) => {
    expect(sectorOf(points)).toBeNull();
  });

  test('holds each of them, and the sector of some of them', () => {
    const coordinate = fc.double({ min: -500, max: 500, noNaN: true, noDefaultInfinity: true });
    fc.assert(
      fc.property(fc.array(fc.tuple(coordinate, coordinate), { minLength: 2, maxLength: 6 }), (points) => {
        const sector = sectorOf(points);
        if (sector === null) return;
        for (const [x, y] of points) {
          expect(sector.rightX * y - sector.rightY * x).toBeGreaterThan(0);
          expect(x * sector.leftY - y * sector.leftX).toBeGreaterThan(0);
        }
        const fewer = sectorOf(points.slice(1));
        if (fewer !== null) expect(sectorHolds(sector, fewer)).toBe(true);
        expect(sectorHolds(sector, sector)).toBe(true);
      }),
    );
  });
});

test('a sector does not hold a wider one, nor one elsewhere', () => {
  const narrow = sectorOf([
    [10, -1],
    [10, 1],
  ])!;
  const wide = sectorOf([
    [10, -5],
    [10, 5],
  ])!;
  const behind = sectorOf([
    [-10, -1],
    [-10, 1],
  ])!;
  expect(sectorHolds(wide, narrow)).toBe(true);
  expect(sectorHolds(narrow, wide)).toBe(false);
  expect(sectorHolds(wide, behind)).toBe(false);
});
