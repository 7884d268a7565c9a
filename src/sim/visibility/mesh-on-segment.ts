import type { MeshIndex } from './mesh-index.ts';

/** Nodes that wait to be visited; trees are halved, so that their depth is the logarithm of their size. */
const waiting = new Uint32Array(64);

/**
 * Does the segment from o to t meet a surface of the mesh between its ends, or, where `rise` is above 0, the triangle that o
 * spans with the upright target from t up to t + rise? Local metres. Surfaces are closed: a segment that passes exactly
 * over an edge or corner meets them; one that runs along a surface leaves that to its neighbours. Of two triangles with
 * a common edge at least one takes the segments over it, since for both the edge's side test gives the same number with
 * opposite signs.
 */
export function meshHides(
  index: MeshIndex,
  mesh: number,
  ox: number,
  oy: number,
  oz: number,
  tx: number,
  ty: number,
  tz: number,
  rise = 0,
): boolean {
  const { right, first, count, order, table, root } = index;
  const dx = tx - ox;
  const dy = ty - oy;
  const dz = tz - oz;
  const vertexStart = table.vertexStart[mesh];
  waiting[0] = root[mesh];
  let left = 1;
  while (left > 0) {
    left -= 1;
    const node = waiting[left];
    if (!meetsBox(index.boxes, 6 * node, ox, oy, oz, dx, dy, dz, dz + rise)) continue;
    if (right[node] !== 0) {
      waiting[left] = right[node];
      waiting[left + 1] = node + 1;
      left += 2;
      continue;
    }
    const end = first[node] + count[node];
    for (let k = first[node]; k < end; k += 1) {
      const at = 3 * order[k];
      const a = 3 * (vertexStart + table.triangles[at]);
      const b = 3 * (vertexStart + table.triangles[at + 1]);
      const c = 3 * (vertexStart + table.triangles[at + 2]);
      if (triangleMeets(table.xyz, a, b, c, ox, oy, oz, dx, dy, dz)) return true;
      if (rise > 0 && triangleMeetsUpright(table.xyz, a, b, c, ox, oy, oz, dx, dy, dz, rise)) return true;
    }
  }
  return false;
}

/** May the swept triangle, or segment, pass through the box? In plan exact but for rounding, in height by its bounds there. */
function meetsBox(
  boxes: Float64Array,
  at: number,
  ox: number,
  oy: number,
  oz: number,
  dx: number,
  dy: number,
  dz: number,
  dzTop: number,
): boolean {
  let enter = 0;
  let leave = 1;
  const west = boxes[at] - ox;
  const east = boxes[at + 3] - ox;
  if (dx > 0) {
    enter = Math.max(enter, west / dx);
    leave = Math.min(leave, east / dx);
  } else if (dx < 0) {
    enter = Math.max(enter, east / dx);
    leave = Math.min(leave, west / dx);
  } else if (west > 0 || east < 0) return false;
  const south = boxes[at + 1] - oy;
  const north = boxes[at + 4] - oy;
  if (dy > 0) {
    enter = Math.max(enter, south / dy);
    leave = Math.min(leave, north / dy);
  } else if (dy < 0) {
    enter = Math.max(enter, north / dy);
    leave = Math.min(leave, south / dy);
  } else if (south > 0 || north < 0) return false;
  if (enter > leave) return false;
  const low = oz + (dz < 0 ? dz * leave : dz * enter);
  const high = oz + (dzTop < 0 ? dzTop * enter : dzTop * leave);
  return low <= boxes[at + 5] && high >= boxes[at + 2];
}

/**
 * Does the open segment from o by d meet the closed triangle? u, v and w are six times the volumes that the segment spans
 * with the edges; the line passes the triangle iff none has the other sign of another. Corners by index of their x.
 */
function triangleMeets(
  xyz: Float64Array,
  a: number,
  b: number,
  c: number,
  ox: number,
  oy: number,
  oz: number,
  dx: number,
  dy: number,
  dz: number,
): boolean {
  const ax = xyz[a] - ox;
  const ay = xyz[a + 1] - oy;
  const az = xyz[a + 2] - oz;
  const bx = xyz[b] - ox;
  const by = xyz[b + 1] - oy;
  const bz = xyz[b + 2] - oz;
  const cx = xyz[c] - ox;
  const cy = xyz[c + 1] - oy;
  const cz = xyz[c + 2] - oz;
  const w = dx * (ay * bz - az * by) + dy * (az * bx - ax * bz) + dz * (ax * by - ay * bx);
  const nx = by * cz - bz * cy;
  const ny = bz * cx - bx * cz;
  const nz = bx * cy - by * cx;
  const u = dx * nx + dy * ny + dz * nz;
  const v = dx * (cy * az - cz * ay) + dy * (cz * ax - cx * az) + dz * (cx * ay - cy * ax);
  if ((u < 0 || v < 0 || w < 0) && (u > 0 || v > 0 || w > 0)) return false;
  const whole = u + v + w;
  const reached = ax * nx + ay * ny + az * nz;
  return whole > 0 ? reached > 0 && reached < whole : reached < 0 && reached > whole;
}

