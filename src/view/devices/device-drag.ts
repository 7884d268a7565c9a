import { quantize } from '#geo/quantum.ts';
import { groundHeight } from '#geo/terrain.ts';
import { type Device, isOptical } from '#model/device.ts';
import type { Commands, DeviceFields, SessionState, SnapPoint, Store } from '#state/session.ts';
import { dot, halfViewTangent, pixelDirection, planeHit, type Vector } from '../controls/view-rays.ts';
import type { Engine } from '../engine.ts';
import type { Interaction } from '../interaction.ts';
import { placingOf, snapInPlan } from '../snapping.ts';
import { aimAt, headingTo, turnWithWall, widenTo } from './device-aim.ts';

/** `aim` turns and tilts, `turn` turns only, `lens` opens and narrows the view. */
export type DragPart = 'move' | 'aim' | 'turn' | 'lens';

export interface DeviceDragHost {
  readonly element: HTMLElement;
  readonly engine: Engine;
  readonly interaction: Interaction;
  readonly session: Store<SessionState>;
  readonly commands: Commands;
}

/** Pixels that a press may wander before it is a drag. */
const dragThreshold = 3;

/** Of more devices than this that are moved together the new places are taken when they are let go. */
const mostLive = 40;

/** Names of the undo steps. */
const labels: Readonly<Record<DragPart, string>> = {
  move: 'Move',
  aim: 'Aim',
  turn: 'Turn',
  lens: 'Change lens of',
};

/**
 * Starts to drag a part of a device: the body to move it (with all others that are selected), the point it aims at, the tip
 * of its view, or the edge of it. All changes are one undo step; Escape takes them back. Without a move it is a click, which
 * selects; with Shift it adds to the selection or takes out of it. Locked devices stay where they are.
 */
export function startDeviceDrag(host: DeviceDragHost, device: Device, part: DragPart, event: PointerEvent): void {
  const { engine, session, commands } = host;
  const box = host.element.getBoundingClientRect();
  const start = { x: event.clientX, y: event.clientY };
  const { selection } = session.get();
  const wasSelected = selection.includes(device.id);
  const adds = event.shiftKey && part === 'move';
  if (!wasSelected && !adds) commands.select([device.id]);
  const members = wasSelected && part === 'move' ? movable(session.get(), selection) : [device];
  const grip = gripOf(host, device, part, event.clientX - box.left, event.clientY - box.top);
  let dragging = false;
  let latest: PointerEvent | null = null;
  let frame: number | null = null;

  const apply = (ends = false): void => {
    frame = null;
    if (members.length > mostLive && !ends) return;
    const at = latest;
    const now = session.get().scenario?.devices.find(({ id }) => id === device.id);
    if (at === null || now === undefined) return;
    const change = grip(at.clientX - box.left, at.clientY - box.top, at, now);
    if (change === null) return;
    if (members.length < 2) commands.changeDevice(device.id, change);
    else moveTogether(commands, members, device, change);
  };

  const move = (next: PointerEvent): void => {
    if (next.pointerId !== event.pointerId || device.locked) return;
    latest = next;
    if (!dragging) {
      if (Math.hypot(next.clientX - start.x, next.clientY - start.y) < dragThreshold) return;
      dragging = true;
      if (!wasSelected && adds) commands.select([device.id]);
      engine.setMoving(true);
      host.element.dataset['dragging'] = part;
      commands.hover(null);
      commands.beginGesture(members.length > 1 ? `Move ${members.length} devices` : `${labels[part]} ${device.name}`);
    }
    frame ??= requestAnimationFrame(() => apply());
  };

  const finish = (keep: boolean): void => {
    window.removeEventListener('pointermove', move);
    window.removeEventListener('pointerup', up);
    window.removeEventListener('pointercancel', cancel);
    window.removeEventListener('keydown', key, true);
    if (frame !== null) cancelAnimationFrame(frame);
    if (!dragging) return;
    if (keep) {
      apply(true);
      commands.endGesture();
    } else commands.cancelGesture();
    delete host.element.dataset['dragging'];
    engine.setMoving(false);
  };
  const up = (last: PointerEvent): void => {
    if (last.pointerId !== event.pointerId) return;
    if (dragging) latest = last;
    else if (adds)
      commands.select(wasSelected ? selection.filter((id) => id !== device.id) : [...selection, device.id]);
    else if (wasSelected && part === 'move' && selection.length > 1) commands.select([device.id]);
    finish(true);
  };
  const cancel = (): void => finish(false);
  const key = (pressed: KeyboardEvent): void => {
    if (pressed.key !== 'Escape') return;
    pressed.preventDefault();
    pressed.stopPropagation();
    finish(false);
  };

  window.addEventListener('pointermove', move);
  window.addEventListener('pointerup', up);
  window.addEventListener('pointercancel', cancel);
  window.addEventListener('keydown', key, true);
}

function movable({ scenario }: SessionState, selection: readonly string[]): readonly Device[] {
  const wanted = new Set(selection);
  return scenario?.devices.filter(({ id, locked }) => wanted.has(id) && !locked) ?? [];
}

