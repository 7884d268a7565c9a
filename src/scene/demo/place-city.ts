import type { Building, CityLayers, PrismTable } from '#model/city.ts';

/** Where one city is put inside a larger one. */
export interface Placement {
  /** What all of its ids begin with. */
  readonly prefix: string;
  /** Metres, multiples of 1/1024. */
  readonly eastMeters: number;
  readonly northMeters: number;
}

/** All that moves and is renamed without touching solids and ground, which are joined by {@link joinPrisms}. */
export type PlacedLayers = Omit<CityLayers, 'prisms' | 'meshes' | 'terrain'>;

/** The layers of a city moved to another place, with ids of their own. */
export function placeLayers(city: CityLayers, { prefix, eastMeters, northMeters }: Placement): PlacedLayers {
  const named = (id: string) => prefix + id;
  const maybe = (id: string | null) => (id === null ? null : prefix + id);
  const line = (xy: Float64Array) => xy.map((value, i) => value + (i % 2 === 0 ? eastMeters : northMeters));
  const rings = (list: readonly Float64Array[]) => list.map(line);
  const moved = <T extends { readonly id: string; readonly x: number; readonly y: number }>(item: T): T => ({
    ...item,
    id: named(item.id),
    x: item.x + eastMeters,
    y: item.y + northMeters,
  });
  return {
    buildings: city.buildings.map((building) => ({
      ...building,
      id: named(building.id),
      outlineId: maybe(building.outlineId),
    })),
    streets: city.streets.map((street) => ({ ...street, id: named(street.id), xy: line(street.xy) })),
    restrictions: city.restrictions.map((turn) => ({
      ...turn,
      id: named(turn.id),
      fromStreetId: named(turn.fromStreetId),
      viaX: turn.viaX + eastMeters,
      viaY: turn.viaY + northMeters,
      viaStreetIds: turn.viaStreetIds.map(named),
      toStreetId: named(turn.toStreetId),
    })),
    crossings: city.crossings.map(moved),
    barriers: city.barriers.map((barrier) => ({ ...barrier, id: named(barrier.id), xy: line(barrier.xy) })),
    areas: city.areas.map((area) => ({ ...area, id: named(area.id), rings: rings(area.rings) })),
    mounts: city.mounts.map(moved),
    trees: city.trees.map(moved),
    sites: city.sites.map((site) => ({ ...moved(site), rings: rings(site.rings) })),
    portals: city.portals.map((portal) => ({
      ...moved(portal),
      buildingId: maybe(portal.buildingId),
      barrierId: maybe(portal.barrierId),
    })),
    zones: city.zones.map((zone) => ({ ...zone, id: named(zone.id), rings: rings(zone.rings) })),
    surveillance: city.surveillance.map(moved),
    demand: city.demand.map((demand) => ({ ...moved(demand), rings: rings(demand.rings) })),
    trips: city.trips.map((trip) => ({
      ...trip,
      id: named(trip.id),
      fromX: trip.fromX + eastMeters,
      fromY: trip.fromY + northMeters,
      toX: trip.toX + eastMeters,
      toY: trip.toY + northMeters,
      route: trip.route?.map((leg) => ({ ...leg, streetId: named(leg.streetId) })) ?? null,
    })),
  };
}

export interface PlacedPrisms {
  readonly prisms: PrismTable;
  readonly placement: Placement;
  /** Place of the city's first building in the joined list. */
  readonly firstBuilding: number;
}

/** The solids of several placed cities as one table; prisms of buildings from `buildingCount` on are left out. */
export function joinPrisms(parts: readonly PlacedPrisms[], buildingCount: number): PrismTable {
  const building: number[] = [];
  const ringStart = [0];
  const vertexStart = [0];
  const baseZ: number[] = [];
  const topZ: number[] = [];
  const raised: number[] = [];
  const pieces: Float64Array[] = [];
  let vertices = 0;
  for (const { prisms, placement, firstBuilding } of parts) {
    for (let row = 0; row < prisms.count; row += 1) {
      const owner = firstBuilding + prisms.building[row];
      if (owner >= buildingCount) continue;
      for (let ring = prisms.ringStart[row]; ring < prisms.ringStart[row + 1]; ring += 1) {
        const xy = prisms.xy.slice(2 * prisms.vertexStart[ring], 2 * prisms.vertexStart[ring + 1]);
        for (let i = 0; i < xy.length; i += 2) {
          xy[i] += placement.eastMeters;
          xy[i + 1] += placement.northMeters;
        }
        pieces.push(xy);
        vertices += xy.length / 2;
        vertexStart.push(vertices);
      }
      ringStart.push(vertexStart.length - 1);
      building.push(owner);
      baseZ.push(prisms.baseZ[row]);
      topZ.push(prisms.topZ[row]);
      raised.push(prisms.raised[row]);
    }
  }
  const xy = new Float64Array(2 * vertices);
  let at = 0;
  for (const piece of pieces) {
    xy.set(piece, at);
    at += piece.length;
  }
  return {
    count: building.length,
    building: Uint32Array.from(building),
    ringStart: Uint32Array.from(ringStart),
    vertexStart: Uint32Array.from(vertexStart),
    xy,
    baseZ: Float64Array.from(baseZ),
    topZ: Float64Array.from(topZ),
    raised: Uint8Array.from(raised),
  };
}

/** Portals and whatever else belongs to a building only where that building is there. */
export function withoutStrayPortals(
  portals: CityLayers['portals'],
  buildings: readonly Building[],
): CityLayers['portals'] {
  const ids = new Set(buildings.flatMap(({ id, outlineId }) => (outlineId === null ? [id] : [id, outlineId])));
  return portals.filter(({ buildingId }) => buildingId === null || ids.has(buildingId));
}
