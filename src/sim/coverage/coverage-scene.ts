import type { City } from '#model/city.ts';
import type { CoverageScene } from '#model/results/coverage-bits.ts';

/** The part of a city that coverage reads, counted in square cells of side `cell` metres (see `geo/cell-grid.ts`). */
export function coverageScene(city: City, cell: number): CoverageScene {
  return {
    bounds: city.manifest.bounds,
    cell,
    prisms: city.prisms,
    buildingIds: city.buildings.map((building) => building.id),
    terrain: city.terrain,
    trees: city.trees,
  };
}
