import { quantize } from '#geo/quantum.ts';
import { groundHeight } from '#geo/terrain.ts';
import type { Building, PrismTable, Street, StreetClass, TerrainGrid } from '#model/city.ts';
import { failure, type Outcome, success } from '#model/result.ts';
import { SolidsAt } from './solids-at.ts';
import { mostTargets, type TargetPoints } from './target-points.ts';

/** What lanes are laid on; a `City` is one. */
export interface LaneScene {
  readonly streets: readonly Street[];
  readonly prisms: PrismTable;
  readonly buildings: readonly Pick<Building, 'structure'>[];
  readonly terrain: TerrainGrid | null;
}

export interface LaneOptions {
  /** Vehicles keep to the left. */
  readonly leftHand: boolean;
  /** Metres between two targets of a lane, about: a street is cut into equal pieces. */
  readonly spacingMeters: number;
  /** Metres from the road to the middle of the plate. */
  readonly plateHeightMeters: number;
  /** Most targets; beyond it twice the spacing is taken. */
  readonly mostTargets: number;
}

/** Plates hang about 0.6 m above the road (assumption). */
export const laneDefaults: LaneOptions = {
  leftHand: false,
  spacingMeters: 2,
  plateHeightMeters: 0.6,
  mostTargets,
};

/** Places of number plates on lanes; they have no side, since front and rear plates are told apart by the direction. */
export interface LaneTargets extends TargetPoints {
  readonly normals: null;
  /** 2 × count: unit vector in plan the way vehicles go. */
  readonly direction: Float32Array;
  /** Target → index in the streets. */
  readonly street: Uint32Array;
  /** Number of the lane within its street, from the left edge to the right, seen along the street's line. */
  readonly lane: Uint8Array;
  /** Metres of lane that the target stands for, and width of its lane. */
  readonly length: Float32Array;
  readonly laneWidth: Float32Array;
  /** The spacing that was taken: the one asked for, or larger where there would have been too many targets. */
  readonly spacingMeters: number;
}

/** Lanes in all where the source tells no number: [of a two-way street, of a one-way street] (assumption: usual sections). */
const defaultLanes: Readonly<Partial<Record<StreetClass, readonly [number, number]>>> = {
  motorway: [4, 2],
  trunk: [2, 2],
  primary: [2, 2],
};
const otherLanes = [2, 1] as const;
/** Two-way streets narrower than this carry both directions on one lane, metres (assumption). */
const narrowestTwoLanes = 4;
/** Metres; what a carriageway has beyond this per lane is kerbside parking or verge (assumption: lanes are 2.75 to 3.75 m). */
const widestLane = 3.75;
/** More lanes than any street has. */
const mostLanes = 20;
/** Targets between two steps. */
const targetsPerStep = 8192;
/** Metres. */
const largestSpacing = 8192;

interface Lane {
  readonly number: number;
  /** Metres to the right of the street's line. */
  readonly offset: number;
  /** 1 along the street's line, −1 against it. */
  readonly way: 1 | -1;
}

/**
 * Targets on every lane of the streets that motor vehicles may use, tunnels aside, street by street and along each, lane by
 * lane from left to right. Lanes lie beside each other about the street's line, half of them each way, the odd one along
 * the line; one lane that serves both ways has targets both ways. On bridges plates are above the deck where the city has
 * one. Yields the share done; throws a RangeError for a spacing that is not above 0.
 */
export function* laneTargets(
  scene: LaneScene,
  options: Partial<LaneOptions> = {},
): Generator<number, Outcome<LaneTargets>, void> {
  const wanted = { ...laneDefaults, ...options };
  if (!(wanted.spacingMeters > 0)) throw new RangeError('Targets on lanes have a spacing above 0.');
  for (let spacing = wanted.spacingMeters; ; spacing *= 2) {
    const count = countTargets(scene.streets, spacing);
    if (count <= wanted.mostTargets) return success(yield* fill(scene, { ...wanted, spacingMeters: spacing }, count));
    if (spacing > largestSpacing) {
      const most = wanted.mostTargets.toLocaleString('en');
      return failure(
        'too-many-lanes',
        `The city has more than ${most} lanes, too many for plates to be looked at; cut it to a part of the city.`,
      );
    }
  }
}

/** The lanes of a street, from the left edge to the right; none where no motor vehicle may be seen on it. */
export function lanesOf(
  street: Street,
  leftHand: boolean,
): { readonly width: number; readonly lanes: readonly Lane[] } {
  if (!street.car || street.tunnel || !(street.widthMeters > 0)) return { width: 0, lanes: [] };
  const [twoWay, oneWay] = defaultLanes[street.class] ?? otherLanes;
  const narrow = street.widthSource !== 'lanes' && street.widthMeters < narrowestTwoLanes;
  const known = street.oneway ? oneWay : narrow ? 1 : twoWay;
  const count = Math.min(mostLanes, Math.max(1, Math.round(street.lanes ?? known)));
  const width = Math.min(street.widthMeters / count, widestLane);
  if (count === 1) {
    const along: Lane = { number: 0, offset: 0, way: 1 };
    return { width, lanes: street.oneway ? [along] : [along, { ...along, way: -1 }] };
  }
  const forward = street.oneway ? count : Math.ceil(count / 2);
  const lanes = Array.from({ length: count }, (_, number): Lane => {
    const isForward = leftHand ? number < forward : number >= count - forward;
    return { number, offset: (number + 0.5 - count / 2) * width, way: isForward ? 1 : -1 };
  });
  return { width, lanes };
}

