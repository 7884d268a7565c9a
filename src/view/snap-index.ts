import { type BoxIndex, createBoxIndex } from '#geo/box-index.ts';
import type { City, Mount, MountKind, Portal, PrismTable } from '#model/city.ts';
import { createPointGrid, type PointGrid, pointsAround } from './features/point-grid.ts';
import { prismBox } from './tile-grid.ts';

/** The point of a wall nearest to some other point; local metres. */
export interface WallPoint {
  readonly x: number;
  readonly y: number;
  /** Outward normal in plan. */
  readonly nx: number;
  readonly ny: number;
  readonly prism: number;
  readonly distance: number;
}

/** Finds what a device can be fixed to. */
export interface SnapIndex {
  readonly city: City;
  /** Walls within reach whose prism spans the height `z`, nearest first. */
  walls(x: number, y: number, z: number, reach: number): WallPoint[];
  /** Nearest lamp, signal or pole within reach, or the nearest of one kind. */
  mount(x: number, y: number, reach: number, kind?: MountKind): Mount | null;
  /** Nearest door, gate or other way in within reach; addresses are none. */
  portal(x: number, y: number, reach: number): Portal | null;
  /** The prism that the point is strictly inside of, or −1. */
  prismAt(x: number, y: number, z: number): number;
}

export function createSnapIndex(city: City): SnapIndex {
  const { prisms } = city;
  const prismIndex = indexPrisms(prisms);
  let mounts: PointGrid | null = null;
  let portals: PointGrid | null = null;

  return {
    city,
    walls(x, y, z, reach) {
      const found: WallPoint[] = [];
      for (const prism of prismIndex.search(x - reach, y - reach, x + reach, y + reach)) {
        if (z <= prisms.baseZ[prism] || z >= prisms.topZ[prism]) continue;
        for (let ring = prisms.ringStart[prism]; ring < prisms.ringStart[prism + 1]; ring += 1) {
          const first = prisms.vertexStart[ring];
          const end = prisms.vertexStart[ring + 1];
          for (let corner = first; corner < end; corner += 1) {
            const wall = nearestOnWall(prisms, corner, corner + 1 === end ? first : corner + 1, prism, x, y);
            if (wall !== null && wall.distance <= reach) found.push(wall);
          }
        }
      }
      return found.sort((a, b) => a.distance - b.distance);
    },
    mount(x, y, reach, kind) {
      mounts ??= createPointGrid(city.mounts);
      return nearestPoint(mounts, city.mounts, x, y, reach, (mount) => kind === undefined || mount.kind === kind);
    },
    portal(x, y, reach) {
      portals ??= createPointGrid(city.portals);
      return nearestPoint(portals, city.portals, x, y, reach, ({ kind }) => kind !== 'address');
    },
    prismAt(x, y, z) {
      for (const prism of prismIndex.search(x, y, x, y)) {
        if (z > prisms.baseZ[prism] && z < prisms.topZ[prism] && insidePrism(prisms, prism, x, y)) return prism;
      }
      return -1;
    },
  };
}

function nearestPoint<T extends { readonly x: number; readonly y: number }>(
  grid: PointGrid,
  points: readonly T[],
  x: number,
  y: number,
  reach: number,
  fits: (point: T) => boolean,
): T | null {
  let best: T | null = null;
  let nearest = reach;
  for (const item of pointsAround(grid, x - reach, y - reach, x + reach, y + reach)) {
    const point = points[item];
    const away = Math.hypot(point.x - x, point.y - y);
    if (away > nearest || !fits(point)) continue;
    nearest = away;
    best = point;
  }
  return best;
}

function indexPrisms(prisms: PrismTable): BoxIndex {
  const boxes = new Float64Array(4 * prisms.count);
  for (let prism = 0; prism < prisms.count; prism += 1) boxes.set(prismBox(prisms, prism), 4 * prism);
  return createBoxIndex(boxes);
}

function nearestOnWall(
  prisms: PrismTable,
  from: number,
  to: number,
  prism: number,
  x: number,
  y: number,
): WallPoint | null {
  const ax = prisms.xy[2 * from];
  const ay = prisms.xy[2 * from + 1];
  const dx = prisms.xy[2 * to] - ax;
  const dy = prisms.xy[2 * to + 1] - ay;
  const length = Math.hypot(dx, dy);
  if (length < 0.05) return null;
  const t = Math.max(0, Math.min(1, ((x - ax) * dx + (y - ay) * dy) / (length * length)));
  const px = ax + t * dx;
  const py = ay + t * dy;
  // Outer rings run counter-clockwise and holes clockwise: the outside is on the right.
  return { x: px, y: py, nx: dy / length, ny: -dx / length, prism, distance: Math.hypot(px - x, py - y) };
}

/** Even-odd test over all rings of a prism. */
export function insidePrism(prisms: PrismTable, prism: number, x: number, y: number): boolean {
  const { xy, ringStart, vertexStart } = prisms;
  let inside = false;
  for (let ring = ringStart[prism]; ring < ringStart[prism + 1]; ring += 1) {
    const end = vertexStart[ring + 1];
    for (let i = vertexStart[ring], j = end - 1; i < end; j = i, i += 1) {
      const yi = xy[2 * i + 1];
      const yj = xy[2 * j + 1];
      if (yi > y !== yj > y && x < ((xy[2 * j] - xy[2 * i]) * (y - yi)) / (yj - yi) + xy[2 * i]) inside = !inside;
    }
  }
  return inside;
}
