import { quantize } from '#geo/quantum.ts';
import { type Camera, cameraSchema, type Device } from '#model/device.ts';
import { failure, type Outcome, success } from '#model/result.ts';
import type { CameraModel } from './camera-catalogue.ts';
import type { SnapPoint } from './session.ts';

export type CameraFields = Partial<Omit<Camera, 'kind' | 'id'>>;

/** What a planner would call a field, for sentences and for undo. */
const fieldNames: Readonly<Record<keyof CameraFields, string>> = {
  name: 'name',
  x: 'position',
  y: 'position',
  heightMeters: 'height',
  headingDegrees: 'heading',
  tiltDegrees: 'tilt',
  rollDegrees: 'roll',
  sensor: 'sensor',
  focalLengthMillimeters: 'lens',
  mounting: 'mounting',
  model: 'model',
  notes: 'notes',
};

/** Tilt of a new camera, degrees: aims at about 20 m from a pole of 5 m. A starting value, not a result. */
const startTiltDegrees = 12;

/** As the plan's schema has it. */
const maximumDevices = 5000;

/** Heading in 0 ≤ h < 360; anything that is no number stays as it is, so that the check can name it. */
export function wrapHeading(degrees: number): number {
  if (!Number.isFinite(degrees)) return degrees;
  const wrapped = degrees % 360;
  return wrapped < 0 ? wrapped + 360 : wrapped === 0 ? 0 : wrapped;
}

/** The camera with these fields changed: on the 1/1024 m grid, heading wrapped, and within the plan's ranges, or a sentence. */
export function editCamera(camera: Camera, fields: CameraFields): Outcome<Camera> {
  const changed: Camera = { ...camera, ...fields };
  const next: Camera = {
    ...changed,
    x: quantize(changed.x),
    y: quantize(changed.y),
    heightMeters: quantize(changed.heightMeters),
    headingDegrees: wrapHeading(changed.headingDegrees),
  };
  const checked = cameraSchema.safeParse(next);
  if (checked.success) return success(checked.data);
  const issue = checked.error.issues[0];
  const field = String(issue?.path[0] ?? 'value') as keyof CameraFields;
  const value = Reflect.get(fields, field);
  const given = typeof value === 'number' || typeof value === 'string' ? ` (${value})` : '';
  return failure(
    'camera-refused',
    `${camera.name} stays as it was: ${fieldNames[field] ?? field}${given} ${why(issue)}.`,
    camera.id,
  );
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

/** Undo label for a change of these fields: “Turn C-01”. */
export function editLabel(camera: Camera, fields: CameraFields): string {
  if ('x' in fields || 'y' in fields) return `Move ${camera.name}`;
  if ('headingDegrees' in fields || 'tiltDegrees' in fields) return `Aim ${camera.name}`;
  const field = Object.keys(fields)[0] as keyof CameraFields | undefined;
  return field === 'name'
    ? `Rename ${camera.name}`
    : `Change ${field === undefined ? '' : fieldNames[field]} of ${camera.name}`;
}

/** Next free name of the form C-01 and an id that no device has. */
export function nextCameraName(devices: readonly Device[]): { readonly id: string; readonly name: string } {
  const taken = new Set(devices.flatMap((device) => [device.id, device.name]));
  for (let number = devices.length + 1; ; number += 1) {
    const name = `C-${String(number).padStart(2, '0')}`;
    if (!taken.has(name)) return { id: name, name };
  }
}

/** A new camera of a model at a snapped point, within the plan's ranges, or a sentence. */
export function newCamera(model: CameraModel, at: SnapPoint, devices: readonly Device[]): Outcome<Camera> {
  if (devices.length >= maximumDevices) {
    return failure(
      'plan-full',
      `The plan holds ${maximumDevices} devices, which is as many as it can: delete one first.`,
    );
  }
  const camera: Camera = {
    kind: 'camera',
    ...nextCameraName(devices),
    x: 0,
    y: 0,
    heightMeters: 5,
    headingDegrees: 0,
    tiltDegrees: startTiltDegrees,
    rollDegrees: 0,
    sensor: model.sensor,
    focalLengthMillimeters: model.focalLengthMillimeters,
    mounting: at.mounting,
    model: model.id,
    notes: '',
  };
  return editCamera(camera, {
    x: at.x,
    y: at.y,
    heightMeters: at.heightMeters,
    headingDegrees: at.headingDegrees ?? 0,
  });
}

/** A copy beside the original: 2 m to the right of where it looks, own name, standing by itself. */
export function duplicateCamera(camera: Camera, devices: readonly Device[]): Outcome<Camera> {
  const heading = (camera.headingDegrees * Math.PI) / 180;
  const copy: Camera = { ...camera, ...nextCameraName(devices), mounting: { kind: 'free', featureId: null } };
  return editCamera(copy, { x: camera.x + 2 * Math.cos(heading), y: camera.y - 2 * Math.sin(heading) });
}
