import { frameDefinition } from '#geo/frame.ts';
import type { City } from '#model/city.ts';
import { hidingTriangles, type SurfaceTriangles } from './hiding-triangles.ts';
import type { SolidTriangles, TriangleMesh } from './solid-triangles.ts';
import { terrainTriangles } from './terrain-triangles.ts';

const glbMagic = 0x46546c67;
const jsonChunk = 0x4e4f534a;
const binaryChunk = 0x004e4942;
const float32 = 5126;
const uint32 = 5125;
const arrayBufferTarget = 34962;
const elementArrayBufferTarget = 34963;

/**
 * The city as binary glTF 2.0: one node `terrain`, one node `buildings` of solids and one node `surfaces` of buildings that
 * have a mesh, positions in float32 metres without rounding. glTF is y-up, so local (x, y, z) stands as (x, z, −y): x east,
 * y up, z south. `extras` of the scene hold origin, frame and attribution; those of `buildings` and `surfaces` tell which
 * indices belong to which solid, mesh and building. Tree crowns are not part of it. Same city, same bytes.
 */
export function writeGlb(city: City): Uint8Array<ArrayBuffer> {
  const ground = terrainTriangles(city);
  const { solids, surfaces } = hidingTriangles(city);
  const meshes: NamedMesh[] = [{ name: 'terrain', mesh: ground, extras: {} }];
  if (solids.indices.length > 0) meshes.push({ name: 'buildings', mesh: solids, extras: solidExtras(city, solids) });
  if (surfaces.indices.length > 0) {
    meshes.push({ name: 'surfaces', mesh: surfaces, extras: surfaceExtras(city, surfaces) });
  }
  const json = new TextEncoder().encode(JSON.stringify(gltfDocument(city, meshes)));
  return assemble(json, meshes);
}

interface NamedMesh {
  readonly name: 'terrain' | 'buildings' | 'surfaces';
  readonly mesh: TriangleMesh;
  readonly extras: Readonly<Record<string, unknown>>;
}

/** `solidFirstIndex` has one entry more than there are solids: solid s owns indices first[s] … first[s + 1] − 1. */
function solidExtras(city: City, solids: SolidTriangles): Record<string, unknown> {
  const { prisms, buildings } = city;
  const triangles = new Uint32Array(prisms.count);
  for (const row of solids.prismOfTriangle) triangles[row] += 1;
  const firstIndex = [0];
  for (const count of triangles) firstIndex.push(firstIndex[firstIndex.length - 1] + 3 * count);
  return {
    buildingIds: buildings.map(({ id }) => id),
    solidBuilding: [...prisms.building],
    solidFirstIndex: firstIndex,
  };
}

/** `surfaceFirstIndex` as `solidFirstIndex`, mesh by mesh. */
function surfaceExtras({ meshes, buildings }: City, surfaces: SurfaceTriangles): Record<string, unknown> {
  return {
    buildingIds: buildings.map(({ id }) => id),
    surfaceBuilding: [...meshes.building],
    surfaceFirstIndex: [...surfaces.firstIndex],
  };
}

function gltfDocument(city: City, meshes: readonly NamedMesh[]): Record<string, unknown> {
  const { manifest } = city;
  const attribution = manifest.attribution.join('; ');
  let byteOffset = 0;
  const view = (byteLength: number, target: number) => {
    const result = { buffer: 0, byteOffset, byteLength, target };
    byteOffset += byteLength;
    return result;
  };
  const bufferViews = meshes.flatMap(({ mesh }) => [
    view(mesh.positions.byteLength, arrayBufferTarget),
    view(mesh.indices.byteLength, elementArrayBufferTarget),
  ]);
  return {
    asset: { version: '2.0', generator: 'Sightline', ...(attribution === '' ? {} : { copyright: attribution }) },
    scene: 0,
    scenes: [{ name: manifest.name, nodes: meshes.map((_, index) => index), extras: sceneExtras(city) }],
    nodes: meshes.map(({ name, extras }, index) => ({ name, mesh: index, extras })),
    meshes: meshes.map(({ name }, index) => ({
      name,
      primitives: [{ attributes: { POSITION: 2 * index }, indices: 2 * index + 1, material: index, mode: 4 }],
    })),
    materials: meshes.map(({ name }) => material(name)),
    accessors: meshes.flatMap(({ mesh }, index) => [
      {
        bufferView: 2 * index,
        componentType: float32,
        count: mesh.positions.length / 3,
        type: 'VEC3',
        ...extremes(mesh),
      },
      { bufferView: 2 * index + 1, componentType: uint32, count: mesh.indices.length, type: 'SCALAR' },
    ]),
    bufferViews,
    buffers: [{ byteLength: byteOffset }],
  };
}

function sceneExtras({ manifest }: City): Record<string, unknown> {
  return {
    sceneId: manifest.id,
    invented: manifest.invented,
    origin: manifest.origin,
    frame: frameDefinition(manifest.origin),
    axes: 'x east, y up, z south; metres',
    bounds: manifest.bounds,
    attribution: manifest.attribution,
    licences: [...new Set(manifest.sources.map(({ licence }) => licence))],
  };
}

function material(name: NamedMesh['name']): Record<string, unknown> {
  const baseColorFactor = name === 'terrain' ? [0.82, 0.8, 0.77, 1] : [0.93, 0.92, 0.9, 1];
  return { name, pbrMetallicRoughness: { baseColorFactor, metallicFactor: 0, roughnessFactor: 1 } };
}

/** Smallest and largest coordinates in glTF's axes, which the specification asks for. */
function extremes({ positions }: TriangleMesh): { readonly min: number[]; readonly max: number[] } {
  const min = [Infinity, Infinity, Infinity];
  const max = [-Infinity, -Infinity, -Infinity];
  for (let i = 0; i < positions.length; i += 3) {
    const point = [positions[i], positions[i + 2], 0 - positions[i + 1]];
    for (let axis = 0; axis < 3; axis += 1) {
      if (point[axis] < min[axis]) min[axis] = point[axis];
      if (point[axis] > max[axis]) max[axis] = point[axis];
    }
  }
  return { min, max };
}

function assemble(json: Uint8Array, meshes: readonly NamedMesh[]): Uint8Array<ArrayBuffer> {
  const jsonLength = Math.ceil(json.length / 4) * 4;
  const binaryLength = meshes.reduce((sum, { mesh }) => sum + mesh.positions.byteLength + mesh.indices.byteLength, 0);
  const bytes = new Uint8Array(12 + 8 + jsonLength + 8 + binaryLength);
  const view = new DataView(bytes.buffer);
  const header = [glbMagic, 2, bytes.length, jsonLength, jsonChunk];
  header.forEach((word, index) => {
    view.setUint32(4 * index, word, true);
  });
  bytes.fill(0x20, 20, 20 + jsonLength);
  bytes.set(json, 20);
  let at = 20 + jsonLength;
  view.setUint32(at, binaryLength, true);
  view.setUint32(at + 4, binaryChunk, true);
  at += 8;
  for (const { mesh } of meshes) {
    for (let i = 0; i < mesh.positions.length; i += 3, at += 12) {
      view.setFloat32(at, mesh.positions[i], true);
      view.setFloat32(at + 4, mesh.positions[i + 2], true);
      view.setFloat32(at + 8, 0 - mesh.positions[i + 1], true);
    }
    for (const index of mesh.indices) {
      view.setUint32(at, index, true);
      at += 4;
    }
  }
  return bytes;
}
