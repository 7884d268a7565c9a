import type { Bounds } from '#model/scene.ts';
import type { Store, ViewPose } from './session.ts';

/** Vertical field of view of the twin, degrees: a long lens, so that walls stay upright and there is no horizon. */
export const twinFieldOfViewDegrees = 28;

/** Lowest and highest pitch, degrees; 90 looks straight down. */
export const pitchLimits = { least: 12, most: 90 } as const;
/** Nearest the twin's camera comes to its target, metres. */
const nearestMeters = 12;
/** The target may leave the scene by this much, metres. */
const marginMeters = 150;

export const defaultPose: ViewPose = {
  targetX: 0,
  targetY: 0,
  headingDegrees: 28,
  pitchDegrees: 47,
  distanceMeters: 640,
};

/** A movement on its way. */
interface Flight {
  readonly from: ViewPose;
  readonly to: ViewPose;
  readonly durationMilliseconds: number;
  startedAt: number | null;
}

/**
 * Where the twin looks from, shared by its controls, the compass, the scale bar, links and commands. Listeners hear of
 * each change of the pose and of the scale.
 */
export interface Viewpoint extends Store<ViewPose> {
  /** Jumps there, within the limits; ends a flight. */
  set(change: Partial<ViewPose>): void;
  /** Moves there with easing, or jumps where the user asked for less motion. */
  flyTo(change: Partial<ViewPose>, durationMilliseconds?: number): void;
  /** True while a flight is on its way. */
  flying(): boolean;
  /** Where the pose will be when the flight has ended. */
  goal(): ViewPose;
  /** Called by the twin before each drawn frame, with its clock; true while there is more to come. */
  advance(nowMilliseconds: number): boolean;
  /** Scene that is looked at: keeps the target near it. */
  setBounds(bounds: Bounds | null): void;
  bounds(): Bounds | null;
  /** Height of the twin's element, CSS pixels; set by the twin. */
  setViewportHeight(pixels: number): void;
  /** Scale at the target, metres a CSS pixel across the view. */
  metersPerPixel(): number;
}

export interface ViewpointOptions {
  readonly pose?: Partial<ViewPose>;
  /** Asked at each flight: `prefers-reduced-motion`. */
  readonly reducedMotion?: () => boolean;
}

