import { describe, expect, it } from 'vitest';
import type { TerrainGrid } from '#model/city.ts';
import { createTileGrid, drawnBounds, maximumTiles, tileCorner, tileIndexAt } from '../tile-grid.ts';
import { buildTerrainMesh, maximumTerrainTriangles, terrainStride } from './terrain-mesh.ts';

const hill: TerrainGrid = {
  originX: -70,
  originY: -70,
  spacing: 32,
  columns: 40,
  rows: 40,
  heights: Float32Array.from({ length: 1600 }, (_, i) => (i % 40) * 2 + Math.floor(i / 40)),
};

describe('terrain mesh', () => {
  it('is one level quad without terrain', () => {
    const mesh = buildTerrainMesh(null, 100, 200, 256, 1);
    expect([...mesh.positions]).toEqual([0, 0, 0, 256, 0, 0, 0, 256, 0, 256, 256, 0]);
    expect(mesh.indices).toHaveLength(6);
  });

  it('has the heights of the terrain at its vertices and the south-west to north-east diagonal', () => {
    const mesh = buildTerrainMesh(hill, -70, -70, 256, 1);
    expect(mesh.positions.length / 3).toBe(81);
    expect([...mesh.positions.subarray(3 * 10, 3 * 10 + 3)]).toEqual([32, 32, 3]);
    expect([...mesh.indices.subarray(0, 6)]).toEqual([0, 1, 10, 0, 10, 9]);
    expect([mesh.lowest, mesh.highest]).toEqual([0, 24]);
  });

  it('leans its normals against the slope', () => {
    const { normals } = buildTerrainMesh(hill, -70, -70, 256, 1);
    const [x, y, z] = normals.subarray(3 * 40, 3 * 40 + 3);
    expect(x / z).toBeCloseTo(-2 / 32, 6);
    expect(y / z).toBeCloseTo(-1 / 32, 6);
  });

  it('goes on level beyond the grid', () => {
    const mesh = buildTerrainMesh(hill, -70 - 256, -70, 256, 1);
    expect(mesh.positions[2]).toBe(0);
    expect(mesh.positions[3 * 8 + 2]).toBe(0);
  });

  it('drops vertices of fine terrains to stay within its triangles', () => {
    const fine = { ...hill, spacing: 1 };
    const stride = terrainStride(fine, 256, 64);
    expect(2 * (256 / stride) ** 2 * 64).toBeLessThanOrEqual(maximumTerrainTriangles);
    expect(2 * (512 / stride) ** 2 * 64).toBeGreaterThan(maximumTerrainTriangles);
    expect(terrainStride(null, 256, 64)).toBe(1);
  });
});

describe('tile grid', () => {
  it('runs along terrain vertices and covers the bounds', () => {
    const grid = createTileGrid({ minX: 10, minY: 10, maxX: 900, maxY: 700 }, hill);
    expect((grid.originX - hill.originX) % hill.spacing).toBe(0);
    expect(grid.originX).toBeLessThanOrEqual(10);
    expect(grid.originX + grid.columns * grid.size).toBeGreaterThanOrEqual(900);
  });

  it('takes larger tiles for larger scenes', () => {
    for (const span of [100, 2000, 9000, 40_000]) {
      const grid = createTileGrid({ minX: -span / 2, minY: 0, maxX: span / 2, maxY: span }, null);
      expect(grid.columns * grid.rows).toBeLessThanOrEqual(maximumTiles);
    }
  });

  it('gives points outside to the nearest tile', () => {
    const grid = createTileGrid({ minX: 0, minY: 0, maxX: 1024, maxY: 512 }, null);
    expect(tileIndexAt(grid, -50, 9999)).toBe(4);
    expect(tileCorner(grid, tileIndexAt(grid, 700, 300))).toEqual([512, 256]);
  });

  it('draws ground under what reaches beyond the bounds, up to the margin', () => {
    const prisms = {
      count: 1,
      building: new Uint32Array(1),
      ringStart: Uint32Array.of(0, 1),
      vertexStart: Uint32Array.of(0, 3),
      xy: Float64Array.of(-40, 5, 900, 5, 5, 8),
      baseZ: new Float64Array(1),
      topZ: new Float64Array(1),
      raised: new Uint8Array(1),
    };
    expect(drawnBounds({ minX: 0, minY: 0, maxX: 100, maxY: 100 }, prisms, 200)).toEqual({
      minX: -40,
      minY: 0,
      maxX: 300,
      maxY: 100,
    });
  });
});
