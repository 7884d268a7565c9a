import { createBoxIndex } from '#geo/box-index.ts';
import type { Demand } from '#model/city.ts';
import type { Device } from '#model/device.ts';
import { categorySets } from '#model/pixel-density.ts';
import type { PlanFrame } from '#model/results/coverage-bits.ts';
import type { PointReading } from '#model/results/coverage-tile.ts';
import type { BlindSpot } from '#model/results/plan-summary.ts';
import { insideRings } from '../access/places.ts';
import { chosenDemand, type GoalScene } from '../goals/goal-scene.ts';
import { placesOf, type Region } from '../goals/scope-regions.ts';
import type { MergedWords } from '../goals/sparse-region.ts';
import { type BitWindow, windowX, windowY } from '../visibility/bits.ts';
import { bitsOfPart, type CellPatch, connectedParts, holdsCell, middleCell } from './connected-cells.ts';
import { type DemandPlace, demandPlaces } from './demand-places.ts';

/** What is asked, as in `protocol/coverage.ts`. */
export interface SpotRequest {
  readonly category: number;
  readonly regionId: string | null;
  readonly leastSquareMeters: number;
  readonly limit: number;
}

/** What blind spots are looked for in; it must not change meanwhile. */
export interface SpotInput {
  readonly scene: GoalScene;
  readonly frame: PlanFrame;
  /** Merged density of visible-light cameras under the condition that is looked at. */
  readonly density: MergedWords;
  /** Cameras that could see it. */
  readonly cameras: readonly Pick<Device, 'id' | 'x' | 'y'>[];
  /** How a camera sees the target over (x, y), and why not. */
  readonly read: (id: string, x: number, y: number) => PointReading;
}

/** Cameras farther off are no reason why a place is not seen, metres. */
export const nearCameraMeters = 150;
/** So many of the nearest cameras are asked. */
const camerasAsked = 8;
/** Places of demand so near to the middle of a spot weigh on it, metres: assumption. */
export const demandNearMeters = 30;

interface Found {
  readonly place: DemandPlace;
  readonly squareMeters: number;
  readonly weight: number;
  readonly x: number;
  readonly y: number;
}

/**
 * Ground of sites, squares and streets (or of the asked place) that no camera sees at or above the category: parts that hang
 * together within one place, each cell counted in the first place that holds it. Weightiest first; weight = area · (1 + demand
 * near its middle by the mean demand of a place). Yields often.
 */
export function* findBlindSpots(input: SpotInput, request: SpotRequest): Generator<void, BlindSpot[], void> {
  const { scene, frame } = input;
  const { grid } = scene;
  if (!hasCategory(input, request)) return [];
  const places = demandPlaces(scene, placesOf(frame, scene.source.surroundings), request.regionId) ?? [];
  const demand = demandWeights(chosenDemand(scene.source.surroundings?.demand ?? []));
  const claimed = new Uint32Array(grid.rows * grid.words);
  const found: Found[] = [];
  for (const place of places) {
    const region = place.region();
    const unseen = unseenCells(input, region, request.category, claimed);
    for (const part of connectedParts(unseen)) {
      const squareMeters = part.cells * grid.cell * grid.cell;
      if (squareMeters < request.leastSquareMeters) continue;
      const [x, y] = centreOf(input, part, middleCell(part));
      found.push({ place, squareMeters, weight: squareMeters * demand(x, y), x, y });
    }
    yield;
  }
  found.sort((a, b) => b.weight - a.weight || b.squareMeters - a.squareMeters || a.y - b.y || a.x - b.x);
  const spots: BlindSpot[] = [];
  const near = nearCameras(input);
  for (const { place, ...spot } of found.slice(0, Math.max(0, request.limit))) {
    const id = `spot ${spot.x} ${spot.y}`;
    spots.push({ id, ...spot, place: place.name, ...reasonAt(input, near, request.category, spot.x, spot.y) });
    yield;
  }
  return spots;
}

/** Whether the plan's set has the category that is asked for. */
function hasCategory({ frame }: SpotInput, { category }: Pick<SpotRequest, 'category'>): boolean {
  return categorySets[frame.categorySet].categories[category] !== undefined;
}

/** Cells of a region that nobody claimed before and no camera sees; claims the region. */
function unseenCells(
  { scene, density }: SpotInput,
  { window, bits }: Region,
  category: number,
  claimed: Uint32Array | null,
): BitWindow {
  const unseen = new Uint32Array(bits.length);
  for (let at = 0; at < bits.length; at += 1) {
    if (bits[at] === 0) continue;
    const r = Math.floor(at / window.words);
    const row = window.firstRow + r;
    const word = window.firstWord + at - r * window.words;
    const taken = claimed === null ? 0 : claimed[row * scene.grid.words + word];
    unseen[at] = bits[at] & ~taken & ~density.wordAtLeast(category, 1, row, word);
    if (claimed !== null) claimed[row * scene.grid.words + word] |= bits[at];
  }
  return { window, bits: unseen };
}

