import { quantize } from '#geo/quantum.ts';
import { modelFields } from '#model/catalogue/model-fields.ts';
import { type Device, type DeviceKind, deviceSchema } from '#model/device.ts';
import type { DeviceModel } from '#model/device-model.ts';
import { failure, type Outcome, success } from '#model/result.ts';
import { deviceLimit } from '#model/scenario.ts';
import type { DeviceFields, SnapPoint } from './session.ts';

/** What a planner would call a field, for sentences and for undo. */
const fieldNames: Readonly<Record<keyof DeviceFields, string>> = {
  name: 'name',
  x: 'position',
  y: 'position',
  heightMeters: 'height',
  headingDegrees: 'heading',
  tiltDegrees: 'tilt',
  rollDegrees: 'roll',
  sensor: 'sensor',
  focalLengthMillimeters: 'lens',
  infraredReachMeters: 'infrared reach',
  projection: 'projection',
  spectrum: 'spectrum',
  heads: 'imagers',
  presets: 'presets',
  plates: 'plate region',
  exposureSeconds: 'exposure',
  portalId: 'portal',
  functions: 'functions',
  rangeMeters: 'range',
  nearMeters: 'near range',
  farMeters: 'far range',
  fieldDegrees: 'field',
  sitingScale: 'siting scale',
  assetId: 'street lamp',
  mounting: 'mounting',
  model: 'model',
  notes: 'notes',
  phase: 'phase',
  agency: 'owner',
  purpose: 'purpose',
  legalBasis: 'legal basis',
  retentionDays: 'retention',
  state: 'state',
  locked: 'lock',
  retiredInPhase: 'phase of retirement',
  replacedBy: 'replacement',
  uplink: 'uplink',
  powerFeed: 'power feed',
  sourceId: 'source',
};

/** Names of new devices: a letter per kind and a number. */
const namePrefixes: Readonly<Record<DeviceKind, string>> = {
  camera: 'C',
  alpr: 'P',
  access: 'D',
  acoustic: 'A',
  radar: 'R',
  air: 'Q',
  light: 'S',
  phone: 'E',
};

/** What a planner calls a kind, one of it and several. */
export const kindNames: Readonly<Record<DeviceKind, readonly [one: string, several: string]>> = {
  camera: ['camera', 'cameras'],
  alpr: ['ALPR unit', 'ALPR units'],
  access: ['access control unit', 'access control units'],
  acoustic: ['acoustic sensor', 'acoustic sensors'],
  radar: ['traffic radar', 'traffic radars'],
  air: ['air quality station', 'air quality stations'],
  light: ['street-light controller', 'street-light controllers'],
  phone: ['emergency phone', 'emergency phones'],
};

/** Heading in 0 ≤ h < 360; anything that is no number stays as it is, so that the check can name it. */
export function wrapHeading(degrees: number): number {
  if (!Number.isFinite(degrees)) return degrees;
  const wrapped = degrees % 360;
  return wrapped < 0 ? wrapped + 360 : wrapped === 0 ? 0 : wrapped;
}

/** Whether a device may be changed in these fields: a locked one can only be unlocked. */
export function isLockedFor(device: Device, fields: DeviceFields): boolean {
  return device.locked && fields.locked !== false;
}

/**
 * The device with these fields changed: on the 1/1024 m grid, heading wrapped, and within the plan's ranges, or a sentence.
 * A field that its kind does not have, and any change of a locked device, is refused.
 */
export function editDevice(device: Device, fields: DeviceFields): Outcome<Device> {
  if (isLockedFor(device, fields)) {
    return failure('device-locked', `${device.name} is locked: unlock it to change it.`, device.id);
  }
  for (const key of Object.keys(fields) as (keyof DeviceFields)[]) {
    if (!(key in device)) {
      return failure(
        'device-refused',
        `${device.name} stays as it was: ${article(kindNames[device.kind][0])} has no ${fieldNames[key] ?? key}.`,
        device.id,
      );
    }
  }
  const changed = { ...device, ...fields } as Device;
  const next = {
    ...changed,
    x: quantize(changed.x),
    y: quantize(changed.y),
    heightMeters: quantize(changed.heightMeters),
    headingDegrees: wrapHeading(changed.headingDegrees),
  };
  const checked = deviceSchema.safeParse(next);
  if (checked.success) return success(checked.data);
  const issue = checked.error.issues[0];
  const field = String(issue?.path[0] ?? 'value') as keyof DeviceFields;
  const value: unknown = Reflect.get(fields, field);
  const given = typeof value === 'number' || typeof value === 'string' ? ` (${value})` : '';
  return failure(
    'device-refused',
    `${device.name} stays as it was: ${fieldNames[field] ?? field}${given} ${why(issue)}.`,
    device.id,
  );
}

