import earcut from 'earcut';
import type { Building, PrismTable } from '#model/city.ts';

/**
 * Geometry of the prisms of one tile, ready for the graphics card. Colours are left to the material: each vertex carries
 * a shade (how light) and a part (wall or roof), so that light and dark share one geometry.
 */
export interface BuildingMesh {
  /** x, y, z metres, relative to the tile's corner at z = 0. */
  readonly positions: Float32Array;
  /** 4 a vertex (x, y, z, unused), ×127. */
  readonly normals: Int8Array;
  /** 4 a vertex: shade × {@link shadeScale}, 255 for roofs and 0 for walls, two unused. */
  readonly shades: Uint8Array;
  readonly indices: Uint32Array;
  /** Prism `prisms[i]` owns triangles triangleStart[i] … triangleStart[i+1] − 1. */
  readonly triangleStart: Uint32Array;
  readonly prisms: Uint32Array;
  /** Line segments, 6 numbers each: roof outlines and sharp corners; relative to the tile's corner. */
  readonly edges: Float32Array;
}

/** Byte value of shade 1; shades reach 1.06. */
export const shadeScale = 240;

/** Heights above the ground, metres, at which walls get a row of vertices for the darkening at their foot. */
const footRows = [1.2, 3.5, 8];
/** Corners are drawn where the wall turns by more than about 26°. */
const sharpCosine = 0.9;
/** Underside of raised prisms, against their walls. */
const undersideShade = 0.8;

export interface BuildingMeshInput {
  readonly prisms: PrismTable;
  readonly buildings: readonly Building[];
  /** Rows of the table that belong to the tile. */
  readonly members: readonly number[];
  readonly originX: number;
  readonly originY: number;
  readonly groundHeight: (x: number, y: number) => number;
}

/** Darkening of a wall `above` metres over the ground: deepest at the foot, faint up to 24 m. */
export function footShade(above: number): number {
  const z = Math.max(0, above);
  return 1 - 0.26 * Math.exp(-z / 3.2) - 0.05 * (1 - Math.min(1, z / 24));
}

/** Tone of a building: slightly apart from its neighbours, by use and by height. Around 1. */
export function buildingTone(index: number, use: string, heightMeters: number): number {
  const commercial = /retail|commercial|office/.test(use) ? 0.012 : 0;
  const low = heightMeters < 6 ? 0.02 : 0;
  const high = heightMeters > 28 ? 0.01 : 0;
  return 1 - 0.035 * (unitHash(index) - 0.5) - commercial - low + high;
}

/** A number in 0 … 1 that is always the same for the same index. */
export function unitHash(index: number): number {
  let h = Math.imul(index + 1, 0x9e3779b1);
  h = Math.imul(h ^ (h >>> 15), 0x85ebca6b);
  h = Math.imul(h ^ (h >>> 13), 0xc2b2ae35);
  return ((h ^ (h >>> 16)) >>> 0) / 4294967296;
}

/** Builds walls, roofs, undersides of raised prisms, and edge lines of one tile. */
export function buildBuildingMesh(input: BuildingMeshInput): BuildingMesh {
  const writer = createWriter(input);
  const triangleStart = new Uint32Array(input.members.length + 1);
  input.members.forEach((prism, i) => {
    writePrism(writer, input, prism);
    triangleStart[i + 1] = writer.indexCount / 3;
  });
  return {
    positions: writer.positions.slice(0, 3 * writer.vertexCount),
    normals: writer.normals.slice(0, 4 * writer.vertexCount),
    shades: writer.shades.slice(0, 4 * writer.vertexCount),
    indices: writer.indices.slice(0, writer.indexCount),
    triangleStart,
    prisms: Uint32Array.from(input.members),
    edges: writer.edges.slice(0, writer.edgeCount),
  };
}

/** Prism that a triangle of the mesh belongs to. */
export function prismOfTriangle(mesh: Pick<BuildingMesh, 'triangleStart' | 'prisms'>, triangle: number): number {
  let low = 0;
  let high = mesh.prisms.length - 1;
  while (low < high) {
    const middle = (low + high + 1) >> 1;
    if (mesh.triangleStart[middle] <= triangle) low = middle;
    else high = middle - 1;
  }
  return mesh.prisms[low];
}

interface Writer {
  readonly positions: Float32Array;
  readonly normals: Int8Array;
  readonly shades: Uint8Array;
  readonly indices: Uint32Array;
  readonly edges: Float32Array;
  vertexCount: number;
  indexCount: number;
  edgeCount: number;
}

function createWriter({ prisms, members }: BuildingMeshInput): Writer {
  let corners = 0;
  for (const prism of members) {
    corners += prisms.vertexStart[prisms.ringStart[prism + 1]] - prisms.vertexStart[prisms.ringStart[prism]];
  }
  // A wall has at most five rows of two vertices; roof and underside one vertex a corner each.
  const vertices = corners * 12;
  return {
    positions: new Float32Array(3 * vertices),
    normals: new Int8Array(4 * vertices),
    shades: new Uint8Array(4 * vertices),
    // Four quads a wall; a triangulation with holes has at most corners + 2 × holes triangles, below twice the corners.
    indices: new Uint32Array(corners * (24 + 12)),
    edges: new Float32Array(corners * 18),
    vertexCount: 0,
    indexCount: 0,
    edgeCount: 0,
  };
}

