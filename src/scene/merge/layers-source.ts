import type { CityLayers } from '#model/city.ts';

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

/** One source on its way into the city; sources stand in the order of the manifest. */
export interface LayersSource {
  /** For notes. */
  readonly name: string;
  readonly footprints: FootprintRank;
  readonly layers: Omit<CityLayers, 'terrain'>;
  readonly joins: readonly BuildingJoin[];
  /** Ids that had to change → as the source has them, for notes. */
  readonly originalIds?: ReadonlyMap<string, string>;
}

/** An id as the source itself has it. */
export function idInSource({ originalIds }: LayersSource, id: string): string {
  return originalIds?.get(id) ?? id;
}
