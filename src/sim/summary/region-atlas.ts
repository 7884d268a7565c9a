import { type Street, type StreetClass, streetClasses } from '#model/city.ts';
import type { RegionSummary } from '#model/results/plan-summary.ts';
import { portalsOfSites } from '../access/portal-belonging.ts';
import { fillStrip, patchOfGrid } from '../devices/cell-raster.ts';
import type { GoalScene } from '../goals/goal-scene.ts';
import { groundOf, type Places, polygonRegion, siteRegion, streetRegion } from '../goals/scope-regions.ts';
import { type SparseRegion, sparseRegion } from '../goals/sparse-region.ts';

/** A place that is summed up. */
export interface AtlasRegion {
  readonly id: string;
  readonly name: string;
  readonly kind: RegionSummary['kind'];
  /** Made when it is asked for: many large places at once would not fit into memory. */
  readonly region: () => SparseRegion;
  /** Portals of a site that can be secured, ascending numbers. */
  readonly portals: ArrayLike<number>;
}

/** Places between two steps. */
const regionsPerStep = 8;

const streetsPerStep = 200;

const noPortals = new Uint32Array(0);

/** Sites worth a line: the plan's, and the city's that are more than a stop. */
export function summedSites({ sites }: Places): Places['sites'] {
  return sites.filter(({ planned, kind, rings }) => planned || (kind !== 'stop' && rings.length > 0));
}

/** Sites and zones of the plan and the city; made anew for every plan. */
export function placeRegions(scene: GoalScene, places: Places): AtlasRegion[] {
  const sites = summedSites(places);
  const portals = portalsOfSites(sites, scene.source.surroundings?.portals ?? [], scene.source);
  return [
    ...sites.map((site, k): AtlasRegion => {
      const { id, name } = site;
      return { id, name, kind: 'site', region: () => sparseRegion(siteRegion(scene, site)), portals: portals[k] };
    }),
    ...places.zones.map(({ id, name, rings }): AtlasRegion => {
      const region = () => sparseRegion(polygonRegion(scene, [rings]));
      return { id, name, kind: 'zone', region, portals: noPortals };
    }),
  ];
}

/** Named streets, by name, and classes of streets; they hang on the scene alone, so they are made once. */
export function* streetRegions(scene: GoalScene): Generator<void, AtlasRegion[], void> {
  const streets = scene.source.surroundings?.streets ?? [];
  const byName = new Map<string, Street[]>();
  const byClass = new Map<StreetClass, Street[]>();
  for (const street of streets) {
    if (street.tunnel) continue;
    push(byClass, street.class, street);
    if (street.name !== null) push(byName, street.name, street);
  }
  const result: AtlasRegion[] = [];
  const add = (kind: 'street' | 'street-class', name: string, region: SparseRegion): void => {
    if (region.cells > 0) result.push({ id: `${kind} ${name}`, name, kind, region: () => region, portals: noPortals });
  };
  const names = [...byName.keys()].sort((a, b) => (a < b ? -1 : 1));
  for (const [k, name] of names.entries()) {
    add('street', name, sparseRegion(streetRegion(scene, byName.get(name) ?? [])));
    if (k % regionsPerStep === 0) yield;
  }
  for (const kind of streetClasses) {
    const own = byClass.get(kind);
    if (own !== undefined) add('street-class', kind, yield* regionOfMany(scene, own));
    yield;
  }
  return result;
}

/** As `streetRegion`, for streets all over the city. */
function* regionOfMany(scene: GoalScene, streets: readonly Street[]): Generator<void, SparseRegion, void> {
  const patch = patchOfGrid(scene.grid);
  for (const [k, { xy, widthMeters }] of streets.entries()) {
    fillStrip(scene.grid, patch, xy, widthMeters / 2);
    if (k % streetsPerStep === streetsPerStep - 1) yield;
  }
  yield;
  const region = groundOf(scene, patch);
  yield;
  return sparseRegion(region);
}

function push<K>(map: Map<K, Street[]>, key: K, street: Street): void {
  const list = map.get(key);
  if (list === undefined) map.set(key, [street]);
  else list.push(street);
}
