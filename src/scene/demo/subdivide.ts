import { orientedBox } from './oriented-box.ts';
import { type Face, type PlanarMesh } from './planar-mesh.ts';
import {
  crossing,
  direction,
  distance,
  mix,
  offsetPoint,
  type Point,
  type Ring,
  ringArea,
  ringContains,
} from './plane.ts';
import type { Random } from './random.ts';

/** How a face is halved until its parts are small enough. */
export interface SubdivideRule {
  /** Parts larger than this are halved, square metres. */
  readonly maxArea: number;
  /** No part becomes narrower than this, metres. */
  readonly minWidth: number;
  /** Largest sag of a dividing street, as a share of its length. */
  readonly bow: number;
  /** How often a dividing line ends at an existing junction within reach, and that reach in metres. */
  readonly snapChance: number;
  readonly snapReach: number;
  /** How far the cut may turn from square, radians. */
  readonly turn: number;
  /** Line for the next dividing street; `level` 0 for the first halving. */
  readonly line: (level: number, length: number) => number;
}

/** Halves the face across its length again and again. Returns the parts. */
export function subdivide(mesh: PlanarMesh, face: Face, rule: SubdivideRule, random: Random, level = 0): Face[] {
  const ring = mesh.ring(face);
  if (ringArea(ring) <= rule.maxArea * random.between(0.8, 1.2)) return [face];
  for (let attempt = 0; attempt < 8; attempt++) {
    const parts = halve(mesh, face, rule, random, level, attempt);
    if (parts !== null) return parts.flatMap((part) => subdivide(mesh, part, rule, random, level + 1));
  }
  return [face];
}

/** Parts narrower or smaller than what was asked for are not made. */
function halve(
  mesh: PlanarMesh,
  face: Face,
  rule: SubdivideRule,
  random: Random,
  level: number,
  attempt: number,
): [Face, Face] | null {
  const ring = mesh.ring(face);
  const box = orientedBox(ring);
  if (box.length < 2 * rule.minWidth) return null;
  const shift = random.between(-0.14, 0.14) * (1 + attempt / 3) * box.length;
  const through = offsetPoint(box.center, box.axis, shift, random.between(-0.1, 0.1) * box.width);
  const turn = random.between(-rule.turn, rule.turn);
  const across = turned({ x: -box.axis.y, y: box.axis.x }, turn);
  const ends = chord(ring, through, across);
  if (ends === null) return null;
  const [start, stop] = ends.map((end) => landing(mesh, face, end, rule, random));
  if (start === null || stop === null) return null;
  const [p, q] = [start.at, stop.at];
  const length = distance(p, q);
  if (length < 12) return null;
  const between = bend(ring, p, q, random.between(-rule.bow, rule.bow) * length);
  const loop = face.loop;
  const iStart = start.vertex >= 0 ? loop.indexOf(start.vertex) : start.edge;
  const iStop = stop.vertex >= 0 ? loop.indexOf(stop.vertex) : stop.edge;
  if (iStart === iStop) return null;
  if (!soundParts(ring, start, stop, between, iStart, iStop, rule)) return null;
  const edgeOf = (end: Landing): [number, number] => [loop[end.edge], loop[(end.edge + 1) % loop.length]];
  const [startEdge, stopEdge] = [edgeOf(start), edgeOf(stop)];
  const from = start.vertex >= 0 ? start.vertex : mesh.splitEdge(startEdge[0], startEdge[1], start.at);
  const to = stop.vertex >= 0 ? stop.vertex : mesh.splitEdge(stopEdge[0], stopEdge[1], stop.at);
  return mesh.splitFace(face, from, between, to, rule.line(level, length));
}

function turned(d: Point, angle: number): Point {
  const [c, s] = [Math.cos(angle), Math.sin(angle)];
  return { x: d.x * c - d.y * s, y: d.x * s + d.y * c };
}

interface ChordEnd {
  readonly edge: number;
  readonly at: Point;
}

/** The two ends of the longest free run through a point: nearest boundary forwards and backwards. */
export function chord(ring: Ring, through: Point, d: Point): [ChordEnd, ChordEnd] | null {
  if (!ringContains(ring, through)) return null;
  const reach = (sign: number): ChordEnd | null => {
    const far = offsetPoint(through, d, sign * 4000, 0);
    let best: ChordEnd | null = null;
    let nearest = Infinity;
    for (let i = 0; i < ring.length; i++) {
      const hit = crossing(through, far, ring[i], ring[(i + 1) % ring.length]);
      if (hit === null || hit.t >= nearest) continue;
      nearest = hit.t;
      best = { edge: i, at: mix(ring[i], ring[(i + 1) % ring.length], hit.u) };
    }
    return best;
  };
  const ahead = reach(1);
  const behind = reach(-1);
  return ahead === null || behind === null ? null : [behind, ahead];
}

