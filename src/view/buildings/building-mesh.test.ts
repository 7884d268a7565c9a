import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Building, PrismTable } from '#model/city.ts';
import { plainBuilding } from '#model/plain-features.ts';
import { type BuildingMesh, buildBuildingMesh, footShade, prismOfTriangle, shadeScale } from './building-mesh.ts';

interface Shape {
  readonly rings: readonly (readonly [number, number])[][];
  readonly base: number;
  readonly top: number;
  readonly raised?: boolean;
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
  return buildBuildingMesh({
    prisms: table(shapes),
    buildings: shapes.map(() => building),
    members: [...shapes.keys()],
    originX: 0,
    originY: 0,
    groundHeight,
  });
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

  it('darkens the foot of a standing wall and not its top', () => {
    const mesh = build([{ rings: [square(0, 0, 10)], base: 0, top: 40 }]);
    const shades = (z: number) => {
      const found: number[] = [];
      for (let i = 0; i < mesh.positions.length / 3; i += 1) {
        if (mesh.positions[3 * i + 2] === z && mesh.shades[4 * i + 1] === 0)
          found.push(mesh.shades[4 * i] / shadeScale);
      }
      return found;
    };
    expect(Math.max(...shades(0))).toBeLessThan(Math.min(...shades(40)) - 0.25);
    expect(shades(8)).toHaveLength(8);
  });

  it('starts the darkening at the ground on a slope', () => {
    const mesh = build([{ rings: [square(0, 0, 10)], base: 0, top: 40 }], (x) => x);
    const rows = new Set<number>();
    for (let i = 0; i < mesh.positions.length / 3; i += 1) {
      if (mesh.positions[3 * i] === 10) rows.add(Math.round(mesh.positions[3 * i + 2] * 100) / 100);
    }
    expect([...rows].sort((a, b) => a - b)).toEqual([0, 11.2, 13.5, 18, 40]);
  });

  it('darkens less the higher it goes', () => {
    fc.assert(
      fc.property(fc.double({ min: 0, max: 60, noNaN: true }), fc.double({ min: 0, max: 60, noNaN: true }), (a, b) => {
        expect(footShade(Math.max(a, b))).toBeGreaterThanOrEqual(footShade(Math.min(a, b)));
      }),
    );
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
      expect(prismOfTriangle(mesh, triangle)).toBe(Math.floor(x / 20));
    }
  });
});