function article(words: string): string {
  return `${/^[aeiou]/i.test(words) ? 'an' : 'a'} ${words}`;
}

interface SizeIssue {
  readonly code?: string;
  readonly minimum?: unknown;
  readonly maximum?: unknown;
}

function why(issue: SizeIssue | undefined): string {
  if (issue?.code === 'too_small') return `must be at least ${String(issue.minimum)}`;
  if (issue?.code === 'too_big') return `must be at most ${String(issue.maximum)}`;
  return 'must be a number in its range';
}

/** Undo label for a change of these fields: “Aim C-01”, “Change the lens of 12 devices”. */
export function editLabel(devices: readonly Device[], fields: DeviceFields): string {
  const whose = devices.length === 1 ? (devices[0]?.name ?? '') : `${devices.length} devices`;
  if ('x' in fields || 'y' in fields) return `Move ${whose}`;
  if ('headingDegrees' in fields || 'tiltDegrees' in fields) return `Aim ${whose}`;
  if ('locked' in fields) return `${fields.locked === true ? 'Lock' : 'Unlock'} ${whose}`;
  const field = Object.keys(fields)[0] as keyof DeviceFields | undefined;
  return field === 'name'
    ? `Rename ${whose}`
    : `Change the ${field === undefined ? '' : fieldNames[field]} of ${whose}`;
}

/** Next free name of the form C-01 and an id that no device has. */
export function nextDeviceName(
  kind: DeviceKind,
  devices: readonly Device[],
): { readonly id: string; readonly name: string } {
  const taken = new Set(devices.flatMap((device) => [device.id, device.name]));
  const count = devices.reduce((sum, device) => sum + (device.kind === kind ? 1 : 0), 0);
  for (let number = count + 1; ; number += 1) {
    const name = `${namePrefixes[kind]}-${String(number).padStart(2, '0')}`;
    if (!taken.has(name)) return { id: name, name };
  }
}

/** Whether a plan can take so many devices more. */
export function roomFor(devices: readonly Device[], more: number): Outcome<true> {
  if (devices.length + more <= deviceLimit) return success(true);
  return failure(
    'plan-full',
    `The plan holds ${devices.length} devices, and ${deviceLimit} are as many as it can: delete some first.`,
  );
}

/** A new device of a model at a snapped point, within the plan's ranges, or a sentence. */
export function newDevice(model: DeviceModel, at: SnapPoint, devices: readonly Device[]): Outcome<Device> {
  const room = roomFor(devices, 1);
  if (!room.ok) return room;
  const names = nextDeviceName(model.kind, devices);
  const { mounting } = at;
  const parsed = deviceSchema.safeParse({
    kind: model.kind,
    ...names,
    x: quantize(at.x),
    y: quantize(at.y),
    heightMeters: quantize(at.heightMeters),
    headingDegrees: wrapHeading(at.headingDegrees ?? 0),
    mounting,
    model: model.id,
    ...modelFields(model),
    ...(model.kind === 'camera' || model.kind === 'alpr' ? { tiltDegrees: model.tiltDegrees } : {}),
    ...(model.kind === 'access' && mounting.kind === 'portal' ? { portalId: mounting.featureId } : {}),
    ...(model.kind === 'light' && mounting.kind === 'lamp' ? { assetId: mounting.featureId } : {}),
  });
  if (parsed.success) return success(parsed.data);
  const issue = parsed.error.issues[0];
  const field = String(issue?.path[0] ?? 'value') as keyof DeviceFields;
  return failure('device-refused', `Nothing was placed: ${fieldNames[field] ?? field} ${why(issue)}.`);
}

/** A copy at another place: own name, standing by itself, unlocked. */
export function copyDevice(device: Device, x: number, y: number, devices: readonly Device[]): Outcome<Device> {
  const copy = {
    ...device,
    ...nextDeviceName(device.kind, devices),
    mounting: { kind: 'free', featureId: null },
    locked: false,
    sourceId: '',
    ...(device.kind === 'access' ? { portalId: null } : {}),
    ...(device.kind === 'light' ? { assetId: null } : {}),
  } as Device;
  return editDevice(copy, { x, y });
}

/** A copy beside the original: 2 m to the right of where it looks. */
export function duplicateDevice(device: Device, devices: readonly Device[]): Outcome<Device> {
  const heading = (device.headingDegrees * Math.PI) / 180;
  return copyDevice(device, device.x + 2 * Math.cos(heading), device.y - 2 * Math.sin(heading), devices);
}
