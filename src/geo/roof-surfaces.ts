import type { RoofShape } from '#model/city.ts';
import { cosineOfDegrees, sineOfDegrees } from './degrees.ts';
import { PlanMesh } from './plan-mesh.ts';
import { type RoofPlane, roofPlanes } from './roof-profile.ts';

/** A triangulated surface: x, y, z in local metres, and three vertex numbers for each triangle, counter-clockwise from outside. */
export interface RoofSurfaces {
  readonly xyz: Float64Array;
  readonly triangles: Uint32Array;
}

/** Footprints with more corners stay flat: no house with a pitched roof has as many. */
const mostVertices = 2000;

/**
 * The surfaces of a pitched roof above the eaves of one prism: the roof itself, and the walls between it and the eaves (gables).
 * With walls up to `eavesZ` on the footprint's edges they close the solid: open edges are the footprint's, each whole, at
 * `eavesZ`. Seen from above the footprint is covered exactly once; nothing lies below `eavesZ` or above `ridgeZ`.
 *
 * `rings`: outer ring counter-clockwise, then holes clockwise, local metres, no closing vertex, nothing crossing, as rows of
 * `PrismTable`. `directionDegrees`: the way the slope faces (skillion) or the ridge's normal points, clockwise from north;
 * `null`: the ridge along the longer side. A direction within 22.5° of a side of the smallest rectangle around the footprint
 * is taken as that side. Roofs that planes make are laid over that rectangle, so they are exact for rectangles and follow the
 * ridge line for every other footprint; pyramids, domes and onions rise from every edge to the centre.
 *
 * `null` where there is no such roof, so that the caller draws a flat one: shapes `flat` and `other`, a rise of nothing, a
 * dome or onion over a footprint with holes or one that its centre does not see all of.
 */
export function roofSurfaces(
  rings: readonly ArrayLike<number>[],
  eavesZ: number,
  ridgeZ: number,
  shape: RoofShape,
  directionDegrees: number | null,
): RoofSurfaces | null {
  if (rings.length === 0 || !(ridgeZ > eavesZ) || !Number.isFinite(ridgeZ - eavesZ)) return null;
  if (rings.reduce((sum, ring) => sum + ring.length / 2, 0) > mostVertices) return null;
  if (shape === 'pyramidal' || shape === 'dome' || shape === 'onion') {
    const tent = rings.length === 1 ? ringedRoof(rings[0], eavesZ, ridgeZ, ringedProfile(shape)) : null;
    if (tent !== null) return tent;
  }
  const heading = directionDegrees !== null && Number.isFinite(directionDegrees) ? directionDegrees : null;
  const planes = roofPlanes(rings[0], eavesZ, ridgeZ, shape, heading);
  if (planes === null) return null;
  const mesh = PlanMesh.of(rings);
  return mesh === null ? null : plannedRoof(mesh, planes, eavesZ, ridgeZ);
}

/** Rings from the eaves to the apex: share of the way out from the centre, share of the rise. */
type Profile = readonly (readonly [out: number, up: number])[];

/** The onion's swelling is left out: it would hang over the footprint. */
const onionProfile: Profile = [
  [1, 0],
  [0.96, 0.2],
  [0.84, 0.38],
  [0.6, 0.54],
  [0.32, 0.66],
  [0.14, 0.78],
  [0.05, 0.9],
];

function ringedProfile(shape: 'pyramidal' | 'dome' | 'onion'): Profile {
  if (shape === 'pyramidal') return [[1, 0]];
  if (shape === 'onion') return onionProfile;
  return [0, 15, 30, 45, 60, 75].map((degrees) => [cosineOfDegrees(degrees), sineOfDegrees(degrees)] as const);
}

/** The footprint shrunk towards its centre, ring by ring; `null` where the centre does not see every edge from inside. */
function ringedRoof(outer: ArrayLike<number>, eavesZ: number, ridgeZ: number, profile: Profile): RoofSurfaces | null {
  const count = outer.length / 2;
  const centre = centreOf(outer);
  if (centre === null) return null;
  const [x, y] = centre;
  const xyz: number[] = [];
  for (const [out, up] of profile) {
    const z = eavesZ + up * (ridgeZ - eavesZ);
    for (let i = 0; i < count; i += 1) {
      xyz.push(out === 1 ? outer[2 * i] : x + out * (outer[2 * i] - x));
      xyz.push(out === 1 ? outer[2 * i + 1] : y + out * (outer[2 * i + 1] - y), z);
    }
  }
  const apex = xyz.length / 3;
  xyz.push(x, y, ridgeZ);
  const triangles: number[] = [];
  for (let ring = 0; ring < profile.length; ring += 1) {
    for (let i = 0; i < count; i += 1) {
      const a = ring * count + i;
      const b = ring * count + ((i + 1) % count);
      if (ring + 1 === profile.length) triangles.push(a, b, apex);
      else triangles.push(a, b, b + count, a, b + count, a + count);
    }
  }
  return { xyz: Float64Array.from(xyz), triangles: Uint32Array.from(triangles) };
}