/** Beyond the lowest segment: does the triangle meet the highest one, the upright target itself, or have an edge in between? */
function triangleMeetsUpright(
  xyz: Float64Array,
  a: number,
  b: number,
  c: number,
  ox: number,
  oy: number,
  oz: number,
  dx: number,
  dy: number,
  dz: number,
  rise: number,
): boolean {
  return (
    triangleMeets(xyz, a, b, c, ox, oy, oz, dx, dy, dz + rise) ||
    triangleMeets(xyz, a, b, c, ox + dx, oy + dy, oz + dz, 0, 0, rise) ||
    edgePierces(xyz, a, b, ox, oy, oz, dx, dy, dz, rise) ||
    edgePierces(xyz, b, c, ox, oy, oz, dx, dy, dz, rise) ||
    edgePierces(xyz, c, a, ox, oy, oz, dx, dy, dz, rise)
  );
}

/** Does the edge pass through the upright triangle from o to the target? */
function edgePierces(
  xyz: Float64Array,
  a: number,
  b: number,
  ox: number,
  oy: number,
  oz: number,
  dx: number,
  dy: number,
  dz: number,
  rise: number,
): boolean {
  const ax = xyz[a] - ox;
  const ay = xyz[a + 1] - oy;
  const bx = xyz[b] - ox;
  const by = xyz[b + 1] - oy;
  const sideA = dx * ay - dy * ax;
  const sideB = dx * by - dy * bx;
  if ((sideA > 0 && sideB > 0) || (sideA < 0 && sideB < 0)) return false;
  // An edge within the upright plane counts by its end.
  const share = sideA === sideB ? 0 : sideA / (sideA - sideB);
  const squared = dx * dx + dy * dy;
  const along = ((ax + (bx - ax) * share) * dx + (ay + (by - ay) * share) * dy) / squared;
  if (!(along > 0 && along <= 1)) return false;
  const height = xyz[a + 2] - oz + (xyz[b + 2] - xyz[a + 2]) * share;
  return height >= dz * along && height <= (dz + rise) * along;
}

/** Is the point inside the mesh: below an odd number of its surfaces? On a surface it counts as above that one. Local metres. */
export function meshContains(index: MeshIndex, mesh: number, x: number, y: number, z: number): boolean {
  const { triangleStart, triangles, vertexStart, xyz } = index.table;
  const start = vertexStart[mesh];
  let inside = false;
  for (let triangle = triangleStart[mesh]; triangle < triangleStart[mesh + 1]; triangle += 1) {
    const a = 3 * (start + triangles[3 * triangle]);
    const b = 3 * (start + triangles[3 * triangle + 1]);
    const c = 3 * (start + triangles[3 * triangle + 2]);
    if (surfaceAbove(xyz, a, b, c, x, y, z)) inside = !inside;
  }
  return inside;
}

/** Does the vertical through (x, y) pass the triangle above z? Half-open in plan, so that of two neighbours one counts. */
function surfaceAbove(xyz: Float64Array, a: number, b: number, c: number, x: number, y: number, z: number): boolean {
  const ax = xyz[a] - x;
  const ay = xyz[a + 1] - y;
  const bx = xyz[b] - x;
  const by = xyz[b + 1] - y;
  const cx = xyz[c] - x;
  const cy = xyz[c + 1] - y;
  const w = ax * by - ay * bx;
  const u = bx * cy - by * cx;
  const v = cx * ay - cy * ax;
  const crossings = passes(ay, by, w) + passes(by, cy, u) + passes(cy, ay, v);
  const whole = u + v + w;
  if ((crossings & 1) === 0 || whole === 0) return false;
  const height = (u * (xyz[a + 2] - z) + v * (xyz[b + 2] - z) + w * (xyz[c + 2] - z)) / whole;
  return height > 0;
}

/** 1 where an edge crosses the line from the origin to the east, either way; `cross`: cross product of its ends. */
function passes(fromY: number, toY: number, cross: number): number {
  if (fromY > 0 === toY > 0) return 0;
  return (toY > fromY ? cross > 0 : cross < 0) ? 1 : 0;
}
