import { intersectPolygons } from '#geo/polygon-boolean.ts';
import type { Bounds } from '#model/scene.ts';
import { nearestOnBorder, shorterCorners } from '../assemble/border-path.ts';
import { groupRings } from '../assemble/group-rings.ts';
import type { Ring } from '../assemble/ring.ts';
import { settlePolygons, simplePolygons } from '../assemble/simple-polygons.ts';
import type { OsmRelation } from './osm-data.ts';
import type { OsmGeometry } from './osm-geometry.ts';

/** An outline that stops this close to the border was cut there, metres; farther in, nodes are missing for another reason. */
const borderGap = 150;

/**
 * The area of a closed way that was cut at the border of the extract: its known stretches, each joined to the next along
 * the border by the shorter way. `null` where a stretch ends far from the border or no area remains. Good enough for
 * water and green, which are only drawn; never for solids.
 */
export function cutArea(geometry: OsmGeometry, way: number, bounds: Bounds): readonly (readonly Ring[])[] | null {
  if (!geometry.isClosed(way)) return null;
  const ring = closeAlongBorder(knownStretches(geometry, way), bounds);
  return ring === null ? null : (simplePolygons([ring])?.polygons ?? null);
}

/** As {@link cutArea}, of a multipolygon of which one stretch is open: with more it is not sure which ends belong together. */
export function cutRelationArea(
  geometry: OsmGeometry,
  relation: OsmRelation,
  bounds: Bounds,
): readonly (readonly Ring[])[] | null {
  const known = geometry.relationStretches(relation);
  if (known === null || known.stretches.length > 1) return null;
  const closed = known.stretches.length === 0 ? null : closeAlongBorder(known.stretches, bounds);
  if (known.stretches.length > 0 && closed === null) return null;
  return settleRings(closed === null ? known.rings : [...known.rings, closed], known.holes);
}

function settleRings(outers: readonly Ring[], holes: readonly Ring[]): readonly (readonly Ring[])[] | null {
  const polygons = groupRings(outers, holes).polygons.flatMap((rings) => simplePolygons(rings)?.polygons ?? []);
  return polygons.length === 0 ? null : polygons;
}

function closeAlongBorder(stretches: readonly Float64Array[], bounds: Bounds): Ring | null {
  const ring: number[] = [];
  for (const [index, line] of stretches.entries()) {
    const next = stretches[(index + 1) % stretches.length];
    const leave = nearestOnBorder(line[line.length - 2], line[line.length - 1], bounds);
    const enter = nearestOnBorder(next[0], next[1], bounds);
    if (leave.distance > borderGap || enter.distance > borderGap) return null;
    for (const value of line) ring.push(value);
    ring.push(leave.x, leave.y, ...shorterCorners(leave, enter, bounds), enter.x, enter.y);
  }
  return Float64Array.from(ring);
}

/**
 * The part within `bounds` of a solid's outline that was cut at the border, where it is sure: every gap lies between two
 * nodes beyond the same side of the rectangle, so whatever is missing is out there. `null` where it is not.
 */
export function sureInside(geometry: OsmGeometry, way: number, bounds: Bounds): readonly (readonly Ring[])[] | null {
  if (!geometry.isClosed(way)) return null;
  const stretches = knownStretches(geometry, way);
  return gapsBeyond(stretches, bounds) ? clipRings([joined(stretches)], [], bounds) : null;
}

/** As {@link sureInside}, of a multipolygon. */
export function sureRelationInside(
  geometry: OsmGeometry,
  relation: OsmRelation,
  bounds: Bounds,
): readonly (readonly Ring[])[] | null {
  const known = geometry.relationStretches(relation);
  if (known === null || known.stretches.length !== 1 || !gapsBeyond(known.stretches, bounds)) return null;
  return clipRings([...known.rings, joined(known.stretches)], known.holes, bounds);
}

function joined(stretches: readonly Float64Array[]): Ring {
  return Float64Array.from(stretches.flatMap((line) => [...line]));
}

function gapsBeyond(stretches: readonly Float64Array[], bounds: Bounds): boolean {
  return stretches.every((line, index) => {
    const next = stretches[(index + 1) % stretches.length];
    const [ax, ay] = [line[line.length - 2], line[line.length - 1]];
    const [bx, by] = next;
    return (
      (ax < bounds.minX && bx < bounds.minX) ||
      (ax > bounds.maxX && bx > bounds.maxX) ||
      (ay < bounds.minY && by < bounds.minY) ||
      (ay > bounds.maxY && by > bounds.maxY)
    );
  });
}

function clipRings(
  outers: readonly Ring[],
  holes: readonly Ring[],
  bounds: Bounds,
): readonly (readonly Ring[])[] | null {
  const { minX, minY, maxX, maxY } = bounds;
  const whole = settleRings(outers, holes);
  if (whole === null) return null;
  try {
    const inside = settlePolygons(intersectPolygons(whole, [[[minX, minY, maxX, minY, maxX, maxY, minX, maxY]]]));
    return inside.length === 0 ? null : inside;
  } catch {
    // polyclip gives up on some degenerate input; the building is then left out and said to be.
    return null;
  }
}

/** In the ring's order; the stretch over its seam in one piece. */
function knownStretches(geometry: OsmGeometry, way: number): Float64Array[] {
  const runs = geometry.wayNodeRuns(way);
  const first = runs[0];
  const last = runs[runs.length - 1];
  const whole =
    runs.length < 2 || first[0] !== last[last.length - 1] ? runs : [[...last, ...first.slice(1)], ...runs.slice(1, -1)];
  return whole.map((nodes) => geometry.line(nodes));
}