/** The centroid, where it lies clearly left of every edge. */
function centreOf(ring: ArrayLike<number>): readonly [number, number] | null {
  const [x0, y0] = [ring[0], ring[1]];
  let [doubled, sumX, sumY] = [0, 0, 0];
  for (let i = 0; i < ring.length; i += 2) {
    const j = (i + 2) % ring.length;
    const cross = (ring[i] - x0) * (ring[j + 1] - y0) - (ring[j] - x0) * (ring[i + 1] - y0);
    doubled += cross;
    sumX += cross * (ring[i] - x0 + ring[j] - x0);
    sumY += cross * (ring[i + 1] - y0 + ring[j + 1] - y0);
  }
  if (!(doubled > 0)) return null;
  const x = x0 + sumX / (3 * doubled);
  const y = y0 + sumY / (3 * doubled);
  for (let i = 0; i < ring.length; i += 2) {
    const j = (i + 2) % ring.length;
    const [dx, dy] = [ring[j] - ring[i], ring[j + 1] - ring[i + 1]];
    const cross = dx * (y - ring[i + 1]) - dy * (x - ring[i]);
    if (!(cross > 1e-3 * Math.sqrt(dx * dx + dy * dy))) return null;
  }
  return [x, y];
}

function plannedRoof(mesh: PlanMesh, planes: readonly RoofPlane[], eavesZ: number, ridgeZ: number): RoofSurfaces {
  for (const [i, plane] of planes.entries()) {
    for (const other of planes.slice(i + 1)) cutWhereLowest(mesh, planes, plane, other);
  }
  const count = mesh.xy.length / 2;
  const xyz: number[] = [];
  for (let i = 0; i < count; i += 1) {
    const [x, y] = [mesh.xy[2 * i], mesh.xy[2 * i + 1]];
    const z = planes.reduce((least, { a, b, c }) => Math.min(least, a * x + b * y + c), ridgeZ);
    // Rounding must not let the eaves of a level side stand a hair above the walls.
    xyz.push(x, y, z < eavesZ + 1e-9 ? eavesZ : z);
  }
  const triangles = mesh.triangles();
  const foot = new Map<number, number>();
  const footOf = (vertex: number): number => {
    if (xyz[3 * vertex + 2] === eavesZ) return vertex;
    let below = foot.get(vertex);
    if (below === undefined) {
      below = xyz.length / 3;
      xyz.push(xyz[3 * vertex], xyz[3 * vertex + 1], eavesZ);
      foot.set(vertex, below);
    }
    return below;
  };
  for (const chain of mesh.edges) addWall(triangles, chain, footOf);
  return { xyz: Float64Array.from(xyz), triangles: Uint32Array.from(triangles) };
}

/** Cuts where two planes meet and none is lower. */
function cutWhereLowest(mesh: PlanMesh, planes: readonly RoofPlane[], plane: RoofPlane, other: RoofPlane): void {
  const a = plane.a - other.a;
  const b = plane.b - other.b;
  const length = Math.sqrt(a * a + b * b);
  if (length < 1e-9) return;
  mesh.cut(a / length, b / length, (plane.c - other.c) / length, (x1, y1, x2, y2) => {
    let [from, to] = [0, 1];
    for (const third of planes) {
      if (third === plane || third === other) continue;
      const gap = (x: number, y: number) => (third.a - plane.a) * x + (third.b - plane.b) * y + third.c - plane.c;
      const [first, last] = [gap(x1, y1) + 1e-7, gap(x2, y2) + 1e-7];
      if (first < 0 && last < 0) return false;
      if (first < 0) from = Math.max(from, first / (first - last));
      else if (last < 0) to = Math.min(to, first / (first - last));
    }
    return to - from > 1e-6;
  });
}

/** The upright piece between the eaves and the roof over one edge; its top is nowhere hollow, so a fan covers it. */
function addWall(triangles: number[], chain: readonly number[], footOf: (vertex: number) => number): void {
  const first = footOf(chain[0]);
  const last = footOf(chain[chain.length - 1]);
  const top = chain[chain.length - 1];
  if (last !== top) triangles.push(first, last, top);
  for (let i = chain.length - 1; i > 0; i -= 1) {
    if (chain[i - 1] !== first) triangles.push(first, chain[i], chain[i - 1]);
  }
}
