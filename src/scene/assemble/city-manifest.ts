import { createHasher } from '#geo/hash.ts';
import type { City } from '#model/city.ts';
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
  const { prisms, terrain, streets, mounts, trees } = city;
  const hasher = createHasher()
    .doubles([origin.longitude, origin.latitude, origin.heightMeters])
    .doubles([bounds.minX, bounds.minY, bounds.maxX, bounds.maxY])
    .words(prisms.ringStart)
    .words(prisms.vertexStart)
    .doubles(prisms.xy)
    .doubles(prisms.baseZ)
    .doubles(prisms.topZ)
    .bytes(prisms.raised);
  for (const street of streets) hasher.text(street.id).doubles(street.xy);
  for (const { id, x, y } of [...mounts, ...trees]) hasher.text(id).doubles([x, y]);
  if (terrain !== null) {
    hasher.doubles([terrain.originX, terrain.originY, terrain.spacing, terrain.columns]).doubles(terrain.heights);
  }
  return `city-${hasher.digest().slice(0, 16)}`;
}

function cityStatistics(bounds: Bounds, city: Omit<City, 'manifest'>): Record<string, number> {
  return {
    areaSquareMeters: (bounds.maxX - bounds.minX) * (bounds.maxY - bounds.minY),
    buildings: city.buildings.length,
    prisms: city.prisms.count,
    raisedPrisms: city.prisms.raised.reduce((sum, raised) => sum + raised, 0),
    streets: city.streets.length,
    areas: city.areas.length,
    mounts: city.mounts.length,
    trees: city.trees.length,
    sites: city.sites.length,
    surveillance: city.surveillance.length,
  };
}
