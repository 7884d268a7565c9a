import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Building, PrismTable } from '#model/city.ts';
import { emptyLayers } from '#model/empty-layers.ts';
import { plainBuilding } from '#model/plain-features.ts';
import { runToEnd } from '../work-queue.ts';
import { buildBuildingMesh, memberOfTriangle, textHash } from './building-mesh.ts';
import { aboveOffset, aboveScale, type BuildingMesh } from './mesh-writer.ts';

interface Shape {
  readonly rings: readonly (readonly [number, number])[][];
  readonly base: number;
  readonly top: number;
  readonly raised?: boolean;
  readonly roof?: Pick<Building, 'roofShape' | 'roofHeightMeters' | 'roofDirectionDegrees'>;
}

function table(shapes: readonly Shape[]): PrismTable {
  const rings = shapes.flatMap((shape) => shape.rings);
  const starts = (counts: readonly number[]) =>
    Uint32Array.from([0, ...counts.map((_, i) => counts.slice(0, i + 1).reduce((a, b) => a + b, 0))]);
  return {
    count: shapes.length,
    building: Uint32Array.from(shapes.keys()),
    ringStart: starts(shapes.map((shape) => shape.rings.length)),
    vertexStart: starts(rings.map((ring) => ring.length)),
    xy: Float64Array.from(rings.flat(2)),
    baseZ: Float64Array.from(shapes, (shape) => shape.base),
    topZ: Float64Array.from(shapes, (shape) => shape.top),
    raised: Uint8Array.from(shapes, (shape) => (shape.raised === true ? 1 : 0)),
  };
}

const building: Building = {
  ...plainBuilding,
  id: 'way/1',
  heightSource: 'height',
  heightMeters: 10,
};

function build(shapes: readonly Shape[], groundHeight = (_x: number, _y: number) => 0): BuildingMesh {
  return runToEnd(
    buildBuildingMesh({
      prisms: table(shapes),
      meshes: emptyLayers.meshes,
      meshOfBuilding: new Map(),
      buildings: shapes.map(({ roof }) => ({ ...building, ...roof })),
      members: [...shapes.keys()],
      originX: 0,
      originY: 0,
      groundHeight,
    }),
  );
}

/** Volume enclosed by a closed mesh, from the signed tetrahedra over its triangles. */
function volume(mesh: BuildingMesh): number {
  const p = (i: number) => [...mesh.positions.subarray(3 * i, 3 * i + 3)];
  let sum = 0;
  for (let t = 0; t < mesh.indices.length; t += 3) {
    const [a, b, c] = [p(mesh.indices[t]), p(mesh.indices[t + 1]), p(mesh.indices[t + 2])];
    sum += a[0] * (b[1] * c[2] - b[2] * c[1]) - a[1] * (b[0] * c[2] - b[2] * c[0]) + a[2] * (b[0] * c[1] - b[1] * c[0]);
  }
  return sum / 6;
}

function worstNormal(mesh: BuildingMesh): number {
  let worst = 1;
  for (let t = 0; t < mesh.indices.length; t += 3) {
    const [a, b, c] = [0, 1, 2].map((k) => [
      ...mesh.positions.subarray(3 * mesh.indices[t + k], 3 * mesh.indices[t + k] + 3),
    ]);
    const u = b.map((value, i) => value - a[i]);
    const v = c.map((value, i) => value - a[i]);
    const n = [u[1] * v[2] - u[2] * v[1], u[2] * v[0] - u[0] * v[2], u[0] * v[1] - u[1] * v[0]];
    const stored = [...mesh.normals.subarray(4 * mesh.indices[t], 4 * mesh.indices[t] + 3)];
    worst = Math.min(
      worst,
      (n[0] * stored[0] + n[1] * stored[1] + n[2] * stored[2]) / (Math.hypot(...n) * Math.hypot(...stored)),
    );
  }
  return worst;
}

const square = (x: number, y: number, side: number): [number, number][] => [
  [x, y],
  [x + side, y],
  [x + side, y + side],
  [x, y + side],
];