export function createViewpoint(options: ViewpointOptions = {}): Viewpoint {
  const listeners = new Set<() => void>();
  let bounds: Bounds | null = null;
  let pose = limitPose({ ...defaultPose, ...options.pose }, null);
  let flight: Flight | null = null;
  let viewportHeight = 712;

  const publish = (next: ViewPose): void => {
    if (samePose(next, pose)) return;
    pose = next;
    for (const listener of [...listeners]) listener();
  };

  return {
    get: () => pose,
    subscribe(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    set(change) {
      flight = null;
      publish(limitPose({ ...pose, ...change }, bounds));
    },
    flyTo(change, durationMilliseconds) {
      const to = limitPose({ ...(flight?.to ?? pose), ...change }, bounds);
      if (options.reducedMotion?.() === true) {
        flight = null;
        publish(to);
        return;
      }
      flight = {
        from: pose,
        to,
        durationMilliseconds: durationMilliseconds ?? flightDuration(pose, to),
        startedAt: null,
      };
      for (const listener of [...listeners]) listener();
    },
    flying: () => flight !== null,
    goal: () => flight?.to ?? pose,
    advance(now) {
      if (flight === null) return false;
      flight.startedAt ??= now;
      const t = Math.min(1, (now - flight.startedAt) / Math.max(1, flight.durationMilliseconds));
      const { from, to } = flight;
      if (t >= 1) flight = null;
      publish(t >= 1 ? to : betweenPoses(from, to, easeInOut(t)));
      return flight !== null;
    },
    setBounds(next) {
      bounds = next;
      publish(limitPose(pose, bounds));
    },
    bounds: () => bounds,
    setViewportHeight(pixels) {
      if (pixels === viewportHeight || !(pixels > 0)) return;
      viewportHeight = pixels;
      for (const listener of [...listeners]) listener();
    },
    metersPerPixel: () =>
      (2 * pose.distanceMeters * Math.tan((twinFieldOfViewDegrees / 2) * (Math.PI / 180))) / viewportHeight,
  };
}

/** Pose within the limits: heading in 0 ≤ h < 360, target near the scene, not so far that the city is lost. */
export function limitPose(pose: ViewPose, bounds: Bounds | null): ViewPose {
  const clamp = (value: number, least: number, most: number, fallback: number) =>
    Number.isFinite(value) ? Math.min(most, Math.max(least, value)) : fallback;
  const diagonal = bounds === null ? 4000 : Math.hypot(bounds.maxX - bounds.minX, bounds.maxY - bounds.minY);
  const heading = Number.isFinite(pose.headingDegrees) ? pose.headingDegrees : defaultPose.headingDegrees;
  return {
    targetX:
      bounds === null ? pose.targetX : clamp(pose.targetX, bounds.minX - marginMeters, bounds.maxX + marginMeters, 0),
    targetY:
      bounds === null ? pose.targetY : clamp(pose.targetY, bounds.minY - marginMeters, bounds.maxY + marginMeters, 0),
    headingDegrees: ((heading % 360) + 360) % 360,
    pitchDegrees: clamp(pose.pitchDegrees, pitchLimits.least, pitchLimits.most, defaultPose.pitchDegrees),
    distanceMeters: clamp(
      pose.distanceMeters,
      nearestMeters,
      Math.max(1500, 2.4 * diagonal),
      defaultPose.distanceMeters,
    ),
  };
}

/** What `look` commands mean from where one is. `points` are the selected (or all) devices, local metres. */
export function lookPose(
  how: 'north' | 'top' | 'tilted' | 'home' | 'zoom-in' | 'zoom-out' | 'selection',
  pose: ViewPose,
  bounds: Bounds | null,
  points: readonly { readonly x: number; readonly y: number }[],
): Partial<ViewPose> {
  switch (how) {
    case 'north':
      return { headingDegrees: 0 };
    case 'top':
      return { pitchDegrees: 90, headingDegrees: 0 };
    case 'tilted':
      return { pitchDegrees: defaultPose.pitchDegrees };
    case 'zoom-in':
      return { distanceMeters: pose.distanceMeters / 1.6 };
    case 'zoom-out':
      return { distanceMeters: pose.distanceMeters * 1.6 };
    case 'selection':
      return points.length === 0 ? {} : frame(points, Math.min(pose.distanceMeters, 320));
    case 'home':
      return homePose(bounds, points);
  }
}

/** Farther away than this a plan is dots: the opening view then shows where most of it is, metres. */
const farthestHomeMeters = 800;
/** Devices within this distance of each other belong together, metres. */
const clusterRadiusMeters = 250;

/** The opening view: the devices of the plan, or where most of them stand close together, else the middle of the scene. */
export function homePose(
  bounds: Bounds | null,
  points: readonly { readonly x: number; readonly y: number }[],
): ViewPose {
  if (points.length > 0) {
    const whole = { ...defaultPose, ...frame(points, 480) };
    const pose =
      whole.distanceMeters <= farthestHomeMeters ? whole : { ...defaultPose, ...frame(densestCluster(points), 480) };
    // The lower edge of the twin carries the legend: the plan goes somewhat above the middle.
    const heading = (pose.headingDegrees * Math.PI) / 180;
    const back = 0.06 * pose.distanceMeters;
    return {
      ...pose,
      targetX: pose.targetX - back * Math.sin(heading),
      targetY: pose.targetY - back * Math.cos(heading),
    };
  }
  if (bounds === null) return defaultPose;
  return { ...defaultPose, targetX: (bounds.minX + bounds.maxX) / 2, targetY: (bounds.minY + bounds.maxY) / 2 };
}

/** The points around the one with the most others near it; the first such point where several tie. */
function densestCluster<T extends { readonly x: number; readonly y: number }>(points: readonly T[]): readonly T[] {
  let best: readonly T[] = [];
  for (const { x, y } of points) {
    const near = points.filter((point) => Math.hypot(point.x - x, point.y - y) <= clusterRadiusMeters);
    if (near.length > best.length) best = near;
  }
  return best;
}

/** Target and distance from which all points are in view with room around them. */
function frame(
  points: readonly { readonly x: number; readonly y: number }[],
  leastDistance: number,
): Partial<ViewPose> {
  const xs = points.map((point) => point.x);
  const ys = points.map((point) => point.y);
  const [minX, maxX, minY, maxY] = [Math.min(...xs), Math.max(...xs), Math.min(...ys), Math.max(...ys)];
  const radius = Math.hypot(maxX - minX, maxY - minY) / 2;
  return {
    targetX: (minX + maxX) / 2,
    targetY: (minY + maxY) / 2,
    // The view is 0.5 × distance high across its middle; half of that holds the radius with a margin for what they see.
    distanceMeters: Math.max(leastDistance, (radius + 60) * 3.3),
  };
}

function samePose(a: ViewPose, b: ViewPose): boolean {
  return (
    a.targetX === b.targetX &&
    a.targetY === b.targetY &&
    a.headingDegrees === b.headingDegrees &&
    a.pitchDegrees === b.pitchDegrees &&
    a.distanceMeters === b.distanceMeters
  );
}

/** Between two poses; distance by ratio, heading the short way round. */
export function betweenPoses(from: ViewPose, to: ViewPose, t: number): ViewPose {
  const mix = (a: number, b: number) => a + (b - a) * t;
  const turn = ((((to.headingDegrees - from.headingDegrees) % 360) + 540) % 360) - 180;
  return {
    targetX: mix(from.targetX, to.targetX),
    targetY: mix(from.targetY, to.targetY),
    headingDegrees: (((from.headingDegrees + turn * t) % 360) + 360) % 360,
    pitchDegrees: mix(from.pitchDegrees, to.pitchDegrees),
    distanceMeters: from.distanceMeters * (to.distanceMeters / from.distanceMeters) ** t,
  };
}

function easeInOut(t: number): number {
  return t < 0.5 ? 4 * t * t * t : 1 - (-2 * t + 2) ** 3 / 2;
}

/** Longer ways take longer, between 250 and 900 ms. */
function flightDuration(from: ViewPose, to: ViewPose): number {
  const way = Math.hypot(to.targetX - from.targetX, to.targetY - from.targetY) / Math.max(1, from.distanceMeters);
  const zoom = Math.abs(Math.log2(to.distanceMeters / from.distanceMeters));
  return Math.min(900, 250 + 150 * (way + zoom));
}
