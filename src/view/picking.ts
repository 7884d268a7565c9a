import { Vector3 } from 'three';
import { groundHeight } from '#geo/terrain.ts';
import type { City } from '#model/city.ts';
import type { PickedFeature, SessionState } from '#state/session.ts';
import { halfViewTangent, pixelDirection, projectPoint, type Vector } from './controls/view-rays.ts';
import type { Engine } from './engine.ts';
import { mountHeight } from './features/mount-layer.ts';
import { createPointGrid, type PointGrid, pointsAround } from './features/point-grid.ts';
import { crownOf } from './features/tree-layer.ts';
import { lineIndexOf, nearestLine } from './line-index.ts';
import { insidePrism } from './snap-index.ts';
import type { PointedSurface } from './snapping.ts';
import { groundHit } from './terrain-ray.ts';

/** What a ray from the eye through a pixel meets. */
export interface Picker {
  /** Building or ground under a pixel; null for the sky. */
  surfaceAt(x: number, y: number): (PointedSurface & { readonly distance: number }) | null;
  /** Ground under a pixel, through buildings; null for the sky. */
  groundAt(x: number, y: number): Vector | null;
  /** Ground under a pixel that no building hides; null otherwise. */
  visibleGroundAt(x: number, y: number): Vector | null;
  /** Feature under a pixel, small kinds first: surveillance node, way in, mount, tree, building, barrier, site, zone. */
  featureAt(x: number, y: number, layers: SessionState['layers']): PickedFeature | null;
}

/** Pixels around a dot or a pole that count as on it. */
const dotReachPixels = 9;

type PointLayer = 'trees' | 'mounts' | 'surveillance' | 'portals';
interface PlacedItem {
  readonly id: string;
  readonly x: number;
  readonly y: number;
}

/** Scales, metres a pixel, beyond which ways in and barriers are too small to be pointed at. */
const portalsUpTo = 0.32;
const barriersUpTo = 1.1;
/** Pixels around a line that count as on it. */
const lineReachPixels = 6;

export function createPicker(engine: Engine): Picker {
  const grids = new WeakMap<readonly PlacedItem[], PointGrid>();

  const gridOf = (items: readonly PlacedItem[]): PointGrid => {
    let grid = grids.get(items);
    if (grid === undefined) {
      grid = createPointGrid(items);
      grids.set(items, grid);
    }
    return grid;
  };

  const rayAt = (x: number, y: number): { readonly eye: Vector; readonly direction: Vector; readonly far: number } => {
    const basis = engine.basis();
    return { eye: basis.eye, direction: pixelDirection(basis, engine.viewport(), x, y), far: engine.camera.far };
  };

  const groundAt = (x: number, y: number): Vector | null => {
    const { eye, direction, far } = rayAt(x, y);
    return groundHit(engine.city()?.city.terrain ?? null, eye, direction, far);
  };

  const surfaceAt = (x: number, y: number): (PointedSurface & { readonly distance: number }) | null => {
    const { eye, direction, far } = rayAt(x, y);
    const ground = groundAt(x, y);
    const reach = ground === null ? far : Math.hypot(ground[0] - eye[0], ground[1] - eye[1], ground[2] - eye[2]);
    const model = engine.city();
    const visible = model?.buildings.group.visible === true;
    const hit = visible ? model.buildings.raycast(new Vector3(...eye), new Vector3(...direction), reach) : null;
    if (hit !== null)
      return { x: hit.x, y: hit.y, z: hit.z, prism: hit.prism, normalZ: hit.normal[2], distance: hit.distance };
    return ground === null
      ? null
      : { x: ground[0], y: ground[1], z: ground[2], prism: null, normalZ: 1, distance: reach };
  };

  const around = (items: readonly PlacedItem[], [x, y]: Vector, reach: number): number[] =>
    pointsAround(gridOf(items), x - reach, y - reach, x + reach, y + reach);

  /** Item whose drawn upright line comes nearest to the pixel. */
  const uprightAt = (
    items: readonly { readonly id: string; readonly x: number; readonly y: number }[],
    found: readonly number[],
    height: (item: number) => number,
    at: { readonly x: number; readonly y: number; readonly farthest: number },
  ): string | null => {
    const basis = engine.basis();
    const terrain = engine.city()?.city.terrain ?? null;
    let best: string | null = null;
    let nearest = dotReachPixels;
    for (const item of found) {
      const { id, x, y } = items[item];
      const z = groundHeight(terrain, x, y);
      const foot = projectPoint(basis, engine.viewport(), [x, y, z]);
      const top = projectPoint(basis, engine.viewport(), [x, y, z + height(item)]);
      if (foot.depth <= 0 || top.depth > at.farthest + 3) continue;
      const distance = segmentDistance(at.x, at.y, foot, top);
      if (distance < nearest) {
        nearest = distance;
        best = id;
      }
    }
    return best;
  };

  const treeAt = (city: City, x: number, y: number, ground: Vector, farthest: number): string | null => {
    const { eye, direction } = rayAt(x, y);
    const reach = 40 / Math.max(0.2, -direction[2]);
    let best: string | null = null;
    let nearest = farthest;
    for (const item of around(city.trees, ground, reach)) {
      const tree = city.trees[item];
      const crown = crownOf(tree, groundHeight(city.terrain, tree.x, tree.y));
      // Along the axis of the ray; a crown is near enough a sphere for pointing.
      const d: Vector = [tree.x - eye[0], tree.y - eye[1], crown.z - eye[2]];
      const along = d[0] * direction[0] + d[1] * direction[1] + d[2] * direction[2];
      const off = Math.hypot(d[0] - along * direction[0], d[1] - along * direction[1], d[2] - along * direction[2]);
      if (off < crown.radius && along < nearest) {
        nearest = along;
        best = tree.id;
      }
    }
    return best;
  };

  return {
    surfaceAt,
    groundAt,
    visibleGroundAt(x, y) {
      const surface = surfaceAt(x, y);
      return surface === null || surface.prism !== null ? null : [surface.x, surface.y, surface.z];
    },
    featureAt(x, y, layers) {
      const model = engine.city();
      const surface = surfaceAt(x, y);
      if (model === null || surface === null) return null;
      const { city } = model;
      const ground: Vector = [surface.x, surface.y, surface.z];
      const metersPerPixel = surface.distance / focalPixels(engine);
      const reach = 14 + surface.z - groundHeight(city.terrain, surface.x, surface.y) + dotReachPixels * metersPerPixel;
      const at = { x, y, farthest: surface.distance };
      const upright = (layer: PointLayer, height: (item: number) => number): string | null =>
        uprightAt(city[layer], around(city[layer], ground, reach), height, at);
      if (layers.surveillance) {
        const id = upright('surveillance', () => 1.5);
        if (id !== null) return { kind: 'surveillance', id };
      }
      if (layers.sites && metersPerPixel <= portalsUpTo) {
        const id = upright('portals', () => 1.1);
        if (id !== null && city.portals.find((portal) => portal.id === id)?.kind !== 'address')
          return { kind: 'portal', id };
      }
      if (layers.mounts) {
        const id = upright('mounts', (item) => mountHeight(city.mounts[item]));
        if (id !== null) return { kind: 'mount', id };
      }
      if (layers.trees) {
        const id = treeAt(city, x, y, ground, surface.distance);
        if (id !== null) return { kind: 'tree', id };
      }
      if (surface.prism !== null) return solidFeature(city, surface.prism);
      if (layers.buildings && metersPerPixel <= barriersUpTo) {
        const barrier = nearestLine(lineIndexOf(city.barriers), surface.x, surface.y, lineReachPixels * metersPerPixel);
        if (barrier !== null) return { kind: 'barrier', id: city.barriers[barrier].id };
      }
      const site = layers.sites ? areaAt(city.sites, surface.x, surface.y) : null;
      if (site !== null) return { kind: 'site', id: site };
      const zone = layers.zones ? areaAt(city.zones, surface.x, surface.y) : null;
      return zone === null ? null : { kind: 'zone', id: zone };
    },
  };
}

