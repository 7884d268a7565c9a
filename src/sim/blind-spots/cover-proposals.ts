import { degreesOfTangent, degreesOfVector } from '#geo/arctangent.ts';
import { cosineOfDegrees, sineOfDegrees } from '#geo/degrees.ts';
import { allModels } from '#model/catalogue/find-model.ts';
import { type Camera, cameraSchema, type Device } from '#model/device.ts';
import type { CameraModel } from '#model/device-model.ts';
import { categorySets } from '#model/pixel-density.ts';
import type { GroundBits } from '#model/results/coverage-bits.ts';
import type { BlindSpot, CoverProposal } from '#model/results/plan-summary.ts';
import { trimPatch } from '../devices/cell-raster.ts';
import type { BitWindow } from '../visibility/bits.ts';
import { cellsOfSpot, type SpotInput, type SpotRequest } from './blind-spots.ts';
import { sharedCells } from './connected-cells.ts';
import { type MountPlace, mountPlaces } from './mount-places.ts';

/** What proposals are tried with. */
export interface ProposalInput extends SpotInput {
  /** All devices of the plan: mounts that carry one are taken. */
  readonly devices: readonly Device[];
  /** Ground that a camera would see by day with at least this density, in one class; null where it cannot stand there. */
  readonly cover: (camera: Camera, pixelsPerMeter: number) => GroundBits | null;
}

/** At most so many proposals. */
export const mostProposals = 5;
/** At most so many on the walls of one building. */
const mostPerFeature = 2;
/** Headings that are tried from each place. */
const headings = 16;

/**
 * Cameras on free mounts and walls near a blind spot that would cover it: fixed and varifocal models of the catalogue, 16
 * headings and the one towards its middle. One proposal per place, the largest gain first, of equal ones the cheapest. Yields
 * after every pose tried.
 */
export function* proposeCover(
  input: ProposalInput,
  spot: BlindSpot,
  request: SpotRequest,
): Generator<void, CoverProposal[], void> {
  const cells = cellsOfSpot(input, spot, request);
  if (cells === null) return [];
  const { scene, frame, devices } = input;
  const required = categorySets[frame.categorySet].categories[request.category]?.pixelsPerMeter;
  if (required === undefined) return [];
  const lenses = lensesOf(frame.catalogue, required);
  const target: Target = { spot, cells, required, corners: boxCorners(input, cells) };
  const proposals: CoverProposal[] = [];
  for (const place of mountPlaces(scene, devices, spot.x, spot.y)) {
    const best = yield* bestAt(input, place, lenses, target);
    if (best !== null) proposals.push(best);
  }
  proposals.sort((a, b) => b.gainSquareMeters - a.gainSquareMeters || a.price - b.price);
  return variedProposals(proposals);
}

/** The first of them, not more than {@link mostPerFeature} on one building. */
function variedProposals(proposals: readonly CoverProposal[]): CoverProposal[] {
  const counts = new Map<string | null, number>();
  const varied = proposals.filter(({ mountId }) => {
    const count = counts.get(mountId) ?? 0;
    counts.set(mountId, count + 1);
    return count < mostPerFeature;
  });
  return varied.slice(0, mostProposals);
}

/** What is to be covered. */
interface Target {
  readonly spot: BlindSpot;
  readonly cells: BitWindow;
  /** px/m. */
  readonly required: number;
  /** Corners of a box around the cells, x, y in turn. */
  readonly corners: readonly number[];
}

function boxCorners({ scene: { grid } }: ProposalInput, cells: BitWindow): number[] {
  const { window } = trimPatch(cells);
  const west = (grid.firstColumn + 32 * window.firstWord) * grid.cell;
  const south = (grid.firstRow + window.firstRow) * grid.cell;
  const east = west + 32 * window.words * grid.cell;
  const north = south + window.rows * grid.cell;
  return [west, south, east, south, east, north, west, north];
}

/** A model with one focal length; `reach`: depth up to which it has the required density, metres. */
interface Lens {
  readonly model: CameraModel;
  readonly focalLength: number;
  readonly focalPixels: number;
  readonly reach: number;
  /** Half the horizontal field, degrees. */
  readonly halfField: number;
}

/** Fixed and varifocal cameras for visible light, the cheapest first; a varifocal at both ends and in the middle. */
function lensesOf(catalogue: SpotInput['frame']['catalogue'], required: number): Lens[] {
  const lenses: Lens[] = [];
  for (const model of allModels({ catalogue: [...catalogue] })) {
    if (model.kind !== 'camera' || (model.form !== 'fixed' && model.form !== 'varifocal')) continue;
    if (model.projection !== 'rectilinear') continue;
    const { focalLengthMinimum: least, focalLengthMaximum: most, sensor } = model;
    const focals = new Set([least, Math.round(5 * (least + most)) / 10, most].filter((f) => f >= least && f <= most));
    for (const focalLength of focals) {
      const focalPixels = (sensor.widthPixels * focalLength) / sensor.widthMillimeters;
      const halfField = degreesOfTangent(sensor.widthMillimeters / (2 * focalLength));
      lenses.push({ model, focalLength, focalPixels, reach: focalPixels / required, halfField });
    }
  }
  return lenses.sort((a, b) => priceOf(a.model) - priceOf(b.model) || a.focalLength - b.focalLength);
}

