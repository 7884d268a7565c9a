import type { CityLayers, Trip } from '#model/city.ts';

/**
 * How far a source's footprints are trusted, best first: `model`: a measured model (CityJSON); `map`: OpenStreetMap; `plain`:
 * footprints of a table.
 */
export const footprintRanks = ['model', 'map', 'plain'] as const;
export type FootprintRank = (typeof footprintRanks)[number];

/** A row that names a building by its id in the source instead of a place. */
export interface BuildingJoin {
  readonly buildingId: string;
  readonly weight: number;
  readonly unit: string;
}

/** A row of trips that names the zones where they begin and end. */
export interface TripJoin {
  readonly id: string;
  /** File and line, for notes. */
  readonly place: string;
  readonly from: string;
  readonly to: string;
  readonly mode: Trip['mode'];
  readonly perHour: number;
}

/** One source on its way into the city; sources stand in the order of the manifest. */
export interface LayersSource {
  /** For notes. */
  readonly name: string;
  readonly footprints: FootprintRank;
  readonly layers: Omit<CityLayers, 'terrain'>;
  readonly joins: readonly BuildingJoin[];
  readonly tripJoins?: readonly TripJoin[];
  /** Ids that had to change → as the source has them, for notes. */
  readonly originalIds?: ReadonlyMap<string, string>;
}

/** An id as the source itself has it. */
export function idInSource({ originalIds }: LayersSource, id: string): string {
  return originalIds?.get(id) ?? id;
}
