import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { groundHeight } from '#geo/terrain.ts';
import type { TerrainGrid } from '#model/city.ts';
import { groundHit } from './terrain-ray.ts';

const slope: TerrainGrid = {
  originX: 0,
  originY: 0,
  spacing: 16,
  columns: 20,
  rows: 20,
  heights: Float32Array.from({ length: 400 }, (_, i) => (i % 20) * 4 + ((i * 7) % 5)),
};

describe('ground under a ray', () => {
  it('is the level plane without terrain', () => {
    expect(groundHit(null, [0, 0, 10], [0, 0.6, -0.8], 100)).toEqual([0, 7.5, 0]);
    expect(groundHit(null, [0, 0, 10], [0, 0.6, 0.8], 100)).toBeNull();
    expect(groundHit(null, [0, 0, 10], [0, 0.6, -0.8], 5)).toBeNull();
  });

  it('lies on the terrain and on the ray', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 0, max: 300 }),
        fc.integer({ min: 0, max: 300 }),
        fc.integer({ min: 0, max: 359 }),
        (x, y, azimuth) => {
          const angle = (azimuth * Math.PI) / 180;
          const direction: [number, number, number] = [0.6 * Math.sin(angle), 0.6 * Math.cos(angle), -0.8];
          const hit = groundHit(slope, [x, y, 200], direction, 1000);
          expect(hit).not.toBeNull();
          const [hx, hy, hz] = hit as [number, number, number];
          expect(hz).toBe(groundHeight(slope, hx, hy));
          const t = (200 - hz) / 0.8;
          expect(Math.hypot(hx - x - t * direction[0], hy - y - t * direction[1])).toBeLessThan(0.01);
        },
      ),
    );
  });

  it('is not found from below the ground', () => {
    expect(groundHit(slope, [160, 160, -50], [0, 0, -1], 1000)).toBeNull();
  });
});
