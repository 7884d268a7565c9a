import { groundHeight } from '#geo/terrain.ts';
import type { Mount } from '#model/city.ts';
import type { DeviceKind, Mounting } from '#model/device.ts';
import type { SnapPoint } from '#state/session.ts';
import type { SnapIndex, WallPoint } from './snap-index.ts';

/** Distance of the optical centre from the wall it is fixed to, metres; the engine asks for 0.1 at least. */
export const wallOffsetMeters = 0.15;
/** What is fixed to a pole hangs at least so far below its top, metres. */
const belowTopMeters = 0.3;
/** Lowest a device is placed by a click on a wall, and its least distance to the roof's edge, metres. */
const lowestWallMeters = 2.5;
const belowEavesMeters = 0.5;
/** A roof edge is taken from this far inside the roof, and from this share of a wall's height below it. */
const roofEdgeReachMeters = 4;
const upperWallShare = 0.15;
const upperWallMeters = 2;
/** Above the roof's edge or surface, metres. */
const roofRiseMeters = 0.5;
/** Doors and lamps are caught from so far, metres. */
const portalReachMeters = 15;
const lampReachMeters = 15;

export interface SnapReach {
  /** How far from a pole or wall the pointer may be, metres; from pixels and scale. 0 snaps to nothing. */
  readonly mount: number;
  readonly wall: number;
}

/** What a kind of device is fixed to, and how high above the ground where nothing says otherwise, metres. */
export interface Placing {
  readonly snapsTo: 'mounts-and-walls' | 'portals' | 'lamps';
  readonly heightMeters: number;
}

/** Access control belongs to doors and gates, light controllers to lamps; everything else to poles, walls and roofs. */
export function placingOf(kind: DeviceKind, heightMeters: number): Placing {
  const snapsTo = kind === 'access' ? 'portals' : kind === 'light' ? 'lamps' : 'mounts-and-walls';
  return { snapsTo, heightMeters };
}

/** What the pointer is on. */
export interface PointedSurface {
  readonly x: number;
  readonly y: number;
  readonly z: number;
  /** Prism that was hit, or null for the ground. */
  readonly prism: number | null;
  /** z part of the face's normal: near 0 for walls, 1 for roofs. */
  readonly normalZ: number;
}

/** Where a new device would be fixed if the planner clicked on this surface. */
export function snapToSurface(index: SnapIndex, at: PointedSurface, reach: SnapReach, placing: Placing): SnapPoint {
  if (placing.snapsTo !== 'mounts-and-walls' || at.prism === null)
    return snapInPlan(index, at.x, at.y, placing.heightMeters, reach, placing);
  const { prisms, terrain } = index.city;
  const top = prisms.topZ[at.prism];
  const ground = groundHeight(terrain, at.x, at.y);
  const upper = Math.min(upperWallMeters, upperWallShare * (top - ground));
  if (at.normalZ > 0.5 || at.z > top - upper) return snapToRoof(index, at, at.prism, reach);
  const height = Math.max(lowestWallMeters, Math.min(at.z, top - belowEavesMeters) - ground);
  return snapInPlan(index, at.x, at.y, height, { mount: 0, wall: Math.max(reach.wall, 1) }, placing);
}

/**
 * Where a device at this height above the ground would be fixed at a place in plan: the door, lamp, pole or wall within reach
 * that its kind is fixed to, else free. A place inside a building goes to the nearest of its walls. Walls that stand against
 * another building are no place for a device and are passed over.
 */
export function snapInPlan(
  index: SnapIndex,
  x: number,
  y: number,
  heightMeters: number,
  reach: SnapReach,
  placing: Placing,
): SnapPoint {
  if (placing.snapsTo === 'portals') return snapToPortal(index, x, y, heightMeters, reach);
  if (placing.snapsTo === 'lamps') return snapToLamp(index, x, y, heightMeters, reach);
  const z = groundHeight(index.city.terrain, x, y) + heightMeters;
  const inside = index.prismAt(x, y, z);
  const mount = inside >= 0 || reach.mount <= 0 ? null : index.mount(x, y, reach.mount);
  if (mount !== null) return onMount(mount, heightMeters);
  const wall =
    inside >= 0
      ? nearestFreeWall(index, x, y, z, inside)
      : reach.wall > 0
        ? freeWall(index, index.walls(x, y, z, reach.wall), z)
        : null;
  if (wall !== null) return onWall(index, wall, z);
  return free(x, y, heightMeters);
}

function free(x: number, y: number, heightMeters: number): SnapPoint {
  return { x, y, heightMeters, headingDegrees: null, mounting: { kind: 'free', featureId: null } };
}

