import type { CellGrid } from '#geo/cell-grid.ts';
import { arcEnd } from '#geo/street-network.ts';
import type { Assumptions } from '#model/assumptions.ts';
import type { GapEmpty } from '#model/results/gaps/common.ts';
import type { Drive, VehicleApproachResult } from '#model/results/gaps/vehicle-approach.ts';
import type { Bounds } from '#model/scene.ts';
import { distanceToLine, type SitePlace } from '../../access/places.ts';
import type { SimulationStep } from '../../simulation-step.ts';
import { type DriveGraph, edgeName } from '../traffic/drive-graph.ts';
import type { DrivePlace } from '../traffic/drive-places.ts';
import { endsNote, outerNodes } from './border-nodes.ts';
import {
  type ApproachDrive,
  type ApproachTree,
  approachTree,
  type DriveExposures,
  driveFrom,
  driveOverArc,
} from './drive-approach.ts';
import { type DriveScenery, driveRecord } from './drive-record.ts';
import { arcExposures, type DriveWatcher, driveCameras, partExposure } from './drive-watch.ts';
import type { DriveScene } from './incident-steps.ts';
import { nearestMain, startReachMeters } from './nearest-main.ts';

export interface VehicleApproachInput extends DriveScene {
  /** Devices that count, with what they see under the question's condition. */
  readonly watchers: readonly DriveWatcher[];
  /** Cells of their ground. */
  readonly grid: CellGrid;
  readonly assumptions: Assumptions;
  /** Categories of the plan. */
  readonly categories: number;
  /** Where the drive goes: a portal of the site; null: the site. */
  readonly portal: { readonly x: number; readonly y: number } | null;
}

/** Drives from other entries that are told, at most. */
const mostOthers = 8;
/** Entries of the same street so near to each other are one, metres. */
const sameEntryMeters = 100;

interface Approach extends VehicleApproachInput {
  readonly site: SitePlace;
  readonly end: DrivePlace;
  readonly exposures: DriveExposures;
  readonly scenery: DriveScenery;
  readonly beyond: Uint8Array | null;
  /** No street reaches the edge of the study area. */
  readonly ends: boolean;
}

/**
 * The drive to a site on which cameras and ALPR units are least likely to notice a vehicle, from every street into the study area
 * or from a chosen place. A unit that reads several stretches has its chance on each, as costs of stretches add up.
 */
export function* vehicleApproachSteps(
  input: VehicleApproachInput,
): Generator<SimulationStep, VehicleApproachResult | GapEmpty, void> {
  const approach = yield* prepared(input);
  if ('kind' in approach) return approach;
  const { graph, exposures, end, beyond, scenery, site, question } = approach;
  const tree = yield* approachTree(graph, end, exposures, beyond);
  const { drives, unreached } = approachDrives(approach, tree);
  if (drives.length === 0) return empty(unreachedSentence(approach));
  const told: Drive[] = [];
  for (const drive of drives.slice(0, 1 + mostOthers)) {
    told.push(driveRecord(scenery, drive));
    yield { step: 'Following the drives', fraction: 0.9 };
  }
  const nothing: DriveExposures = { whole: new Float64Array(exposures.whole.length), part: () => 0 };
  const fastestTree = yield* approachTree(graph, end, nothing, beyond);
  const [first] = drives;
  const fastest =
    first.start === null
      ? driveOverArc(graph, fastestTree, nothing, first.arcs[0])
      : driveFrom(graph, fastestTree, nothing, first.start);
  const { id, name, x, y } = site;
  return {
    kind: 'vehicle-approach',
    site: { id, name, x, y },
    condition: question.condition,
    category: question.category,
    connectivity: input.connectivity,
    end: { x: end.x, y: end.y, name: end.name },
    endMeters: metersToSite(site, end.x, end.y),
    entries: drives.length + unreached,
    unreached,
    best: told[0],
    others: told.slice(1),
    fastest: driveRecord(scenery, fastest ?? first),
    notes: notesOf(approach),
  };
}

function empty(reason: string): GapEmpty {
  return { kind: 'empty', reason };
}