/** Pixels that something one metre wide and one metre away would be. */
function focalPixels(engine: Engine): number {
  return engine.viewport().height / (2 * halfViewTangent);
}

/** A wall is a barrier's solid; anything else that stands is a building. */
function solidFeature(city: City, prism: number): PickedFeature {
  const { id, structure } = city.buildings[city.prisms.building[prism]];
  const isBarrier = structure === 'wall' && city.barriers.some((barrier) => barrier.id === id);
  return { kind: isBarrier ? 'barrier' : 'building', id };
}

function areaAt(
  areas: readonly { readonly id: string; readonly rings: readonly Float64Array[] }[],
  x: number,
  y: number,
): string | null {
  return areas.find(({ rings }) => rings.length > 0 && insideRings(rings, x, y))?.id ?? null;
}

function insideRings(rings: readonly Float64Array[], x: number, y: number): boolean {
  const starts = [0];
  for (const ring of rings) starts.push(starts[starts.length - 1] + ring.length / 2);
  const xy = new Float64Array(2 * starts[starts.length - 1]);
  rings.forEach((ring, i) => xy.set(ring, 2 * starts[i]));
  const table = {
    count: 1,
    building: Uint32Array.of(0),
    ringStart: Uint32Array.of(0, rings.length),
    vertexStart: Uint32Array.from(starts),
    xy,
    baseZ: Float64Array.of(0),
    topZ: Float64Array.of(0),
    raised: Uint8Array.of(0),
  };
  return insidePrism(table, 0, x, y);
}

interface Pixel {
  readonly x: number;
  readonly y: number;
}

function segmentDistance(x: number, y: number, a: Pixel, b: Pixel): number {
  const dx = b.x - a.x;
  const dy = b.y - a.y;
  const length = dx * dx + dy * dy;
  const t = length === 0 ? 0 : Math.max(0, Math.min(1, ((x - a.x) * dx + (y - a.y) * dy) / length));
  return Math.hypot(a.x + t * dx - x, a.y + t * dy - y);
}
