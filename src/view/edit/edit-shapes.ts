import { groundHeight } from '#geo/terrain.ts';
import type { City, TerrainGrid } from '#model/city.ts';
import type { SceneEdit } from '#model/scene-edit.ts';
import { type Corner, type DrawingSettings, type DrawingTool, shapeOf } from '#state/drawing.ts';
import { footprintsOf } from '#state/scene-editing.ts';
import type { Vector } from '../controls/view-rays.ts';

/** Lines in space; `closed` ones return to where they began. */
export interface Outline {
  readonly points: readonly Vector[];
  readonly closed: boolean;
}

/** More outlines than this are no help, and cost time in every frame. */
const outlineLimit = 400;

/** Footprints of what the plan takes out of the city, on the ground. */
export function removedOutlines(base: City, edits: readonly SceneEdit[]): Outline[] {
  const outlines: Outline[] = [];
  for (const edit of edits) {
    if (outlines.length >= outlineLimit) break;
    if (edit.kind !== 'remove') continue;
    if (edit.layer === 'buildings') {
      for (const ring of footprintsOf(base, edit.target)) outlines.push(onGround(base.terrain, ring, true));
    } else if (edit.layer === 'barriers') {
      const line = base.barriers.find(({ id }) => id === edit.target)?.xy;
      if (line !== undefined) outlines.push(onGround(base.terrain, pairs(line), false));
    } else if (edit.layer === 'zones' || edit.layer === 'sites') {
      const rings = base[edit.layer].find(({ id }) => id === edit.target)?.rings ?? [];
      for (const ring of rings) outlines.push(onGround(base.terrain, pairs(ring), true));
    } else {
      const list: readonly { readonly id: string; readonly x: number; readonly y: number }[] = base[edit.layer];
      const item = list.find(({ id }) => id === edit.target);
      if (item !== undefined) outlines.push(onGround(base.terrain, circle(item.x, item.y, 1), true));
    }
  }
  return outlines;
}

/** What is drawn so far, with the corner that would come next: lines on the ground and the solid that would stand there. */
export function draftOutlines(
  tool: DrawingTool,
  corners: readonly Corner[],
  next: Corner | null,
  settings: DrawingSettings,
  terrain: TerrainGrid | null,
): { readonly ground: Outline | null; readonly solid: readonly Outline[] } {
  const all = next === null ? corners : [...corners, next];
  if (all.length === 0) return { ground: null, solid: [] };
  if (tool === 'place-tree') {
    const [x, y] = all[0] as Corner;
    const radius = settings.crownRadiusMeters;
    const top = lifted(circle(x, y, radius), groundHeight(terrain, x, y) + settings.treeHeightMeters - radius);
    return {
      ground: onGround(terrain, circle(x, y, radius), true),
      solid: [top, stem(terrain, [x, y], settings.treeHeightMeters)],
    };
  }
  if (tool === 'place-mount') {
    const at = all[0] as Corner;
    return {
      ground: onGround(terrain, circle(at[0], at[1], 0.6), true),
      solid: [stem(terrain, at, settings.mountHeightMeters)],
    };
  }
  const closed = shapeOf(tool) !== 'line' && all.length >= 3;
  const ground = onGround(terrain, all, closed);
  if (tool === 'draw-building') return { ground, solid: prism(all, closed, settings, terrain) };
  if (tool !== 'draw-barrier') return { ground, solid: [] };
  const top = ground.points.map(([x, y, z]): Vector => [x, y, z + settings.barrierHeightMeters]);
  return { ground, solid: [{ points: top, closed: false }, ...uprights(ground.points, top)] };
}

function prism(
  all: readonly Corner[],
  closed: boolean,
  { buildingHeightMeters, buildingMinHeightMeters }: DrawingSettings,
  terrain: TerrainGrid | null,
): Outline[] {
  const lowest = Math.min(...all.map(([x, y]) => groundHeight(terrain, x, y)));
  const base = all.map(([x, y]): Vector => [x, y, lowest + buildingMinHeightMeters]);
  const top = all.map(([x, y]): Vector => [x, y, lowest + buildingHeightMeters]);
  const underside = buildingMinHeightMeters > 0 ? [{ points: base, closed }] : [];
  return [{ points: top, closed }, ...underside, ...uprights(base, top)];
}

function uprights(from: readonly Vector[], to: readonly Vector[]): Outline[] {
  return from.map((point, i) => ({ points: [point, to[i] as Vector], closed: false }));
}

function stem(terrain: TerrainGrid | null, [x, y]: Corner, height: number): Outline {
  const z = groundHeight(terrain, x, y);
  return {
    points: [
      [x, y, z],
      [x, y, z + height],
    ],
    closed: false,
  };
}

function onGround(terrain: TerrainGrid | null, points: readonly Corner[], closed: boolean): Outline {
  return { points: points.map(([x, y]): Vector => [x, y, groundHeight(terrain, x, y)]), closed };
}

function lifted(points: readonly Corner[], z: number): Outline {
  return { points: points.map(([x, y]): Vector => [x, y, z]), closed: true };
}

function circle(x: number, y: number, radius: number): Corner[] {
  return Array.from({ length: 24 }, (_, i): Corner => {
    const angle = (2 * Math.PI * i) / 24;
    return [x + radius * Math.cos(angle), y + radius * Math.sin(angle)];
  });
}

function pairs(xy: Float64Array): Corner[] {
  return Array.from({ length: xy.length / 2 }, (_, i): Corner => [xy[2 * i], xy[2 * i + 1]]);
}
