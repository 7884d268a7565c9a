import type { CityLayers } from '#model/city.ts';

/** Counts of everything that a city consists of, as they stand in a manifest; layers without content are left out. */
export function cityStatistics(layers: CityLayers): Record<string, number> {
  const counts: Record<string, number> = {
    buildings: layers.buildings.length,
    prisms: layers.prisms.count,
    meshes: layers.meshes.count,
    streets: layers.streets.length,
    restrictions: layers.restrictions.length,
    crossings: layers.crossings.length,
    barriers: layers.barriers.length,
    areas: layers.areas.length,
    mounts: layers.mounts.length,
    trees: layers.trees.length,
    sites: layers.sites.length,
    portals: layers.portals.length,
    zones: layers.zones.length,
    surveillance: layers.surveillance.length,
    demand: layers.demand.length,
    trips: layers.trips.length,
  };
  return Object.fromEntries(Object.entries(counts).filter(([, count]) => count > 0));
}