function priceOf({ price, installation }: CameraModel): number {
  return price + installation;
}

/** The pose at one place that gains most; null where none gains anything. */
function* bestAt(
  { cover, scene }: ProposalInput,
  place: MountPlace,
  lenses: readonly Lens[],
  { spot, cells, required, corners }: Target,
): Generator<void, CoverProposal | null, void> {
  const [dx, dy] = [spot.x - place.x, spot.y - place.y];
  const distance = Math.sqrt(dx * dx + dy * dy);
  const aim = wholeHeading(degreesOfVector(dx, dy));
  const cellArea = scene.grid.cell * scene.grid.cell;
  const farthest = farthestCorner(place, corners);
  let best: CoverProposal | null = null;
  for (const lens of lenses) {
    if (lens.reach < distance / 2) continue;
    // Nothing of the spot is deeper than its farthest corner: a higher density asks the same of its cells, and less sight.
    const density = Math.max(required, lens.focalPixels / (farthest + slopeMeters));
    for (const heading of headingsTowards(aim, lens.halfField)) {
      if (place.normal !== null && turnedToWall(heading, place.normal)) continue;
      const camera = cameraAt(place, lens, heading, distance);
      const ground = cover(camera, density);
      yield;
      if (ground === null) continue;
      const gain = sharedCells(cells, (row, word) => wordOf(ground, row, word)) * cellArea;
      if (gain > (best?.gainSquareMeters ?? 0)) best = proposalOf(spot, place, lens, camera, gain);
    }
  }
  return best;
}

/** The ground of a spot may lie so much lower than the camera, metres. */
const slopeMeters = 50;

function farthestCorner({ x, y }: MountPlace, corners: readonly number[]): number {
  let farthest = 0;
  for (let at = 0; at < corners.length; at += 2) {
    const [dx, dy] = [corners[at] - x, corners[at + 1] - y];
    farthest = Math.max(farthest, Math.sqrt(dx * dx + dy * dy));
  }
  return farthest;
}

function wholeHeading(degrees: number): number {
  return (Math.round(degrees) + 360) % 360;
}

/** The heading towards the spot, and those of the 16 that have its middle in the picture. */
function headingsTowards(aim: number, halfField: number): number[] {
  const list = [aim];
  for (let k = 0; k < headings; k += 1) {
    const heading = (360 * k) / headings;
    const turn = Math.abs(((heading - aim + 540) % 360) - 180);
    if (turn <= halfField && heading !== aim) list.push(heading);
  }
  return list;
}

/** Does a camera look into the wall that it is fixed to? */
function turnedToWall(heading: number, [nx, ny]: readonly [number, number]): boolean {
  return nx * sineOfDegrees(heading) + ny * cosineOfDegrees(heading) <= 0;
}

function cameraAt(place: MountPlace, { model, focalLength }: Lens, heading: number, distance: number): Camera {
  const heightMeters = Math.round(10 * Math.max(0.5, Math.min(model.mountHeightMeters, place.highestMeters))) / 10;
  // Towards a person's middle at the spot, but never level nor straight down.
  const tilt = Math.round(degreesOfVector(heightMeters - 1, Math.max(1, distance)));
  return cameraSchema.parse({
    kind: 'camera',
    id: 'proposal',
    name: model.name,
    x: place.x,
    y: place.y,
    heightMeters,
    headingDegrees: heading,
    tiltDegrees: Math.min(60, Math.max(5, tilt)),
    mounting: place.mounting,
    model: model.id,
    sensor: model.sensor,
    focalLengthMillimeters: focalLength,
    infraredReachMeters: model.infraredReachMeters,
    projection: model.projection,
  });
}

function wordOf(ground: GroundBits, row: number, word: number): number {
  const r = row - ground.firstRow;
  const w = word - ground.firstWord;
  if (r < 0 || r >= ground.rows || w < 0 || w >= ground.words) return 0;
  return ground.bits[r * ground.words + w];
}

function proposalOf(
  spot: BlindSpot,
  place: MountPlace,
  { model, focalLength }: Lens,
  camera: Camera,
  gainSquareMeters: number,
): CoverProposal {
  return {
    spotId: spot.id,
    model: model.id,
    x: camera.x,
    y: camera.y,
    heightMeters: camera.heightMeters,
    headingDegrees: camera.headingDegrees,
    tiltDegrees: camera.tiltDegrees,
    focalLengthMillimeters: focalLength,
    mountId: place.mounting.featureId,
    gainSquareMeters,
    price: priceOf(model),
  };
}
