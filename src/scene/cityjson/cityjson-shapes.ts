import { unionPolygons } from '#geo/polygon-boolean.ts';
import { quantize } from '#geo/quantum.ts';
import { groupRings } from '../assemble/group-rings.ts';
import type { Ring } from '../assemble/ring.ts';
import { hasMoreContacts } from '../assemble/ring-crossings.ts';
import { polygonArea, settlePolygons } from '../assemble/simple-polygons.ts';
import { triangulatePolygon } from '../glb/triangulate-polygon.ts';
import { heightRange, ringNormal, type Surface } from './cityjson-surfaces.ts';
import { dissolveFaces, signedArea } from './dissolve-faces.ts';

/** A face this close to the lowest corner is part of the ground face where the file names none, metres. */
const groundBand = 0.5;
/** Below this share of its normal's length upwards, a face is a wall and casts no area on the map. */
const leastSlope = 0.05;
/** Joining takes time with every corner; beyond this the object is not a building but a whole town in one. */
const cornerLimit = 20_000;
/** Likewise with every meeting of edges: faces that share their edges meet some times a corner, heaps of faces far more. */
const contactLimit = 20_000;
/** Cutting a face into triangles takes time with the square of its corners. */
const faceCornerLimit = 2_000;
/** Corners of an object that is drawn with its faces; beyond it stands as a prism only. */
const meshCornerLimit = 200_000;
/** Share of the faces' area by which their common outline may differ: corners are rounded to the grid, slivers fall out. */
const areaTolerance = 1e-3;

/**
 * The area that an object covers on the map, as polygons that do not cross: its ground faces, else the lowest level ones
 * (they close a solid from below), else all that is no wall, joined. `surfaces`: local metres. Empty where none has an area
 * or they cannot be joined.
 */
export function coveredArea(surfaces: readonly Surface[]): Ring[][] {
  const [low] = heightRange(surfaces);
  const named = surfaces.filter(({ semantic }) => semantic === 'GroundSurface');
  const lowest = surfaces.filter(
    (surface) => isLevel(surface) && heightRange([surface])[1] <= low + groundBand && !isWall(surface),
  );
  for (const chosen of [named, lowest, surfaces.filter((surface) => !isWall(surface))]) {
    const joined = joinOnMap(chosen);
    if (joined.length > 0) return joined;
  }
  return [];
}

/** The area on the map of everything that is no wall, joined. `surfaces`: local metres. */
export function areaOnMap(surfaces: readonly Surface[]): Ring[][] {
  return joinOnMap(surfaces.filter((surface) => !isWall(surface)));
}

function isWall({ rings }: Surface): boolean {
  const [x, y, z] = ringNormal(rings[0]);
  return Math.abs(z) <= leastSlope * Math.sqrt(x * x + y * y + z * z);
}

function isLevel({ rings }: Surface): boolean {
  const [x, y, z] = ringNormal(rings[0]);
  return Math.abs(z) > 0.9 * Math.sqrt(x * x + y * y + z * z);
}

function joinOnMap(surfaces: readonly Surface[]): Ring[][] {
  const polygons = surfaces.map(({ rings }) => rings.map(onMap));
  if (polygons.flat().reduce((sum, ring) => sum + ring.length / 2, 0) > cornerLimit) return [];
  const net = joinNet(polygons);
  if (net !== null) return net;
  if (hasMoreContacts(polygons.flat(), contactLimit)) return [];
  try {
    return settlePolygons(unionPolygons(polygons));
  } catch {
    // polyclip gives up on some degenerate input; the object is then left out and named.
    return [];
  }
}

/** The faces as one where they meet along whole edges and lie nowhere above each other; else `null`. */
function joinNet(polygons: readonly (readonly Float64Array[])[]): Ring[][] | null {
  if (polygons.length === 0) return [];
  const outlines = dissolveFaces(polygons);
  if (outlines === null) return null;
  const faces = polygons.reduce((sum, rings) => sum + polygonArea(rings), 0);
  const grouped = groupRings(
    outlines.filter((ring) => signedArea(ring) > 0),
    outlines.filter((ring) => signedArea(ring) < 0),
  );
  if (grouped.strayHoles > 0) return null;
  const joined = settlePolygons(grouped.polygons);
  const area = joined.reduce((sum, rings) => sum + polygonArea(rings), 0);
  return Math.abs(area - faces) <= areaTolerance * faces ? joined : null;
}

function onMap(ring: Float64Array): Float64Array {
  const xy = new Float64Array((ring.length / 3) * 2);
  for (let i = 0; i < ring.length / 3; i += 1) {
    xy[2 * i] = quantize(ring[3 * i]);
    xy[2 * i + 1] = quantize(ring[3 * i + 1]);
  }
  return xy;
}

/** Triangles of faces, each face with corners of its own: x, y, z in turn, and corner numbers counter-clockwise from outside. */
export interface FaceTriangles {
  readonly xyz: number[];
  readonly triangles: number[];
}

/** Whether an object has more corners, in all or in one face, than can be cut into triangles. */
export function isTooDetailed(surfaces: readonly Surface[]): boolean {
  const corners = surfaces.map(({ rings }) => rings.reduce((sum, ring) => sum + ring.length / 3, 0));
  return corners.some((count) => count > faceCornerLimit) || corners.reduce((a, b) => a + b, 0) > meshCornerLimit;
}

/** Faces are cut in the plane of two axes in which they are largest; they keep the side that they face. */
export function triangulateFaces(surfaces: readonly Surface[]): FaceTriangles {
  const result: FaceTriangles = { xyz: [], triangles: [] };
  for (const { rings } of surfaces) addFace(result, rings);
  return result;
}

function addFace({ xyz, triangles }: FaceTriangles, rings: readonly Float64Array[]): void {
  const normal = ringNormal(rings[0]);
  const sizes = normal.map(Math.abs);
  const dropped = sizes[2] >= sizes[0] && sizes[2] >= sizes[1] ? 2 : sizes[1] >= sizes[0] ? 1 : 0;
  if (sizes[dropped] === 0) return;
  // Axes in an order that keeps the turn of a face whose normal points along the positive axis.
  const [first, second] = (
    [
      [1, 2],
      [2, 0],
      [0, 1],
    ] as const
  )[dropped];
  const flipped = normal[dropped] < 0;
  const xy: number[] = [];
  const starts: number[] = [];
  const base = xyz.length / 3;
  for (const [index, given] of rings.entries()) {
    const ring = index > 0 && sameTurn(given, normal) ? reversed(given) : given;
    starts.push(xy.length / 2);
    for (let i = 0; i < ring.length; i += 3) {
      xy.push(flipped ? -ring[i + first] : ring[i + first], ring[i + second]);
      xyz.push(quantize(ring[i]), quantize(ring[i + 1]), quantize(ring[i + 2]));
    }
  }
  for (const corner of triangulatePolygon(xy, starts)) triangles.push(base + corner);
}

function sameTurn(hole: Float64Array, normal: readonly number[]): boolean {
  const own = ringNormal(hole);
  return own[0] * normal[0] + own[1] * normal[1] + own[2] * normal[2] > 0;
}

function reversed(ring: Float64Array): Float64Array {
  const result = new Float64Array(ring.length);
  for (let i = 0; i < ring.length; i += 3) result.set(ring.subarray(ring.length - 3 - i, ring.length - i), i);
  return result;
}
