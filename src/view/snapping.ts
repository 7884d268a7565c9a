import { groundHeight } from '#geo/terrain.ts';
import type { SnapPoint } from '#state/session.ts';
import type { SnapIndex, WallPoint } from './snap-index.ts';

/** Distance of the optical centre from the wall it is fixed to, metres; the engine asks for 0.1 at least. */
export const wallOffsetMeters = 0.3;
/** Height of a camera that is put down by a click on the ground, metres: a usual mounting height, out of reach. */
export const defaultHeightMeters = 6;
/** Lowest a camera is placed by a click on a wall, metres. */
const lowestWallMeters = 2.5;
/** A roof edge is taken from this far inside the roof, metres. */
const roofEdgeReachMeters = 4;
/** Above the roof's edge or surface, metres. */
const roofRiseMeters = 0.8;

export interface SnapReach {
  /** How far from a pole or wall the pointer may be, metres; from pixels and scale. 0 snaps to nothing. */
  readonly mount: number;
  readonly wall: number;
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

/** Where a new camera would be fixed if the planner clicked on this surface. */
export function snapToSurface(index: SnapIndex, at: PointedSurface, reach: SnapReach): SnapPoint {
  if (at.prism !== null && at.normalZ > 0.5) return snapToRoof(index, at, at.prism, reach);
  const ground = groundHeight(index.city.terrain, at.x, at.y);
  if (at.prism !== null) {
    const height = Math.max(lowestWallMeters, at.z - ground);
    return snapInPlan(index, at.x, at.y, height, { mount: 0, wall: Math.max(reach.wall, 1) });
  }
  return snapInPlan(index, at.x, at.y, defaultHeightMeters, reach);
}

/**
 * Where a camera at this height above the ground would be fixed at a place in plan: the pole or wall within reach, else
 * free. A place inside a building goes to the nearest of its walls. Walls that stand against another building are no
 * place for a camera and are passed over.
 */
export function snapInPlan(index: SnapIndex, x: number, y: number, heightMeters: number, reach: SnapReach): SnapPoint {
  const z = groundHeight(index.city.terrain, x, y) + heightMeters;
  const inside = index.prismAt(x, y, z);
  const mount = inside >= 0 || reach.mount <= 0 ? null : index.mount(x, y, reach.mount);
  if (mount !== null) {
    return {
      x: mount.x,
      y: mount.y,
      heightMeters,
      headingDegrees: null,
      mounting: { kind: 'pole', featureId: mount.id },
    };
  }
  const wall =
    inside >= 0
      ? nearestFreeWall(index, x, y, z, inside)
      : reach.wall > 0
        ? freeWall(index, index.walls(x, y, z, reach.wall), z)
        : null;
  if (wall !== null) return onWall(index, wall, z);
  return { x, y, heightMeters, headingDegrees: null, mounting: { kind: 'free', featureId: null } };
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
