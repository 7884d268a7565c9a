import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { City, PrismTable } from '#model/city.ts';
import { arbitraryPolygon, arbitraryPrisms } from '../../../test/fixtures/arbitrary-city.ts';
import { footprintArea, unmetEdges, volumeOf } from '../../../test/fixtures/solid-measures.ts';
import { type SolidTriangles, solidTriangles } from './solid-triangles.ts';
import { triangulatePolygon } from './triangulate-polygon.ts';

function solidsOf(prisms: PrismTable): SolidTriangles {
  return solidTriangles({ prisms } as City);
}

const box: PrismTable = {
  count: 1,
  building: Uint32Array.of(0),
  ringStart: Uint32Array.of(0, 1),
  vertexStart: Uint32Array.of(0, 4),
  xy: Float64Array.of(0, 0, 2, 0, 2, 3, 0, 3),
  baseZ: Float64Array.of(1),
  topZ: Float64Array.of(5),
  raised: Uint8Array.of(1),
};

describe('solidTriangles', () => {
  it('makes a box of twelve triangles that face outward', () => {
    const solids = solidsOf(box);
    expect(solids.indices.length).toBe(36);
    expect(solids.positions.length).toBe(24);
    expect(unmetEdges(solids)).toBe(0);
    expect(volumeOf(solids, 0, 36)).toBe(24);
    expect([...new Set(solids.prismOfTriangle)]).toEqual([0]);
  });

  it('is closed, faces outward and has the volume of area × height, for any prisms', () => {
    fc.assert(
      fc.property(arbitraryPrisms, (prisms) => {
        const solids = solidsOf(prisms);
        expect(unmetEdges(solids)).toBe(0);
        for (let row = 0; row < prisms.count; row += 1) {
          const first = 3 * solids.prismOfTriangle.indexOf(row);
          const end = 3 * (solids.prismOfTriangle.lastIndexOf(row) + 1);
          const wanted = footprintArea(prisms, row) * (prisms.topZ[row] - prisms.baseZ[row]);
          expect(volumeOf(solids, first, end)).toBeCloseTo(wanted, 5);
        }
      }),
      { numRuns: 300 },
    );
  });

  it('keeps every coordinate exactly', () => {
    fc.assert(
      fc.property(arbitraryPrisms, (prisms) => {
        const { positions } = solidsOf(prisms);
        const exact = new Set([...prisms.xy, ...prisms.baseZ, ...prisms.topZ]);
        expect(positions.every((value) => exact.has(value))).toBe(true);
      }),
    );
  });
});

describe('triangulatePolygon', () => {
  it('covers the polygon once: triangles turn one way and their areas add up', () => {
    fc.assert(
      fc.property(arbitraryPolygon, (source) => {
        // The generator's holes run clockwise for skylines; stars are turned here.
        const rings = source.map((ring, index) => (areaOf(ring) > 0 === (index === 0) ? ring : reversed(ring)));
        const starts = rings.map((_, index) => rings.slice(0, index).reduce((sum, ring) => sum + ring.length / 2, 0));
        const xy = rings.flat();
        const triangles = triangulatePolygon(xy, starts);
        let sum = 0;
        for (let i = 0; i < triangles.length; i += 3) {
          const area = areaOf(triangles.slice(i, i + 3).flatMap((v) => [xy[2 * v], xy[2 * v + 1]]));
          expect(area).toBeGreaterThanOrEqual(0);
          sum += area;
        }
        expect(sum).toBeCloseTo(
          rings.reduce((total, ring) => total + areaOf(ring), 0),
          4,
        );
      }),
      { numRuns: 300 },
    );
  });
});

function areaOf(ring: readonly number[]): number {
  let doubled = 0;
  for (let i = 2; i + 3 < ring.length; i += 2) {
    doubled += (ring[i] - ring[0]) * (ring[i + 3] - ring[1]) - (ring[i + 2] - ring[0]) * (ring[i + 1] - ring[1]);
  }
  return doubled / 2;
}

function reversed(ring: readonly number[]): number[] {
  const turned: number[] = [];
  for (let i = ring.length - 2; i >= 0; i -= 2) turned.push(ring[i], ring[i + 1]);
  return turned;
}
