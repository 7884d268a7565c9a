import type { Block } from './blocks.ts';
import { placeIn } from './dense-blocks.ts';
import type { Draft } from './draft.ts';
import { insetRing } from './inset.ts';
import { lineLength, smoothLine, stationAt } from './lines.ts';
import { orientedBox } from './oriented-box.ts';
import {
  distance,
  distanceToLine,
  offsetPoint,
  type Point,
  point,
  type Ring,
  rectangle,
  ringArea,
  ringContains,
} from './plane.ts';
import type { Random } from './random.ts';

/** Height and crown of a tree at p, unless a building, another tree or a lamp is too near. */
export function plant(draft: Draft, p: Point, heightMeters: number, crownRadiusMeters: number): boolean {
  if (!draft.isOpen(p, crownRadiusMeters * 0.75)) return false;
  const at = point(p.x, p.y);
  if (Math.abs(at.x) > 998 || Math.abs(at.y) > 998) return false;
  const round = (value: number) => Math.round(value * 10) / 10;
  draft.trees.push({ ...at, heightMeters: round(heightMeters), crownRadiusMeters: round(crownRadiusMeters) });
  return true;
}

/** Trees strewn over a ring, at least `spacing` apart and `margin` off the given paths. */
export function strewTrees(
  draft: Draft,
  ring: Ring,
  count: number,
  spacing: number,
  random: Random,
  paths: readonly (readonly Point[])[] = [],
  keepOff: readonly Ring[] = [],
): void {
  const box = orientedBox(ring);
  const placed: Point[] = [];
  for (let tries = 0; tries < count * 12 && placed.length < count; tries++) {
    const p = offsetPoint(
      box.center,
      box.axis,
      random.between(-0.5, 0.5) * box.length,
      random.between(-0.5, 0.5) * box.width,
    );
    if (!ringContains(ring, p) || keepOff.some((area) => ringContains(area, p))) continue;
    if (placed.some((other) => distance(other, p) < spacing)) continue;
    if (paths.some((path) => distanceToLine(p, path) < 3.2)) continue;
    if (plant(draft, p, random.between(7, 17), random.between(2.4, 4.6))) placed.push(p);
  }
}

/** The town park: lawns between curving paths, a pond, groups of trees and a café. */
export function buildPark(draft: Draft, block: Block, random: Random): void {
  const { ring } = block;
  const inner =
    insetRing(
      ring,
      ring.map(() => 7),
    ) ?? ring;
  const box = orientedBox(inner);
  const at = (u: number, v: number) => offsetPoint(box.center, box.axis, u * box.length, v * box.width);
  const pond = smoothLine(
    [at(-0.2, -0.1), at(-0.1, -0.19), at(0.05, -0.16), at(0.13, -0.06), at(0.02, 0.02), at(-0.12, 0.03)],
    6,
    true,
  )
    .slice(0, -1)
    .map((p) => point(p.x, p.y));
  const hole = [...pond].reverse();
  draft.areas.push({ kind: 'green', name: 'Byparken', rings: [ring, ringArea(pond) > 0 ? hole : pond] });
  draft.areas.push({ kind: 'water', name: 'Andedammen', rings: [ringArea(pond) > 0 ? pond : hole] });
  const paths = [
    smoothLine([at(-0.52, -0.3), at(-0.3, -0.26), at(-0.1, -0.3), at(0.15, -0.26), at(0.3, -0.1), at(0.52, -0.05)], 8),
    smoothLine([at(-0.52, 0.2), at(-0.3, 0.12), at(-0.05, 0.14), at(0.15, 0.08), at(0.3, -0.1)], 8),
    smoothLine([at(-0.25, 0.52), at(-0.22, 0.3), at(-0.05, 0.14), at(0.05, 0.3), at(0.25, 0.52)], 8),
    smoothLine([at(-0.3, -0.26), at(-0.34, -0.05), at(-0.3, 0.12)], 8),
    smoothLine([at(0.15, 0.08), at(0.2, 0.3), at(0.4, 0.4), at(0.52, 0.38)], 8),
  ].map((path) => path.filter((p) => ringContains(ring, p)));
  for (const points of paths) {
    if (points.length > 1) draft.paths.push({ name: null, points, style: 'footway', bridge: false });
  }
  const cafe = rectangle(at(0.22, -0.02), box.axis, 18, 10);
  placeIn(draft, inner, cafe, 'pavilion', 5.5, 'hipped');
  strewTrees(draft, inner, 220, 8, random, paths, [pond]);
}

/** Trees along both sides of avenues, and lamps and trees on squares are left to others. */
export function plantAvenue(
  draft: Draft,
  line: readonly Point[],
  off: number,
  spacing: number,
  crossings: readonly Point[],
  random: Random,
): void {
  const length = lineLength(line);
  for (const side of [-1, 1]) {
    for (let reach = spacing * 0.7; reach < length - spacing * 0.4; reach += spacing) {
      const spot = stationAt(line, reach + random.between(-0.8, 0.8));
      const p = offsetPoint(spot.at, spot.along, 0, side * off);
      if (crossings.some((c) => distance(c, p) < 15)) continue;
      if (draft.mounts.some((m) => Math.abs(m.x - p.x) < 3 && Math.abs(m.y - p.y) < 3)) continue;
      plant(draft, p, random.between(8, 13), random.between(2.2, 3.2));
    }
  }
}
