import { quantize } from '#geo/quantum.ts';
import { groundHeight } from '#geo/terrain.ts';
import type { Building, Portal, PrismTable, TerrainGrid } from '#model/city.ts';
import { SolidsAt } from './solids-at.ts';
import type { TargetPoints } from './target-points.ts';

/** What portals stand at; a `City` is one. */
export interface PortalScene {
  readonly portals: readonly Portal[];
  readonly prisms: PrismTable;
  readonly buildings: readonly Pick<Building, 'id' | 'outlineId'>[];
  readonly terrain: TerrainGrid | null;
}

export interface PortalOptions {
  /** Metres above the ground. */
  readonly heightMeters: number;
  /** Metres off the door, outward. */
  readonly offsetMeters: number;
}

/** The middle of a person who stands at the door. */
export const portalDefaults: PortalOptions = { heightMeters: 1.2, offsetMeters: 0.3 };

/** One point per portal, in their order; those at a wall look away from it, others (gates, bollards) to all sides. */
export interface PortalTargets extends TargetPoints {
  readonly normals: Float32Array;
  /** 1 where the portal's wall was found. */
  readonly onWall: Uint8Array;
}

/** A door this far off the walls of its own building is still one of it, metres; off any other building less. */
const reachToOwn = 3;
const reachToAny = 0.5;
/** An address stands anywhere in its building; its door is taken to be in the nearest wall (assumption). */
const reachOfAddress = 30;
/**
 * A point before each portal: off the nearest wall of its building, or of any standing prism where the building is unknown
 * and the wall near; at the portal itself where there is no such wall. Walls that a neighbour stands against have no doors.
 */
export function portalTargets(scene: PortalScene, options: Partial<PortalOptions> = {}): PortalTargets {
  const { heightMeters, offsetMeters } = { ...portalDefaults, ...options };
  const { portals, terrain } = scene;
  const finder = new WallFinder(scene);
  const xyz = new Float64Array(3 * portals.length);
  const normals = new Float32Array(3 * portals.length);
  const onWall = new Uint8Array(portals.length);
  portals.forEach((portal, k) => {
    const wall = finder.nearest(portal, offsetMeters);
    const x = quantize(wall === null ? portal.x : wall.x + offsetMeters * wall.nx);
    const y = quantize(wall === null ? portal.y : wall.y + offsetMeters * wall.ny);
    xyz[3 * k] = x;
    xyz[3 * k + 1] = y;
    xyz[3 * k + 2] = groundHeight(terrain, x, y) + heightMeters;
    if (wall === null) return;
    normals[3 * k] = wall.nx;
    normals[3 * k + 1] = wall.ny;
    onWall[k] = 1;
  });
  return { count: portals.length, xyz, normals, onWall };
}

/** A point on a wall and the wall's outward unit normal. */
interface WallPoint {
  readonly x: number;
  readonly y: number;
  readonly nx: number;
  readonly ny: number;
}

class WallFinder {
  private readonly prisms: PrismTable;
  private readonly standing: SolidsAt;
  private readonly buildings: PortalScene['buildings'];

  constructor({ prisms, buildings, terrain }: PortalScene) {
    this.prisms = prisms;
    this.buildings = buildings;
    const rows = Uint32Array.from({ length: prisms.count }, (_, row) => row);
    this.standing = new SolidsAt(
      prisms,
      terrain,
      rows.filter((row) => prisms.raised[row] === 0),
    );
  }

  nearest(portal: Portal, offset: number): WallPoint | null {
    if (portal.buildingId !== null) {
      const reach = portal.kind === 'address' ? reachOfAddress : reachToOwn;
      const own = this.nearestOf(portal, portal.buildingId, reach, offset);
      if (own !== null) return own;
    }
    return this.nearestOf(portal, null, reachToAny, offset);
  }

  /** Of the walls of one building, or of the parts that replace it; of all buildings for `null`. */
  private nearestOf(portal: Portal, buildingId: string | null, reach: number, offset: number): WallPoint | null {
    const { ringStart, vertexStart, xy } = this.prisms;
    let best: WallPoint | null = null;
    let bestDistance = reach * reach;
    for (const prism of this.standing.near(portal.x, portal.y, reach)) {
      if (buildingId !== null && !this.isOf(prism, buildingId)) continue;
      for (let ring = ringStart[prism]; ring < ringStart[prism + 1]; ring += 1) {
        for (let a = vertexStart[ring]; a < vertexStart[ring + 1]; a += 1) {
          const b = a + 1 < vertexStart[ring + 1] ? a + 1 : vertexStart[ring];
          const point = nearestOnWall(xy, a, b, portal.x, portal.y);
          const distance = (point.x - portal.x) * (point.x - portal.x) + (point.y - portal.y) * (point.y - portal.y);
          if (distance > bestDistance || (distance === bestDistance && best !== null)) continue;
          if (!this.isFree(point, offset)) continue;
          best = point;
          bestDistance = distance;
        }
      }
    }
    return best;
  }

  private isOf(prism: number, buildingId: string): boolean {
    const building = this.buildings[this.prisms.building[prism]];
    return building !== undefined && (building.id === buildingId || building.outlineId === buildingId);
  }

  private isFree(point: WallPoint, offset: number): boolean {
    return this.standing.at(quantize(point.x + offset * point.nx), quantize(point.y + offset * point.ny)).length === 0;
  }
}

function nearestOnWall(xy: Float64Array, a: number, b: number, x: number, y: number): WallPoint {
  const ax = xy[2 * a];
  const ay = xy[2 * a + 1];
  const dx = xy[2 * b] - ax;
  const dy = xy[2 * b + 1] - ay;
  const squared = dx * dx + dy * dy;
  const share = Math.min(1, Math.max(0, ((x - ax) * dx + (y - ay) * dy) / squared));
  const length = Math.sqrt(squared);
  return { x: ax + share * dx, y: ay + share * dy, nx: dy / length, ny: -dx / length };
}
