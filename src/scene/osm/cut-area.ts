import type { Bounds } from '#model/scene.ts';
import { nearestOnBorder, shorterCorners } from '../assemble/border-path.ts';
import type { Ring } from '../assemble/ring.ts';
import { simplePolygons } from '../assemble/simple-polygons.ts';
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
  const stretches = knownStretches(geometry, way).map((nodes) => geometry.line(nodes));
  const ring: number[] = [];
  for (const [index, line] of stretches.entries()) {
    const next = stretches[(index + 1) % stretches.length];
    const leave = nearestOnBorder(line[line.length - 2], line[line.length - 1], bounds);
    const enter = nearestOnBorder(next[0], next[1], bounds);
    if (leave.distance > borderGap || enter.distance > borderGap) return null;
    for (const value of line) ring.push(value);
    ring.push(leave.x, leave.y, ...shorterCorners(leave, enter, bounds), enter.x, enter.y);
  }
  return simplePolygons([Float64Array.from(ring)])?.polygons ?? null;
}

/** In the ring's order; the stretch over its seam in one piece. */
function knownStretches(geometry: OsmGeometry, way: number): number[][] {
  const runs = geometry.wayNodeRuns(way);
  const first = runs[0];
  const last = runs[runs.length - 1];
  if (runs.length < 2 || first[0] !== last[last.length - 1]) return runs;
  return [[...last, ...first.slice(1)], ...runs.slice(1, -1)];
}
