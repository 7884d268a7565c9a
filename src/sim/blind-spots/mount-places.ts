import { quantize } from '#geo/quantum.ts';
import { groundHeight } from '#geo/terrain.ts';
import type { Device, Mounting } from '#model/device.ts';
import type { GoalScene } from '../goals/goal-scene.ts';

/** Where a camera could be fixed. */
export interface MountPlace {
  /** On the 1/1024 m grid. */
  readonly x: number;
  readonly y: number;
  /** Above the ground, at most, metres. */
  readonly highestMeters: number;
  readonly mounting: Mounting;
  /** A wall is looked away from: its outward normal in plan; null where all directions are free. */
  readonly normal: readonly [x: number, y: number] | null;
}

/** Mounts and walls farther from a spot are not looked at, metres. */
export const mountReachMeters = 60;
/** At most so many mounts and so many walls, the nearest first. */
const mostMounts = 24;
const mostWalls = 16;
/** Places on walls are so far apart, metres. */
const wallSpacingMeters = 8;
/** Cameras on walls stand so far off it, metres; the panels' centres are 0.05 m off. */
const offWallMeters = 0.1;
/** Lowest and highest wall mounts above the ground, metres: out of reach of hands, within reach of a ladder. */
const wallLowest = 2.75;
const wallHighest = 6;
/** A mount without a height of its own, metres: assumption. */
const unknownMountMeters = 6;
/** A device so near to a mount uses it, metres. */
const takenMeters = 0.5;

/** Free lamps, signals, poles and walls near a place, the nearest first; mounts before walls. */
export function mountPlaces(
  scene: GoalScene,
  devices: readonly Pick<Device, 'x' | 'y' | 'mounting' | 'state'>[],
  x: number,
  y: number,
): MountPlace[] {
  const used = devices.filter(({ state }) => state !== 'retired');
  return [...freeMounts(scene, used, x, y), ...wallPlaces(scene, x, y)];
}

function freeMounts(
  scene: GoalScene,
  devices: readonly Pick<Device, 'x' | 'y' | 'mounting'>[],
  x: number,
  y: number,
): MountPlace[] {
  const taken = new Set(devices.map(({ mounting }) => mounting.featureId));
  const near = (scene.source.surroundings?.mounts ?? [])
    .map((mount) => ({ mount, distance: distanceTo(mount.x, mount.y, x, y) }))
    .filter(({ mount, distance }) => distance <= mountReachMeters && !taken.has(mount.id))
    .filter(({ mount }) => devices.every((device) => distanceTo(device.x, device.y, mount.x, mount.y) > takenMeters))
    .sort((a, b) => a.distance - b.distance || (a.mount.id < b.mount.id ? -1 : 1));
  return near.slice(0, mostMounts).map(({ mount }) => ({
    x: quantize(mount.x),
    y: quantize(mount.y),
    highestMeters: mount.heightMeters ?? unknownMountMeters,
    mounting: { kind: mount.kind, featureId: mount.id },
    normal: null,
  }));
}

/** Places on walls that face the spot, from the panels of facades. */
function wallPlaces(scene: GoalScene, x: number, y: number): MountPlace[] {
  const panels = scene.panels();
  if (panels === null) return [];
  const { center, normal, building } = panels;
  const near: { panel: number; distance: number }[] = [];
  for (let panel = 0; panel < panels.count; panel += 1) {
    const [px, py] = [center[3 * panel], center[3 * panel + 1]];
    if (Math.abs(px - x) > mountReachMeters || Math.abs(py - y) > mountReachMeters) continue;
    const distance = distanceTo(px, py, x, y);
    if (distance > mountReachMeters) continue;
    if (normal[2 * panel] * (x - px) + normal[2 * panel + 1] * (y - py) <= 0) continue;
    const above = center[3 * panel + 2] - groundHeight(scene.source.terrain, px, py);
    if (above >= wallLowest && above <= wallHighest) near.push({ panel, distance });
  }
  near.sort((a, b) => a.distance - b.distance || a.panel - b.panel);
  const chosen: MountPlace[] = [];
  for (const { panel } of near) {
    if (chosen.length === mostWalls) break;
    const [nx, ny] = [normal[2 * panel], normal[2 * panel + 1]];
    const px = quantize(center[3 * panel] + offWallMeters * nx);
    const py = quantize(center[3 * panel + 1] + offWallMeters * ny);
    if (chosen.some((other) => distanceTo(other.x, other.y, px, py) < wallSpacingMeters)) continue;
    const above = center[3 * panel + 2] - groundHeight(scene.source.terrain, px, py);
    const featureId = scene.source.buildingIds[building[panel]] ?? null;
    chosen.push({ x: px, y: py, highestMeters: above, mounting: { kind: 'wall', featureId }, normal: [nx, ny] });
  }
  return chosen;
}

function distanceTo(ax: number, ay: number, bx: number, by: number): number {
  const [dx, dy] = [ax - bx, ay - by];
  return Math.sqrt(dx * dx + dy * dy);
}
