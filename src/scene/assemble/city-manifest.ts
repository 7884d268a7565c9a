import { createHasher, type Hasher } from '#geo/hash.ts';
import type { City, RouteLeg } from '#model/city.ts';
import type { Bounds, Origin, SceneManifest, SceneSource } from '#model/scene.ts';
import { sceneVersion } from '#model/scene.ts';

/** Licence and attribution of everything that comes from OpenStreetMap. */
export const osmLicence = 'ODbL-1.0';
export const osmAttribution = '© OpenStreetMap contributors';

export interface ManifestParts {
  readonly name: string;
  readonly origin: Origin;
  readonly bounds: Bounds;
  readonly sources: readonly SceneSource[];
}

/**
 * Manifest of an imported city. The id is a hash of geometry and place, so the same input gives the same id whatever the
 * files are called. `layers` stays empty in memory: the scene package lists the files that it writes.
 */
export function cityManifest(parts: ManifestParts, city: Omit<City, 'manifest'>): SceneManifest {
  const { name, origin, bounds, sources } = parts;
  const attribution = [...new Set(sources.map((source) => source.attribution).filter((text) => text !== ''))];
  return {
    format: 'sightline-scene',
    version: sceneVersion,
    id: cityId(origin, bounds, city),
    name,
    invented: false,
    origin,
    bounds,
    attribution,
    sources: [...sources],
    statistics: cityStatistics(bounds, city),
    layers: [],
  };
}

function cityId(origin: Origin, bounds: Bounds, city: Omit<City, 'manifest'>): string {
  const { prisms, meshes, terrain } = city;
  const hasher = createHasher()
    .doubles([origin.longitude, origin.latitude, origin.heightMeters])
    .doubles([bounds.minX, bounds.minY, bounds.maxX, bounds.maxY])
    .words(prisms.ringStart)
    .words(prisms.vertexStart)
    .doubles(prisms.xy)
    .doubles(prisms.baseZ)
    .doubles(prisms.topZ)
    .bytes(prisms.raised)
    .words(meshes.vertexStart)
    .doubles(meshes.xyz)
    .words(meshes.triangles);
  hashFeatures(hasher, city);
  if (terrain !== null) {
    hasher.doubles([terrain.originX, terrain.originY, terrain.spacing, terrain.columns]).doubles(terrain.heights);
  }
  return `city-${hasher.digest().slice(0, 16)}`;
}

/** Ids, places and what simulations read of them; each layer begins with its name and count. */
function hashFeatures(hasher: Hasher, city: Omit<City, 'manifest'>): void {
  const layer = <T extends { readonly id: string }>(name: string, things: readonly T[], rest: (thing: T) => void) => {
    hasher.text(name).doubles([things.length]);
    for (const thing of things) {
      hasher.text(thing.id);
      rest(thing);
    }
  };
  const point = ({ x, y }: { readonly x: number; readonly y: number }) => hasher.doubles([x, y]);
  const area = ({ rings }: { readonly rings: readonly Float64Array[] }) => {
    for (const ring of rings) hasher.doubles([ring.length]).doubles(ring);
  };
  layer('buildings', city.buildings, ({ structure }) => hasher.text(structure));
  layer('streets', city.streets, ({ xy, class: kind }) => hasher.text(kind).doubles(xy));
  layer('restrictions', city.restrictions, ({ kind, fromStreetId, viaX, viaY, viaStreetIds, toStreetId }) => {
    hasher.text([kind, fromStreetId, ...viaStreetIds, toStreetId].join('\n')).doubles([viaX, viaY]);
  });
  layer('crossings', city.crossings, point);
  layer('barriers', city.barriers, ({ xy, heightMeters }) => hasher.doubles(xy).doubles([heightMeters]));
  layer('areas', city.areas, area);
  layer('mounts', city.mounts, point);
  layer('trees', city.trees, ({ x, y, heightMeters, crownRadiusMeters }) =>
    hasher.doubles([x, y, heightMeters, crownRadiusMeters]),
  );
  layer('sites', city.sites, point);
  layer('portals', city.portals, point);
  layer('zones', city.zones, area);
  layer('surveillance', city.surveillance, point);
  layer('demand', city.demand, (demand) => {
    hasher.text(`${demand.kind} ${demand.unit}`).doubles([demand.x, demand.y, demand.weight]);
    area(demand);
  });
  const streetNumbers = new Map(city.streets.map(({ id }, index) => [id, index + 1]));
  layer('trips', city.trips, ({ mode, fromX, fromY, toX, toY, perHour, route }) => {
    hasher.text(mode).doubles([fromX, fromY, toX, toY, perHour]);
    // A trip without a route hashes as it did before there were routes: plans name their scene by this.
    if (route !== null) hashRoute(hasher, route, streetNumbers);
  });
}

/** Numbers of streets, negative where they are travelled backward; streets that are not there by their ids. */
function hashRoute(hasher: Hasher, route: readonly RouteLeg[], streetNumbers: ReadonlyMap<string, number>): void {
  const numbers = new Float64Array(route.length);
  for (const [index, { streetId, backward }] of route.entries()) {
    const number = streetNumbers.get(streetId);
    if (number === undefined) hasher.text(streetId);
    numbers[index] = (number ?? streetNumbers.size + 1) * (backward ? -1 : 1);
  }
  hasher.doubles([route.length]).doubles(numbers);
}

/** `buildings` are those of structure `building`; walls and bridges are counted apart. */
function cityStatistics(bounds: Bounds, city: Omit<City, 'manifest'>): Record<string, number> {
  const structures = { building: 0, wall: 0, bridge: 0 };
  for (const { structure } of city.buildings) structures[structure] += 1;
  return {
    areaSquareMeters: (bounds.maxX - bounds.minX) * (bounds.maxY - bounds.minY),
    buildings: structures.building,
    walls: structures.wall,
    bridges: structures.bridge,
    prisms: city.prisms.count,
    raisedPrisms: city.prisms.raised.reduce((sum, raised) => sum + raised, 0),
    meshes: city.meshes.count,
    streets: city.streets.length,
    restrictions: city.restrictions.length,
    crossings: city.crossings.length,
    barriers: city.barriers.length,
    areas: city.areas.length,
    mounts: city.mounts.length,
    trees: city.trees.length,
    sites: city.sites.length,
    portals: city.portals.length,
    zones: city.zones.length,
    surveillance: city.surveillance.length,
    demand: city.demand.length,
    trips: city.trips.length,
  };
}