function centreOf(
  { scene }: SpotInput,
  { window }: CellPatch,
  [row, column]: readonly [number, number],
): readonly [number, number] {
  const { grid } = scene;
  return [windowX(grid, window) + column * grid.cell, windowY(grid, window) + row * grid.cell];
}

/**
 * The unseen cells of a blind spot, found anew around its middle; null where it is seen by now. Cells that another place claims
 * may belong to it too.
 */
export function cellsOfSpot(
  input: SpotInput,
  spot: Pick<BlindSpot, 'x' | 'y'>,
  request: Pick<SpotRequest, 'category' | 'regionId'>,
): BitWindow | null {
  const { scene, frame } = input;
  const { grid } = scene;
  if (!hasCategory(input, request)) return null;
  const places = demandPlaces(scene, placesOf(frame, scene.source.surroundings), request.regionId) ?? [];
  for (const { box, region } of places) {
    if (spot.x < box[0] || spot.x > box[2] || spot.y < box[1] || spot.y > box[3]) continue;
    const unseen = unseenCells(input, region(), request.category, null);
    const column = Math.floor(spot.x / grid.cell) - grid.firstColumn - 32 * unseen.window.firstWord;
    const row = Math.floor(spot.y / grid.cell) - grid.firstRow - unseen.window.firstRow;
    const part = connectedParts(unseen).find((own) => holdsCell(own, row, column));
    if (part !== undefined) return bitsOfPart(part);
  }
  return null;
}

/** 1 + demand near a place by the mean demand of all places; 1 where there is no demand data. */
function demandWeights(demand: readonly Demand[]): (x: number, y: number) => number {
  const mean = demand.reduce((sum, { weight }) => sum + weight, 0) / demand.length;
  if (!(mean > 0)) return () => 1;
  const reach = demandNearMeters;
  const index = createBoxIndex(demand.flatMap((place) => demandBox(place)));
  return (x, y) => {
    let weight = 0;
    for (const k of index.search(x - reach, y - reach, x + reach, y + reach)) {
      const place = demand[k];
      const [dx, dy] = [place.x - x, place.y - y];
      if (dx * dx + dy * dy <= reach * reach || insideRings(place.rings, x, y)) weight += place.weight;
    }
    return 1 + weight / mean;
  };
}

function demandBox({ x, y, rings }: Demand): readonly number[] {
  let [minX, minY, maxX, maxY] = [x, y, x, y];
  for (const ring of rings) {
    for (let at = 0; at + 1 < ring.length; at += 2) {
      minX = Math.min(minX, ring[at]);
      maxX = Math.max(maxX, ring[at]);
      minY = Math.min(minY, ring[at + 1]);
      maxY = Math.max(maxY, ring[at + 1]);
    }
  }
  return [minX, minY, maxX, maxY];
}

type NearCameras = (x: number, y: number) => readonly string[];

/** Ids of the nearest cameras, the nearest first. */
function nearCameras({ cameras }: SpotInput): NearCameras {
  const index = createBoxIndex(cameras.flatMap(({ x, y }) => [x, y, x, y]));
  return (x, y) => index.nearest(x, y, camerasAsked, nearCameraMeters).map((k) => cameras[k].id);
}

/**
 * Why a place is not seen: of the nearest camera that has it in its picture, else of the nearest one. A camera that sees it less
 * well than the category shows it too coarse.
 */
function reasonAt(
  { read }: SpotInput,
  near: NearCameras,
  category: number,
  x: number,
  y: number,
): Pick<BlindSpot, 'reason' | 'hiddenBy' | 'deviceId'> {
  let first: Pick<BlindSpot, 'reason' | 'hiddenBy' | 'deviceId'> | null = null;
  for (const deviceId of near(x, y)) {
    const { seen, reason, hiddenBy, category: reached } = read(deviceId, x, y);
    if (seen && reached >= category) continue;
    const why = { reason: reason ?? ('too-coarse' as const), hiddenBy, deviceId };
    if (why.reason !== 'out-of-view' && why.reason !== 'out-of-range' && why.reason !== 'refused') return why;
    first ??= why;
  }
  return first ?? { reason: 'no-device', hiddenBy: null, deviceId: null };
}
