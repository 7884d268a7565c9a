import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { faceArea, PlanarMesh } from './planar-mesh.ts';
import { isSimple, type Point } from './plane.ts';
import { createRandom } from './random.ts';
import { subdivide } from './subdivide.ts';

const town = (): PlanarMesh =>
  new PlanarMesh(
    [
      { x: 0, y: 0 },
      { x: 100, y: 0 },
      { x: 100, y: 100 },
      { x: 0, y: 100 },
    ],
    [0, 0, 0, 0],
    'town',
  );

const totalArea = (mesh: PlanarMesh) => [...mesh.faces.values()].reduce((sum, face) => sum + faceArea(mesh, face), 0);

/** Faces minus edges plus vertices in use: 1 for a plane region without holes. */
function euler(mesh: PlanarMesh): number {
  const edges = [...mesh.edges()];
  const used = new Set(edges.flatMap(({ a, b }) => [a, b]));
  return mesh.faces.size - edges.length + used.size;
}

describe('PlanarMesh', () => {
  it('cuts a face in two where a line runs through it', () => {
    const mesh = town();
    mesh.cut(
      [
        { x: -10, y: 50 },
        { x: 110, y: 50 },
      ],
      1,
    );
    expect(mesh.faces.size).toBe(2);
    expect([...mesh.faces.values()].map((face) => faceArea(mesh, face))).toEqual([5000, 5000]);
  });

  it('makes a crossing of four arms that all four faces share', () => {
    const mesh = town();
    mesh.cut(
      [
        { x: -10, y: 50 },
        { x: 110, y: 50 },
      ],
      1,
    );
    mesh.cut(
      [
        { x: 30, y: -10 },
        { x: 30, y: 110 },
      ],
      2,
    );
    expect(mesh.faces.size).toBe(4);
    const crossing = mesh.vertices.findIndex((p) => p.x === 30 && p.y === 50);
    expect(mesh.degrees[crossing]).toBe(4);
    expect([...mesh.faces.values()].filter((face) => face.loop.includes(crossing)).length).toBe(4);
  });

  it('leaves out the part of a line that ends inside a face', () => {
    const mesh = town();
    mesh.cut(
      [
        { x: -10, y: 50 },
        { x: 60, y: 50 },
      ],
      1,
    );
    expect(mesh.faces.size).toBe(1);
  });

  it('ends in a junction within reach instead of beside it', () => {
    const mesh = town();
    mesh.cut(
      [
        { x: -10, y: 50 },
        { x: 110, y: 50 },
      ],
      1,
    );
    mesh.cut(
      [
        { x: 50, y: 50 },
        { x: 50, y: 110 },
      ],
      2,
    );
    mesh.cut(
      [
        { x: 54, y: -10 },
        { x: 54, y: 50 },
        { x: 54, y: 51 },
      ],
      3,
      { snap: 9 },
    );
    const crossing = mesh.vertices.findIndex((p) => p.x === 50 && p.y === 50);
    expect(mesh.degrees[crossing]).toBe(4);
  });

  it('keeps the whole area in simple faces, whatever is cut', () => {
    const coordinate = fc.integer({ min: -20, max: 120 });
    const line = fc.array(fc.record({ x: coordinate, y: coordinate }), { minLength: 2, maxLength: 2 });
    fc.assert(
      fc.property(fc.array(line, { minLength: 1, maxLength: 6 }), (lines: Point[][]) => {
        const mesh = town();
        lines.forEach((points, i) => mesh.cut(points, i + 1));
        expect(totalArea(mesh)).toBeCloseTo(10_000, 1);
        expect(euler(mesh)).toBe(1);
        for (const face of mesh.faces.values()) expect(isSimple(mesh.ring(face))).toBe(true);
      }),
    );
  });
});

describe('subdivide', () => {
  it('fills the face with parts that share their edges, for any seed', () => {
    fc.assert(
      fc.property(fc.integer(), (seed) => {
        const mesh = town();
        const [whole] = mesh.faces.values();
        const rule = {
          maxArea: 900,
          minWidth: 15,
          bow: 0.05,
          snapChance: 0.4,
          snapReach: 12,
          turn: 0.1,
          line: () => 1,
        };
        const parts = subdivide(mesh, whole, rule, createRandom(seed));
        expect(parts.length).toBe(mesh.faces.size);
        expect(parts.length).toBeGreaterThanOrEqual(4);
        expect(totalArea(mesh)).toBeCloseTo(10_000, 1);
        expect(euler(mesh)).toBe(1);
      }),
      { numRuns: 50 },
    );
  });
});
