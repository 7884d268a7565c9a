import fc from 'fast-check';
import { Mesh } from 'three';
import { GLTFLoader } from 'three/addons/loaders/GLTFLoader.js';
import { describe, expect, it } from 'vitest';
import { groundHeight } from '#geo/terrain.ts';
import type { City } from '#model/city.ts';
import { arbitraryCity } from '../../../test/fixtures/arbitrary-city.ts';
import { hidingTriangles } from './hiding-triangles.ts';
import { terrainTriangles } from './terrain-triangles.ts';
import { writeGlb } from './write-glb.ts';

async function meshesOf(glb: Uint8Array<ArrayBuffer>): Promise<Map<string, Mesh>> {
  const { scene } = await new GLTFLoader().parseAsync(glb.buffer, '');
  const meshes = new Map<string, Mesh>();
  scene.traverse((node) => {
    if (node instanceof Mesh) meshes.set(node.name, node as Mesh);
  });
  return meshes;
}

/** Positions as the loader has them, in local x, y, z. */
function localPositions(mesh: Mesh | undefined): number[] {
  const attribute = mesh?.geometry.getAttribute('position');
  const values: number[] = [];
  for (let i = 0; i < (attribute?.count ?? 0); i += 1) {
    values.push(attribute?.getX(i) ?? NaN, 0 - (attribute?.getZ(i) ?? NaN), attribute?.getY(i) ?? NaN);
  }
  return values;
}

function jsonOf(glb: Uint8Array<ArrayBuffer>): Record<string, unknown> {
  const length = new DataView(glb.buffer).getUint32(12, true);
  return JSON.parse(new TextDecoder().decode(glb.subarray(20, 20 + length))) as Record<string, unknown>;
}

/** Does a mesh stand for this prism from its underside on? */
function cutAway({ prisms, meshes }: City, row: number): boolean {
  const own = Array.from({ length: meshes.count }, (_, mesh) => mesh).filter(
    (mesh) => meshes.building[mesh] === prisms.building[row],
  );
  const heights = own.flatMap((mesh) => [
    ...meshes.xyz
      .subarray(3 * meshes.vertexStart[mesh], 3 * meshes.vertexStart[mesh + 1])
      .filter((_, at) => at % 3 === 2),
  ]);
  return heights.length > 0 && (prisms.raised[row] === 1 || Math.min(...heights) <= prisms.baseZ[row]);
}