/** Every device keeps its place beside the one that is held; none of them stays fixed to what it was fixed to. */
function moveTogether(commands: Commands, members: readonly Device[], held: Device, change: DeviceFields): void {
  const lifted = change.x === undefined && change.heightMeters !== undefined;
  const rise = lifted ? (change.heightMeters ?? held.heightMeters) - held.heightMeters : 0;
  const [dx, dy] = [(change.x ?? held.x) - held.x, (change.y ?? held.y) - held.y];
  const moved = members.map((device): Device => {
    const heightMeters = quantize(Math.max(leastHeightMeters, device.heightMeters + rise));
    return lifted
      ? { ...device, heightMeters }
      : {
          ...device,
          x: quantize(device.x + dx),
          y: quantize(device.y + dy),
          mounting: { kind: 'free', featureId: null },
        };
  });
  if (members.length > mostLive) commands.putRecords('devices', `Move ${members.length} devices`, moved);
  else
    for (const { id, x, y, heightMeters, mounting } of moved)
      commands.changeDevice(id, lifted ? { heightMeters } : { x, y, mounting });
}

type Grip = (x: number, y: number, event: PointerEvent, now: Device) => DeviceFields | null;

function gripOf(host: DeviceDragHost, device: Device, part: DragPart, x: number, y: number): Grip {
  switch (part) {
    case 'move':
      return gripBody(host, device, x, y);
    case 'aim':
      return (atX, atY, _event, now) => {
        const target = targetUnder(host, atX, atY);
        return target === null || !isOptical(now) ? null : aimAt(now, groundUnder(host, now), target);
      };
    case 'turn':
      return (atX, atY, _event, now) => {
        const target = targetUnder(host, atX, atY);
        const headingDegrees = target === null ? null : headingTo(now, target[0], target[1]);
        return headingDegrees === null ? null : { headingDegrees };
      };
    case 'lens':
      return (atX, atY, _event, now) => {
        const target = targetUnder(host, atX, atY);
        return target === null || !isOptical(now) ? null : widenTo(now, groundUnder(host, now), target);
      };
  }
}

/** Lowest that a drag puts a device, metres. */
const leastHeightMeters = 0.5;

/** Moves in the level plane through the device, so that it keeps its height above the ground; with Shift up and down. */
function gripBody(host: DeviceDragHost, device: Device, x: number, y: number): Grip {
  const { engine, interaction } = host;
  const index = interaction.snapIndex();
  const z = groundUnder(host, device) + device.heightMeters;
  const inPlane = (atX: number, atY: number): Vector | null => {
    const basis = engine.basis();
    return planeHit(basis.eye, pixelDirection(basis, engine.viewport(), atX, atY), z, engine.camera.far);
  };
  const grabbed = inPlane(x, y);
  const placing = placingOf(device.kind, device.heightMeters);
  const from: SnapPoint | null =
    index === null
      ? null
      : snapInPlan(index, device.x, device.y, device.heightMeters, { mount: 0, wall: 0.6 }, placing);
  const startWall = from?.headingDegrees ?? null;
  let height = device.heightMeters;
  return (atX, atY, event, now) => {
    if (event.shiftKey) {
      height = Math.max(leastHeightMeters, device.heightMeters + (y - atY) / pixelsPerMeterUp(host, now));
      return { heightMeters: height };
    }
    const hit = inPlane(atX, atY);
    if (hit === null || grabbed === null || index === null) return null;
    const reach = event.altKey ? { mount: 0, wall: 0 } : interaction.reach();
    const at = snapInPlan(
      index,
      device.x + hit[0] - grabbed[0],
      device.y + hit[1] - grabbed[1],
      height,
      reach,
      placing,
    );
    const headingDegrees = turnWithWall(device.headingDegrees, startWall, at.headingDegrees);
    // A pole may be lower than the device was; beyond it the device is as high as before.
    const heightMeters = isMount(at.mounting.kind) ? at.heightMeters : height;
    return { x: at.x, y: at.y, heightMeters, mounting: at.mounting, headingDegrees };
  };
}

function isMount(kind: Device['mounting']['kind']): boolean {
  return kind === 'pole' || kind === 'lamp' || kind === 'signal';
}

/** Pixels that a metre of height takes on the screen at the device. */
function pixelsPerMeterUp(host: DeviceDragHost, device: Device): number {
  const { engine } = host;
  const basis = engine.basis();
  const arm: Vector = [device.x - basis.eye[0], device.y - basis.eye[1], groundUnder(host, device) - basis.eye[2]];
  const depth = Math.max(1, dot(arm, basis.forward));
  return (engine.viewport().height / (2 * depth * halfViewTangent)) * Math.max(0.2, basis.up[2]);
}

function groundUnder(host: DeviceDragHost, device: Device): number {
  return groundHeight(host.session.get().city?.terrain ?? null, device.x, device.y);
}

/** Point at target height over the ground under a pixel. */
function targetUnder(host: DeviceDragHost, x: number, y: number): Vector | null {
  const ground = host.interaction.picker.groundAt(x, y);
  const height = host.session.get().scenario?.targetHeightMeters ?? 0;
  if (ground === null) return null;
  const basis = host.engine.basis();
  return planeHit(
    basis.eye,
    pixelDirection(basis, host.engine.viewport(), x, y),
    ground[2] + height,
    host.engine.camera.far,
  );
}
