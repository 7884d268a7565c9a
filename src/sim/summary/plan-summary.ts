import type { Device } from '#model/device.ts';
import { categorySets } from '#model/pixel-density.ts';
import type { DeviceCoverage, GroundBits, PlanFrame } from '#model/results/coverage-bits.ts';
import type {
  AcousticSummary,
  GroupSummary,
  LaneReading,
  PlanSummary,
  PortalState,
  RegionSummary,
} from '#model/results/plan-summary.ts';
import { canBeSecured } from '../access/portal-belonging.ts';
import { portalState, unitsByPortal } from '../access/portal-states.ts';
import { addPatch, patchOfGrid } from '../devices/cell-raster.ts';
import type { GoalScene } from '../goals/goal-scene.ts';
import { placesOf } from '../goals/scope-regions.ts';
import { type MergedWords, seenCells, slicesOf, sparseRegion } from '../goals/sparse-region.ts';
import { privacyExposure, privacyMasks } from '../privacy/privacy-exposure.ts';
import { unionCells } from './group-union.ts';
import { type AtlasRegion, placeRegions } from './region-atlas.ts';

/** A lane counts as read where some sample of it is read with at least this probability by day. */
export const leastReadProbability = 0.5;

/** One merged device. */
export interface SummedDevice {
  readonly device: Device;
  readonly coverage: DeviceCoverage;
  /** Its ground by day. */
  readonly day: GroundBits;
}

/** What a plan's summary is made from; it must not change while the summary is made. */
export interface SummaryInput {
  readonly revision: number;
  readonly scene: GoalScene;
  readonly frame: PlanFrame;
  /** In the order of the plan, or any other that is always the same. */
  readonly devices: readonly SummedDevice[];
  /** Merged ground by day of visible-light cameras, and of acoustic sensors. */
  readonly density: MergedWords;
  readonly acoustic: MergedWords;
  /** Best class of a facade panel; 0: not seen. */
  readonly bestFacadeClass: (panel: number) => number;
  /** Readings of every ALPR unit (see `laneReadings`). */
  readonly lanes: readonly LaneReading[];
  /** Streets of the scene, from `streetRegions`: they are the same for every plan. */
  readonly streets: readonly AtlasRegion[];
}

/** Sums a plan up; yields often. */
export function* summarizePlan(input: SummaryInput): Generator<void, PlanSummary, void> {
  const { scene, frame } = input;
  const places = placesOf(frame, scene.source.surroundings);
  const placed = placeRegions(scene, places);
  yield;
  const portals = portalStates(input, placed);
  const monitored = new Set(portals.filter((state) => state.monitored).map(({ portalId }) => portalId));
  const regions: RegionSummary[] = [];
  for (const region of [...placed, ...input.streets]) {
    regions.push(yield* regionSummary(input, region, monitored));
  }
  const groups = yield* groupSummaries(input);
  const masks = privacyMasks(scene, places.zones);
  yield;
  const privacy = yield* privacyExposure(scene, masks, frame.categorySet, input.density, input.bestFacadeClass);
  const acoustic = yield* acousticSummary(input);
  return {
    revision: input.revision,
    regions,
    groups,
    lanes: input.lanes,
    portals,
    privacy,
    acoustic,
    ...laneMeters(input),
  };
}

function* regionSummary(
  { scene, frame, density }: SummaryInput,
  { id, name, kind, region: makeRegion, portals }: AtlasRegion,
  monitored: ReadonlySet<string>,
): Generator<void, RegionSummary, void> {
  const cellArea = scene.grid.cell * scene.grid.cell;
  const classes = categorySets[frame.categorySet].categories.length;
  const region = makeRegion();
  const seen = new Array<number>(classes).fill(0);
  const redundant = new Array<number>(classes).fill(0);
  for (const part of slicesOf(region)) {
    for (let index = 0; index < classes; index += 1) {
      const cells = seenCells(part, density, index, 1);
      // Classes are nested: what is empty stays empty.
      if (cells === 0) break;
      seen[index] += cells * cellArea;
      redundant[index] += seenCells(part, density, index, 2) * cellArea;
    }
    yield;
  }
  const all = scene.source.surroundings?.portals ?? [];
  let portalsMonitored = 0;
  for (let k = 0; k < portals.length; k += 1) if (monitored.has(all[portals[k]].id)) portalsMonitored += 1;
  return {
    id,
    name,
    kind,
    squareMeters: region.cells * cellArea,
    seenSquareMeters: seen,
    redundantSquareMeters: redundant,
    portals: portals.length,
    portalsMonitored,
  };
}

