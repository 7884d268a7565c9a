import type { CityJsonGeometry } from './cityjson-document.ts';

/** A planar face: rings of positions, the outer one first; x, y, z in turn, in the file's own system. */
export interface Surface {
  readonly rings: readonly Float64Array[];
  /** `GroundSurface`, `RoofSurface`, …; `null` where the file does not say. */
  readonly semantic: string | null;
}

/** How deep the faces lie in the boundaries of each type. */
const depths: Readonly<Record<string, number>> = {
  MultiSurface: 0,
  CompositeSurface: 0,
  Solid: 1,
  MultiSolid: 2,
  CompositeSolid: 2,
};

/** All faces of a geometry; `null` where its boundaries are not as its type wants them or name vertices that are not there. */
export function surfacesOf(geometry: CityJsonGeometry, vertices: Float64Array): Surface[] | null {
  if (geometry.type === 'GeometryInstance') return instanceSurfaces(geometry, vertices);
  const depth = Object.hasOwn(depths, geometry.type) ? depths[geometry.type] : undefined;
  if (depth === undefined) return null;
  const surfaces: Surface[] = [];
  const types = geometry.semantics?.surfaces.map(({ type }) => type) ?? [];
  const take = (boundary: unknown, values: unknown, level: number): boolean => {
    if (!Array.isArray(boundary)) return false;
    if (level > 0) {
      return boundary.every((inner, index) => take(inner, Array.isArray(values) ? values[index] : null, level - 1));
    }
    return boundary.every((face, index) => {
      const rings = ringsOf(face, vertices);
      if (rings === null) return false;
      const value: unknown = Array.isArray(values) ? values[index] : null;
      const semantic = typeof value === 'number' ? (types[value] ?? null) : null;
      if (rings.length > 0) surfaces.push({ rings, semantic });
      return true;
    });
  };
  return take(geometry.boundaries, geometry.semantics?.values ?? null, depth) ? surfaces : null;
}

function ringsOf(face: unknown, vertices: Float64Array): Float64Array[] | null {
  if (!Array.isArray(face)) return null;
  const rings: Float64Array[] = [];
  for (const ring of face) {
    if (!Array.isArray(ring)) return null;
    const xyz = new Float64Array(ring.length * 3);
    for (let i = 0; i < ring.length; i += 1) {
      const index: unknown = ring[i];
      if (typeof index !== 'number' || !Number.isInteger(index) || index < 0 || 3 * index + 2 >= vertices.length) {
        return null;
      }
      for (let axis = 0; axis < 3; axis += 1) xyz[3 * i + axis] = vertices[3 * index + axis];
    }
    // A ring of one or two corners encloses nothing; the face without its outer ring is nothing.
    if (ring.length >= 3) rings.push(xyz);
    else if (rings.length === 0) return [];
  }
  return rings;
}

/** A template, turned and scaled by its matrix (row by row) and moved to the one vertex of its boundaries. */
function instanceSurfaces(
  { template, matrix, boundaries }: CityJsonGeometry,
  vertices: Float64Array,
): Surface[] | null {
  const at: unknown = Array.isArray(boundaries) ? boundaries[0] : null;
  if (template === null || matrix === null || typeof at !== 'number' || !Number.isInteger(at)) return null;
  if (at < 0 || 3 * at + 2 >= vertices.length || template.geometry.type === 'GeometryInstance') return null;
  const surfaces = surfacesOf(template.geometry, template.vertices);
  return (
    surfaces?.map(({ rings, semantic }) => ({
      semantic,
      rings: rings.map((ring) => moved(ring, matrix, vertices.subarray(3 * at, 3 * at + 3))),
    })) ?? null
  );
}

function moved(ring: Float64Array, matrix: readonly number[], offset: Float64Array): Float64Array {
  const result = new Float64Array(ring.length);
  for (let i = 0; i < ring.length; i += 3) {
    for (let axis = 0; axis < 3; axis += 1) {
      const row = matrix.slice(4 * axis, 4 * axis + 4);
      result[i + axis] = row[0] * ring[i] + row[1] * ring[i + 1] + row[2] * ring[i + 2] + row[3] + offset[axis];
    }
  }
  return result;
}

/** Normal of a ring by Newell's method, not of unit length: twice the area it encloses; x, y, z. */
export function ringNormal(ring: Float64Array): [x: number, y: number, z: number] {
  let x = 0;
  let y = 0;
  let z = 0;
  for (let i = 0, j = ring.length - 3; i < ring.length; j = i, i += 3) {
    x += (ring[j + 1] - ring[i + 1]) * (ring[j + 2] + ring[i + 2]);
    y += (ring[j + 2] - ring[i + 2]) * (ring[j] + ring[i]);
    z += (ring[j] - ring[i]) * (ring[j + 1] + ring[i + 1]);
  }
  return [x, y, z];
}

/** Lowest and highest z of all corners. */
export function heightRange(surfaces: readonly Surface[]): [low: number, high: number] {
  let low = Number.POSITIVE_INFINITY;
  let high = Number.NEGATIVE_INFINITY;
  for (const { rings } of surfaces) {
    for (const ring of rings) {
      for (let i = 2; i < ring.length; i += 3) {
        low = Math.min(low, ring[i]);
        high = Math.max(high, ring[i]);
      }
    }
  }
  return [low, high];
}
