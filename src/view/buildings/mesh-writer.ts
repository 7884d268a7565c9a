/**
 * Geometry of the buildings of one tile, ready for the graphics card. Colours and the darkening at the foot of walls are
 * left to the material: each vertex carries a tone, whether it is roof or wall, and its height above the ground, so that
 * light and dark share one geometry and a wall needs two triangles.
 */
export interface BuildingMesh {
  /** x, y, z metres, relative to the tile's corner at z = 0. */
  readonly positions: Float32Array;
  /** 4 a vertex (x, y, z, unused), ×127. */
  readonly normals: Int8Array;
  /** 4 a vertex: tone × {@link toneScale}, 255 for roofs and 0 for walls, height above the ground (high and low byte). */
  readonly shades: Uint8Array;
  readonly indices: Uint32Array;
  /** Member i owns triangles triangleStart[i] … triangleStart[i+1] − 1. */
  readonly triangleStart: Uint32Array;
  /** Line segments, 6 numbers each: roof outlines and sharp corners; relative to the tile's corner. */
  readonly edges: Float32Array;
}

/** Byte value of tone 1; tones reach 1.06. */
export const toneScale = 240;
/** Heights above the ground are kept in steps of 1/64 m from −128 m to 895 m. */
export const aboveScale = 64;
export const aboveOffset = 128;
/** Height at which nothing is darkened any more, for roofs and undersides. */
export const farAbove = 600;

/** One corner of a surface. */
export interface MeshVertex {
  readonly x: number;
  readonly y: number;
  readonly z: number;
  /** Metres above the ground. */
  readonly above: number;
}

/** What a surface's vertices have in common: outward normal, tone, part. */
export interface SurfaceLook {
  readonly nx: number;
  readonly ny: number;
  readonly nz: number;
  readonly tone: number;
  readonly roof: boolean;
}

export interface MeshWriter {
  /** Number of the new vertex. */
  vertex(at: MeshVertex, look: SurfaceLook): number;
  triangle(a: number, b: number, c: number): void;
  edge(ax: number, ay: number, az: number, bx: number, by: number, bz: number): void;
  triangleCount(): number;
  finish(triangleStart: Uint32Array): BuildingMesh;
}

/** @param corners Guess of how many corners of rings there will be; buffers grow where it was too low. */
export function createMeshWriter(corners: number): MeshWriter {
  const room = Math.max(16, corners);
  let positions = new Float32Array(3 * 6 * room);
  let normals = new Int8Array(4 * 6 * room);
  let shades = new Uint8Array(4 * 6 * room);
  let indices = new Uint32Array(12 * room);
  let edges = new Float32Array(12 * room);
  let vertexCount = 0;
  let indexCount = 0;
  let edgeCount = 0;

  return {
    vertex({ x, y, z, above }, { nx, ny, nz, tone, roof }) {
      if (3 * vertexCount >= positions.length) {
        positions = grown(positions, new Float32Array(2 * positions.length));
        normals = grown(normals, new Int8Array(2 * normals.length));
        shades = grown(shades, new Uint8Array(2 * shades.length));
      }
      positions[3 * vertexCount] = x;
      positions[3 * vertexCount + 1] = y;
      positions[3 * vertexCount + 2] = z;
      const at = 4 * vertexCount;
      normals[at] = Math.round(nx * 127);
      normals[at + 1] = Math.round(ny * 127);
      normals[at + 2] = Math.round(nz * 127);
      shades[at] = Math.min(255, Math.round(tone * toneScale));
      shades[at + 1] = roof ? 255 : 0;
      const steps = Math.min(65_535, Math.max(0, Math.round((above + aboveOffset) * aboveScale)));
      shades[at + 2] = steps >> 8;
      shades[at + 3] = steps & 255;
      vertexCount += 1;
      return vertexCount - 1;
    },
    triangle(a, b, c) {
      if (indexCount + 3 > indices.length) indices = grown(indices, new Uint32Array(2 * indices.length));
      indices[indexCount] = a;
      indices[indexCount + 1] = b;
      indices[indexCount + 2] = c;
      indexCount += 3;
    },
    edge(ax, ay, az, bx, by, bz) {
      if (edgeCount + 6 > edges.length) edges = grown(edges, new Float32Array(2 * edges.length));
      edges[edgeCount] = ax;
      edges[edgeCount + 1] = ay;
      edges[edgeCount + 2] = az;
      edges[edgeCount + 3] = bx;
      edges[edgeCount + 4] = by;
      edges[edgeCount + 5] = bz;
      edgeCount += 6;
    },
    triangleCount: () => indexCount / 3,
    finish: (triangleStart) => ({
      positions: positions.slice(0, 3 * vertexCount),
      normals: normals.slice(0, 4 * vertexCount),
      shades: shades.slice(0, 4 * vertexCount),
      indices: indices.slice(0, indexCount),
      triangleStart,
      edges: edges.slice(0, edgeCount),
    }),
  };
}

function grown<T extends Float32Array | Int8Array | Uint8Array | Uint32Array>(from: T, to: T): T {
  to.set(from);
  return to;
}
