import type { Street, StreetClass } from '#model/city.ts';
import type { GoalScene } from '../goals/goal-scene.ts';
import {
  type Places,
  polygonRegion,
  type Region,
  siteOfScope,
  siteRegion,
  streetRegion,
  zoneOfScope,
} from '../goals/scope-regions.ts';
import { summedSites } from '../summary/region-atlas.ts';

/** A place that should be seen: what blind spots are looked for in, one by one. */
export interface DemandPlace {
  /** As a planner knows it. */
  readonly name: string;
  /** Box that holds it, local metres. */
  readonly box: readonly [minX: number, minY: number, maxX: number, maxY: number];
  readonly region: () => Region;
}

/** Nobody walks on rails, and tracks lie outside the town. */
const notLookedAt: ReadonlySet<StreetClass> = new Set<StreetClass>(['rail', 'tram', 'track']);

/** Whether a street should be seen. */
export function isLookedAt(street: Pick<Street, 'tunnel' | 'class'>): boolean {
  return !street.tunnel && !notLookedAt.has(street.class);
}

/** Streets are looked at in stretches of at most this length, metres: about what one camera covers. */
export const stretchMeters = 100;

/**
 * Sites, squares and stretches of streets, in this order; or the one site or zone that is asked for (id of plan or city), null
 * where there is none.
 */
export function demandPlaces(scene: GoalScene, places: Places, regionId: string | null): DemandPlace[] | null {
  if (regionId !== null) {
    const place = placeOf(scene, places, regionId);
    return place === null ? null : [place];
  }
  const { surroundings } = scene.source;
  const result = summedSites(places).map((site) => sitePlace(scene, site));
  for (const area of surroundings?.areas ?? []) {
    if (area.kind === 'square') result.push(polygonPlace(scene, area.name ?? 'Square', area.rings));
  }
  for (const street of surroundings?.streets ?? []) {
    if (!isLookedAt(street)) continue;
    for (const xy of stretchesOf(street.xy)) result.push(streetPlace(scene, street, xy));
  }
  return result;
}

function placeOf(scene: GoalScene, places: Places, id: string): DemandPlace | null {
  const site = siteOfScope(places, id);
  if (site !== null) return sitePlace(scene, site);
  const zone = zoneOfScope(places, id);
  return zone === null ? null : polygonPlace(scene, zone.name, zone.rings);
}

function sitePlace(scene: GoalScene, site: Places['sites'][number]): DemandPlace {
  const { rings, x, y, radiusMeters } = site;
  const around = [x - radiusMeters, y - radiusMeters, x + radiusMeters, y + radiusMeters] as const;
  return {
    name: site.name,
    box: rings.length > 0 ? boxOf(rings, 0) : around,
    region: () => siteRegion(scene, site),
  };
}

function polygonPlace(scene: GoalScene, name: string, rings: readonly ArrayLike<number>[]): DemandPlace {
  return { name, box: boxOf(rings, 0), region: () => polygonRegion(scene, [rings]) };
}

function streetPlace(scene: GoalScene, street: Street, xy: Float64Array): DemandPlace {
  return {
    name: street.name ?? `${street.class} ${street.id}`,
    box: boxOf([xy], street.widthMeters / 2),
    region: () => streetRegion(scene, [{ ...street, xy }]),
  };
}

function boxOf(lines: readonly ArrayLike<number>[], margin: number): DemandPlace['box'] {
  let [minX, minY, maxX, maxY] = [Infinity, Infinity, -Infinity, -Infinity];
  for (const line of lines) {
    for (let at = 0; at + 1 < line.length; at += 2) {
      minX = Math.min(minX, line[at]);
      maxX = Math.max(maxX, line[at]);
      minY = Math.min(minY, line[at + 1]);
      maxY = Math.max(maxY, line[at + 1]);
    }
  }
  return [minX - margin, minY - margin, maxX + margin, maxY + margin];
}

/** A line in equal pieces of at most {@link stretchMeters}. */
function stretchesOf(xy: Float64Array): Float64Array[] {
  let length = 0;
  for (let at = 2; at + 1 < xy.length; at += 2) length += runOf(xy, at);
  const pieces = Math.min(10_000, Math.ceil(length / stretchMeters));
  if (!(pieces > 1)) return [xy];
  const result: Float64Array[] = [];
  let points = [xy[0], xy[1]];
  let passed = 0;
  let next = 1;
  for (let at = 2; at + 1 < xy.length; at += 2) {
    const run = runOf(xy, at);
    while (next < pieces && run > 0 && passed + run >= (next * length) / pieces) {
      const share = ((next * length) / pieces - passed) / run;
      const x = xy[at - 2] + share * (xy[at] - xy[at - 2]);
      const y = xy[at - 1] + share * (xy[at + 1] - xy[at - 1]);
      result.push(Float64Array.from([...points, x, y]));
      points = [x, y];
      next += 1;
    }
    points.push(xy[at], xy[at + 1]);
    passed += run;
  }
  result.push(Float64Array.from(points));
  return result;
}

function runOf(xy: Float64Array, at: number): number {
  const dx = xy[at] - xy[at - 2];
  const dy = xy[at + 1] - xy[at - 1];
  return Math.sqrt(dx * dx + dy * dy);
}
