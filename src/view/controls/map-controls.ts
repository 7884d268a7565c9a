import type { ViewPose } from '#state/session.ts';
import type { Viewpoint } from '#state/viewpoint.ts';
import { orbitAround, panTo, zoomAt } from './map-moves.ts';
import type { Vector, ViewportSize } from './view-rays.ts';

/** What the map's controls need of the twin. Pixels are those of the twin's element. */
export interface MapHost {
  readonly viewpoint: Viewpoint;
  viewport(): ViewportSize;
  /** Height of the plane that the pose's target lies in. */
  targetZ(): number;
  /** What is under a pixel: a building or the ground; null for the sky. */
  pointAt(x: number, y: number): Vector | null;
  /** Moves there without a jump of the target's height. */
  move(pose: ViewPose): void;
  /** A move is over: put the target back on the ground. */
  settle(): void;
  setMoving(moving: boolean): void;
  /** Pointer over the map without a button; null when it has left. */
  hover(at: { readonly x: number; readonly y: number } | null): void;
  click(x: number, y: number, event: PointerEvent): void;
}

/** Pixels that a click may wander. */
const clickSlop = 4;
const turnPerPixel = 0.3;
const tiltPerPixel = 0.22;
const settleMilliseconds = 180;

interface Grip {
  readonly kind: 'pan' | 'orbit';
  readonly point: Vector;
  readonly startX: number;
  readonly startY: number;
  lastX: number;
  lastY: number;
  moved: boolean;
}

/** Two fingers: `tilt` once they have gone up or down together, `turn` once they have done anything else. */
interface Pinch {
  distance: number;
  angle: number;
  readonly x: number;
  readonly y: number;
  lastY: number;
  readonly point: Vector;
  mode: 'tilt' | 'turn' | null;
}

/** A finger that rests so long asks what is there, milliseconds. */
export const longPressMilliseconds = 500;
/** Movement of two fingers, pixels and radians, until it is known what they mean. */
const pinchSlop = 8;
const turnSlop = 0.1;

/** Keeps the pointer while it is down; one that is up already (a click made by a drop) cannot be kept, which does no harm. */
function capture(element: HTMLElement, pointerId: number): void {
  try {
    element.setPointerCapture(pointerId);
  } catch (reason) {
    if (!(reason instanceof DOMException)) throw reason;
  }
}

/** What two fingers want; null while they have hardly moved. */
function pinchMode(
  pinch: Pinch,
  distance: number,
  angle: number,
  middle: { readonly x: number; readonly y: number },
): Pinch['mode'] {
  const spread = Math.abs(distance - pinch.distance);
  const turn = Math.abs(angle - pinch.angle) % (2 * Math.PI);
  const turned = Math.min(turn, 2 * Math.PI - turn);
  const rise = Math.abs(middle.y - pinch.y);
  // Fingers beside each other that go up or down together tilt, as on other maps.
  if (rise > pinchSlop && rise > spread && turned < turnSlop && Math.abs(Math.sin(pinch.angle)) < 0.5) return 'tilt';
  if (spread > pinchSlop || turned > turnSlop || Math.abs(middle.x - pinch.x) > pinchSlop || rise > 2 * pinchSlop)
    return 'turn';
  return null;
}