interface Landing extends ChordEnd {
  /** Existing vertex that the line ends in, or −1. */
  readonly vertex: number;
}

/** Where a dividing line may end: at a junction in reach, or on the edge, but not just beside a corner. */
function landing(mesh: PlanarMesh, face: Face, end: ChordEnd, rule: SubdivideRule, random: Random): Landing | null {
  const loop = face.loop;
  const junctions = loop.filter((v, i) => {
    const across = mesh.faceLeftOf(v, loop[(i + loop.length - 1) % loop.length]);
    const beyond = mesh.faceLeftOf(loop[(i + 1) % loop.length], v);
    return across !== beyond || isCorner(mesh, loop, i);
  });
  let nearest = -1;
  let away = rule.snapReach;
  for (const v of junctions) {
    const gap = distance(mesh.vertices[v], end.at);
    if (gap < away) {
      away = gap;
      nearest = v;
    }
  }
  if (nearest >= 0 && !isCorner(mesh, loop, loop.indexOf(nearest)) && random.chance(rule.snapChance)) {
    return { ...end, vertex: nearest, at: mesh.vertices[nearest] };
  }
  if (nearest >= 0 && away < Math.min(14, rule.minWidth * 0.6)) return null;
  const [a, b] = [loop[end.edge], loop[(end.edge + 1) % loop.length]];
  for (const v of [a, b]) {
    if (distance(mesh.vertices[v], end.at) < 1.5) return { ...end, vertex: v, at: mesh.vertices[v] };
  }
  return { ...end, vertex: -1 };
}

/** A vertex where the face's own outline turns by more than about 35°. */
function isCorner(mesh: PlanarMesh, loop: readonly number[], i: number): boolean {
  const before = direction(mesh.vertices[loop[(i + loop.length - 1) % loop.length]], mesh.vertices[loop[i]]);
  const after = direction(mesh.vertices[loop[i]], mesh.vertices[loop[(i + 1) % loop.length]]);
  return before.x * after.x + before.y * after.y < 0.82;
}

function bend(ring: Ring, p: Point, q: Point, sag: number): Point[] {
  const length = distance(p, q);
  if (Math.abs(sag) < 0.6) return [];
  const d = direction(p, q);
  const pieces = Math.max(2, Math.round(length / 14));
  const points = Array.from({ length: pieces - 1 }, (_, i) => {
    const t = (i + 1) / pieces;
    return offsetPoint(p, d, t * length, 4 * sag * t * (1 - t));
  });
  return points.every((x) => ringContains(ring, x)) ? points : [];
}

function soundParts(
  ring: Ring,
  start: Landing,
  stop: Landing,
  between: readonly Point[],
  iStart: number,
  iStop: number,
  rule: SubdivideRule,
): boolean {
  const n = ring.length;
  const walk = (from: Landing, iFrom: number, to: Landing, iTo: number, path: readonly Point[]) => {
    const part: Point[] = [from.at];
    let i = (iFrom + 1) % n;
    const last = to.vertex >= 0 ? iTo : (iTo + 1) % n;
    for (let guard = 0; i !== last && guard < n; guard++, i = (i + 1) % n) part.push(ring[i]);
    part.push(to.at, ...path);
    return part;
  };
  const one = walk(start, iStart, stop, iStop, [...between].reverse());
  const other = walk(stop, iStop, start, iStart, between);
  const whole = ringArea(ring);
  for (const part of [one, other]) {
    const area = ringArea(part);
    if (area < whole * 0.22 || orientedBox(part).width < rule.minWidth) return false;
  }
  const line = [start.at, ...between, stop.at];
  for (let k = 0; k + 1 < line.length; k++) {
    for (let i = 0; i < n; i++) {
      const hit = crossing(line[k], line[k + 1], ring[i], ring[(i + 1) % n]);
      if (hit === null) continue;
      const at = mix(line[k], line[k + 1], hit.t);
      if (distance(at, start.at) > 0.5 && distance(at, stop.at) > 0.5) return false;
    }
  }
  return true;
}
