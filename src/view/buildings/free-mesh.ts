import type { MeshTable } from '#model/city.ts';
import { farAbove, type MeshWriter, type SurfaceLook } from './mesh-writer.ts';

/** Triangles that are no prism: a roof, or all of a building whose source gives its surfaces. */
export interface FreeSurface {
  /** 3 × vertices, local metres. */
  readonly xyz: ArrayLike<number>;
  /** 3 × triangles: vertex numbers, counter-clockwise seen from outside. */
  readonly triangles: ArrayLike<number>;
}

export interface FreeSurfaceFrame {
  readonly originX: number;
  readonly originY: number;
  readonly groundHeight: (x: number, y: number) => number;
}

/** Surfaces that rise less steeply than this count as roof: the upward part of their normal. */
const roofUpward = 0.3;
/** Edges are drawn where two surfaces turn by more than about 26°. */
const creaseCosine = 0.9;

interface Face {
  readonly a: number;
  readonly b: number;
  readonly c: number;
  readonly normal: readonly [number, number, number];
}

/** Writes flat-shaded triangles, and lines along their creases and along the borders of what is roof. */
export function writeFreeSurface(w: MeshWriter, frame: FreeSurfaceFrame, surface: FreeSurface, tone: number): void {
  const faces: Face[] = [];
  for (let t = 0; t < surface.triangles.length; t += 3) {
    const [a, b, c] = [surface.triangles[t], surface.triangles[t + 1], surface.triangles[t + 2]];
    const normal = faceNormal(surface.xyz, a, b, c);
    if (normal !== null) faces.push({ a, b, c, normal });
  }
  for (const face of faces) writeFace(w, frame, surface.xyz, face, tone);
  writeCreases(w, frame, surface.xyz, faces);
}

/** One mesh of a table. */
export function surfaceOfMesh(meshes: MeshTable, mesh: number): FreeSurface {
  return {
    xyz: meshes.xyz.subarray(3 * meshes.vertexStart[mesh], 3 * meshes.vertexStart[mesh + 1]),
    triangles: meshes.triangles.subarray(3 * meshes.triangleStart[mesh], 3 * meshes.triangleStart[mesh + 1]),
  };
}

function faceNormal(xyz: ArrayLike<number>, a: number, b: number, c: number): readonly [number, number, number] | null {
  const ux = xyz[3 * b] - xyz[3 * a];
  const uy = xyz[3 * b + 1] - xyz[3 * a + 1];
  const uz = xyz[3 * b + 2] - xyz[3 * a + 2];
  const vx = xyz[3 * c] - xyz[3 * a];
  const vy = xyz[3 * c + 1] - xyz[3 * a + 1];
  const vz = xyz[3 * c + 2] - xyz[3 * a + 2];
  const n = [uy * vz - uz * vy, uz * vx - ux * vz, ux * vy - uy * vx] as const;
  const length = Math.hypot(n[0], n[1], n[2]);
  return length < 1e-9 ? null : [n[0] / length, n[1] / length, n[2] / length];
}

function writeFace(
  w: MeshWriter,
  frame: FreeSurfaceFrame,
  xyz: ArrayLike<number>,
  { a, b, c, normal }: Face,
  tone: number,
): void {
  const [nx, ny, nz] = normal;
  const roof = nz > roofUpward;
  const look: SurfaceLook = { nx, ny, nz, tone, roof };
  const corner = (vertex: number): number => {
    const [x, y, z] = [xyz[3 * vertex], xyz[3 * vertex + 1], xyz[3 * vertex + 2]];
    const above = roof ? farAbove : z - frame.groundHeight(x, y);
    return w.vertex({ x: x - frame.originX, y: y - frame.originY, z, above }, look);
  };
  w.triangle(corner(a), corner(b), corner(c));
}

function writeCreases(w: MeshWriter, frame: FreeSurfaceFrame, xyz: ArrayLike<number>, faces: readonly Face[]): void {
  // Sources repeat vertices from surface to surface: an edge is known by where it lies.
  const place = (vertex: number) => `${xyz[3 * vertex]},${xyz[3 * vertex + 1]},${xyz[3 * vertex + 2]}`;
  const edges = new Map<string, { readonly from: number; readonly to: number; readonly normals: Face['normal'][] }>();
  for (const { a, b, c, normal } of faces) {
    for (const [from, to] of [
      [a, b],
      [b, c],
      [c, a],
    ]) {
      const ends = [place(from), place(to)];
      const key = ends[0] < ends[1] ? `${ends[0]} ${ends[1]}` : `${ends[1]} ${ends[0]}`;
      const edge = edges.get(key);
      if (edge === undefined) edges.set(key, { from, to, normals: [normal] });
      else edge.normals.push(normal);
    }
  }
  for (const { from, to, normals } of edges.values()) {
    const [n, m] = normals;
    // The border of a gable goes on as the wall beneath it.
    if (m === undefined && n[2] <= roofUpward) continue;
    if (m !== undefined && n[0] * m[0] + n[1] * m[1] + n[2] * m[2] > creaseCosine) continue;
    w.edge(
      xyz[3 * from] - frame.originX,
      xyz[3 * from + 1] - frame.originY,
      xyz[3 * from + 2],
      xyz[3 * to] - frame.originX,
      xyz[3 * to + 1] - frame.originY,
      xyz[3 * to + 2],
    );
  }
}