/** Portals of sites, and others that have access control; in the order of the city. */
function portalStates({ scene, devices }: SummaryInput, placed: readonly AtlasRegion[]): PortalState[] {
  const portals = scene.source.surroundings?.portals ?? [];
  const siteOf = new Map<number, string>();
  for (const { id, portals: members } of placed) {
    for (let k = 0; k < members.length; k += 1) if (!siteOf.has(members[k])) siteOf.set(members[k], id);
  }
  const units = unitsByPortal(devices.map(({ device }) => device));
  const seenClass = new Uint8Array(portals.length);
  for (const { device, coverage } of devices) {
    if (device.state === 'retired') continue;
    coverage.portalIndex.forEach((portal, at) => {
      seenClass[portal] = Math.max(seenClass[portal], coverage.portalClass[at]);
    });
  }
  return portals.flatMap((portal, index) => {
    const own = units.get(portal.id) ?? [];
    const site = siteOf.get(index) ?? null;
    if (!canBeSecured(portal) || (site === null && own.length === 0)) return [];
    return [portalState(portal, own, site, seenClass[index])];
  });
}

/** Devices of each agency and of each phase, each counted alone. */
function* groupSummaries({ scene, frame, devices }: SummaryInput): Generator<void, GroupSummary[], void> {
  const classes = categorySets[frame.categorySet].categories.length;
  const cellArea = scene.grid.cell * scene.grid.cell;
  const counted = devices.filter(({ device }) => device.state !== 'retired');
  const groups: GroupSummary[] = [];
  for (const kind of ['agency', 'phase'] as const) {
    for (const { id, name } of kind === 'agency' ? frame.agencies : frame.phases) {
      const own = counted.filter(({ device }) => device[kind] === id);
      const grounds = own.filter(({ coverage }) => coverage.layer === 'density').map(({ day }) => day);
      const cells = yield* unionCells(scene.grid, grounds, classes);
      groups.push({ id, name, kind, devices: own.length, seenSquareMeters: cells.map((count) => count * cellArea) });
    }
  }
  return groups;
}

function* acousticSummary({ scene, acoustic, devices }: SummaryInput): Generator<void, AcousticSummary, void> {
  const heard: [number, number, number] = [0, 0, 0];
  const sensors = devices.filter(({ coverage }) => coverage.layer === 'acoustic');
  if (sensors.length === 0) return { heardSquareMeters: heard };
  const patch = patchOfGrid(scene.grid);
  for (const { day } of sensors) {
    addPatch(patch, { window: day, bits: day.bits });
    yield;
  }
  const cellArea = scene.grid.cell * scene.grid.cell;
  for (const part of slicesOf(sparseRegion({ ...patch, cells: 0 }))) {
    for (const [k, count] of [1, 3, 6].entries()) heard[k] += seenCells(part, acoustic, 0, count) * cellArea;
    yield;
  }
  return { heardSquareMeters: heard };
}

/** Metres of lanes in all, and of those that some unit reads by day with at least {@link leastReadProbability}. */
function laneMeters({ scene, devices }: SummaryInput): Pick<PlanSummary, 'laneMeters' | 'laneMetersRead'> {
  const lanes = scene.lanes();
  if (lanes === null) return { laneMeters: 0, laneMetersRead: 0 };
  const { meters, laneOfSample, count } = lanes.table;
  const read = new Uint8Array(count);
  for (const { device, coverage } of devices) {
    if (device.state === 'retired') continue;
    coverage.laneIndex.forEach((sample, at) => {
      if (coverage.laneByDay[at] >= leastReadProbability) read[laneOfSample[sample]] = 1;
    });
  }
  let [whole, seen] = [0, 0];
  for (let lane = 0; lane < count; lane += 1) {
    whole += meters[lane];
    if (read[lane] === 1) seen += meters[lane];
  }
  return { laneMeters: whole, laneMetersRead: seen };
}
