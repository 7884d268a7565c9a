import { type BoxIndex, createBoxIndex } from '#geo/box-index.ts';
import type { Barrier, Portal, PortalKind, Street } from '#model/city.ts';
import { distanceToSegment } from '../../access/places.ts';
import { type Opening, segmentsMeet } from './closed-lines.ts';
import type { StudyArea } from './study-area.ts';
import { isClosedRoad, isWalked, type WalkLists, type WalkOptions } from './walk-scene.ts';

/** A gate opens a barrier so far to both sides, metres: assumption, as few sources tell. */
export const gateHalfWidth = 1.5;
/** A street that crosses a barrier opens it for half its width, but no further than this, metres. */
const widestOpening = 10;
/** A gate lies at most so far from its barrier, metres. */
const gateReach = 1;
/** Where a locked gate stands, a street opens nothing within so many metres. */
const lockReach = 2.5;
/** A crossing for people lies at most so far from the middle of the road that it crosses, metres. */
const crossingReach = 3;
const crossingHalfWidth = 2;
/** Narrower strips could be lost between the middles of cells, in cells. */
const leastHalfWidth = 0.6;

const gateKinds: ReadonlySet<PortalKind> = new Set(['gate', 'bollard', 'entrance', 'main-entrance', 'service']);

/** Gate of a barrier: open, or locked and to be forced. */
export interface Gate {
  readonly portal: Portal;
  readonly opening: Opening;
  readonly locked: boolean;
}

/** Where people pass what is closed otherwise. */
export class WalkOpenings {
  /** Strips of foot streets that are bridges, and those through buildings. */
  readonly bridges: readonly Opening[];
  readonly passages: readonly Opening[];
  readonly #bridgeIndex: BoxIndex;
  readonly #passageIndex: BoxIndex;
  readonly #steps: readonly StreetStep[];
  readonly #stepIndex: BoxIndex;
  readonly #portals: readonly Portal[];
  readonly #portalIndex: BoxIndex;
  readonly #crossings: WalkLists['crossings'];
  readonly #crossingIndex: BoxIndex;
  readonly #locked: ReadonlySet<string>;

  /** `overWater`: is there water at a place? A street for people there is a bridge whatever its tags say. */
  constructor(
    lists: WalkLists,
    area: StudyArea,
    { lockedPortals }: WalkOptions,
    overWater: (x: number, y: number) => boolean,
  ) {
    const near = lists.streets.filter((street) => isWalked(street) && meetsBox(street.xy, area));
    const leastHalf = leastHalfWidth * area.grid.cell;
    this.#steps = near.filter((street) => !isClosedRoad(street)).flatMap(stepsOf);
    const strip = ({ ax, ay, bx, by, street }: StreetStep): Opening => ({
      ax,
      ay,
      bx,
      by,
      radius: Math.max(street.widthMeters / 2, leastHalf),
    });
    const isBridge = ({ ax, ay, bx, by, street }: StreetStep) =>
      street.bridge || overWater(ax, ay) || overWater(bx, by) || overWater((ax + bx) / 2, (ay + by) / 2);
    this.bridges = this.#steps.filter(isBridge).map(strip);
    this.passages = this.#steps.filter(({ street }) => street.passage).map(strip);
    this.#bridgeIndex = indexOf(this.bridges);
    this.#passageIndex = indexOf(this.passages);
    this.#stepIndex = indexOf(this.#steps);
    this.#portals = lists.portals.filter(({ kind, barrierId }) => barrierId !== null || gateKinds.has(kind));
    this.#portalIndex = createBoxIndex(this.#portals.flatMap(({ x, y }) => [x, y, x, y]));
    this.#crossings = lists.crossings;
    this.#crossingIndex = createBoxIndex(lists.crossings.flatMap(({ x, y }) => [x, y, x, y]));
    this.#locked = lockedPortals;
  }

