import { doubleArea, insideRing, type Ring } from './ring.ts';

/**
 * Polygons (outer ring first, then its holes) from rings known to be outer or inner. A hole goes to the smallest outer
 * ring around most of its corners; holes without one are returned apart.
 */
export function groupRings(
  outers: readonly Ring[],
  inners: readonly Ring[],
): { readonly polygons: Ring[][]; readonly strayHoles: number } {
  const polygons = outers.map((outer) => [outer]);
  const bySize = polygons
    .map((rings) => ({ rings, area: Math.abs(doubleArea(rings[0])) }))
    .sort((a, b) => a.area - b.area);
  let strayHoles = 0;
  for (const hole of inners) {
    const owner = bySize.find(({ rings }) => mostlyInside(rings[0], hole));
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