function* prepared(input: VehicleApproachInput): Generator<SimulationStep, Approach | GapEmpty, void> {
  const { question, sites, graph, grid, readers, bounds, assumptions, categories } = input;
  const { siteId } = question;
  const site = sites.find(({ id, featureId }) => siteId === null || id === siteId || featureId === siteId);
  if (site === undefined) return empty('There is no such site; add one to the plan, or choose one of the city.');
  const goal = input.portal ?? site;
  const end = nearestMain(graph, goal.x, goal.y);
  if (end === null) return empty(`No street for cars comes within ${startReachMeters} m of ${site.name}.`);
  yield { step: 'Finding the streets around the site', fraction: 0.05 };
  const cameras = driveCameras(input.watchers, assumptions);
  const watched = { graph, grid, cameras, readers };
  const whole = yield* arcExposures(watched);
  const exposures: DriveExposures = { whole, part: (arc, from, to) => partExposure(watched, arc, from, to) };
  const outer =
    question.from === null
      ? outerNodes(graph.network, studyBounds(bounds, site, question.reachMeters), site.x, site.y)
      : null;
  const beyond = outer?.nodes ?? null;
  const { category } = question;
  return {
    ...input,
    site,
    end,
    exposures,
    beyond,
    ends: outer?.ends ?? false,
    scenery: { ...watched, end, categories, category },
  };
}

function studyBounds({ minX, minY, maxX, maxY }: Bounds, { x, y }: SitePlace, reach: number): Bounds {
  return {
    minX: Math.max(minX, x - reach),
    minY: Math.max(minY, y - reach),
    maxX: Math.min(maxX, x + reach),
    maxY: Math.min(maxY, y + reach),
  };
}

/** Drives from every entry, least observed first, of each street the best; and entries from which none leads. */
function approachDrives(approach: Approach, tree: ApproachTree) {
  const { graph, exposures, beyond, question } = approach;
  if (beyond === null) {
    const { from } = question;
    const start = from === null ? null : nearestMain(graph, from.x, from.y);
    const drive = start === null ? null : driveFrom(graph, tree, exposures, start);
    return { drives: drive === null ? [] : [drive], unreached: drive === null ? 1 : 0 };
  }
  const drives: ApproachDrive[] = [];
  let unreached = 0;
  for (const arc of entryArcs(graph, beyond)) {
    const drive = driveOverArc(graph, tree, exposures, arc);
    if (drive === null) unreached += 1;
    else drives.push(drive);
  }
  drives.sort((a, b) => a.exposure - b.exposure || a.milliseconds - b.milliseconds || a.arcs[0] - b.arcs[0]);
  return {
    drives: drives.filter((drive, at) => !drives.slice(0, at).some((better) => isSameEntry(graph, drive, better))),
    unreached,
  };
}

function entryArcs({ network, arcState }: DriveGraph, beyond: Uint8Array): number[] {
  const arcs: number[] = [];
  for (let arc = 0; arc < arcState.length; arc += 1) {
    if (arcState[arc] < 0) continue;
    if (beyond[arcEnd(network, arc ^ 1)] === 1 && beyond[arcEnd(network, arc)] === 0) arcs.push(arc);
  }
  return arcs;
}

function isSameEntry(graph: DriveGraph, a: ApproachDrive, b: ApproachDrive): boolean {
  if (edgeName(graph, a.arcs[0] >>> 1) !== edgeName(graph, b.arcs[0] >>> 1)) return false;
  const { nodeXy } = graph.network;
  const [from, to] = [arcEnd(graph.network, a.arcs[0] ^ 1), arcEnd(graph.network, b.arcs[0] ^ 1)];
  const [dx, dy] = [nodeXy[2 * from] - nodeXy[2 * to], nodeXy[2 * from + 1] - nodeXy[2 * to + 1]];
  return Math.sqrt(dx * dx + dy * dy) <= sameEntryMeters;
}

/** Metres from a point to the perimeter of a site, or to its middle where it has none. */
function metersToSite({ rings, x, y }: SitePlace, px: number, py: number): number {
  if (rings.length > 0)
    return rings.reduce((least, ring) => Math.min(least, distanceToLine(ring, true, px, py)), Infinity);
  return Math.sqrt((x - px) * (x - px) + (y - py) * (y - py));
}

function unreachedSentence({ site, end, question }: Approach): string {
  return question.from === null
    ? `No street leads from outside the study area to ${end.name}, the nearest street to ${site.name}.`
    : `No street leads from the chosen place to ${end.name}, the nearest street to ${site.name}.`;
}

function notesOf({ end, ends, question, readers }: Approach): string[] {
  const notes = [
    ...(ends ? [endsNote] : []),
    'A vehicle is taken to be noticed by cameras like a person, at the watch rates of the plan; it drives in the middle of its lanes.',
    'An ALPR unit has its chance in the middle of every stretch that it reads, a stretch reaching from junction to junction.',
  ];
  if (end.awayMeters > 50)
    notes.push(`The nearest street for cars ends ${Math.round(end.awayMeters)} m from the site.`);
  if (question.condition === 'fog' && readers.size > 0) notes.push('Plates are read in fog as by day.');
  return notes;
}
