import type { Area, Building, Demand, PrismTable, Street } from '#model/city.ts';
import { lineLength, stationAt } from './lines.ts';
import { interiorPoint, type Point, point, ringArea } from './plane.ts';
import { pointsOf } from './shapes.ts';

/** Floor area a resident has, square metres: about what Danish statistics give (52 m² in 2020), with flats below it. */
const metersPerResident = 48;
const dwellings: ReadonlySet<string> = new Set([
  ...['residential', 'apartments', 'detached', 'house', 'semidetached_house', 'terrace'],
]);
/** Floor area for each person who works, learns or shops there at one time, square metres; assumptions. */
const metersPerUser: Readonly<Record<string, number>> = {
  office: 22,
  commercial: 28,
  retail: 24,
  hotel: 30,
  school: 11,
  university: 16,
  hospital: 24,
  civic: 30,
  public: 30,
  townhall: 30,
  train_station: 9,
  church: 60,
  fire_station: 60,
  industrial: 70,
  warehouse: 140,
};
const storeyMeters = 3.2;
/** Share of the residents who are at home by day. */
const homeShare = 0.4;

/** Who lives and who stays in a house. */
export interface Household {
  readonly building: Building;
  readonly at: Point;
  readonly residents: number;
  /** On a working day, guests and pupils included. */
  readonly present: number;
}

/** People by house from its use and floor area; parts count as one house. */
export function householdsOf(buildings: readonly Building[], prisms: PrismTable): Household[] {
  const houses = new Map<string, { building: Building; at: Point; largest: number; floor: number }>();
  for (let row = 0; row < prisms.count; row += 1) {
    const building = buildings[prisms.building[row]];
    if (building.structure !== 'building' || (!dwellings.has(building.use) && !(building.use in metersPerUser)))
      continue;
    const { area, outer } = footprintOf(prisms, row);
    const height = building.heightMeters - building.roofHeightMeters - building.minHeightMeters;
    const floor = area * Math.max(1, Math.round(height / storeyMeters));
    const key = building.outlineId ?? building.id;
    const known = houses.get(key);
    const at = interiorPoint(outer);
    if (known === undefined) houses.set(key, { building, at: point(at.x, at.y), largest: area, floor });
    else known.floor += floor;
  }
  return [...houses.values()].map(({ building, at, floor }) => {
    const residents = dwellings.has(building.use) ? Math.max(1, Math.round(floor / metersPerResident)) : 0;
    const present = residents > 0 ? residents * homeShare : floor / metersPerUser[building.use];
    return { building, at, residents, present: Math.max(1, Math.round(present)) };
  });
}

function footprintOf(prisms: PrismTable, row: number): { readonly area: number; readonly outer: Point[] } {
  const [first, end] = [prisms.ringStart[row], prisms.ringStart[row + 1]];
  const rings = Array.from({ length: end - first }, (_, i) =>
    pointsOf(prisms.xy.subarray(2 * prisms.vertexStart[first + i], 2 * prisms.vertexStart[first + i + 1])),
  );
  return { area: rings.reduce((sum, ring) => sum + ringArea(ring), 0), outer: rings[0] };
}

/** People on foot in the busiest hour, by the name of a square; others by their size. Assumptions. */
const squareCounts: Readonly<Record<string, number>> = { Torvet: 1900, Banegårdspladsen: 2600 };
const perSquareMeter = 0.06;
const shoppingPerHour = 1400;
const shoppingStep = 40;

/** Residents and people present by house, and people on foot on squares and in shopping streets. */
export function demandOf(
  households: readonly Household[],
  areas: readonly Area[],
  streets: readonly Street[],
): Demand[] {
  const demand: Omit<Demand, 'id'>[] = [];
  for (const { at, residents } of households) {
    if (residents > 0) demand.push({ kind: 'population', ...at, rings: [], weight: residents, unit: 'people' });
  }
  for (const { at, present } of households) {
    demand.push({ kind: 'building', ...at, rings: [], weight: present, unit: 'people' });
  }
  for (const area of areas) {
    if (area.kind !== 'square') continue;
    const rings = area.rings.map((ring) => pointsOf(ring));
    const size = rings.reduce((sum, ring) => sum + ringArea(ring), 0);
    const weight = squareCounts[area.name ?? ''] ?? Math.max(20, Math.round((size * perSquareMeter) / 10) * 10);
    const at = interiorPoint(rings[0]);
    demand.push({ kind: 'pedestrian', ...point(at.x, at.y), rings: area.rings, weight, unit: 'people/h' });
  }
  for (const street of streets) {
    if (street.class !== 'pedestrian') continue;
    const line = pointsOf(street.xy);
    const count = Math.max(1, Math.round(lineLength(line) / shoppingStep));
    for (let i = 0; i < count; i += 1) {
      const { at } = stationAt(line, ((i + 0.5) * lineLength(line)) / count);
      demand.push({ kind: 'pedestrian', ...point(at.x, at.y), rings: [], weight: shoppingPerHour, unit: 'people/h' });
    }
  }
  return demand.map((item, i) => ({ id: `demo/demand/${i + 1}`, ...item }));
}