describe('writeGlb', () => {
  it('gives an independent loader the same triangles, coordinate for coordinate', async () => {
    await fc.assert(
      fc.asyncProperty(arbitraryCity, async (city) => {
        const meshes = await meshesOf(writeGlb(city));
        const ground = terrainTriangles(city);
        expect(localPositions(meshes.get('terrain'))).toEqual([...ground.positions]);
        expect([...(meshes.get('terrain')?.geometry.index?.array ?? [])]).toEqual([...ground.indices]);
        const { solids, surfaces } = hidingTriangles(city);
        expect(meshes.has('surfaces')).toBe(surfaces.indices.length > 0);
        if (surfaces.indices.length > 0) {
          expect(localPositions(meshes.get('surfaces'))).toEqual([...surfaces.positions]);
          expect([...(meshes.get('surfaces')?.geometry.index?.array ?? [])]).toEqual([...surfaces.indices]);
        }
        expect(meshes.has('buildings')).toBe(solids.indices.length > 0);
        expect(localPositions(meshes.get('buildings'))).toEqual([...solids.positions]);
        expect([...(meshes.get('buildings')?.geometry.index?.array ?? [])]).toEqual([...solids.indices]);
      }),
      { numRuns: 60 },
    );
  });

  it('keeps the form of binary glTF: lengths, alignment, extremes', () => {
    fc.assert(
      fc.property(arbitraryCity, (city) => {
        const glb = writeGlb(city);
        const view = new DataView(glb.buffer);
        expect([view.getUint32(0, true), view.getUint32(4, true), view.getUint32(8, true)]).toEqual([
          0x46546c67,
          2,
          glb.length,
        ]);
        const jsonLength = view.getUint32(12, true);
        expect(jsonLength % 4).toBe(0);
        expect(view.getUint32(20 + jsonLength, true)).toBe(glb.length - 28 - jsonLength);
        const { accessors, buffers } = jsonOf(glb) as {
          accessors: { type: string; min?: number[]; max?: number[] }[];
          buffers: { byteLength: number }[];
        };
        expect(buffers[0].byteLength).toBe(glb.length - 28 - jsonLength);
        for (const { type, min, max } of accessors) {
          if (type === 'VEC3') expect(min?.every((value, axis) => value <= (max?.[axis] ?? NaN))).toBe(true);
        }
      }),
      { numRuns: 60 },
    );
  });

  it('tells where every solid and its building lie among the indices', () => {
    fc.assert(
      fc.property(arbitraryCity, (city) => {
        const nodes = jsonOf(writeGlb(city))['nodes'] as { name: string; extras: Record<string, number[]> }[];
        const extras = nodes.find(({ name }) => name === 'buildings')?.extras;
        fc.pre(extras !== undefined);
        const { solids } = hidingTriangles(city);
        expect(extras?.['buildingIds']).toEqual(city.buildings.map(({ id }) => id));
        expect(extras?.['solidBuilding']).toEqual([...city.prisms.building]);
        const first = extras?.['solidFirstIndex'] ?? [];
        expect(first.at(-1)).toBe(solids.indices.length);
        for (let row = 0; row < city.prisms.count; row += 1) {
          if (first[row] === first[row + 1]) expect(cutAway(city, row)).toBe(true);
          else
            expect(new Set(solids.prismOfTriangle.subarray(first[row] / 3, first[row + 1] / 3))).toEqual(
              new Set([row]),
            );
        }
      }),
      { numRuns: 60 },
    );
  });

  it('carries origin, frame and attribution', () => {
    const [city] = fc.sample(arbitraryCity, { numRuns: 1, seed: 7 });
    const { asset, scenes } = jsonOf(writeGlb(city)) as {
      asset: { copyright: string };
      scenes: { extras: { origin: unknown; frame: string; attribution: unknown; licences: unknown } }[];
    };
    expect(asset.copyright).toBe('© nobody');
    expect(scenes[0].extras).toMatchObject({
      origin: city.manifest.origin,
      attribution: ['© nobody'],
      licences: ['CC0-1.0'],
    });
    expect(scenes[0].extras.frame).toContain(`+proj=tmerc +lat_0=${city.manifest.origin.latitude} `);
  });
});

describe('terrainTriangles', () => {
  it('is two triangles over the bounds at zero where the scene is level', () => {
    const city = { terrain: null, manifest: { bounds: { minX: -1, minY: -2, maxX: 3, maxY: 4 } } } as City;
    const { positions, indices } = terrainTriangles(city);
    expect([...positions]).toEqual([-1, -2, 0, 3, -2, 0, -1, 4, 0, 3, 4, 0]);
    expect([...indices]).toEqual([0, 1, 3, 0, 3, 2]);
  });

  it('lies where groundHeight says, at vertices and in the middle of every triangle, and faces up', () => {
    fc.assert(
      fc.property(arbitraryCity, (city) => {
        fc.pre(city.terrain !== null);
        const { positions, indices } = terrainTriangles(city);
        for (let i = 0; i < indices.length; i += 3) {
          const [a, b, c] = [0, 1, 2].map((k) => positions.subarray(3 * indices[i + k], 3 * indices[i + k] + 3));
          const middle = [0, 1, 2].map((axis) => (a[axis] + b[axis] + c[axis]) / 3);
          expect(groundHeight(city.terrain, middle[0], middle[1])).toBeCloseTo(middle[2], 6);
          expect((b[0] - a[0]) * (c[1] - a[1]) - (b[1] - a[1]) * (c[0] - a[0])).toBeGreaterThan(0);
        }
      }),
    );
  });
});
