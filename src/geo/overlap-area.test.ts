import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { overlapArea, unitedArea } from './overlap-area.ts';

const rectangle = (minX: number, minY: number, maxX: number, maxY: number) => [
  Float64Array.of(minX, minY, maxX, minY, maxX, maxY, minX, maxY),
];

describe('overlapArea', () => {
  it('is the common rectangle of two rectangles, and nothing where they only touch', () => {
    expect(overlapArea([rectangle(0, 0, 10, 10)], [rectangle(4, 6, 20, 20)])).toBe(24);
    expect(overlapArea([rectangle(0, 0, 10, 10)], [rectangle(10, 0, 20, 10)])).toBe(0);
    expect(overlapArea([rectangle(0, 0, 10, 10)], [])).toBe(0);
  });

  it('leaves holes out', () => {
    const holed = [...rectangle(0, 0, 10, 10), ...rectangle(2, 2, 8, 8)];
    expect(unitedArea([holed])).toBe(64);
    expect(overlapArea([holed], [rectangle(0, 0, 5, 10)])).toBe(32);
  });

  it('counts what several polygons of one set cover once', () => {
    const stacked = [rectangle(0, 0, 10, 10), rectangle(5, 0, 15, 10)];
    expect(unitedArea(stacked)).toBe(150);
    expect(overlapArea(stacked, [rectangle(0, 0, 100, 100)])).toBe(150);
  });

  it('is exact where edges cross: two triangles that make a star', () => {
    const up = [Float64Array.of(0, 0, 12, 0, 6, 12)];
    const down = [Float64Array.of(0, 8, 6, -4, 12, 8)];
    // Common hexagon: the upper triangle minus its three corners, similar to it by 1/3.
    expect(overlapArea([up], [down])).toBeCloseTo(72 * (1 - 3 / 9), 9);
  });

  it('does not mind edges that all but coincide', () => {
    const shifted = [Float64Array.of(1 / 1024, 0, 10, 1 / 1024, 10, 10, 0, 10 - 1 / 1024)];
    expect(overlapArea([rectangle(0, 0, 10, 10)], [shifted])).toBeCloseTo(100, 1);
  });

  it('samples what is too intricate to be cut, within a thousandth', () => {
    const points = 2_000;
    const circle = Float64Array.from({ length: 2 * points }, (_, i) => {
      const angle = (2 * Math.PI * Math.floor(i / 2)) / points;
      return 100 * (i % 2 === 0 ? Math.cos(angle) : Math.sin(angle));
    });
    expect(overlapArea([[circle]], [rectangle(0, -100, 100, 100)])).toBeCloseTo((Math.PI * 100 * 100) / 2, -2);
  });

  it('is the same either way round, and no larger than either', () => {
    const triangle = fc
      .array(fc.integer({ min: -50, max: 50 }), { minLength: 6, maxLength: 10 })
      .map((numbers) => [Float64Array.from(numbers.slice(0, 2 * Math.floor(numbers.length / 2)))]);
    fc.assert(
      fc.property(triangle, triangle, (a, b) => {
        const common = overlapArea([a], [b]);
        expect(common).toBeCloseTo(overlapArea([b], [a]), 6);
        expect(common).toBeLessThanOrEqual(Math.min(unitedArea([a]), unitedArea([b])) + 1e-6);
        expect(overlapArea([a], [a])).toBeCloseTo(unitedArea([a]), 6);
      }),
    );
  });
});
