import { type BoxIndex, createBoxIndex } from '#geo/box-index.ts';
import { findModel } from '#model/catalogue/find-model.ts';
import { deviceOfModel } from '#model/catalogue/model-fields.ts';
import type { City, Mount, MountKind, Street, SurveillanceNode } from '#model/city.ts';
import type { Device, Mounting } from '#model/device.ts';
import type { CameraModel, DeviceModel } from '#model/device-model.ts';
import type { ImportNote } from '#model/import-report.ts';
import { ImportNotes } from '../assemble/import-notes.ts';
import { CityWalls } from './city-walls.ts';
import { type Direction, parseDirections } from './direction.ts';
import { aimAtLane } from './plate-aim.ts';

/** What surveillance that the scene knows becomes. */
export interface ExistingDevices {
  /** All of the state `existing`, in the order of the nodes. */
  readonly devices: readonly Device[];
  readonly notes: readonly ImportNote[];
}

/** Further away nothing is taken for what a device hangs on, metres. */
const mountReach = 3;
const wallReach = 4;
/** What stands in a building further from its walls is taken as an indoor camera, metres: assumption. */
const indoorReach = 30;
/** Lower than this nothing hangs over a way, metres, and so far below an underside a device hangs. */
const leastHeadroom = 2.3;
const belowUnderside = 0.3;
/** Height where the source tells none, by what it hangs on, metres: assumptions. */
const usualHeights: Readonly<Record<Mounting['kind'], number>> = {
  pole: 6,
  lamp: 6,
  signal: 5.5,
  wall: 4,
  roof: 8,
  portal: 3,
  free: 4,
};
const usualTiltDegrees = 15;

const mountWords: readonly (readonly [pattern: RegExp, kind: Mounting['kind']])[] = [
  [/street_?lamp|lamp|light/, 'lamp'],
  [/signal/, 'signal'],
  [/pole|mast|gantry|post/, 'pole'],
  [/roof|ceiling/, 'roof'],
  [/wall|building|facade|corner/, 'wall'],
];

/** What a node is told apart by. */
interface Context {
  readonly walls: CityWalls;
  readonly mounts: readonly Mount[];
  readonly mountIndex: BoxIndex;
  readonly plates: 'us' | 'eu';
  readonly streets: readonly Street[];
  readonly notes: ImportNotes;
}

/**
 * Devices of the surveillance that a scene knows from its source (`man_made=surveillance` of OpenStreetMap, or a table). A camera
 * with a list of bearings is one device with several heads; an ALPR unit with a list is one device a bearing, and so is anything
 * with a range of bearings in its list. Guards and indoor cameras are left out. Whatever the source does not tell (type, height,
 * heading, lens) is an assumption and stands in the notes with the ids.
 */
export function devicesOfSurveillance(
  city: City,
  nodes: readonly SurveillanceNode[] = city.surveillance,
): ExistingDevices {
  const { longitude } = city.manifest.origin;
  const context: Context = {
    walls: new CityWalls(city),
    mounts: city.mounts,
    mountIndex: createBoxIndex(city.mounts.flatMap(({ x, y }) => [x, y, x, y])),
    // The Americas have plates of 12 in, most of the rest of 520 mm.
    plates: longitude > -170 && longitude < -30 ? 'us' : 'eu',
    streets: city.streets,
    notes: new ImportNotes(),
  };
  const devices = nodes.flatMap((node) => devicesOf(node, context));
  return { devices, notes: context.notes.finish() };
}

function tag(node: SurveillanceNode, ...keys: readonly string[]): string {
  for (const key of keys) {
    const value = Object.hasOwn(node.tags, key) ? node.tags[key].trim() : '';
    if (value !== '') return value;
  }
  return '';
}

function devicesOf(node: SurveillanceNode, context: Context): Device[] {
  const { notes } = context;
  const type = tag(node, 'surveillance:type').toLowerCase();
  if (type === 'guard') {
    notes.add('ignored', 'surveillance', 'It is a guard, not a device.', node.id);
    return [];
  }
  if (tag(node, 'surveillance').toLowerCase() === 'indoor' || tag(node, 'indoor').toLowerCase() === 'yes') {
    notes.add('ignored', 'surveillance', 'It is indoors, where the scene ends.', node.id);
    return [];
  }
  const isAlpr =
    /alpr|anpr|lpr/.test(type) || (type === '' && /alpr|anpr|\blpr\b/i.test(tag(node, 'name', 'description')));
  if (type === '') notes.add('guessed', 'surveillance', 'Nothing tells what it is; taken as a camera.', node.id);
  const fixing = fixingOf(node, context);
  if (fixing === null) {
    const words = 'It stands deep inside or right below a building, so it is taken as an indoor one.';
    notes.add('ignored', 'surveillance', words, node.id);
    return [];
  }
  const directions = directionsOf(node, fixing, context);
  const parts = splitDirections(directions, isAlpr);
  if (parts.length > 1)
    notes.add('read', 'surveillance', 'It looks into several directions and became one device for each.', node.id);
  return parts.flatMap((part, index) => {
    const model = isAlpr ? alprModel(node, context) : cameraModel(node, part, context);
    const id = `${node.id.slice(0, 90)}${index === 0 ? '' : `#${index + 1}`}`;
    const device = placed(node, id, model, fixing, part, context);
    return device === null ? [] : [device];
  });
}

