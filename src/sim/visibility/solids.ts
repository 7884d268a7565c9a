import { quantize } from '#geo/quantum.ts';
import { groundHeight } from '#geo/terrain.ts';
import type { PrismTable, TerrainGrid, Tree } from '#model/city.ts';

/**
 * Everything that hides: the scene's prisms and, where crowns are opaque, one raised octagonal prism per tree. Rows
 * 0 … prismCount − 1 are the scene's prisms in their order, the others are crowns.
 */
export interface SolidTable {
  readonly count: number;
  readonly prismCount: number;
  /** Crown row − prismCount → index of the tree. */
  readonly crownTree: Uint32Array;
  /** As in {@link PrismTable}: solid s owns rings ringStart[s] … ringStart[s + 1] − 1. */
  readonly ringStart: Uint32Array;
  readonly vertexStart: Uint32Array;
  readonly xy: Float64Array;
  readonly baseZ: Float64Array;
  readonly topZ: Float64Array;
  readonly raised: Uint8Array;
  /** Bounding boxes of the footprints, local metres. */
  readonly minX: Float64Array;
  readonly minY: Float64Array;
  readonly maxX: Float64Array;
  readonly maxY: Float64Array;
  /** 1 where the footprint has no hole and turns left or goes straight at every vertex. */
  readonly convex: Uint8Array;
}

/** The underside of a crown lies at this share of the tree's height: an assumption, between street trees and conifers. */
export const crownUndersideShare = 1 / 3;

/** cos 45° for the octagon's corners. */
const diagonal = Math.sqrt(0.5);
const octagon: readonly (readonly [number, number])[] = [
  [1, 0],
  [diagonal, diagonal],
  [0, 1],
  [-diagonal, diagonal],
  [-1, 0],
  [-diagonal, -diagonal],
  [0, -1],
  [diagonal, -diagonal],
];

/** Below this radius an octagon on the 1/1024 m grid could lose its shape. */
const smallestCrownRadius = 0.05;

/** Solids of a scene; `trees` is empty where crowns hide nothing. Coordinates on the 1/1024 m grid stay on it. */
export function createSolids(prisms: PrismTable, trees: readonly Tree[], terrain: TerrainGrid | null): SolidTable {
  const crowns = trees
    .map((tree, index) => ({ tree, index }))
    .filter(({ tree }) => tree.crownRadiusMeters >= smallestCrownRadius && tree.heightMeters > 0);
  const rings = prisms.count === 0 ? 0 : prisms.ringStart[prisms.count];
  const vertices = rings === 0 ? 0 : prisms.vertexStart[rings];
  const count = prisms.count + crowns.length;
  const table = {
    count,
    prismCount: prisms.count,
    crownTree: Uint32Array.from(crowns, ({ index }) => index),
    ringStart: new Uint32Array(count + 1),
    vertexStart: new Uint32Array(rings + crowns.length + 1),
    xy: new Float64Array(2 * (vertices + 8 * crowns.length)),
    baseZ: new Float64Array(count),
    topZ: new Float64Array(count),
    raised: new Uint8Array(count),
    minX: new Float64Array(count).fill(Infinity),
    minY: new Float64Array(count).fill(Infinity),
    maxX: new Float64Array(count).fill(-Infinity),
    maxY: new Float64Array(count).fill(-Infinity),
    convex: new Uint8Array(count),
  };
  table.ringStart.set(prisms.ringStart.subarray(0, prisms.count + 1));
  table.vertexStart.set(prisms.vertexStart.subarray(0, rings + 1));
  table.xy.set(prisms.xy.subarray(0, 2 * vertices));
  table.baseZ.set(prisms.baseZ.subarray(0, prisms.count));
  table.topZ.set(prisms.topZ.subarray(0, prisms.count));
  table.raised.set(prisms.raised.subarray(0, prisms.count));
  crowns.forEach(({ tree }, k) => {
    const row = prisms.count + k;
    const ground = groundHeight(terrain, tree.x, tree.y);
    table.ringStart[row + 1] = rings + k + 1;
    table.vertexStart[rings + k + 1] = vertices + 8 * (k + 1);
    octagon.forEach(([cosine, sine], corner) => {
      const at = 2 * (vertices + 8 * k + corner);
      table.xy[at] = quantize(tree.x + tree.crownRadiusMeters * cosine);
      table.xy[at + 1] = quantize(tree.y + tree.crownRadiusMeters * sine);
    });
    table.baseZ[row] = quantize(ground + tree.heightMeters * crownUndersideShare);
    table.topZ[row] = quantize(ground + tree.heightMeters);
    table.raised[row] = 1;
  });
  for (let solid = 0; solid < count; solid += 1) measure(table, solid);
  return table;
}

function measure(table: SolidTable, solid: number): void {
  const { ringStart, vertexStart, xy } = table;
  const firstRing = ringStart[solid];
  const from = vertexStart[firstRing];
  const to = vertexStart[firstRing + 1];
  let convex = ringStart[solid + 1] - firstRing === 1;
  for (let a = from; a < to; a += 1) {
    const x = xy[2 * a];
    const y = xy[2 * a + 1];
    if (x < table.minX[solid]) table.minX[solid] = x;
    if (x > table.maxX[solid]) table.maxX[solid] = x;
    if (y < table.minY[solid]) table.minY[solid] = y;
    if (y > table.maxY[solid]) table.maxY[solid] = y;
    const b = a + 1 < to ? a + 1 : from;
    const c = b + 1 < to ? b + 1 : from;
    const turn = (xy[2 * b] - x) * (xy[2 * c + 1] - xy[2 * b + 1]) - (xy[2 * b + 1] - y) * (xy[2 * c] - xy[2 * b]);
    if (turn < 0) convex = false;
  }
  table.convex[solid] = convex ? 1 : 0;
}

/**
 * Is (x, y) in the footprint of a solid? The footprint is closed: a point on a wall is in it, a point on the wall of a
 * courtyard too. Exact for coordinates on the 1/1024 m grid.
 */
export function footprintContains(solids: SolidTable, solid: number, x: number, y: number): boolean {
  const { ringStart, vertexStart, xy } = solids;
  if (x < solids.minX[solid] || x > solids.maxX[solid] || y < solids.minY[solid] || y > solids.maxY[solid])
    return false;
  let inside = false;
  for (let ring = ringStart[solid]; ring < ringStart[solid + 1]; ring += 1) {
    const from = vertexStart[ring];
    const to = vertexStart[ring + 1];
    let ax = xy[2 * to - 2] - x;
    let ay = xy[2 * to - 1] - y;
    for (let b = from; b < to; b += 1) {
      const bx = xy[2 * b] - x;
      const by = xy[2 * b + 1] - y;
      const cross = ax * by - ay * bx;
      if (cross === 0 && ax * bx <= 0 && ay * by <= 0) return true;
      if (ay > 0 !== by > 0 && cross > 0 === by > ay) inside = !inside;
      ax = bx;
      ay = by;
    }
  }
  return inside;
}
