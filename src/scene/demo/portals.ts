import type { Barrier, Building, Portal, PortalKind, PrismTable, Street } from '#model/city.ts';
import type { DraftBarrier } from './draft.ts';
import { type Point, point } from './plane.ts';
import { pointsOf } from './shapes.ts';
import { createOpenTest, createStreetFinder, type StreetFinder, type StreetSpot } from './street-finder.ts';

/** Uses without a door of their own. */
const doorless: ReadonlySet<string> = new Set(['roof', 'grandstand', 'kiosk']);
const publicUses: ReadonlySet<string> = new Set([
  ...['school', 'hospital', 'townhall', 'train_station', 'university', 'civic', 'public', 'church', 'fire_station'],
  ...['hotel', 'retail'],
]);

/** How far a door may be from the street it belongs to, metres. */
const doorReach = 70;

/** A door of every house towards its street with street and number, and the gates of walls, fences and hedges. */
export function portalsOf(
  buildings: readonly Building[],
  prisms: PrismTable,
  streets: readonly Street[],
  draftBarriers: readonly DraftBarrier[],
  barriers: readonly Barrier[],
): Portal[] {
  const named = streets.filter((street) => street.name !== null && !street.bridge && street.class !== 'tram');
  const findStreet = createStreetFinder(named);
  const doors = doorsOf(buildings, prisms, findStreet);
  const addresses = numberDoors(doors, named);
  const portals: Omit<Portal, 'id'>[] = doors.map(({ building, at }, i) => ({
    kind: doorKind(building),
    ...at,
    name: building.name,
    address: addresses[i],
    buildingId: building.id,
    barrierId: null,
  }));
  const ids = new Set(barriers.map(({ id }) => id));
  draftBarriers.forEach(({ gates, name }, index) => {
    const barrierId = barrierIdOf(index, 0);
    for (const gate of gates) {
      const rest = { name, address: null, buildingId: null, barrierId: ids.has(barrierId) ? barrierId : null };
      portals.push({ kind: 'gate', ...gate, ...rest });
    }
  });
  return portals.map((portal, i) => ({ id: `demo/portal/${i + 1}`, ...portal }));
}

/** Id of the k-th line of a barrier; gates belong to the first. */
export function barrierIdOf(barrier: number, line: number): string {
  return line === 0 ? `demo/barrier/${barrier + 1}` : `demo/barrier/${barrier + 1}/${line + 1}`;
}

function doorKind({ use, name }: Building): PortalKind {
  if (use === 'garage') return 'garage';
  return publicUses.has(use) || name !== null ? 'main-entrance' : 'entrance';
}

interface Door {
  readonly building: Building;
  readonly at: Point;
  readonly spot: StreetSpot;
}

/** One door a building: in the wall that stands on the ground, looks at a street and is nearest to it. */
function doorsOf(buildings: readonly Building[], prisms: PrismTable, findStreet: StreetFinder): Door[] {
  const outers = Array.from({ length: prisms.count }, (_, row) => outerOf(prisms, row));
  const standing = outers.filter((_, row) => prisms.raised[row] === 0);
  const isOpen = createOpenTest(standing);
  const doors = new Map<string, Door>();
  for (let row = 0; row < prisms.count; row += 1) {
    const building = buildings[prisms.building[row]];
    if (building.structure !== 'building' || building.minHeightMeters > 0 || doorless.has(building.use)) continue;
    const key = building.outlineId ?? building.id;
    const door = doorIn(outers[row], building, findStreet, isOpen);
    const known = doors.get(key);
    if (door !== null && (known === undefined || door.spot.distance < known.spot.distance)) doors.set(key, door);
  }
  return [...doors.values()];
}

function outerOf(prisms: PrismTable, row: number): Point[] {
  const ring = prisms.ringStart[row];
  return pointsOf(prisms.xy.subarray(2 * prisms.vertexStart[ring], 2 * prisms.vertexStart[ring + 1]));
}

function doorIn(
  ring: readonly Point[],
  building: Building,
  findStreet: StreetFinder,
  isOpen: (p: Point) => boolean,
): Door | null {
  let best: Door | null = null;
  for (let i = 0; i < ring.length; i += 1) {
    const [a, b] = [ring[i], ring[(i + 1) % ring.length]];
    const length = Math.sqrt((b.x - a.x) * (b.x - a.x) + (b.y - a.y) * (b.y - a.y));
    if (length < 1.5) continue;
    const middle = { x: (a.x + b.x) / 2, y: (a.y + b.y) / 2 };
    const out = { x: (b.y - a.y) / length, y: (a.x - b.x) / length };
    const spot = findStreet(middle, Math.min(doorReach, best?.spot.distance ?? doorReach));
    if (spot === null) continue;
    const facing = (spot.at.x - middle.x) * out.x + (spot.at.y - middle.y) * out.y;
    if (facing < 0.5 * spot.distance) continue;
    if (isOpen({ x: middle.x + 0.4 * out.x, y: middle.y + 0.4 * out.y })) {
      best = { building, at: point(middle.x, middle.y), spot };
    }
  }
  return best;
}

/** Odd numbers on the left, even ones on the right, counted along streets of one name; garages have none. */
function numberDoors(doors: readonly Door[], streets: readonly Street[]): (string | null)[] {
  const order = new Map(streets.map((street, i) => [street, i]));
  const sides = new Map<string, number[]>();
  doors.forEach(({ spot, building }, i) => {
    if (building.use === 'garage') return;
    const key = `${spot.street.name}|${spot.left}`;
    const list = sides.get(key);
    if (list === undefined) sides.set(key, [i]);
    else list.push(i);
  });
  const addresses = doors.map((): string | null => null);
  for (const side of sides.values()) {
    side.sort((p, q) => {
      const [one, other] = [doors[p].spot, doors[q].spot];
      return (order.get(one.street) ?? 0) - (order.get(other.street) ?? 0) || one.reach - other.reach || p - q;
    });
    side.forEach((door, k) => {
      const { street, left } = doors[door].spot;
      addresses[door] = `${street.name} ${2 * k + (left ? 1 : 2)}`;
    });
  }
  return addresses;
}