/** Bearings alone make heads of one camera; a range has a lens of its own. */
function splitDirections(directions: readonly Direction[], isAlpr: boolean): (readonly Direction[])[] {
  if (directions.length === 0) return [[]];
  const together = !isAlpr && directions.every(({ fieldDegrees }) => fieldDegrees === null);
  return together ? [directions] : directions.map((direction) => [direction]);
}

interface Fixing {
  readonly x: number;
  readonly y: number;
  readonly mounting: Mounting;
  /** The way its wall faces; null where it hangs on none. */
  readonly outwards: number | null;
}

/**
 * Where it hangs: as its tags say, else on what is near. What stands in a building is moved before the nearest open wall; null
 * where that is too far.
 */
function fixingOf(node: SurveillanceNode, { walls, mounts, mountIndex, notes }: Context): Fixing | null {
  const told = tag(node, 'camera:mount', 'mount', 'mounting').toLowerCase();
  const kind = mountWords.find(([pattern]) => pattern.test(told))?.[1] ?? null;
  const { x, y } = node;
  const inside = walls.solidAt(x, y);
  if (kind === null || kind === 'lamp' || kind === 'signal' || kind === 'pole') {
    const near = mountIndex.nearest(x, y, 1, mountReach).map((index) => mounts[index])[0];
    if (near !== undefined && inside === null && (kind === null || kind === 'pole' || kind === near.kind)) {
      if (kind === null)
        notes.add('guessed', 'surveillance', 'Its mount is not told; it was put on the nearest pole.', node.id);
      return { x, y, mounting: { kind: mountingOf(near.kind), featureId: near.id }, outwards: null };
    }
  }
  if (inside !== null || kind === 'wall' || kind === null) {
    const wall = walls.nearestWall(x, y, inside === null ? wallReach : indoorReach, usualHeights.wall);
    if (wall !== null) {
      if (inside !== null)
        notes.add('repaired', 'surveillance', 'It stood inside a building; moved before the nearest wall.', node.id);
      else if (kind === null)
        notes.add('guessed', 'surveillance', 'Its mount is not told; it was put on the wall beside it.', node.id);
      const moved = inside === null && wall.awayMeters < 0.3 ? { x, y } : { x: wall.x, y: wall.y };
      return { ...moved, mounting: { kind: 'wall', featureId: wall.buildingId }, outwards: wall.headingDegrees };
    }
  }
  if (inside !== null || walls.headroom(x, y) < leastHeadroom) return null;
  return { x, y, mounting: { kind: kind ?? 'free', featureId: null }, outwards: null };
}

function mountingOf(kind: MountKind): Mounting['kind'] {
  return kind;
}

function directionsOf(node: SurveillanceNode, fixing: Fixing, { notes }: Context): readonly Direction[] {
  const text = tag(node, 'camera:direction', 'direction');
  const read = text === '' ? null : parseDirections(text);
  if (read !== null) return read;
  if (text !== '')
    notes.add('dropped', 'surveillance', 'Its direction is neither a bearing nor a compass point.', node.id);
  if (fixing.outwards === null) return [];
  notes.add('guessed', 'surveillance', 'Its direction is not told; it faces away from its wall.', node.id);
  return [{ headingDegrees: Math.round(fixing.outwards), fieldDegrees: null }];
}

function alprModel(node: SurveillanceNode, { notes }: Context): DeviceModel {
  notes.add('guessed', 'surveillance', 'An ALPR unit for one lane, with usual optics, is an assumption.', node.id);
  return shipped('alpr-1-lane');
}

/** Dome without a bearing and anything that looks all around: a fisheye; panning: a PTZ; else a fixed lens. */
function cameraModel(node: SurveillanceNode, part: readonly Direction[], { notes }: Context): DeviceModel {
  const type = tag(node, 'camera:type').toLowerCase();
  const widest = Math.max(0, ...part.map(({ fieldDegrees }) => fieldDegrees ?? 0));
  const allAround = widest >= 170 || (part.length === 0 && type !== 'fixed' && type !== 'panning');
  if (allAround) {
    notes.add('guessed', 'surveillance', 'It was taken as a fisheye that looks all around.', node.id);
    return shipped('fisheye-6mp');
  }
  if (type === 'panning') {
    notes.add('guessed', 'surveillance', 'A PTZ of 1080p is an assumption; it counts where it looks now.', node.id);
    return shipped('ptz-1080p-30x');
  }
  if (part.length === 0)
    notes.add('guessed', 'surveillance', 'Its direction is not told; north is an assumption.', node.id);
  notes.add(
    'guessed',
    'surveillance',
    '1080p and a lens of 2.8 mm are assumptions, unless a range tells its field.',
    node.id,
  );
  return shipped('fixed-1080p-2.8mm');
}

