import type { CityLayers } from '#model/city.ts';
import type { LayersSource } from './layers-source.ts';

type SourceLayers = LayersSource['layers'];

const lists = [
  'buildings',
  'streets',
  'restrictions',
  'crossings',
  'barriers',
  'areas',
  'mounts',
  'trees',
  'sites',
  'portals',
  'zones',
  'surveillance',
  'demand',
  'trips',
] as const satisfies readonly (keyof SourceLayers)[];

/**
 * The sources with ids that no two of them share: of a later source `way/1` becomes `way/1~2`, wherever it names that thing. A plan
 * and a correction hold on to ids, so that one must not mean two things.
 */
export function withUniqueIds<T extends LayersSource>(sources: readonly T[]): T[] {
  const taken = new Set<string>();
  return sources.map((source, index) => {
    const own = new Set(lists.flatMap((list) => source.layers[list].map(({ id }) => id)));
    const renamed = new Map<string, string>();
    if (index > 0) {
      for (const id of own) {
        if (taken.has(id)) renamed.set(id, freeId(id, taken, own));
      }
    }
    for (const id of own) taken.add(renamed.get(id) ?? id);
    if (renamed.size === 0) return source;
    const originalIds = new Map(Array.from(renamed, ([id, name]) => [name, id]));
    return { ...source, layers: renameLayers(source.layers, renamed), originalIds };
  });
}

function freeId(id: string, taken: ReadonlySet<string>, own: ReadonlySet<string>): string {
  for (let number = 2; ; number += 1) {
    const candidate = `${id}~${number}`;
    if (!taken.has(candidate) && !own.has(candidate)) return candidate;
  }
}

/** Ids, and what refers to them, by their new names. */
export function renameLayers(layers: SourceLayers, names: ReadonlyMap<string, string>): SourceLayers {
  const name = (id: string) => names.get(id) ?? id;
  const named = <T extends { readonly id: string }>(things: readonly T[]) =>
    things.map((thing) => (names.has(thing.id) ? { ...thing, id: name(thing.id) } : thing));
  const plain: Omit<CityLayers, 'terrain' | 'prisms' | 'meshes' | 'buildings' | 'restrictions' | 'portals' | 'trips'> =
    {
      streets: named(layers.streets),
      crossings: named(layers.crossings),
      barriers: named(layers.barriers),
      areas: named(layers.areas),
      mounts: named(layers.mounts),
      trees: named(layers.trees),
      sites: named(layers.sites),
      zones: named(layers.zones),
      surveillance: named(layers.surveillance),
      demand: named(layers.demand),
    };
  return {
    ...layers,
    ...plain,
    buildings: named(layers.buildings).map((building) =>
      building.outlineId !== null && names.has(building.outlineId)
        ? { ...building, outlineId: name(building.outlineId) }
        : building,
    ),
    restrictions: named(layers.restrictions).map((restriction) => ({
      ...restriction,
      fromStreetId: name(restriction.fromStreetId),
      viaStreetIds: restriction.viaStreetIds.map(name),
      toStreetId: name(restriction.toStreetId),
    })),
    portals: named(layers.portals).map((portal) => ({
      ...portal,
      buildingId: portal.buildingId === null ? null : name(portal.buildingId),
      barrierId: portal.barrierId === null ? null : name(portal.barrierId),
    })),
    trips: named(layers.trips).map((trip) =>
      trip.route?.some(({ streetId }) => names.has(streetId)) === true
        ? { ...trip, route: trip.route.map((leg) => ({ ...leg, streetId: name(leg.streetId) })) }
        : trip,
    ),
  };
}
