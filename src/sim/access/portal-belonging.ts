import type { Portal, PortalKind } from '#model/city.ts';
import type { CoverageScene } from '#model/results/coverage-bits.ts';
import { nearSite, type SitePlace, siteBox } from './places.ts';

/** Doors stand on the perimeter or a little off it, metres. */
export const perimeterMarginMeters = 3;

/** An address stands for a door that nobody mapped, a bollard stops vehicles only: neither can be locked and monitored. */
const notSecured: ReadonlySet<PortalKind> = new Set(['address', 'bollard']);

/** Portals that can be secured: doors, garages and gates. */
export function canBeSecured(portal: Portal): boolean {
  return !notSecured.has(portal.kind);
}

/**
 * Per site the indices of its portals that can be secured, ascending. Named by the plan they are those, and no others. Else
 * they are the portals at most {@link perimeterMarginMeters} off the perimeter, and those of buildings whose footprint lies
 * within it by the same margin.
 */
export function portalsOfSites(
  places: readonly SitePlace[],
  portals: readonly Portal[],
  scene: BuildingFootprints,
): Uint32Array[] {
  const numbers = new Map(portals.map(({ id }, index) => [id, index]));
  const footprints = footprintsOfPortals(portals, scene);
  return places.map((place) => {
    const members = new Set<number>();
    if (place.portalIds.length > 0) {
      for (const id of place.portalIds) {
        const index = numbers.get(id);
        if (index !== undefined) members.add(index);
      }
    } else addPortalsWithin(place, portals, footprints, members);
    return Uint32Array.from([...members].filter((index) => canBeSecured(portals[index])).sort((a, b) => a - b));
  });
}

type BuildingFootprints = Pick<CoverageScene, 'prisms' | 'buildingIds' | 'surroundings'>;

/** Corners of the buildings that have portals, flat x, y, by their id; parts stand for the outline that they replace. */
function footprintsOfPortals(
  portals: readonly Portal[],
  { prisms, buildingIds, surroundings }: BuildingFootprints,
): ReadonlyMap<string, readonly number[]> {
  const wanted = new Set(portals.map(({ buildingId }) => buildingId));
  const corners = new Map<string, number[]>();
  for (let prism = 0; prism < prisms.count; prism += 1) {
    const building = prisms.building[prism];
    const ring = prisms.ringStart[prism];
    for (const id of [buildingIds[building], surroundings?.buildings[building]?.outlineId ?? null]) {
      if (id === null || !wanted.has(id)) continue;
      const list = corners.get(id) ?? [];
      for (let at = 2 * prisms.vertexStart[ring]; at < 2 * prisms.vertexStart[ring + 1]; at += 1) {
        list.push(prisms.xy[at]);
      }
      corners.set(id, list);
    }
  }
  return corners;
}

function addPortalsWithin(
  place: SitePlace,
  portals: readonly Portal[],
  footprints: ReadonlyMap<string, readonly number[]>,
  members: Set<number>,
): void {
  const [minX, minY, maxX, maxY] = siteBox(place);
  const margin = perimeterMarginMeters;
  const near = (x: number, y: number): boolean =>
    x >= minX - margin &&
    x <= maxX + margin &&
    y >= minY - margin &&
    y <= maxY + margin &&
    nearSite(place, x, y, margin);
  const within = new Map<string, boolean>();
  portals.forEach(({ x, y, buildingId }, index) => {
    if (near(x, y)) {
      members.add(index);
      return;
    }
    if (buildingId === null) return;
    let whole = within.get(buildingId);
    if (whole === undefined) {
      const corners = footprints.get(buildingId) ?? [];
      whole = corners.length > 0;
      for (let at = 0; whole && at < corners.length; at += 2) whole = near(corners[at], corners[at + 1]);
      within.set(buildingId, whole);
    }
    if (whole) members.add(index);
  });
}