function shipped(id: string): DeviceModel {
  const model = findModel(null, id);
  if (model === null) throw new Error(`the catalogue has no ${id}`);
  return model;
}

function placed(
  node: SurveillanceNode,
  id: string,
  model: DeviceModel,
  { x, y, mounting }: Fixing,
  part: readonly Direction[],
  context: Context,
): Device | null {
  const heightMeters = Math.min(heightOf(node, mounting.kind, context), context.walls.headroom(x, y) - belowUnderside);
  const outcome = deviceOfModel(model, {
    id,
    name: (tag(node, 'name', 'ref') || `Existing ${node.id}`).slice(0, 200),
    x,
    y,
    heightMeters,
    mounting,
    state: 'existing',
    sourceId: node.id.slice(0, 200),
    notes: notesOf(node),
    ...aimOf(node, model, part, context),
    ...(model.kind === 'alpr'
      ? { plates: context.plates, ...plateAimOf(node, { x, y, heightMeters }, part, context) }
      : {}),
  });
  if (outcome.ok) return outcome.value;
  context.notes.add('dropped', 'surveillance', outcome.problem.sentence, node.id);
  return null;
}

function aimOf(
  node: SurveillanceNode,
  model: DeviceModel,
  part: readonly Direction[],
  { notes }: Context,
): Record<string, unknown> {
  const [first, ...others] = part;
  const headingDegrees = first?.headingDegrees ?? 0;
  if (model.kind === 'camera' && model.form === 'fisheye') return { headingDegrees };
  const fields: Record<string, unknown> = { headingDegrees, tiltDegrees: tiltOf(node, notes) };
  const field = first?.fieldDegrees ?? null;
  if (field !== null && (model.kind === 'camera' || model.kind === 'alpr'))
    fields['focalLengthMillimeters'] = lensOf(model, field);
  if (others.length > 0) {
    fields['heads'] = part.map((direction) => ({
      headingDegrees: turn(direction.headingDegrees - headingDegrees),
      tiltDegrees: 0,
    }));
    notes.add(
      'read',
      'surveillance',
      'It looks into several directions and became one camera with as many heads.',
      node.id,
    );
  }
  return fields;
}

/** So far ahead plates of 12 in and of 520 mm fill enough pixels of the usual unit, metres. */
const readMeters = { us: 20, eu: 25 } as const;

/** A plate reader with a bearing and no tilt of its own looks at the lane before it; empty where there is none. */
function plateAimOf(
  node: SurveillanceNode,
  place: { readonly x: number; readonly y: number; readonly heightMeters: number },
  [direction]: readonly Direction[],
  { streets, plates, notes }: Context,
): Record<string, unknown> {
  if (direction === undefined || tag(node, 'camera:angle') !== '') return {};
  const aim = aimAtLane(streets, { ...place, headingDegrees: direction.headingDegrees }, readMeters[plates]);
  if (aim === null) return {};
  notes.add(
    'guessed',
    'surveillance',
    'It was turned by at most 35° and tilted to the lane before it: mapped bearings are coarse.',
    node.id,
  );
  return { ...aim };
}

/** Focal length that gives this horizontal field, mm: f = w / (2 tan(HFOV/2)). */
function lensOf({ sensor }: Pick<CameraModel, 'sensor'>, fieldDegrees: number): number {
  const half = (Math.min(170, fieldDegrees) / 2) * (Math.PI / 180);
  return Math.min(2000, Math.max(0.5, sensor.widthMillimeters / 2 / Math.tan(half)));
}

/** Degrees in −180 … 180. */
function turn(degrees: number): number {
  return degrees - 360 * Math.round(degrees / 360);
}

function tiltOf(node: SurveillanceNode, notes: ImportNotes): number {
  const angle = Number.parseFloat(tag(node, 'camera:angle'));
  if (Number.isFinite(angle) && Math.abs(angle) <= 90) return Math.abs(angle);
  notes.add('guessed', 'surveillance', `A tilt of ${usualTiltDegrees}° is an assumption.`, node.id);
  return usualTiltDegrees;
}

function heightOf(node: SurveillanceNode, mounting: Mounting['kind'], { notes }: Context): number {
  const told = /^(\d+(?:[.,]\d+)?)\s*(m|ft|')?$/i.exec(tag(node, 'height', 'camera:height'));
  if (told !== null) {
    const metres = Number(told[1].replace(',', '.')) * (/^(ft|')$/i.test(told[2] ?? '') ? 0.3048 : 1);
    if (metres >= 0.1 && metres <= 100) return metres;
  }
  const height = usualHeights[mounting];
  notes.add('guessed', 'surveillance', 'Its height is not told; 3 to 8 m by its mount is an assumption.', node.id);
  return height;
}

/** What the source tells about it in words. */
function notesOf(node: SurveillanceNode): string {
  const told = ['operator', 'manufacturer', 'brand', 'model', 'description', 'surveillance', 'surveillance:zone']
    .map((key) => [key, tag(node, key)])
    .filter(([, value]) => value !== '');
  return told
    .map(([key, value]) => `${key}: ${value}`)
    .join('\n')
    .slice(0, 2000);
}
