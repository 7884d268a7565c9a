import type { City } from '#model/city.ts';
import type { CoverageScene, CoverageSettings } from '#model/results/coverage-bits.ts';
import type { Scenario } from '#model/scenario.ts';

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

/** The settings of a plan that change what every camera sees. */
export function coverageSettings(scenario: Scenario): CoverageSettings {
  return {
    categorySet: scenario.categorySet,
    targetHeightMeters: scenario.targetHeightMeters,
    treeCrowns: scenario.assumptions.treeCrowns,
  };
}