describe('building mesh', () => {
  it('closes a raised prism with a courtyard, facing outwards', () => {
    const mesh = build([{ rings: [square(0, 0, 30), square(10, 10, 10).reverse()], base: 5, top: 20, raised: true }]);
    expect(volume(mesh)).toBeCloseTo((900 - 100) * 15, 3);
    expect(worstNormal(mesh)).toBeGreaterThan(0.999);
  });

  it('leaves the underside of a standing prism open', () => {
    const mesh = build([{ rings: [square(0, 0, 10)], base: 0, top: 12 }]);
    const undersides = Array.from({ length: mesh.normals.length / 4 }, (_, i) => mesh.normals[4 * i + 2]).filter(
      (nz) => nz < 0,
    );
    expect(undersides).toEqual([]);
    expect(worstNormal(mesh)).toBeGreaterThan(0.999);
  });

  it('tells the height of walls above the ground, which the darkening at their foot follows', () => {
    const mesh = build([{ rings: [square(0, 0, 10)], base: 0, top: 40 }], (x) => x);
    for (let i = 0; i < mesh.positions.length / 3; i += 1) {
      if (mesh.shades[4 * i + 1] !== 0) continue;
      const above = (mesh.shades[4 * i + 2] * 256 + mesh.shades[4 * i + 3]) / aboveScale - aboveOffset;
      expect(above).toBe(mesh.positions[3 * i + 2] - mesh.positions[3 * i]);
    }
  });

  it('puts roofs and raised walls out of the reach of the ground', () => {
    const mesh = build([{ rings: [square(0, 0, 10)], base: 4, top: 40, raised: true }]);
    const highBytes = Array.from({ length: mesh.positions.length / 3 }, (_, i) => mesh.shades[4 * i + 2]);
    expect(Math.min(...highBytes)).toBeGreaterThan(((24 + aboveOffset) * aboveScale) >> 8);
  });

  it('draws a wall with two triangles', () => {
    expect(build([{ rings: [square(0, 0, 10)], base: 0, top: 10 }]).indices.length / 3).toBe(4 * 2 + 2);
  });

  it('closes a house with a gabled roof from the eaves to the ridge', () => {
    const roof = { roofShape: 'gabled', roofHeightMeters: 4, roofDirectionDegrees: null } as const;
    const house: [number, number][] = [
      [0, 0],
      [20, 0],
      [20, 10],
      [0, 10],
    ];
    const mesh = build([{ rings: [house], base: 5, top: 15, raised: true, roof }]);
    // Walls of 6 m and a triangular prism of 4 m above them.
    expect(volume(mesh)).toBeCloseTo(20 * 10 * (6 + 2), 1);
    expect(worstNormal(mesh)).toBeGreaterThan(0.99);
    expect(Math.max(...mesh.positions.filter((_, i) => i % 3 === 2))).toBeCloseTo(15, 5);
  });

  it('spreads tones over ids', () => {
    fc.assert(
      fc.property(fc.string(), (id) => {
        expect(textHash(id)).toBeGreaterThanOrEqual(0);
        expect(textHash(id)).toBeLessThan(1);
      }),
    );
    expect(textHash('way/1')).not.toBe(textHash('way/2'));
  });

  it('draws the roof outline and sharp corners only', () => {
    const octagon = Array.from({ length: 32 }, (_, i): [number, number] => [
      20 * Math.cos((i * Math.PI) / 16),
      20 * Math.sin((i * Math.PI) / 16),
    ]);
    expect(build([{ rings: [octagon], base: 0, top: 10 }]).edges.length / 6).toBe(32);
    expect(build([{ rings: [square(0, 0, 10)], base: 0, top: 10 }]).edges.length / 6).toBe(8);
  });

  it('tells which prism a triangle belongs to', () => {
    const mesh = build([
      { rings: [square(0, 0, 10)], base: 0, top: 10 },
      { rings: [square(20, 0, 10)], base: 0, top: 30 },
      { rings: [square(40, 0, 10)], base: 0, top: 5 },
    ]);
    for (let triangle = 0; triangle < mesh.indices.length / 3; triangle += 1) {
      const x = mesh.positions[3 * mesh.indices[3 * triangle]];
      expect(memberOfTriangle(mesh, triangle)).toBe(Math.floor(x / 20));
    }
  });
});
