import { type AssumptionKey, type Assumptions, defaultAssumptions } from '#model/assumptions.ts';
import type { City } from '#model/city.ts';
import { conditions as allConditions, type Condition } from '#model/goal.ts';
import type { CoverageScene, CoverageSettings } from '#model/results/coverage-bits.ts';
import type { Scenario } from '#model/scenario.ts';

/** The part of a city that coverage reads, counted in square cells of side `cell` metres (see `geo/cell-grid.ts`). */
export function coverageScene(city: City, cell: number): CoverageScene {
  return {
    bounds: city.manifest.bounds,
    cell,
    prisms: city.prisms,
    meshes: city.meshes,
    buildingIds: city.buildings.map(({ id }) => id),
    terrain: city.terrain,
    trees: city.trees,
    surroundings: {
      buildingUses: city.buildings.map(({ use }) => use),
      buildings: city.buildings.map(({ id, structure, outlineId, roofShape, roofHeightMeters }) => ({
        id,
        structure,
        outlineId,
        roofShape,
        roofHeightMeters,
      })),
      streets: city.streets,
      areas: city.areas,
      portals: city.portals,
      sites: city.sites,
      zones: city.zones,
      mounts: city.mounts,
      demand: city.demand,
    },
  };
}

/** Assumptions that change what a device covers; all others change only what is made of it. */
const bitAssumptions = [
  'plateHeightMeters',
  'platePixelsFullUs',
  'platePixelsNoneUs',
  'platePixelsFullEu',
  'platePixelsNoneEu',
  'plateAngleFullDegrees',
  'plateAngleNoneDegrees',
  'plateBlurFullPixels',
  'plateBlurNonePixels',
  'plateSpeedKmh',
  'plateRecognition',
  'deviceAvailability',
  'phoneWalkMeters',
  'airMicroMeters',
  'airMiddleMeters',
  'airNeighbourhoodMeters',
  'airUrbanMeters',
  'radioReachMeters',
] as const satisfies readonly AssumptionKey[];

/**
 * The settings of a plan that change what every device sees.
 *
 * @param conditions Those that bits are made for at once; by day always. Others are made when they are first asked for.
 */
export function coverageSettings(scenario: Scenario, conditions: readonly Condition[] = ['day']): CoverageSettings {
  const { assumptions, target, targetHeightMeters } = scenario;
  const person = target === 'person';
  const low = Math.min(assumptions.personLowMeters, assumptions.personHighMeters);
  const high = Math.max(assumptions.personLowMeters, assumptions.personHighMeters);
  return {
    categorySet: scenario.categorySet,
    targetHeightMeters: person ? low : targetHeightMeters,
    targetTopMeters: person ? high : targetHeightMeters,
    treeCrowns: assumptions.treeCrowns,
    conditions: allConditions.filter((condition) => condition === 'day' || conditions.includes(condition)),
    fogVisibilityMeters: assumptions.fogVisibilityMeters,
    lampReachMeters: assumptions.lampReachMeters,
    thermalPixelsPerMeter: assumptions.thermalPixelsPerMeter,
    assumptions: relevantAssumptions(assumptions),
  };
}

function relevantAssumptions(assumptions: Assumptions): Assumptions {
  const relevant = { ...defaultAssumptions };
  for (const key of bitAssumptions) relevant[key] = assumptions[key];
  return relevant;
}