  bridgesNear(ax: number, ay: number, bx: number, by: number): readonly Opening[] {
    return pick(this.bridges, this.#bridgeIndex, ax, ay, bx, by);
  }

  passagesNear(ax: number, ay: number, bx: number, by: number): readonly Opening[] {
    return pick(this.passages, this.#passageIndex, ax, ay, bx, by);
  }

  /** Gates on the piece a–b of a barrier. */
  gatesOn(barrier: Barrier, ax: number, ay: number, bx: number, by: number): readonly Gate[] {
    const reach = gateReach + gateHalfWidth;
    return search(this.#portalIndex, ax, ay, bx, by, reach).flatMap((index): Gate[] => {
      const portal = this.#portals[index];
      const { x, y } = portal;
      const away = distanceToSegment(ax, ay, bx, by, x, y);
      if (away > reach || !isGateOf(portal, barrier, away)) return [];
      const opening = { ax: x, ay: y, bx: x, by: y, radius: gateHalfWidth };
      return [{ portal, opening, locked: this.#locked.has(portal.id) }];
    });
  }

  /** Where streets for people cross the piece a–b of a barrier or road, and no locked gate stops them. */
  streetsAcross(ax: number, ay: number, bx: number, by: number): readonly Opening[] {
    return search(this.#stepIndex, ax, ay, bx, by, 0).flatMap((index): Opening[] => {
      const step = this.#steps[index];
      if (!segmentsMeet(ax, ay, bx, by, step.ax, step.ay, step.bx, step.by)) return [];
      const [x, y] = crossingPoint(ax, ay, bx, by, step);
      if (this.#isLockedAt(x, y)) return [];
      const radius = Math.min(widestOpening, Math.max(gateHalfWidth, step.street.widthMeters / 2));
      return [{ ax: x, ay: y, bx: x, by: y, radius }];
    });
  }

  /** Crossings for people on the piece a–b of a road. */
  crossingsOn(ax: number, ay: number, bx: number, by: number): readonly Opening[] {
    return search(this.#crossingIndex, ax, ay, bx, by, crossingReach).flatMap((index): Opening[] => {
      const { x, y } = this.#crossings[index];
      if (distanceToSegment(ax, ay, bx, by, x, y) > crossingReach) return [];
      return [{ ax: x, ay: y, bx: x, by: y, radius: crossingReach + crossingHalfWidth }];
    });
  }

  #isLockedAt(x: number, y: number): boolean {
    if (this.#locked.size === 0) return false;
    return search(this.#portalIndex, x, y, x, y, lockReach).some((index) => {
      const portal = this.#portals[index];
      const [dx, dy] = [portal.x - x, portal.y - y];
      return this.#locked.has(portal.id) && dx * dx + dy * dy <= lockReach * lockReach;
    });
  }
}

interface StreetStep {
  readonly ax: number;
  readonly ay: number;
  readonly bx: number;
  readonly by: number;
  readonly street: Street;
}

function stepsOf(street: Street): StreetStep[] {
  const { xy } = street;
  const steps: StreetStep[] = [];
  for (let at = 0; at + 3 < xy.length; at += 2) {
    steps.push({ ax: xy[at], ay: xy[at + 1], bx: xy[at + 2], by: xy[at + 3], street });
  }
  return steps;
}

/** A piece of a barrier that was cut at the border has the id of the whole with a number behind it. */
function isGateOf(portal: Portal, barrier: Barrier, away: number): boolean {
  const { barrierId, buildingId, kind } = portal;
  if (barrierId !== null) return barrierId === barrier.id || barrier.id.startsWith(`${barrierId}#`);
  return buildingId === null && away <= gateReach && (kind === 'gate' || kind === 'bollard' || kind === 'entrance');
}

/** Where two segments that meet cross; the middle of what they share where they lie on one line. */
function crossingPoint(ax: number, ay: number, bx: number, by: number, step: StreetStep): readonly [number, number] {
  const [dx, dy] = [bx - ax, by - ay];
  const [ex, ey] = [step.bx - step.ax, step.by - step.ay];
  const cross = dx * ey - dy * ex;
  if (cross === 0)
    return [(Math.max(ax, step.ax) + Math.min(bx, step.bx)) / 2, (Math.max(ay, step.ay) + Math.min(by, step.by)) / 2];
  const share = Math.min(1, Math.max(0, ((step.ax - ax) * ey - (step.ay - ay) * ex) / cross));
  return [ax + share * dx, ay + share * dy];
}

type Box = Pick<Opening, 'ax' | 'ay' | 'bx' | 'by'>;

function indexOf(items: readonly (Box & { readonly radius?: number })[]): BoxIndex {
  const boxes = new Float64Array(4 * items.length);
  items.forEach(({ ax, ay, bx, by, radius = 0 }, item) => {
    boxes.set(
      [Math.min(ax, bx) - radius, Math.min(ay, by) - radius, Math.max(ax, bx) + radius, Math.max(ay, by) + radius],
      4 * item,
    );
  });
  return createBoxIndex(boxes);
}

function search(index: BoxIndex, ax: number, ay: number, bx: number, by: number, margin: number): number[] {
  return index.search(
    Math.min(ax, bx) - margin,
    Math.min(ay, by) - margin,
    Math.max(ax, bx) + margin,
    Math.max(ay, by) + margin,
  );
}

function pick(
  items: readonly Opening[],
  index: BoxIndex,
  ax: number,
  ay: number,
  bx: number,
  by: number,
): readonly Opening[] {
  return items.length === 0 ? [] : search(index, ax, ay, bx, by, 0).map((item) => items[item]);
}

/** Does the box of a line (flat x, y) meet the study area? */
export function meetsBox(xy: ArrayLike<number>, { minX, minY, maxX, maxY }: StudyArea): boolean {
  let [west, south, east, north] = [Infinity, Infinity, -Infinity, -Infinity];
  for (let at = 0; at + 1 < xy.length; at += 2) {
    west = Math.min(west, xy[at]);
    east = Math.max(east, xy[at]);
    south = Math.min(south, xy[at + 1]);
    north = Math.max(north, xy[at + 1]);
  }
  return west <= maxX && east >= minX && south <= maxY && north >= minY;
}
