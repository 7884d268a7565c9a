import type { Site, Street, Trip } from '#model/city.ts';
import type { Household } from './people.ts';
import { distance, type Point, point } from './plane.ts';
import { pointsOf } from './shapes.ts';
import { halfSideMeters, quarterSeeds } from './town-plan.ts';

/**
 * Trips in the busiest hour by a gravity model: between two places T = s · m₁ · m₂ / (1 + (d / d₀)²), where m is how many
 * trips begin or end at a place, d their distance and s one scale for all. It is symmetric, so that as many arrive as
 * leave. The masses are assumptions, named below.
 */
interface Place {
  readonly at: Point;
  readonly mass: number;
}

/** Vehicle trips in the busiest hour for each resident and for each person at work, school or shop. */
const carsPerResident = 0.09;
const carsPerPresent = 0.05;
/** Vehicles an hour and direction on a street that leaves the town, by its class. */
const gateMass: Partial<Record<Street['class'], number>> = { primary: 620, secondary: 300, tertiary: 90 };
const carDecayMeters = 1400;
const leastCars = 2;

/** On foot: by kind of site, and for each resident of a quarter. */
const walkMass: Partial<Record<Site['kind'], number>> = {
  station: 1300,
  school: 240,
  university: 420,
  hospital: 300,
  townhall: 900,
};
const walksPerResident = 0.11;
const walkDecayMeters = 450;
const walkLimitMeters = 1800;
const leastWalks = 3;

/** Car trips between the gates at the town's edge and its quarters, trips on foot between station, market, schools and quarters. */
export function tripsOf(households: readonly Household[], streets: readonly Street[], sites: readonly Site[]): Trip[] {
  const quarters = quartersOf(households);
  const nodes = streets.filter(({ car, bridge }) => car && !bridge).flatMap(({ xy }) => pointsOf(xy));
  const cars = [
    ...gatesOf(streets),
    ...quarters.map(({ at, residents, present }) => ({
      at: nearest(nodes, at),
      mass: carsPerResident * residents + carsPerPresent * present,
    })),
  ];
  const walks = [
    ...sites.flatMap(({ kind, x, y }) =>
      (walkMass[kind] ?? 0) > 0 ? [{ at: { x, y }, mass: walkMass[kind] ?? 0 }] : [],
    ),
    ...quarters.map(({ at, residents }) => ({ at, mass: walksPerResident * residents })),
  ];
  const trips = [
    ...gravity('car', cars, carDecayMeters, Infinity, leastCars),
    ...gravity('pedestrian', walks, walkDecayMeters, walkLimitMeters, leastWalks),
  ];
  return trips.map((trip, i) => ({ id: `demo/trip/${i + 1}`, ...trip }));
}

function gatesOf(streets: readonly Street[]): Place[] {
  const edge = halfSideMeters - 1;
  const gates: Place[] = [];
  for (const street of streets) {
    const mass = gateMass[street.class] ?? 0;
    const points = pointsOf(street.xy);
    for (const end of [points[0], points[points.length - 1]]) {
      if (mass > 0 && Math.max(Math.abs(end.x), Math.abs(end.y)) >= edge) gates.push({ at: end, mass });
    }
  }
  return gates;
}

interface Quarter {
  readonly at: Point;
  readonly residents: number;
  readonly present: number;
}

/** Houses by the nearest seed of a quarter; a quarter's place is the middle of its people. */
function quartersOf(households: readonly Household[]): Quarter[] {
  const sums = quarterSeeds.map(() => ({ x: 0, y: 0, residents: 0, present: 0 }));
  for (const { at, residents, present } of households) {
    let best = 0;
    quarterSeeds.forEach((seed, i) => {
      if (distance(seed, at) < distance(quarterSeeds[best], at)) best = i;
    });
    const weight = residents + present;
    sums[best].x += weight * at.x;
    sums[best].y += weight * at.y;
    sums[best].residents += residents;
    sums[best].present += present;
  }
  return sums.flatMap(({ x, y, residents, present }) => {
    const weight = residents + present;
    return weight < 20 ? [] : [{ at: point(x / weight, y / weight), residents, present }];
  });
}

function nearest(points: readonly Point[], p: Point): Point {
  let best = points[0];
  for (const candidate of points) if (distance(candidate, p) < distance(best, p)) best = candidate;
  return best;
}

function gravity(
  mode: Trip['mode'],
  places: readonly Place[],
  decayMeters: number,
  limitMeters: number,
  least: number,
): Omit<Trip, 'id'>[] {
  const pull = (a: Place, b: Place) => {
    const d = distance(a.at, b.at);
    return d === 0 || d > limitMeters ? 0 : (a.mass * b.mass) / (1 + (d / decayMeters) * (d / decayMeters));
  };
  let total = 0;
  for (const a of places) for (const b of places) total += pull(a, b);
  const scale = places.reduce((sum, { mass }) => sum + mass, 0) / total;
  const trips: Omit<Trip, 'id'>[] = [];
  for (const a of places) {
    for (const b of places) {
      const perHour = Math.round(scale * pull(a, b) * 10) / 10;
      if (perHour < least) continue;
      trips.push({ mode, fromX: a.at.x, fromY: a.at.y, toX: b.at.x, toY: b.at.y, perHour, route: null });
    }
  }
  return trips;
}