/** Attaches map-like pointer controls to the twin's element; returns a function that takes them off. */
export function attachMapControls(element: HTMLElement, host: MapHost): () => void {
  const pointers = new Map<number, { x: number; y: number }>();
  let grip: Grip | null = null;
  let pinch: Pinch | null = null;
  let wheelPoint: { readonly point: Vector; readonly x: number; readonly y: number } | null = null;
  let settleTimer: ReturnType<typeof setTimeout> | null = null;
  let pressTimer: ReturnType<typeof setTimeout> | null = null;

  const place = (event: MouseEvent) => {
    const box = element.getBoundingClientRect();
    return { x: event.clientX - box.left, y: event.clientY - box.top };
  };

  const settleSoon = (): void => {
    if (settleTimer !== null) clearTimeout(settleTimer);
    settleTimer = setTimeout(() => {
      settleTimer = null;
      wheelPoint = null;
      host.settle();
      host.setMoving(false);
    }, settleMilliseconds);
  };

  const forgetPress = (): void => {
    if (pressTimer !== null) clearTimeout(pressTimer);
    pressTimer = null;
  };

  /** A finger cannot hover: one that stays where it is reads out instead, and then neither pans nor clicks. */
  const waitForPress = (at: { readonly x: number; readonly y: number }): void => {
    forgetPress();
    pressTimer = setTimeout(() => {
      pressTimer = null;
      if (grip === null || grip.moved) return;
      grip = null;
      host.hover(at);
    }, longPressMilliseconds);
  };

  const release = (): void => {
    forgetPress();
    if (grip?.moved === true || pinch !== null) host.settle();
    grip = null;
    pinch = null;
    host.setMoving(false);
  };

  const startPinch = (): void => {
    const [a, b] = [...pointers.values()];
    const middle = { x: (a.x + b.x) / 2, y: (a.y + b.y) / 2 };
    const point = host.pointAt(middle.x, middle.y);
    grip = null;
    if (point !== null)
      pinch = {
        ...middle,
        lastY: middle.y,
        point,
        distance: Math.hypot(b.x - a.x, b.y - a.y),
        angle: Math.atan2(b.y - a.y, b.x - a.x),
        mode: null,
      };
  };

  const onDown = (event: PointerEvent): void => {
    if (event.target instanceof Element && event.target.closest('[data-twin-handle]') !== null) return;
    element.focus({ preventScroll: true });
    const at = place(event);
    pointers.set(event.pointerId, at);
    capture(element, event.pointerId);
    if (event.pointerType === 'touch') host.hover(null);
    if (pointers.size === 2) {
      forgetPress();
      startPinch();
      return;
    }
    const point = host.pointAt(at.x, at.y);
    if (point === null || pointers.size > 2) return;
    const orbits = event.button === 2 || event.button === 1 || event.ctrlKey || event.metaKey;
    host.viewpoint.set({});
    grip = {
      kind: orbits ? 'orbit' : 'pan',
      point,
      startX: at.x,
      startY: at.y,
      lastX: at.x,
      lastY: at.y,
      moved: false,
    };
    if (event.pointerType === 'touch') waitForPress(at);
  };

  const movePinch = (): void => {
    const [a, b] = [...pointers.values()];
    if (pinch === null || a === undefined || b === undefined) return;
    const distance = Math.max(1, Math.hypot(b.x - a.x, b.y - a.y));
    const angle = Math.atan2(b.y - a.y, b.x - a.x);
    const z = host.targetZ();
    const middle = { x: (a.x + b.x) / 2, y: (a.y + b.y) / 2 };
    pinch.mode ??= pinchMode(pinch, distance, angle, middle);
    if (pinch.mode === null) return;
    if (pinch.mode === 'tilt') {
      host.setMoving(true);
      host.move(orbitAround(host.viewpoint.get(), z, pinch.point, 0, (middle.y - pinch.lastY) * tiltPerPixel));
      pinch.lastY = middle.y;
      return;
    }
    let pose = zoomAt(host.viewpoint.get(), z, pinch.point, pinch.distance / distance);
    pose = orbitAround(pose, z, pinch.point, ((pinch.angle - angle) * 180) / Math.PI, 0);
    pose = panTo(pose, z, host.viewport(), pinch.point, middle.x, middle.y);
    pinch.distance = distance;
    pinch.angle = angle;
    host.setMoving(true);
    host.move(pose);
  };

  const onMove = (event: PointerEvent): void => {
    const at = place(event);
    if (pointers.has(event.pointerId)) pointers.set(event.pointerId, at);
    if (pinch !== null) {
      movePinch();
      return;
    }
    if (grip === null) {
      if (pointers.size === 0)
        host.hover(event.target instanceof Element && event.target.closest('[data-twin-handle]') !== null ? null : at);
      return;
    }
    if (!grip.moved && Math.hypot(at.x - grip.startX, at.y - grip.startY) < clickSlop) return;
    grip.moved = true;
    forgetPress();
    host.setMoving(true);
    const pose = host.viewpoint.get();
    const z = host.targetZ();
    if (grip.kind === 'pan') host.move(panTo(pose, z, host.viewport(), grip.point, at.x, at.y));
    else
      host.move(
        orbitAround(pose, z, grip.point, (at.x - grip.lastX) * turnPerPixel, (at.y - grip.lastY) * tiltPerPixel),
      );
    grip.lastX = at.x;
    grip.lastY = at.y;
  };

  const onUp = (event: PointerEvent): void => {
    if (!pointers.delete(event.pointerId)) return;
    const clicked = grip !== null && grip.kind === 'pan' && !grip.moved && pinch === null && event.type === 'pointerup';
    release();
    if (clicked) {
      const at = place(event);
      host.click(at.x, at.y, event);
    }
  };

  const onWheel = (event: WheelEvent): void => {
    event.preventDefault();
    const at = place(event);
    if (wheelPoint === null || Math.hypot(at.x - wheelPoint.x, at.y - wheelPoint.y) > clickSlop) {
      const point = host.pointAt(at.x, at.y);
      wheelPoint = point === null ? null : { point, ...at };
    }
    if (wheelPoint === null) return;
    const unit = event.deltaMode === 1 ? 16 : event.deltaMode === 2 ? 400 : 1;
    const pixels = Math.max(-240, Math.min(240, event.deltaY * unit * (event.ctrlKey ? 5 : 1)));
    host.setMoving(true);
    host.move(zoomAt(host.viewpoint.get(), host.targetZ(), wheelPoint.point, Math.exp(pixels * 0.0016)));
    settleSoon();
  };

  const onDoubleClick = (event: MouseEvent): void => {
    if (event.target instanceof Element && event.target.closest('[data-twin-handle]') !== null) return;
    const at = place(event);
    const point = host.pointAt(at.x, at.y);
    if (point === null) return;
    const { targetX, targetY, distanceMeters } = zoomAt(
      host.viewpoint.get(),
      host.targetZ(),
      point,
      event.shiftKey ? 2 : 0.5,
    );
    host.viewpoint.flyTo({ targetX, targetY, distanceMeters });
  };

  const onLeave = (event: PointerEvent): void => {
    // A finger that is lifted leaves, but what it has read out stays until the next touch.
    if (pointers.size === 0 && event.pointerType !== 'touch') host.hover(null);
  };
  const onMenu = (event: Event): void => event.preventDefault();

  const listeners: readonly (readonly [string, (event: never) => void])[] = [
    ['pointerdown', onDown],
    ['pointermove', onMove],
    ['pointerup', onUp],
    ['pointercancel', onUp],
    ['pointerleave', onLeave],
    ['dblclick', onDoubleClick],
    ['contextmenu', onMenu],
  ];
  for (const [name, listener] of listeners) element.addEventListener(name, listener as EventListener);
  element.addEventListener('wheel', onWheel, { passive: false });
  return () => {
    if (settleTimer !== null) clearTimeout(settleTimer);
    forgetPress();
    for (const [name, listener] of listeners) element.removeEventListener(name, listener as EventListener);
    element.removeEventListener('wheel', onWheel);
  };
}