function lengthOf(xy: Float64Array): number {
  let length = 0;
  for (let k = 2; k + 1 < xy.length; k += 2) length += distance(xy, k);
  return Number.isFinite(length) ? length : 0;
}

/** From the point before k to point k (index into xy). */
function distance(xy: Float64Array, k: number): number {
  const dx = xy[k] - xy[k - 2];
  const dy = xy[k + 1] - xy[k - 1];
  return Math.sqrt(dx * dx + dy * dy);
}

function piecesOf(length: number, spacing: number): number {
  return length > 0 ? Math.max(1, Math.round(length / spacing)) : 0;
}

function countTargets(streets: readonly Street[], spacing: number): number {
  let count = 0;
  for (const street of streets) {
    const { lanes } = lanesOf(street, false);
    if (lanes.length > 0) count += lanes.length * piecesOf(lengthOf(street.xy), spacing);
  }
  return count;
}

function* fill(scene: LaneScene, options: LaneOptions, count: number): Generator<number, LaneTargets, void> {
  const targets = {
    count,
    xyz: new Float64Array(3 * count),
    normals: null,
    direction: new Float32Array(2 * count),
    street: new Uint32Array(count),
    lane: new Uint8Array(count),
    length: new Float32Array(count),
    laneWidth: new Float32Array(count),
    spacingMeters: options.spacingMeters,
  };
  const decks = new DeckHeights(scene);
  let at = 0;
  let nextStep = targetsPerStep;
  for (let number = 0; number < scene.streets.length; number += 1) {
    const street = scene.streets[number];
    const { width, lanes } = lanesOf(street, options.leftHand);
    if (lanes.length === 0) continue;
    const length = lengthOf(street.xy);
    const pieces = piecesOf(length, options.spacingMeters);
    const line = new LinePoint(street.xy);
    for (let piece = 0; piece < pieces; piece += 1) {
      line.moveTo(((piece + 0.5) * length) / pieces);
      for (const { number: lane, offset, way } of lanes) {
        const x = quantize(line.x + offset * line.dy);
        const y = quantize(line.y - offset * line.dx);
        targets.xyz[3 * at] = x;
        targets.xyz[3 * at + 1] = y;
        targets.xyz[3 * at + 2] = decks.at(street, x, y) + options.plateHeightMeters;
        targets.direction[2 * at] = way * line.dx;
        targets.direction[2 * at + 1] = way * line.dy;
        targets.street[at] = number;
        targets.lane[at] = lane;
        targets.length[at] = length / pieces;
        targets.laneWidth[at] = width;
        at += 1;
      }
      if (at >= nextStep) {
        nextStep = at + targetsPerStep;
        yield at / count;
      }
    }
  }
  return targets;
}

/** A point that moves along a line, forward only, and the line's direction there. */
class LinePoint {
  x = 0;
  y = 0;
  dx = 1;
  dy = 0;
  private readonly xy: Float64Array;
  private next = 2;
  private passed = 0;

  constructor(xy: Float64Array) {
    this.xy = xy;
  }

  /** `along`: metres from the line's start, not beyond its end. */
  moveTo(along: number): void {
    const { xy } = this;
    let run = distance(xy, this.next);
    while (this.next + 3 < xy.length && (run === 0 || this.passed + run < along)) {
      this.passed += run;
      this.next += 2;
      run = distance(xy, this.next);
    }
    if (run === 0) return;
    const k = this.next;
    this.dx = (xy[k] - xy[k - 2]) / run;
    this.dy = (xy[k + 1] - xy[k - 1]) / run;
    this.x = xy[k - 2] + (along - this.passed) * this.dx;
    this.y = xy[k - 1] + (along - this.passed) * this.dy;
  }
}

/** Height of the road: the top of a bridge's deck on a bridge, else the ground. */
class DeckHeights {
  private readonly terrain: TerrainGrid | null;
  private readonly decks: SolidsAt;

  constructor({ prisms, buildings, terrain }: LaneScene) {
    this.terrain = terrain;
    const rows = Uint32Array.from({ length: prisms.count }, (_, row) => row).filter(
      (row) => prisms.raised[row] === 1 && buildings[prisms.building[row]]?.structure === 'bridge',
    );
    this.decks = new SolidsAt(prisms, terrain, rows);
  }

  at(street: Street, x: number, y: number): number {
    let height = groundHeight(this.terrain, x, y);
    if (!street.bridge) return height;
    const { solids } = this.decks;
    for (const deck of this.decks.at(x, y)) height = Math.max(height, solids.topZ[deck]);
    return height;
  }
}
