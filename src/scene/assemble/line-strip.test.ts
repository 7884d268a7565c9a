import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { TerrainGrid } from '#model/city.ts';
import { followGround, stripPieces, stripPolygons } from './line-strip.ts';
import { doubleArea, insideRing } from './ring.ts';
import { ringContact } from './ring-crossings.ts';
import { polygonArea } from './simple-polygons.ts';

describe('the strip along a line', () => {
  it('is one polygon around a bent line, as large as its length by its width', () => {
    const [rings, ...more] = stripPolygons([0, 0, 10, 0, 10, 10], 0.5);
    expect(more).toEqual([]);
    expect(rings.length).toBe(1);
    expect(polygonArea(rings)).toBe(20);
    expect(insideRing(rings[0], 10.4, -0.4)).toBe(true);
  });

  it('is a ring with a hole around a closed line, whichever way it runs', () => {
    for (const line of [
      [0, 0, 10, 0, 10, 10, 0, 10, 0, 0],
      [0, 0, 0, 10, 10, 10, 10, 0, 0, 0],
    ]) {
      const polygons = stripPolygons(line, 0.5);
      expect(polygons.map((rings) => rings.length)).toEqual([2]);
      expect(polygonArea(polygons[0])).toBe(121 - 81);
    }
  });

  it('falls apart into pieces where its outline meets itself', () => {
    const polygons = stripPolygons([0, 0, 10, 0, 10, 10, 5, 10, 5, -5], 0.5);
    expect(polygons.length).toBe(4);
  });

  it('fills the corner of a sharp turn', () => {
    const pieces = stripPieces([0, 0, 10, 0, 0, 1], 0.5, 0);
    expect(pieces.some((ring) => insideRing(ring, 10.3, 0.1))).toBe(true);
  });

  it('reaches a cap beyond the ends', () => {
    const [piece] = stripPieces([0, 0, 10, 0], 2, 3);
    expect(doubleArea(piece) / 2).toBe(16 * 4);
  });

  it('covers its line with pieces that do not cross themselves, for any line', () => {
    const point = fc.tuple(fc.integer({ min: -20, max: 20 }), fc.integer({ min: -20, max: 20 }));
    fc.assert(
      fc.property(
        fc.array(point, { minLength: 2, maxLength: 9 }),
        fc.integer({ min: 1, max: 40 }),
        fc.double({ min: 0.01, max: 0.99, noNaN: true }),
        (points, tenths, t) => {
          const xy = points.flat();
          const polygons = [
            ...stripPolygons(xy, tenths / 10),
            ...stripPieces(xy, tenths / 10, 1).map((ring) => [ring]),
          ];
          for (const rings of polygons) expect(ringContact(rings)).toBe('apart');
          const pieces = stripPieces(xy, tenths / 10, 0);
          for (const ring of pieces) expect(doubleArea(ring)).toBeGreaterThan(0);
          for (let i = 2; i < xy.length; i += 2) {
            const x = xy[i - 2] + t * (xy[i] - xy[i - 2]);
            const y = xy[i - 1] + t * (xy[i + 1] - xy[i - 1]);
            if (x === xy[i] && y === xy[i + 1]) continue;
            expect(pieces.some((ring) => insideRing(ring, x, y))).toBe(true);
          }
        },
      ),
    );
  });
});

describe('followGround', () => {
  const heights = Float32Array.from({ length: 9 * 9 }, (_, at) => (at % 9) * 4);
  const slope: TerrainGrid = { originX: 0, originY: 0, spacing: 8, columns: 9, rows: 9, heights };

  it('adds vertices on a slope and none on the level', () => {
    expect(followGround([0, 0, 40, 0], slope, 2).length / 2).toBe(11);
    expect([...followGround([8, 0, 8, 40], slope, 2)]).toEqual([8, 0, 8, 40]);
    expect([...followGround([0, 0, 40, 0], null, 2)]).toEqual([0, 0, 40, 0]);
  });
});