/** On the mount, at the wanted height or as high as it reaches. */
function onMount(mount: Mount, heightMeters: number): SnapPoint {
  const most = mount.heightMeters === null ? heightMeters : mount.heightMeters - belowTopMeters;
  const height = Math.max(0.5, Math.min(heightMeters, most));
  const mounting: Mounting = { kind: mount.kind, featureId: mount.id };
  return { x: mount.x, y: mount.y, heightMeters: height, headingDegrees: null, mounting };
}

function snapToPortal(index: SnapIndex, x: number, y: number, heightMeters: number, reach: SnapReach): SnapPoint {
  const portal = reach.mount <= 0 && reach.wall <= 0 ? null : index.portal(x, y, portalReachMeters);
  if (portal === null) return free(x, y, heightMeters);
  const mounting: Mounting = { kind: 'portal', featureId: portal.id };
  const z = groundHeight(index.city.terrain, portal.x, portal.y) + heightMeters;
  // Beside the door and facing out, where its wall is known; else at the very place of the portal.
  const wall = freeWall(index, index.walls(portal.x, portal.y, z, 1.5), z);
  if (wall === null) return { x: portal.x, y: portal.y, heightMeters, headingDegrees: null, mounting };
  return { ...onWall(index, wall, z), mounting };
}

function snapToLamp(index: SnapIndex, x: number, y: number, heightMeters: number, reach: SnapReach): SnapPoint {
  const lamp = reach.mount <= 0 ? null : index.mount(x, y, lampReachMeters, 'lamp');
  if (lamp === null) return free(x, y, heightMeters);
  // A controller sits on top of its lamp.
  const top = lamp.heightMeters ?? heightMeters;
  return { ...onMount(lamp, top), heightMeters: Math.max(0.5, top) };
}

/** Wall of the building one is inside of, or another one near it, that has air before it. */
function nearestFreeWall(index: SnapIndex, x: number, y: number, z: number, inside: number): WallPoint | null {
  for (const reach of [15, 60, 240]) {
    const walls = index.walls(x, y, z, reach);
    const own =
      freeWall(
        index,
        walls.filter((wall) => wall.prism === inside),
        z,
      ) ?? freeWall(index, walls, z);
    if (own !== null) return own;
  }
  return null;
}

function freeWall(index: SnapIndex, walls: readonly WallPoint[], z: number): WallPoint | null {
  const found = walls.find(
    (wall) => index.prismAt(wall.x + wall.nx * wallOffsetMeters, wall.y + wall.ny * wallOffsetMeters, z) < 0,
  );
  return found ?? null;
}

function onWall(index: SnapIndex, wall: WallPoint, z: number): SnapPoint {
  const x = wall.x + wall.nx * wallOffsetMeters;
  const y = wall.y + wall.ny * wallOffsetMeters;
  return {
    x,
    y,
    heightMeters: z - groundHeight(index.city.terrain, x, y),
    headingDegrees: normalHeading(wall.nx, wall.ny),
    mounting: { kind: 'wall', featureId: buildingId(index, wall.prism) },
  };
}

/** On the edge of the roof and out of the wall, so that it sees down along it; from the middle of a roof upon it. */
function snapToRoof(index: SnapIndex, at: PointedSurface, prism: number, reach: SnapReach): SnapPoint {
  const { prisms, terrain } = index.city;
  const top = prisms.topZ[prism];
  const edge = index
    .walls(at.x, at.y, top - 0.01, Math.max(reach.wall, roofEdgeReachMeters))
    .find(
      (wall) =>
        wall.prism === prism &&
        index.prismAt(wall.x + wall.nx * wallOffsetMeters, wall.y + wall.ny * wallOffsetMeters, top) < 0,
    );
  const x = edge === undefined ? at.x : edge.x + edge.nx * wallOffsetMeters;
  const y = edge === undefined ? at.y : edge.y + edge.ny * wallOffsetMeters;
  return {
    x,
    y,
    heightMeters: top + roofRiseMeters - groundHeight(terrain, x, y),
    headingDegrees: edge === undefined ? null : normalHeading(edge.nx, edge.ny),
    mounting: { kind: 'roof', featureId: buildingId(index, prism) },
  };
}

function buildingId(index: SnapIndex, prism: number): string | null {
  return index.city.buildings[index.city.prisms.building[prism]]?.id ?? null;
}

function normalHeading(nx: number, ny: number): number {
  return ((Math.atan2(nx, ny) * 180) / Math.PI + 360) % 360;
}

const places: Readonly<Record<Mounting['kind'], string>> = {
  pole: 'On a pole',
  lamp: 'On a lamp',
  signal: 'On a signal',
  wall: 'On a wall',
  roof: 'On a roof',
  portal: 'At a way in',
  free: 'Standing by itself',
};

/** “On a lamp”: what a device is fixed to, for read-outs. */
export function mountingText({ kind }: Mounting): string {
  return places[kind];
}
