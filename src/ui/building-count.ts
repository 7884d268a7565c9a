import type { City } from '#model/city.ts';

/** Buildings as a person counts them: parts belong to the building whose outline they stand on. */
export function buildingCount(city: City): number {
  return city.buildings.filter((building) => !building.isPart || building.outlineId === null).length;
}
