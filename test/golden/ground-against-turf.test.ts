import { area, bbox, booleanPointInPolygon, polygon } from '@turf/turf';
import { describe, expect, it } from 'vitest';
import { createFrame } from '#geo/frame.ts';
import type { CoverageScene } from '#model/results/coverage-bits.ts';
import { isGround, prepareVisibility } from '#sim/visibility/visibility-scene.ts';
import { randomCity } from '../fixtures/random-city.ts';
import { plainSettings } from '../fixtures/visibility-probe.ts';

/** Footprints of standing prisms as Turf polygons, in plain local metres. */
function footprints({ prisms }: CoverageScene) {
  const rows = Array.from({ length: prisms.count }, (_, row) => row).filter((row) => prisms.raised[row] === 0);
  return rows.map((row) => {
    const rings: number[][][] = [];
    for (let ring = prisms.ringStart[row]; ring < prisms.ringStart[row + 1]; ring++) {
      const points: number[][] = [];
      for (let v = prisms.vertexStart[ring]; v < prisms.vertexStart[ring + 1]; v++) {
        points.push([prisms.xy[2 * v], prisms.xy[2 * v + 1]]);
      }
      rings.push([...points, points[0]]);
    }
    const shape = polygon(rings);
    return { shape, box: bbox(shape) };
  });
}

describe('against Turf', () => {
  it('every cell is ground exactly where Turf finds no standing footprint', () => {
    for (const seed of [3, 11]) {
      const scene = randomCity(seed, { side: 300 });
      const prepared = prepareVisibility(scene, plainSettings);
      const shapes = footprints(scene);
      const { grid, bounds } = prepared;
      let ground = 0;
      let built = 0;
      for (let row = 0; row < grid.rows; row++) {
        for (let column = 0; column < grid.columns; column++) {
          const x = (grid.firstColumn + column + 0.5) * grid.cell;
          const y = (grid.firstRow + row + 0.5) * grid.cell;
          if (x < bounds.minX || x > bounds.maxX || y < bounds.minY || y > bounds.maxY) continue;
          const inside = shapes.some(
            ({ shape, box }) =>
              x >= box[0] && x <= box[2] && y >= box[1] && y <= box[3] && booleanPointInPolygon([x, y], shape),
          );
          const bit = (prepared.ground[row * grid.words + (column >> 5)] >>> (column & 31)) & 1;
          if (bit === 1) ground++;
          else built++;
          if (inside === (bit === 1) || isGround(prepared, x, y) !== (bit === 1)) {
            throw new Error(
              `seed ${seed}: cell at ${x}, ${y} is ${bit === 1 ? 'ground' : 'built'}, Turf says otherwise`,
            );
          }
        }
      }
      expect(ground).toBe(prepared.groundCells);
      expect(built).toBeGreaterThan(ground / 50);
    }
  });

  it('a hectare in the local frame is a hectare on the globe, within what a sphere can tell', () => {
    const frame = createFrame({ longitude: 24.9443, latitude: 60.1716, heightMeters: 0 });
    const corners = [
      [1000, 500],
      [1100, 500],
      [1100, 600],
      [1000, 600],
      [1000, 500],
    ].map(([x, y]) => frame.toGeographic(x, y));
    // Turf measures on a sphere of 6,371,008.8 m, the frame on the ellipsoid: up to 0.7 % apart.
    expect(Math.abs(area(polygon([corners])) / 10_000 - 1)).toBeLessThan(0.01);
  });
});
