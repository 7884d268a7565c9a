import type { Site, SiteKind, Zone, ZoneKind } from '#model/city.ts';
import type { PlanSite, PlanZone } from '#model/plan-records.ts';

/** A site with its extent in plan, local metres: rings (outer ring first, then holes), or a disc where there are none. */
export interface SitePlace {
  readonly id: string;
  /** Id in the city, where it is a site of the city; the plan's own id otherwise. */
  readonly featureId: string;
  readonly name: string;
  readonly kind: SiteKind;
  readonly x: number;
  readonly y: number;
  readonly rings: readonly ArrayLike<number>[];
  readonly radiusMeters: number;
  /** Portals named by the plan; empty where they follow from the perimeter. */
  readonly portalIds: readonly string[];
  /** Whether it stands in the plan. */
  readonly planned: boolean;
}

export interface ZonePlace {
  readonly id: string;
  readonly name: string;
  readonly kind: ZoneKind;
  readonly rings: readonly ArrayLike<number>[];
}

/** Around a site of the city without a perimeter, metres: the plan's own default. */
export const cityPlaceRadiusMeters = 50;

/** Sites of the plan, then those of the city that are none of the plan's. */
export function sitePlaces(planned: readonly PlanSite[], city: readonly Site[]): SitePlace[] {
  const features = new Map(city.map((site) => [site.id, site]));
  const own = planned.map((site): SitePlace => {
    const feature = site.featureId === null ? undefined : features.get(site.featureId);
    const rings: readonly ArrayLike<number>[] = site.rings.length > 0 ? site.rings : (feature?.rings ?? []);
    const { id, name, kind, x, y, radiusMeters, portalIds } = site;
    return { id, featureId: site.featureId ?? id, name, kind, x, y, rings, radiusMeters, portalIds, planned: true };
  });
  const taken = new Set(planned.map(({ featureId }) => featureId));
  const others = city.filter(({ id }) => !taken.has(id));
  return [
    ...own,
    ...others.map(
      ({ id, name, kind, x, y, rings }): SitePlace => ({
        id,
        featureId: id,
        name: name ?? unnamed(kind, id),
        kind,
        x,
        y,
        rings,
        radiusMeters: cityPlaceRadiusMeters,
        portalIds: [],
        planned: false,
      }),
    ),
  ];
}

/** A place of the city without a name, by its kind: “fire station way/12”. */
function unnamed(kind: string, id: string): string {
  return `${kind.replaceAll('_', ' ')} ${id}`;
}

/** Zones of the plan, then those of the city. */
export function zonePlaces(planned: readonly PlanZone[], city: readonly Zone[]): ZonePlace[] {
  return [
    ...planned.map(({ id, name, kind, rings }) => ({ id, name, kind, rings })),
    ...city.map(({ id, name, kind, rings }) => ({ id, name: name ?? unnamed(`${kind} zone`, id), kind, rings })),
  ];
}

/** Even-odd over all rings (flat x, y, no closing corner); west and south borders belong to it. */
export function insideRings(rings: readonly ArrayLike<number>[], x: number, y: number): boolean {
  let inside = false;
  for (const ring of rings) {
    const last = ring.length - 2;
    for (let b = 0; b <= last; b += 2) {
      const a = b === 0 ? last : b - 2;
      const [ax, ay, bx, by] = [ring[a], ring[a + 1], ring[b], ring[b + 1]];
      if (ay > y === by > y) continue;
      const side = (bx - ax) * (y - ay) - (by - ay) * (x - ax);
      if (by > ay ? side <= 0 : side >= 0) inside = !inside;
    }
  }
  return inside;
}

/** Metres from a point to a line (flat x, y) or, `closed`, to a ring; Infinity where it has no point. */
export function distanceToLine(line: ArrayLike<number>, closed: boolean, x: number, y: number): number {
  let least = Infinity;
  const count = line.length >> 1;
  if (count === 1) return lengthOf(line[0] - x, line[1] - y);
  for (let b = closed ? 0 : 1; b < count; b += 1) {
    const a = b === 0 ? count - 1 : b - 1;
    least = Math.min(least, distanceToSegment(line[2 * a], line[2 * a + 1], line[2 * b], line[2 * b + 1], x, y));
  }
  return least;
}

export function distanceToSegment(ax: number, ay: number, bx: number, by: number, x: number, y: number): number {
  const dx = bx - ax;
  const dy = by - ay;
  const squared = dx * dx + dy * dy;
  const share = squared === 0 ? 0 : ((x - ax) * dx + (y - ay) * dy) / squared;
  const at = share < 0 ? 0 : share > 1 ? 1 : share;
  return lengthOf(x - ax - at * dx, y - ay - at * dy);
}

function lengthOf(dx: number, dy: number): number {
  return Math.sqrt(dx * dx + dy * dy);
}

/** Is (x, y) in the extent of a site, or at most `margin` metres off it? */
export function nearSite(place: SitePlace, x: number, y: number, margin: number): boolean {
  if (place.rings.length === 0) return lengthOf(x - place.x, y - place.y) <= place.radiusMeters + margin;
  if (insideRings(place.rings, x, y)) return true;
  return margin > 0 && place.rings.some((ring) => distanceToLine(ring, true, x, y) <= margin);
}

/** Box of a site's extent. */
export function siteBox(place: SitePlace): readonly [minX: number, minY: number, maxX: number, maxY: number] {
  const { rings, x, y, radiusMeters } = place;
  if (rings.length === 0) return [x - radiusMeters, y - radiusMeters, x + radiusMeters, y + radiusMeters];
  let [minX, minY, maxX, maxY] = [Infinity, Infinity, -Infinity, -Infinity];
  for (const ring of rings) {
    for (let at = 0; at + 1 < ring.length; at += 2) {
      minX = Math.min(minX, ring[at]);
      maxX = Math.max(maxX, ring[at]);
      minY = Math.min(minY, ring[at + 1]);
      maxY = Math.max(maxY, ring[at + 1]);
    }
  }
  return [minX, minY, maxX, maxY];
}
