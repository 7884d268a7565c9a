import type { Demand, StreetClass } from '#model/city.ts';
import type { GapScene } from '#model/gap-scene.ts';
import { homesOf } from '../../privacy/homes.ts';

/** Where people live and where they drive to. */
export interface DemandPoint {
  /** Local metres. */
  readonly x: number;
  readonly y: number;
  /** People who live there. */
  readonly residents: number;
  /** What draws trips beside residents, m² of floor. */
  readonly draw: number;
}

/** m² of floor per resident, and metres per storey (assumptions). */
const floorPerResident = 40;
const storeyMeters = 3;
/** People who live along each kilometre of residential street where the map has few buildings (assumption). */
const residentsPerKilometer = 100;
/** A smaller part of what streets would give, and homes or other buildings are not all mapped (assumptions). */
const leastHomesShare = 0.2;
const leastDrawShare = 0.2;
/** m² of floor of each kilometre of a street that shops and offices stand along (assumption), where no buildings tell. */
const drawPerKilometer: Readonly<Partial<Record<StreetClass, number>>> = {
  primary: 4000,
  secondary: 3000,
  tertiary: 2000,
  residential: 500,
};

/** Solids looked at between two steps. */
const prismsPerStep = 8192;

/**
 * Residents by the scene's population demand, else by the floor area of homes, else by the length of residential streets; what
 * draws trips by the floor area of all other buildings and, where few are mapped, by the length of main streets.
 */
export function* demandPoints(
  scene: GapScene,
): Generator<void, { readonly points: readonly DemandPoint[]; readonly notes: readonly string[] }, void> {
  const floors = yield* floorPoints(scene);
  const along = streetPoints(scene);
  const people = residentsOf(scene, floors, along);
  const offices = floors.filter(({ draw }) => draw > 0);
  // Where few homes are mapped, what is mapped of other buildings is likely a few quarters only.
  const known = !people.byStreets && sumOf(offices, 'draw') >= leastDrawShare * sumOf(along, 'draw');
  const draws = (known ? offices : along).map((point) => ({ ...point, residents: 0 }));
  const words = known
    ? 'Trips end by the floor area of buildings other than homes.'
    : 'Few buildings are mapped, so trips end by the length and class of streets.';
  return { points: [...people.points, ...draws], notes: [people.note, words] };
}

/** Points with residents alone. */
function residentsOf(
  scene: GapScene,
  floors: readonly DemandPoint[],
  along: readonly DemandPoint[],
): { readonly points: readonly DemandPoint[]; readonly byStreets: boolean; readonly note: string } {
  const population = populationPoints(scene.surroundings?.demand ?? []);
  if (population.length > 0) {
    return { points: population, byStreets: false, note: 'Residents are those of the population data of the scene.' };
  }
  const alone = (points: readonly DemandPoint[]) =>
    points.filter(({ residents }) => residents > 0).map((point) => ({ ...point, draw: 0 }));
  if (sumOf(floors, 'residents') < leastHomesShare * sumOf(along, 'residents')) {
    return {
      points: alone(along),
      byStreets: true,
      note: `The scene has no population data and few homes, so ${residentsPerKilometer} residents per kilometre of residential street were assumed.`,
    };
  }
  return {
    points: alone(floors),
    byStreets: false,
    note: `The scene has no population data, so one resident per ${floorPerResident} m² of floor of its homes was assumed.`,
  };
}

function sumOf(points: readonly DemandPoint[], key: 'residents' | 'draw'): number {
  return points.reduce((sum, point) => sum + point[key], 0);
}

function isHomely(kind: StreetClass): boolean {
  return kind === 'residential' || kind === 'living_street';
}

function populationPoints(all: readonly Demand[]): DemandPoint[] {
  const population = all.filter(({ kind, weight }) => kind === 'population' && weight > 0);
  const unit = population[0]?.unit;
  return population
    .filter((place) => place.unit === unit)
    .map(({ x, y, weight }) => ({ x, y, residents: weight, draw: 0 }));
}

/** A point per building solid that stands on the ground: floor area = footprint × storeys. */
function* floorPoints(scene: GapScene): Generator<void, DemandPoint[], void> {
  const { prisms, surroundings } = scene;
  const homes = homesOf(scene);
  yield;
  const points: DemandPoint[] = [];
  for (let prism = 0; prism < prisms.count; prism += 1) {
    if (prism % prismsPerStep === prismsPerStep - 1) yield;
    const building = prisms.building[prism];
    if (surroundings?.buildings[building]?.structure !== 'building') continue;
    const { area, x, y } = footprint(scene, prism);
    const height = prisms.topZ[prism] - prisms.baseZ[prism];
    const floor = area * Math.max(1, Math.round(height / storeyMeters));
    if (!(floor > 0)) continue;
    const residents = homes[building] === 1 ? floor / floorPerResident : 0;
    points.push({ x, y, residents, draw: residents > 0 ? 0 : floor });
  }
  return points;
}

function footprint({ prisms }: GapScene, prism: number) {
  let area = 0;
  let [x, y] = [0, 0];
  for (let ring = prisms.ringStart[prism]; ring < prisms.ringStart[prism + 1]; ring += 1) {
    const [from, to] = [prisms.vertexStart[ring], prisms.vertexStart[ring + 1]];
    for (let vertex = from; vertex < to; vertex += 1) {
      const after = vertex + 1 < to ? vertex + 1 : from;
      const [ax, ay] = [prisms.xy[2 * vertex], prisms.xy[2 * vertex + 1]];
      area += (ax * prisms.xy[2 * after + 1] - prisms.xy[2 * after] * ay) / 2;
      if (ring === prisms.ringStart[prism]) {
        x += ax / (to - from);
        y += ay / (to - from);
      }
    }
  }
  return { area: Math.abs(area), x, y };
}

/** A point per straight piece of street, at its middle. */
function streetPoints(scene: GapScene): DemandPoint[] {
  const points: DemandPoint[] = [];
  for (const { xy, class: kind, car, tunnel } of scene.surroundings?.streets ?? []) {
    const draw = drawPerKilometer[kind];
    if (!car || tunnel || draw === undefined) continue;
    const residents = isHomely(kind) ? residentsPerKilometer : 0;
    for (let at = 2; at + 1 < xy.length; at += 2) {
      const [ax, ay, bx, by] = [xy[at - 2], xy[at - 1], xy[at], xy[at + 1]];
      const kilometers = Math.sqrt((bx - ax) * (bx - ax) + (by - ay) * (by - ay)) / 1000;
      if (kilometers > 0)
        points.push({ x: (ax + bx) / 2, y: (ay + by) / 2, residents: kilometers * residents, draw: kilometers * draw });
    }
  }
  return points;
}