function addVertex(
  w: Writer,
  x: number,
  y: number,
  z: number,
  nx: number,
  ny: number,
  nz: number,
  shade: number,
  roof: boolean,
): number {
  const at = w.vertexCount;
  w.positions[3 * at] = x;
  w.positions[3 * at + 1] = y;
  w.positions[3 * at + 2] = z;
  w.normals[4 * at] = Math.round(nx * 127);
  w.normals[4 * at + 1] = Math.round(ny * 127);
  w.normals[4 * at + 2] = Math.round(nz * 127);
  w.shades[4 * at] = Math.min(255, Math.round(shade * shadeScale));
  w.shades[4 * at + 1] = roof ? 255 : 0;
  w.vertexCount += 1;
  return at;
}

function addTriangle(w: Writer, a: number, b: number, c: number): void {
  w.indices[w.indexCount] = a;
  w.indices[w.indexCount + 1] = b;
  w.indices[w.indexCount + 2] = c;
  w.indexCount += 3;
}

function addEdge(w: Writer, ax: number, ay: number, az: number, bx: number, by: number, bz: number): void {
  w.edges.set([ax, ay, az, bx, by, bz], w.edgeCount);
  w.edgeCount += 6;
}

function writePrism(w: Writer, input: BuildingMeshInput, prism: number): void {
  const { prisms, buildings } = input;
  const base = prisms.baseZ[prism];
  const top = prisms.topZ[prism];
  const index = prisms.building[prism];
  const tone = buildingTone(index, buildings[index]?.use ?? '', top - base);
  const raised = prisms.raised[prism] === 1;
  for (let ring = prisms.ringStart[prism]; ring < prisms.ringStart[prism + 1]; ring += 1) {
    writeRing(w, input, ring, { base, top, tone, raised });
  }
  writeLids(w, input, prism, { base, top, tone: tone * (1 - 0.02 * unitHash(index)), raised });
}

interface Solid {
  readonly base: number;
  readonly top: number;
  readonly tone: number;
  readonly raised: boolean;
}

function writeRing(w: Writer, input: BuildingMeshInput, ring: number, solid: Solid): void {
  const { xy, vertexStart } = input.prisms;
  const first = vertexStart[ring];
  const count = vertexStart[ring + 1] - first;
  const x = (i: number) => xy[2 * (first + (i % count))] - input.originX;
  const y = (i: number) => xy[2 * (first + (i % count)) + 1] - input.originY;
  for (let i = 0; i < count; i += 1) {
    const ax = x(i);
    const ay = y(i);
    const bx = x(i + 1);
    const by = y(i + 1);
    const dx = bx - ax;
    const dy = by - ay;
    const length = Math.hypot(dx, dy);
    if (length === 0) continue;
    writeWall(w, input, { ax, ay, bx, by, nx: dy / length, ny: -dx / length }, solid);
    addEdge(w, ax, ay, solid.top, bx, by, solid.top);
    if (solid.raised) addEdge(w, ax, ay, solid.base, bx, by, solid.base);
    const ex = x(i + 2) - bx;
    const ey = y(i + 2) - by;
    const next = Math.hypot(ex, ey);
    if (next > 0 && (dx * ex + dy * ey) / (length * next) < sharpCosine)
      addEdge(w, bx, by, solid.base, bx, by, solid.top);
  }
}

interface Wall {
  readonly ax: number;
  readonly ay: number;
  readonly bx: number;
  readonly by: number;
  readonly nx: number;
  readonly ny: number;
}

function writeWall(w: Writer, input: BuildingMeshInput, wall: Wall, { base, top, tone, raised }: Solid): void {
  const ground = (x: number, y: number) => Math.max(base, input.groundHeight(x + input.originX, y + input.originY));
  const groundA = raised ? base : ground(wall.ax, wall.ay);
  const groundB = raised ? base : ground(wall.bx, wall.by);
  const shadeAt = (above: number) => tone * (raised ? 1 : footShade(above));
  const row = (zA: number, zB: number): number => {
    const at = addVertex(w, wall.ax, wall.ay, zA, wall.nx, wall.ny, 0, shadeAt(zA - groundA), false);
    addVertex(w, wall.bx, wall.by, zB, wall.nx, wall.ny, 0, shadeAt(zB - groundB), false);
    return at;
  };
  let below = row(base, base);
  const join = (above: number) => {
    addTriangle(w, below, below + 1, above + 1);
    addTriangle(w, below, above + 1, above);
    below = above;
  };
  if (!raised) {
    for (const offset of footRows) {
      if (Math.max(groundA, groundB) + offset < top - 0.2) join(row(groundA + offset, groundB + offset));
    }
  }
  join(row(top, top));
}

function writeLids(w: Writer, input: BuildingMeshInput, prism: number, solid: Solid): void {
  const { xy, vertexStart, ringStart } = input.prisms;
  const first = vertexStart[ringStart[prism]];
  const end = vertexStart[ringStart[prism + 1]];
  const flat: number[] = [];
  for (let vertex = first; vertex < end; vertex += 1) {
    flat.push(xy[2 * vertex] - input.originX, xy[2 * vertex + 1] - input.originY);
  }
  const holes: number[] = [];
  for (let ring = ringStart[prism] + 1; ring < ringStart[prism + 1]; ring += 1) holes.push(vertexStart[ring] - first);
  const triangles = earcut(flat, holes);
  const lid = (z: number, normal: number, shade: number, roof: boolean) => {
    const start = w.vertexCount;
    for (let i = 0; i < flat.length; i += 2) addVertex(w, flat[i], flat[i + 1], z, 0, 0, normal, shade, roof);
    for (let t = 0; t < triangles.length; t += 3) {
      const [a, b, c] = [start + triangles[t], start + triangles[t + 1], start + triangles[t + 2]];
      if (normal > 0) addTriangle(w, a, b, c);
      else addTriangle(w, a, c, b);
    }
  };
  lid(solid.top, 1, solid.tone, true);
  if (solid.raised) lid(solid.base, -1, solid.tone * undersideShade, false);
}
