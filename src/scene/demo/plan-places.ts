import { groundHeight } from '#geo/terrain.ts';
import { findModel } from '#model/catalogue/find-model.ts';
import { deviceOfModel } from '#model/catalogue/model-fields.ts';
import type { City, Mount, Portal } from '#model/city.ts';
import type { Device } from '#model/device.ts';
import type { DeviceModel } from '#model/device-model.ts';
import { CityWalls } from '../devices/city-walls.ts';

/** What a device of a worked plan is fixed to: a mount of the city, or a wall that is looked for. */
export type PlanMount = Mount['kind'] | 'wall';

/** Local metres. */
export type Point = readonly [x: number, y: number];

export interface Foot {
  readonly x: number;
  readonly y: number;
  readonly featureId: string;
  readonly heightMeters: number;
}

/** Where something looks. */
export interface Aim {
  readonly headingDegrees: number;
  readonly tiltDegrees: number;
}

/** Mounts and walls are looked for within this, metres. */
const reach = 20;

/** Places of worked plans: real mounts, walls and portals of the city, found anew from a rough point. */
export class PlanPlaces {
  readonly city: City;
  readonly #walls: CityWalls;

  constructor(city: City) {
    this.city = city;
    this.#walls = new CityWalls(city);
  }

  /** The nearest mount of the kind, or the place before the nearest wall that is high enough. Throws where there is none. */
  foot(on: PlanMount, near: Point, height: number): Foot {
    const [x, y] = near;
    if (on === 'wall') {
      const wall = this.#walls.nearestWall(x, y, reach, height + 0.5);
      if (wall === null) throw new Error(`demo plan: no wall near ${x}, ${y}`);
      return { x: wall.x, y: wall.y, featureId: wall.buildingId, heightMeters: height };
    }
    let best: Mount | null = null;
    let away = reach;
    for (const mount of this.city.mounts) {
      const distance = Math.sqrt((mount.x - x) * (mount.x - x) + (mount.y - y) * (mount.y - y));
      if (mount.kind !== on || distance >= away) continue;
      away = distance;
      best = mount;
    }
    if (best === null) throw new Error(`demo plan: no ${on} near ${x}, ${y}`);
    return {
      x: best.x,
      y: best.y,
      featureId: best.id,
      heightMeters: Math.min(height, best.heightMeters ?? height),
    };
  }

  /** Heading and tilt from a foot to a point `targetHeight` above the ground, whole and half degrees. */
  aim(foot: Foot, target: Point, targetHeight: number): Aim {
    const { terrain } = this.city;
    const dx = target[0] - foot.x;
    const dy = target[1] - foot.y;
    const eye = groundHeight(terrain, foot.x, foot.y) + foot.heightMeters;
    const height = groundHeight(terrain, target[0], target[1]) + targetHeight;
    const heading = (Math.atan2(dx, dy) * 180) / Math.PI;
    const tilt = (Math.atan2(eye - height, Math.sqrt(dx * dx + dy * dy)) * 180) / Math.PI;
    return { headingDegrees: Math.round((heading + 360) % 360), tiltDegrees: Math.round(tilt * 2) / 2 };
  }

  portal(id: string): Portal {
    const portal = this.city.portals.find((candidate) => candidate.id === id);
    if (portal === undefined) throw new Error(`demo plan: no portal ${id}`);
    return portal;
  }
}

/** A device of a shipped model, or of one of the plan's own; throws where the fields do not fit. */
export function planDevice(
  modelId: string,
  fields: Readonly<Record<string, unknown>>,
  catalogue: readonly DeviceModel[] = [],
): Device {
  const model = findModel({ catalogue: [...catalogue] }, modelId);
  if (model === null) throw new Error(`demo plan: no model ${modelId}`);
  const outcome = deviceOfModel(model, fields);
  if (!outcome.ok) throw new Error(`demo plan: ${String(fields['id'])}: ${outcome.problem.sentence}`);
  return outcome.value;
}
