import { doubleArea, insideRing, type Ring, ringBox } from './ring.ts';

/** Corners looked at in all, several times what any real area needs. Holes that come after are left over. */
const mostSteps = 200_000_000;

/**
 * Polygons (outer ring first, then its holes) from rings known to be outer or inner. A hole goes to the smallest outer
 * ring around most of its corners; holes without one are only counted, and so are those that come after heaps of rings which
 * would take too long to tell apart.
 */
export function groupRings(
  outers: readonly Ring[],
  inners: readonly Ring[],
): { readonly polygons: Ring[][]; readonly strayHoles: number } {
  const polygons = outers.map((outer) => [outer]);
  const bySize = polygons
    .map((rings) => ({ rings, area: Math.abs(doubleArea(rings[0])), box: ringBox(rings[0]) }))
    .sort((a, b) => a.area - b.area);
  let strayHoles = 0;
  let steps = 0;
  for (const hole of inners) {
    const box = ringBox(hole);
    const owner = bySize.find(({ rings, box: [minX, minY, maxX, maxY] }) => {
      steps += 1;
      if (steps > mostSteps || box[0] > maxX || box[2] < minX || box[1] > maxY || box[3] < minY) return false;
      // Every corner of the hole, and every middle, against every edge.
      steps += (hole.length * rings[0].length) / 2;
      return steps <= mostSteps && mostlyInside(rings[0], hole);
    });
    if (owner === undefined) strayHoles += 1;
    else owner.rings.push(hole);
  }
  return { polygons, strayHoles };
}

/** By corners and middles of edges: a hole may touch its outer ring in some of them. */
function mostlyInside(outer: Ring, hole: Ring): boolean {
  let votes = 0;
  for (let i = 0, j = hole.length - 2; i < hole.length; j = i, i += 2) {
    votes += insideRing(outer, hole[i], hole[i + 1]) ? 1 : -1;
    votes += insideRing(outer, (hole[i] + hole[j]) / 2, (hole[i + 1] + hole[j + 1]) / 2) ? 1 : -1;
  }
  return votes > 0;
}
