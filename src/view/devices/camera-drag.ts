import { groundHeight } from '#geo/terrain.ts';
import type { Camera } from '#model/device.ts';
import type { Commands, SessionState, SnapPoint, Store } from '#state/session.ts';
import { dot, halfViewTangent, pixelDirection, planeHit, type Vector } from '../controls/view-rays.ts';
import type { Engine } from '../engine.ts';
import type { Interaction } from '../interaction.ts';
import { snapInPlan } from '../snapping.ts';
import { aimAt, turnWithWall, widenTo } from './camera-aim.ts';

export type DragPart = 'move' | 'aim' | 'lens';

export interface CameraDragHost {
  readonly element: HTMLElement;
  readonly engine: Engine;
  readonly interaction: Interaction;
  readonly session: Store<SessionState>;
  readonly commands: Commands;
}

/** Pixels that a press may wander before it is a drag. */
const dragThreshold = 3;

/** Names of the undo steps. */
const labels: Readonly<Record<DragPart, string>> = { move: 'Move', aim: 'Aim', lens: 'Change lens of' };

/**
 * Starts to drag a part of a camera: the body to move it, the point it aims at, or the edge of its view. All changes are
 * one undo step; Escape takes them back. Without a move it is a click, which only selects.
 */
export function startCameraDrag(host: CameraDragHost, camera: Camera, part: DragPart, event: PointerEvent): void {
  const { engine, session, commands } = host;
  const box = host.element.getBoundingClientRect();
  const start = { x: event.clientX, y: event.clientY };
  const grip = gripOf(host, camera, part, event.clientX - box.left, event.clientY - box.top);
  let dragging = false;
  let latest: PointerEvent | null = null;
  let frame: number | null = null;
  commands.select([camera.id]);

  const apply = (): void => {
    frame = null;
    const at = latest;
    const now = session.get().scenario?.devices.find((device) => device.id === camera.id);
    if (at === null || now === undefined) return;
    const change = grip(at.clientX - box.left, at.clientY - box.top, at, now);
    if (change !== null) commands.changeCamera(camera.id, change);
  };

  const move = (next: PointerEvent): void => {
    if (next.pointerId !== event.pointerId) return;
    latest = next;
    if (!dragging) {
      if (Math.hypot(next.clientX - start.x, next.clientY - start.y) < dragThreshold) return;
      dragging = true;
      engine.setMoving(true);
      host.element.dataset['dragging'] = part;
      commands.hover(null);
      commands.beginGesture(`${labels[part]} ${camera.name}`);
    }
    frame ??= requestAnimationFrame(apply);
  };

  const finish = (keep: boolean): void => {
    window.removeEventListener('pointermove', move);
    window.removeEventListener('pointerup', up);
    window.removeEventListener('pointercancel', cancel);
    window.removeEventListener('keydown', key, true);
    if (frame !== null) cancelAnimationFrame(frame);
    if (!dragging) return;
    if (keep) {
      apply();
      commands.endGesture();
    } else commands.cancelGesture();
    delete host.element.dataset['dragging'];
    engine.setMoving(false);
  };
  const up = (last: PointerEvent): void => {
    if (last.pointerId !== event.pointerId) return;
    if (dragging) latest = last;
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

type Grip = (x: number, y: number, event: PointerEvent, now: Camera) => Partial<Camera> | null;

function gripOf(host: CameraDragHost, camera: Camera, part: DragPart, x: number, y: number): Grip {
  switch (part) {
    case 'move':
      return gripBody(host, camera, x, y);
    case 'aim':
      return (atX, atY, _event, now) => {
        const target = targetUnder(host, atX, atY);
        return target === null ? null : aimAt(now, groundUnder(host, now), target);
      };
    case 'lens':
      return (atX, atY, _event, now) => {
        const target = targetUnder(host, atX, atY);
        return target === null ? null : widenTo(now, groundUnder(host, now), target);
      };
  }
}

/** Moves in the level plane through the camera, so that it keeps its height above the ground; with Shift up and down. */
function gripBody(host: CameraDragHost, camera: Camera, x: number, y: number): Grip {
  const { engine, interaction } = host;
  const index = interaction.snapIndex();
  const z = groundUnder(host, camera) + camera.heightMeters;
  const inPlane = (atX: number, atY: number): Vector | null => {
    const basis = engine.basis();
    return planeHit(basis.eye, pixelDirection(basis, engine.viewport(), atX, atY), z, engine.camera.far);
  };
  const grabbed = inPlane(x, y);
  const from: SnapPoint | null =
    index === null ? null : snapInPlan(index, camera.x, camera.y, camera.heightMeters, { mount: 0, wall: 0.6 });
  const startWall = from?.headingDegrees ?? null;
  return (atX, atY, event, now) => {
    if (event.shiftKey) {
      return { heightMeters: Math.max(0.5, camera.heightMeters + (y - atY) / pixelsPerMeterUp(host, now)) };
    }
    const hit = inPlane(atX, atY);
    if (hit === null || grabbed === null || index === null) return null;
    const reach = event.altKey ? { mount: 0, wall: 0 } : interaction.reach();
    const at = snapInPlan(
      index,
      camera.x + hit[0] - grabbed[0],
      camera.y + hit[1] - grabbed[1],
      now.heightMeters,
      reach,
    );
    const headingDegrees = turnWithWall(camera.headingDegrees, startWall, at.headingDegrees);
    return { x: at.x, y: at.y, mounting: at.mounting, headingDegrees };
  };
}

/** Pixels that a metre of height takes on the screen at the camera. */
function pixelsPerMeterUp(host: CameraDragHost, camera: Camera): number {
  const { engine } = host;
  const basis = engine.basis();
  const arm: Vector = [camera.x - basis.eye[0], camera.y - basis.eye[1], groundUnder(host, camera) - basis.eye[2]];
  const depth = Math.max(1, dot(arm, basis.forward));
  return (engine.viewport().height / (2 * depth * halfViewTangent)) * Math.max(0.2, basis.up[2]);
}

function groundUnder(host: CameraDragHost, camera: Camera): number {
  return groundHeight(host.session.get().city?.terrain ?? null, camera.x, camera.y);
}

/** Point at target height over the ground under a pixel. */
function targetUnder(host: CameraDragHost, x: number, y: number): Vector | null {
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
