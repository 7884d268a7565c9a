import earcut from 'earcut';
import { type RoofSurfaces, roofSurfaces } from '#geo/roof-surfaces.ts';
import type { Building, MeshTable, PrismTable } from '#model/city.ts';
import { surfaceOfMesh, writeFreeSurface } from './free-mesh.ts';
import { type BuildingMesh, createMeshWriter, farAbove, type MeshWriter } from './mesh-writer.ts';

/** Corners are drawn where the wall turns by more than about 26°. */
export const sharpCosine = 0.9;
/** Underside of raised prisms, against their walls. */
const undersideTone = 0.8;
/** Prisms from one pause to the next. */
const membersPerStep = 12;

export interface BuildingMeshInput {
  readonly prisms: PrismTable;
  readonly meshes: MeshTable;
  /** Building → its mesh; buildings that have one are drawn by it instead of by their prisms. */
  readonly meshOfBuilding: ReadonlyMap<number, number>;
  readonly buildings: readonly Building[];
  /** Rows of the prism table that belong to the tile. */
  readonly members: readonly number[];
  readonly originX: number;
  readonly originY: number;
  readonly groundHeight: (x: number, y: number) => number;
}

/** Tone of a building: slightly apart from its neighbours, by use and by height. Around 1. */
export function buildingTone(id: string, use: string, heightMeters: number): number {
  const commercial = /retail|commercial|office/.test(use) ? 0.012 : 0;
  const low = heightMeters < 6 ? 0.02 : 0;
  const high = heightMeters > 28 ? 0.01 : 0;
  return 1 - 0.035 * (textHash(id) - 0.5) - commercial - low + high;
}

/** A number in 0 … 1 that is always the same for the same index. */
export function unitHash(index: number): number {
  let h = Math.imul(index + 1, 0x9e3779b1);
  h = Math.imul(h ^ (h >>> 15), 0x85ebca6b);
  h = Math.imul(h ^ (h >>> 13), 0xc2b2ae35);
  return ((h ^ (h >>> 16)) >>> 0) / 4294967296;
}

/** A number in 0 … 1 that is always the same for the same text. */
export function textHash(text: string): number {
  let h = 0x811c9dc5;
  for (let i = 0; i < text.length; i += 1) h = Math.imul(h ^ text.charCodeAt(i), 0x01000193);
  return unitHash(h);
}

/** Builds walls, roofs, undersides of raised prisms, and edge lines of one tile; yields every few buildings. */
export function* buildBuildingMesh(input: BuildingMeshInput): Generator<void, BuildingMesh> {
  const { prisms, members } = input;
  let corners = 0;
  for (const prism of members) {
    corners += prisms.vertexStart[prisms.ringStart[prism + 1]] - prisms.vertexStart[prisms.ringStart[prism]];
  }
  const writer = createMeshWriter(corners);
  const drawnMeshes = new Set<number>();
  const triangleStart = new Uint32Array(members.length + 1);
  for (let i = 0; i < members.length; i += 1) {
    const mesh = input.meshOfBuilding.get(prisms.building[members[i]]);
    if (mesh === undefined) writePrism(writer, input, members[i]);
    else if (!drawnMeshes.has(mesh)) {
      drawnMeshes.add(mesh);
      const { id, use } = input.buildings[prisms.building[members[i]]];
      const tone = buildingTone(id, use, prisms.topZ[members[i]] - prisms.baseZ[members[i]]);
      writeFreeSurface(writer, input, surfaceOfMesh(input.meshes, mesh), tone);
    }
    triangleStart[i + 1] = writer.triangleCount();
    if (i % membersPerStep === membersPerStep - 1) yield;
  }
  return writer.finish(triangleStart);
}

/** Place among the tile's members of the prism that a triangle belongs to. */
export function memberOfTriangle({ triangleStart }: Pick<BuildingMesh, 'triangleStart'>, triangle: number): number {
  let low = 0;
  let high = triangleStart.length - 2;
  while (low < high) {
    const middle = (low + high + 1) >> 1;
    if (triangleStart[middle] <= triangle) low = middle;
    else high = middle - 1;
  }
  return low;
}

