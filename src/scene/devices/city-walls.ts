import { type BoxIndex, boxOfPoints, createBoxIndex } from '#geo/box-index.ts';
import { quantize } from '#geo/quantum.ts';
import { groundHeight } from '#geo/terrain.ts';
import type { City } from '#model/city.ts';
import { insidePolygon } from '../assemble/ring.ts';

/** A place before a wall. */
export interface WallPlace {
  /** Local metres on the 1/1024 m grid, {@link wallOffsetMeters} outside of the wall. */
  readonly x: number;
  readonly y: number;
  /** The way the wall faces, clockwise from north. */
  readonly headingDegrees: number;
  readonly buildingId: string;
  /** From the asked point to the wall. */
  readonly awayMeters: number;
}

/** How far what hangs on a wall stands off it. */
export const wallOffsetMeters = 0.25;
/** Shorter walls are corners of something, and nobody mounts on them. */
const shortestWall = 2;
/** From the ends of a wall. */
const cornerMargin = 0.5;

/** Walls that stand on the ground, to hang devices on. */
export class CityWalls {
  readonly #city: City;
  readonly #solids: BoxIndex;
  readonly #walls: BoxIndex;
  /** Per wall: prism, first vertex, second vertex. */
  readonly #parts: Uint32Array;

  constructor(city: City) {
    const { prisms } = city;
    this.#city = city;
    const solidBoxes = new Float64Array(4 * prisms.count);
    const walls: number[] = [];
    const wallBoxes: number[] = [];
    for (let prism = 0; prism < prisms.count; prism += 1) {
      const outer = prisms.ringStart[prism];
      boxOfPoints(prisms.xy, prisms.vertexStart[outer], prisms.vertexStart[outer + 1], solidBoxes, prism);
      if (prisms.raised[prism] === 1 || city.buildings[prisms.building[prism]].minHeightMeters > 0) continue;
      for (let ring = prisms.ringStart[prism]; ring < prisms.ringStart[prism + 1]; ring += 1) {
        const [first, end] = [prisms.vertexStart[ring], prisms.vertexStart[ring + 1]];
        for (let vertex = first; vertex < end; vertex += 1) {
          const next = vertex + 1 === end ? first : vertex + 1;
          const [ax, ay, bx, by] = [
            prisms.xy[2 * vertex],
            prisms.xy[2 * vertex + 1],
            prisms.xy[2 * next],
            prisms.xy[2 * next + 1],
          ];
          walls.push(prism, vertex, next);
          wallBoxes.push(Math.min(ax, bx), Math.min(ay, by), Math.max(ax, bx), Math.max(ay, by));
        }
      }
    }
    this.#solids = createBoxIndex(solidBoxes);
    this.#walls = createBoxIndex(wallBoxes);
    this.#parts = Uint32Array.from(walls);
  }

  /** Id of a building or wall that stands on the ground here; null where none does. */
  solidAt(x: number, y: number): string | null {
    return this.#prismAt(x, y, (prism) => this.#city.prisms.raised[prism] === 0);
  }

  /** Id of what a point so high above the ground lies in, bridges and overhanging storeys among it; null where that is air. */
  solidAround(x: number, y: number, heightMeters: number): string | null {
    const { prisms, terrain } = this.#city;
    const z = groundHeight(terrain, x, y) + heightMeters;
    return this.#prismAt(
      x,
      y,
      (prism) => prisms.raised[prism] === 0 || (prisms.baseZ[prism] < z && z < prisms.topZ[prism]),
    );
  }

  /** Metres from the ground to the lowest underside above it (a bridge, an overhanging storey); infinite under open sky. */
  headroom(x: number, y: number): number {
    const { prisms, terrain } = this.#city;
    const ground = groundHeight(terrain, x, y);
    let lowest = Number.POSITIVE_INFINITY;
    this.#prismAt(x, y, (prism) => {
      if (prisms.raised[prism] === 1) lowest = Math.min(lowest, prisms.baseZ[prism] - ground);
      return false;
    });
    return lowest;
  }

  #prismAt(x: number, y: number, counts: (prism: number) => boolean): string | null {
    const { prisms, buildings } = this.#city;
    for (const prism of this.#solids.search(x, y, x, y)) {
      const rings: Float64Array[] = [];
      for (let ring = prisms.ringStart[prism]; ring < prisms.ringStart[prism + 1]; ring += 1) {
        rings.push(prisms.xy.subarray(2 * prisms.vertexStart[ring], 2 * prisms.vertexStart[ring + 1]));
      }
      if (insidePolygon(rings, x, y) && counts(prism)) return buildings[prisms.building[prism]].id;
    }
    return null;
  }

  /**
   * The place before the nearest wall within `reach` that is at least so high, and open to the outside there and at that height;
   * null: none.
   */
  nearestWall(x: number, y: number, reach: number, leastHeight: number): WallPlace | null {
    const { prisms, buildings } = this.#city;
    let best: WallPlace | null = null;
    for (const wall of this.#walls.search(x - reach, y - reach, x + reach, y + reach)) {
      const [prism, first, second] = this.#parts.subarray(3 * wall, 3 * wall + 3);
      if (prisms.topZ[prism] - prisms.baseZ[prism] < leastHeight) continue;
      const [ax, ay] = [prisms.xy[2 * first], prisms.xy[2 * first + 1]];
      const [ux, uy] = [prisms.xy[2 * second] - ax, prisms.xy[2 * second + 1] - ay];
      const length = Math.sqrt(ux * ux + uy * uy);
      if (length < shortestWall) continue;
      const margin = cornerMargin / length;
      const along = ((x - ax) * ux + (y - ay) * uy) / (length * length);
      const t = Math.max(margin, Math.min(1 - margin, along));
      const [px, py] = [ax + t * ux, ay + t * uy];
      const away = Math.sqrt((px - x) * (px - x) + (py - y) * (py - y));
      if (away >= (best?.awayMeters ?? reach)) continue;
      // Outer rings run counter-clockwise and holes clockwise: the open side is to the right.
      const [nx, ny] = [uy / length, -ux / length];
      const place = { x: quantize(px + nx * wallOffsetMeters), y: quantize(py + ny * wallOffsetMeters) };
      // A wall that two houses share has no open side.
      if (this.solidAround(place.x, place.y, leastHeight) !== null) continue;
      best = {
        ...place,
        headingDegrees: ((Math.atan2(nx, ny) * 180) / Math.PI + 360) % 360,
        buildingId: buildings[prisms.building[prism]].id,
        awayMeters: away,
      };
    }
    return best;
  }
}
