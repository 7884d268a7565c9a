import { type PolygonRings, subtractPolygons } from '#geo/polygon-boolean.ts';
import { insetRing } from './inset.ts';
import { lineLength, parallelLine } from './lines.ts';
import { type Face, PlanarMesh } from './planar-mesh.ts';
import {
  direction,
  distance,
  isSimple,
  offsetPoint,
  type Point,
  point,
  type Ring,
  regularRing,
  ringArea,
} from './plane.ts';
import type { Random } from './random.ts';
import { cleanRing, flatRing, pointsOf } from './shapes.ts';
import { type StreetNetwork, styleOf } from './street-network.ts';
import { subdivide } from './subdivide.ts';

/** The ground between the building lines of the streets around it. */
export interface Block {
  readonly faceId: number;
  readonly quarter: string;
  readonly ring: Ring;
  readonly area: number;
  /** Axis of a dead-end street that runs into the block, from its mouth to its end; else null. */
  readonly spur: readonly Point[] | null;
}

/** A piece of a block: its ring and, for every edge, whether it lies on the building line of a street. */
export interface Plot {
  readonly ring: Ring;
  readonly front: readonly boolean[];
}

/** Blocks of all faces that leave one, in the order of the faces. */
export function blocksOf(network: StreetNetwork): Block[] {
  const blocks: Block[] = [];
  for (const face of network.mesh.faces.values()) {
    const ring = blockRing(network, face);
    if (ring === null) continue;
    const spur = network.spurs.get(face.id) ?? null;
    blocks.push({ faceId: face.id, quarter: face.quarter, ring, area: ringArea(ring), spur });
  }
  return blocks;
}

function blockRing(network: StreetNetwork, face: Face): Point[] | null {
  const ring = network.mesh.ring(face);
  const halves = network.mesh.lines(face).map((line) => styleOf(network, line).half);
  const corners: Point[] = [];
  const distances: number[] = [];
  for (let i = 0; i < ring.length; i++) {
    const before = (i + ring.length - 1) % ring.length;
    const straight = turnAt(ring, i) < 0.004 && halves[before] === halves[i];
    if (straight) continue;
    corners.push(ring[i]);
    distances.push(halves[i]);
  }
  const inset = insetRing(corners, distances) ?? largestRest(corners, distances);
  return inset === null ? null : cleanRing(inset);
}

/** For bent faces: the largest piece of the face that is left without a strip along every edge. */
function largestRest(ring: Ring, distances: readonly number[]): Point[] | null {
  const strips = ring.map((a, i) => {
    const b = ring[(i + 1) % ring.length];
    const d = direction(a, b);
    const reach = distances[i];
    const corner = (p: Point, along: number, left: number) => {
      const q = offsetPoint(p, d, along, left);
      return point(q.x, q.y);
    };
    return flatRing([
      corner(a, -reach * 0.4, -reach),
      corner(b, reach * 0.4, -reach),
      corner(b, reach * 0.4, reach),
      corner(a, -reach * 0.4, reach),
    ]);
  });
  let best: Point[] | null = null;
  for (const [outer] of remainders(ring, strips)) {
    const piece = cleanRing(pointsOf(outer));
    if (piece.length < 3 || !isSimple(piece)) continue;
    if (best === null || ringArea(piece) > ringArea(best)) best = piece;
  }
  return best !== null && ringArea(best) > 200 ? best : null;
}

/** Nothing where the clipping library gives up on edges that all but coincide: such a face stays without a block. */
function remainders(ring: Ring, strips: readonly Float64Array[]): PolygonRings[] {
  try {
    return subtractPolygons(
      [[flatRing(ring)]],
      strips.map((strip) => [strip]),
    );
  } catch {
    return [];
  }
}

/** Sine of the turn at vertex i, without sign; 2 where the outline turns back. */
function turnAt(ring: Ring, i: number): number {
  const a = direction(ring[(i + ring.length - 1) % ring.length], ring[i]);
  const b = direction(ring[i], ring[(i + 1) % ring.length]);
  return a.x * b.x + a.y * b.y < 0 ? 2 : Math.abs(a.x * b.y - a.y * b.x);
}

/** Divides a block into plots whose party walls meet in shared corners. */
export function plotsOf(block: Ring, maxArea: number, minWidth: number, random: Random): Plot[] {
  const mesh = new PlanarMesh(
    block,
    block.map(() => 0),
    'block',
  );
  const [whole] = mesh.faces.values();
  const rule = { maxArea, minWidth, bow: 0, snapChance: 0, snapReach: minWidth * 0.5, turn: 0, line: () => 1 };
  subdivide(mesh, whole, rule, random);
  return [...mesh.faces.values()].map((face) =>
    mergeStraight(
      mesh.ring(face),
      mesh.lines(face).map((line) => line === 0),
    ),
  );
}

/** Without the vertices that only the neighbour needs. */
function mergeStraight(ring: Ring, front: readonly boolean[]): Plot {
  const kept: Point[] = [];
  const keptFront: boolean[] = [];
  for (let i = 0; i < ring.length; i++) {
    const before = (i + ring.length - 1) % ring.length;
    if (front[before] === front[i] && turnAt(ring, i) < 0.0005) continue;
    kept.push(ring[i]);
    keptFront.push(front[i]);
  }
  return { ring: kept, front: keptFront };
}

/** A stretch of a block's outline that houses can be lined up along: nearly straight, walked counter-clockwise. */
export interface Frontage {
  readonly line: readonly Point[];
  readonly length: number;
}

/** Half the width that a dead-end street keeps free, and the radius of its turning place, metres. */
const spurHalf = 4.5;
const turningRadius = 8;

/** The ground of a block's dead end, to be kept free of houses. */
export function spurGround(spur: readonly Point[]): Ring[] {
  const strip = [...parallelLine(spur, -spurHalf), ...parallelLine(spur, spurHalf).reverse()];
  return [strip.map((p) => point(p.x, p.y)), regularRing(spur[spur.length - 1], turningRadius, 8)];
}

/** Frontages of a block: its outline broken at corners of more than about 25°, and both sides of its dead end. */
export function frontagesOf(block: Block): Frontage[] {
  const frontages = outlineFrontages(block.ring);
  if (block.spur === null) return frontages;
  for (const axis of [block.spur, [...block.spur].reverse()]) {
    const line = parallelLine(axis, spurHalf + 0.5);
    frontages.push({ line, length: lineLength(line) });
  }
  return frontages;
}

function outlineFrontages(ring: Ring): Frontage[] {
  const n = ring.length;
  const sharp = ring.map((_, i) => turnAt(ring, i) > 0.42);
  const start = Math.max(0, sharp.indexOf(true));
  const frontages: Frontage[] = [];
  let line: Point[] = [ring[start]];
  let length = 0;
  for (let k = 1; k <= n; k++) {
    const i = (start + k) % n;
    length += distance(line[line.length - 1], ring[i]);
    line.push(ring[i]);
    if (!sharp[i] && k < n) continue;
    frontages.push({ line, length });
    line = [ring[i]];
    length = 0;
  }
  return frontages;
}