function writePrism(w: MeshWriter, input: BuildingMeshInput, prism: number): void {
  const { prisms, buildings } = input;
  const base = prisms.baseZ[prism];
  const top = prisms.topZ[prism];
  const building = buildings[prisms.building[prism]];
  const tone = buildingTone(building?.id ?? '', building?.use ?? '', top - base);
  const raised = prisms.raised[prism] === 1;
  const roof = pitchedRoof(prisms, prism, building);
  const solid = { base, top: roof?.eaves ?? top, tone, raised, pitched: roof !== null };
  for (let ring = prisms.ringStart[prism]; ring < prisms.ringStart[prism + 1]; ring += 1) {
    writeRing(w, input, ring, solid);
  }
  const roofTone = tone * (1 - 0.02 * textHash(building?.id ?? ''));
  writeLids(w, input, prism, { ...solid, tone: roofTone });
  if (roof !== null) writeFreeSurface(w, input, roof.surfaces, roofTone);
}

/** Walls below a pitched roof are at least so high, metres. */
const leastEaves = 0.2;

/** The roof above a prism; null where it is flat or its shape has no roof over this footprint. */
function pitchedRoof(
  prisms: PrismTable,
  prism: number,
  building: Building | undefined,
): { readonly eaves: number; readonly surfaces: RoofSurfaces } | null {
  if (building === undefined || building.roofShape === null || building.roofHeightMeters <= 0) return null;
  const top = prisms.topZ[prism];
  const eaves = Math.max(prisms.baseZ[prism] + leastEaves, top - building.roofHeightMeters);
  const rings: Float64Array[] = [];
  for (let ring = prisms.ringStart[prism]; ring < prisms.ringStart[prism + 1]; ring += 1) {
    rings.push(prisms.xy.subarray(2 * prisms.vertexStart[ring], 2 * prisms.vertexStart[ring + 1]));
  }
  const surfaces = roofSurfaces(rings, eaves, top, building.roofShape, building.roofDirectionDegrees);
  return surfaces === null ? null : { eaves, surfaces };
}

interface Solid {
  readonly base: number;
  readonly top: number;
  readonly tone: number;
  readonly raised: boolean;
  /** A pitched roof closes it at the top. */
  readonly pitched: boolean;
}

function writeRing(w: MeshWriter, input: BuildingMeshInput, ring: number, solid: Solid): void {
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
    if (!solid.pitched) w.edge(ax, ay, solid.top, bx, by, solid.top);
    if (solid.raised) w.edge(ax, ay, solid.base, bx, by, solid.base);
    const ex = x(i + 2) - bx;
    const ey = y(i + 2) - by;
    const next = Math.hypot(ex, ey);
    if (next > 0 && (dx * ex + dy * ey) / (length * next) < sharpCosine) w.edge(bx, by, solid.base, bx, by, solid.top);
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

function writeWall(w: MeshWriter, input: BuildingMeshInput, wall: Wall, { base, top, tone, raised }: Solid): void {
  const ground = (x: number, y: number) => Math.max(base, input.groundHeight(x + input.originX, y + input.originY));
  const groundA = raised ? base - farAbove : ground(wall.ax, wall.ay);
  const groundB = raised ? base - farAbove : ground(wall.bx, wall.by);
  const look = { nx: wall.nx, ny: wall.ny, nz: 0, tone, roof: false };
  const a = w.vertex({ x: wall.ax, y: wall.ay, z: base, above: base - groundA }, look);
  const b = w.vertex({ x: wall.bx, y: wall.by, z: base, above: base - groundB }, look);
  const c = w.vertex({ x: wall.bx, y: wall.by, z: top, above: top - groundB }, look);
  const d = w.vertex({ x: wall.ax, y: wall.ay, z: top, above: top - groundA }, look);
  w.triangle(a, b, c);
  w.triangle(a, c, d);
}

function writeLids(w: MeshWriter, input: BuildingMeshInput, prism: number, solid: Solid): void {
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
  const lid = (z: number, nz: number, tone: number, roof: boolean) => {
    let start = -1;
    for (let i = 0; i < flat.length; i += 2) {
      const at = w.vertex({ x: flat[i], y: flat[i + 1], z, above: farAbove }, { nx: 0, ny: 0, nz, tone, roof });
      if (start < 0) start = at;
    }
    for (let t = 0; t < triangles.length; t += 3) {
      const [a, b, c] = [start + triangles[t], start + triangles[t + 1], start + triangles[t + 2]];
      if (nz > 0) w.triangle(a, b, c);
      else w.triangle(a, c, b);
    }
  };
  if (!solid.pitched) lid(solid.top, 1, solid.tone, true);
  if (solid.raised) lid(solid.base, -1, solid.tone * undersideTone, false);
}
