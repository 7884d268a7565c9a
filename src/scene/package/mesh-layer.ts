import { z } from 'zod';
import type { Frame } from '#geo/frame.ts';
import { quantize } from '#geo/quantum.ts';
import type { Building, City, MeshTable } from '#model/city.ts';
import {
  type FeatureIn,
  type FeatureOut,
  type Geometry,
  type HighPosition,
  localPosition,
  problem,
  readProperties,
} from './geojson.ts';

/**
 * `meshes.geojson`: one MultiPolygon a mesh, one polygon a triangle, counter-clockwise seen from outside, heights above sea
 * level. Vertices are numbered in the order in which the triangles name them first; where the mesh's own order is another,
 * or two of its vertices share a place, `corners` holds the numbers, three a triangle. Vertices without a triangle are left
 * out.
 */
const meshSchema = z.object({
  building: z.string().min(1),
  corners: z.array(z.int().min(0)).optional(),
});

export function* meshFeatures(city: City, frame: Frame): Generator<FeatureOut> {
  const { meshes, buildings } = city;
  const { heightMeters } = frame.origin;
  for (let mesh = 0; mesh < meshes.count; mesh += 1) {
    const firstVertex = meshes.vertexStart[mesh];
    const triangles = meshes.triangles.subarray(3 * meshes.triangleStart[mesh], 3 * meshes.triangleStart[mesh + 1]);
    const position = (vertex: number): HighPosition => {
      const at = 3 * (firstVertex + vertex);
      const [longitude, latitude] = frame.toGeographic(meshes.xyz[at], meshes.xyz[at + 1]);
      return [longitude, latitude, hundredths(meshes.xyz[at + 2] + heightMeters)];
    };
    const properties = { building: buildings[meshes.building[mesh]].id };
    const corners = compactCorners(triangles);
    const inOrder = isFirstUseOrder(corners, (corner) => position(triangles[corner]).join());
    yield {
      geometry: { type: 'MultiPolygon', coordinates: trianglePolygons(triangles, position) },
      properties: inOrder ? properties : { ...properties, corners },
    };
  }
}

/** To 0.01 mm, far below the grid's half step. */
function hundredths(meters: number): number {
  return Math.round(meters * 1e5) / 1e5 + 0;
}

function trianglePolygons(
  triangles: Uint32Array,
  position: (vertex: number) => HighPosition,
): (Geometry & { readonly type: 'MultiPolygon' })['coordinates'] {
  return Array.from({ length: triangles.length / 3 }, (_, t) => {
    const [a, b, c] = [position(triangles[3 * t]), position(triangles[3 * t + 1]), position(triangles[3 * t + 2])];
    return [[a, b, c, a]];
  });
}

/** Vertex numbers without gaps, in the same order. */
function compactCorners(triangles: Uint32Array): number[] {
  const used = [...new Set(triangles)].sort((a, b) => a - b);
  const numberOf = new Map(used.map((vertex, index) => [vertex, index]));
  return Array.from(triangles, (vertex) => numberOf.get(vertex) ?? 0);
}

/** True where the numbers are what {@link firstUseOrder} finds from the places alone. */
function isFirstUseOrder(corners: readonly number[], place: (corner: number) => string): boolean {
  const expected = firstUseOrder(corners.length, place);
  return corners.every((number, corner) => number === expected[corner]);
}

function firstUseOrder(count: number, place: (corner: number) => string): number[] {
  const numbers = new Map<string, number>();
  return Array.from({ length: count }, (_, corner) => {
    const key = place(corner);
    const known = numbers.get(key);
    if (known !== undefined) return known;
    numbers.set(key, numbers.size);
    return numbers.size - 1;
  });
}

/** Throws a ProblemError that names the feature. */
export function readMeshes(features: readonly FeatureIn[], frame: Frame, buildings: readonly Building[]): MeshTable {
  const indexOfId = new Map(buildings.map(({ id }, index) => [id, index]));
  const building: number[] = [];
  const vertexStart = [0];
  const triangleStart = [0];
  const xyz: number[] = [];
  const triangles: number[] = [];
  for (const feature of features) {
    const { building: id, corners } = readProperties(meshSchema, feature);
    const owner = indexOfId.get(id);
    if (owner === undefined) {
      throw problem(
        'scene-mesh',
        `The building “${id.slice(0, 200)}” of this mesh is not in the scene.`,
        feature.place,
      );
    }
    const places = readCorners(frame, feature);
    const numbers = corners ?? firstUseOrder(places.length, (corner) => places[corner].join());
    for (const value of verticesOf(places, numbers, feature)) xyz.push(value);
    for (const number of numbers) triangles.push(number);
    building.push(owner);
    vertexStart.push(xyz.length / 3);
    triangleStart.push(triangles.length / 3);
  }
  return {
    count: building.length,
    building: Uint32Array.from(building),
    vertexStart: Uint32Array.from(vertexStart),
    xyz: Float64Array.from(xyz),
    triangleStart: Uint32Array.from(triangleStart),
    triangles: Uint32Array.from(triangles),
  };
}

type LocalPlace = readonly [x: number, y: number, z: number];

/** Three places a triangle. */
function readCorners(frame: Frame, feature: FeatureIn): LocalPlace[] {
  const { coordinates, geometryType, place } = feature;
  if (geometryType !== 'MultiPolygon' || !Array.isArray(coordinates)) {
    throw problem('scene-geometry', `The geometry must be a MultiPolygon, not ${geometryType ?? 'empty'}.`, place);
  }
  const places: LocalPlace[] = [];
  for (const polygon of coordinates as unknown[]) {
    const ring: unknown = Array.isArray(polygon) && polygon.length === 1 ? polygon[0] : null;
    if (!Array.isArray(ring) || ring.length !== 4) {
      throw problem('scene-geometry', 'A surface of a mesh must be a triangle: one ring of four positions.', place);
    }
    const corners = (ring as unknown[]).map((position) => readHighPosition(frame, position, feature));
    if (corners[3].join() !== corners[0].join()) {
      throw problem('scene-geometry', 'A ring is not closed: its last position must equal its first.', place);
    }
    places.push(corners[0], corners[1], corners[2]);
  }
  return places;
}

const heightLimit = 20_000;

function readHighPosition(frame: Frame, position: unknown, feature: FeatureIn): LocalPlace {
  const [x, y] = localPosition(frame, position, feature);
  const height: unknown = Array.isArray(position) ? position[2] : null;
  if (typeof height !== 'number' || !(Math.abs(height) <= heightLimit)) {
    throw problem('scene-geometry', 'A position of a mesh has no height between −20,000 and 20,000 m.', feature.place);
  }
  return [x, y, quantize(height - frame.origin.heightMeters)];
}

/** Flat coordinates of the numbered vertices; numbers must count from 0 without gaps and mean one place each. */
function verticesOf(places: readonly LocalPlace[], numbers: readonly number[], feature: FeatureIn): number[] {
  const vertices: (LocalPlace | undefined)[] = [];
  const wrong = () =>
    problem('scene-mesh', 'The corners of this mesh do not number the positions of its triangles.', feature.place);
  if (numbers.length !== places.length) throw wrong();
  numbers.forEach((number, corner) => {
    if (number >= places.length) throw wrong();
    const known = vertices[number];
    if (known === undefined) vertices[number] = places[corner];
    else if (known.join() !== places[corner].join()) throw wrong();
  });
  return Array.from(vertices, (vertex) => vertex ?? []).flatMap((vertex) => {
    if (vertex.length === 0) throw wrong();
    return vertex;
  });
}
