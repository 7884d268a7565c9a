import { type BoxIndex, boxOfPoints, createBoxIndex } from '#geo/box-index.ts';
import type { PrismTable, TerrainGrid } from '#model/city.ts';
import { terrainBreaks } from './terrain-profile.ts';

/**
 * First Fresnel zone of a radio link past buildings and terrain. The path is straight from antenna to antenna; t runs from 0
 * to 1 along it. At t the zone is a circle of radius r(t) across the path; a prism's cut with the plane of that circle is a
 * set of columns up to its roof, the terrain's is taken level. The result is the least distance from the path, in radii. Trees
 * and what stands beside the terrain's profile are not looked at.
 */
export interface RadioPath {
  readonly fromX: number;
  readonly fromY: number;
  readonly fromZ: number;
  readonly toX: number;
  readonly toY: number;
  readonly toZ: number;
  readonly frequencyGHz: number;
}

export interface Clearance {
  /** Least clear share of the zone's radius, at most 1; negative: so far below the roof or ground that cuts the path. */
  readonly share: number;
  /** Metres in plan from the first antenna; null where nothing enters the zone. */
  readonly atMeters: number | null;
}

export interface RadioObstacles {
  readonly prisms: PrismTable;
  readonly index: BoxIndex;
  readonly terrain: TerrainGrid | null;
  /** Paths looked at already: a plan changes more often than its masts. */
  readonly known: Map<string, Clearance>;
}

const knownLimit = 20_000;

/** Within so many metres of an antenna nothing is looked at: it hangs on something. */
const antennaMarginMeters = 0.5;

/** Radius of the first Fresnel zone, metres, at d1 and d2 metres from the ends: 17.32·√(d1·d2/(f·d)), km and GHz. */
export function fresnelRadiusMeters(d1Meters: number, d2Meters: number, frequencyGHz: number): number {
  const d1 = d1Meters / 1000;
  const d2 = d2Meters / 1000;
  return 17.32 * Math.sqrt((d1 * d2) / (frequencyGHz * (d1 + d2)));
}

export function radioObstacles(prisms: PrismTable, terrain: TerrainGrid | null): RadioObstacles {
  const boxes = new Float64Array(4 * prisms.count);
  for (let prism = 0; prism < prisms.count; prism += 1) {
    const outer = prisms.ringStart[prism];
    boxOfPoints(prisms.xy, prisms.vertexStart[outer], prisms.vertexStart[outer + 1], boxes, prism);
  }
  return { prisms, index: createBoxIndex(boxes), terrain, known: new Map() };
}

/** Least clearance found so far along one path. */
class Search {
  readonly low: number;
  readonly high: number;
  /** r(t) = c·√(t(1 − t)). */
  readonly c: number;
  readonly planLength: number;
  share = 1;
  at: number | null = null;

  constructor({ fromX, fromY, fromZ, toX, toY, toZ, frequencyGHz }: RadioPath) {
    const dx = toX - fromX;
    const dy = toY - fromY;
    const dz = toZ - fromZ;
    this.planLength = Math.sqrt(dx * dx + dy * dy);
    const length = Math.sqrt(dx * dx + dy * dy + dz * dz);
    this.c = 17.32 * Math.sqrt(length / 1000 / frequencyGHz);
    const margin = this.planLength === 0 ? 1 : antennaMarginMeters / this.planLength;
    this.low = margin;
    this.high = 1 - margin;
  }

  /** Takes a signed distance at t. */
  take(distance: number, t: number): void {
    const share = distance / (this.c * Math.sqrt(t * (1 - t)));
    if (share >= this.share) return;
    this.share = share;
    this.at = t;
  }
}

/** A linear function of t: start + slope·t. */
interface Line {
  readonly start: number;
  readonly slope: number;
}

const zero: Line = { start: 0, slope: 0 };

function valueAt({ start, slope }: Line, t: number): number {
  return start + slope * t;
}

/**
 * Least √(s² + g²)/r on [t0, t1]. With s² + g² = A·t² + B·t + C the quotient is stationary where (A + B)·t² + 2C·t − C = 0.
 */
function takeDistance(search: Search, s: Line, g: Line, t0: number, t1: number): void {
  const from = Math.max(t0, search.low);
  const to = Math.min(t1, search.high);
  if (!(from <= to)) return;
  const at = (t: number) => {
    const across = valueAt(s, t);
    const above = valueAt(g, t);
    search.take(Math.sqrt(across * across + above * above), t);
  };
  at(from);
  at(to);
  const c = s.start * s.start + g.start * g.start;
  const ab = s.slope * s.slope + g.slope * g.slope + 2 * (s.start * s.slope + g.start * g.slope);
  const root = c * c + c * ab;
  if (root < 0) return;
  const candidates = ab === 0 ? [0.5] : [(-c + Math.sqrt(root)) / ab, (-c - Math.sqrt(root)) / ab];
  for (const t of candidates) if (t > from && t < to) at(t);
}

/** Least g/r on [t0, t1] of a linear g of either sign; stationary at start / (slope + 2·start). */
function takeHeight(search: Search, g: Line, t0: number, t1: number): void {
  const from = Math.max(t0, search.low);
  const to = Math.min(t1, search.high);
  if (!(from <= to)) return;
  search.take(valueAt(g, from), from);
  search.take(valueAt(g, to), to);
  const stationary = g.start / (g.slope + 2 * g.start);
  if (stationary > from && stationary < to) search.take(valueAt(g, stationary), stationary);
}

/** The least clear place of a radio path. Both ends must differ in plan by more than a metre, else all counts as clear. */
export function fresnelClearance(obstacles: RadioObstacles, path: RadioPath): Clearance {
  const { known } = obstacles;
  const { fromX, fromY, fromZ, toX, toY, toZ, frequencyGHz } = path;
  const key = [fromX, fromY, fromZ, toX, toY, toZ, frequencyGHz].join(' ');
  const before = known.get(key);
  if (before !== undefined) return before;
  const clearance = leastClearance(obstacles, path);
  if (known.size >= knownLimit) known.clear();
  known.set(key, clearance);
  return clearance;
}

function leastClearance({ prisms, index, terrain }: RadioObstacles, path: RadioPath): Clearance {
  const search = new Search(path);
  if (!(search.low < search.high)) return { share: 1, atMeters: null };
  const height: Line = { start: path.fromZ, slope: path.toZ - path.fromZ };
  const widest = search.c / 2;
  const lowest = Math.min(path.fromZ, path.toZ) - widest;
  const highest = Math.max(path.fromZ, path.toZ) + widest;
  const near = index.search(
    Math.min(path.fromX, path.toX) - widest,
    Math.min(path.fromY, path.toY) - widest,
    Math.max(path.fromX, path.toX) + widest,
    Math.max(path.fromY, path.toY) + widest,
  );
  for (const prism of near) {
    if (prisms.topZ[prism] < lowest || (prisms.raised[prism] === 1 && prisms.baseZ[prism] > highest)) continue;
    takePrism(search, path, height, prisms, prism);
  }
  if (terrain !== null) takeTerrain(search, path, height, terrain);
  return { share: search.share, atMeters: search.at === null ? null : search.at * search.planLength };
}

/** Parts of [t0, t1] on each of which the signed height above the roof (or below the underside) is one line. */
function heightParts(prisms: PrismTable, prism: number, height: Line, t0: number, t1: number) {
  const top = prisms.topZ[prism];
  const over: Line = { start: height.start - top, slope: height.slope };
  const raised = prisms.raised[prism] === 1;
  const base = prisms.baseZ[prism];
  const under: Line = { start: base - height.start, slope: -height.slope };
  const levels = raised ? [top, base, (top + base) / 2] : [top];
  const cuts = levels
    .map((level) => (level - height.start) / height.slope)
    .filter((t) => t > t0 && t < t1)
    .sort((a, b) => a - b);
  const ends = [t0, ...cuts, t1];
  return ends.slice(1).map((to, part) => {
    const from = ends[part];
    const middle = (from + to) / 2;
    const below = raised && valueAt(under, middle) > valueAt(over, middle);
    return { from, to, gap: below ? under : over };
  });
}

function takePrism(search: Search, path: RadioPath, height: Line, prisms: PrismTable, prism: number): void {
  const dx = path.toX - path.fromX;
  const dy = path.toY - path.fromY;
  const square = dx * dx + dy * dy;
  const crossings: number[] = [];
  for (let ring = prisms.ringStart[prism]; ring < prisms.ringStart[prism + 1]; ring += 1) {
    const first = prisms.vertexStart[ring];
    const end = prisms.vertexStart[ring + 1];
    for (let vertex = first; vertex < end; vertex += 1) {
      const next = vertex + 1 === end ? first : vertex + 1;
      const px = prisms.xy[2 * vertex] - path.fromX;
      const py = prisms.xy[2 * vertex + 1] - path.fromY;
      const qx = prisms.xy[2 * next] - path.fromX;
      const qy = prisms.xy[2 * next + 1] - path.fromY;
      const crossP = dx * py - dy * px;
      const crossQ = dx * qy - dy * qx;
      const tP = (px * dx + py * dy) / square;
      const tQ = (qx * dx + qy * dy) / square;
      if (crossP > 0 !== crossQ > 0) crossings.push(tP + ((tQ - tP) * crossP) / (crossP - crossQ));
      const sP = crossP / search.planLength;
      const sQ = crossQ / search.planLength;
      takeWall(search, height, prisms, prism, tP, sP, tQ, sQ);
    }
  }
  crossings.sort((a, b) => a - b);
  for (let pair = 0; pair + 1 < crossings.length; pair += 2) {
    for (const { from, to, gap } of heightParts(prisms, prism, height, crossings[pair], crossings[pair + 1]))
      takeHeight(search, gap, from, to);
  }
}

/** A wall beside the path: along it t runs from tP to tQ and the distance to the side from sP to sQ. */
function takeWall(
  search: Search,
  height: Line,
  prisms: PrismTable,
  prism: number,
  tP: number,
  sP: number,
  tQ: number,
  sQ: number,
): void {
  if (tP > tQ) return takeWall(search, height, prisms, prism, tQ, sQ, tP, sP);
  if (tQ < search.low || tP > search.high) return;
  const slope = (sQ - sP) / (tQ - tP);
  if (!Number.isFinite(slope)) {
    const nearest = sP > 0 === sQ > 0 ? Math.min(Math.abs(sP), Math.abs(sQ)) : 0;
    const side: Line = { start: nearest, slope: 0 };
    for (const { gap } of heightParts(prisms, prism, height, tP, tP))
      takeDistance(search, side, valueAt(gap, tP) > 0 ? gap : zero, tP, tP);
    return;
  }
  const side: Line = { start: sP - slope * tP, slope };
  for (const { from, to, gap } of heightParts(prisms, prism, height, tP, tQ))
    takeDistance(search, side, valueAt(gap, (from + to) / 2) > 0 ? gap : zero, from, to);
}

function takeTerrain(search: Search, path: RadioPath, height: Line, terrain: TerrainGrid): void {
  let before: { readonly t: number; readonly z: number } | null = null;
  for (const point of terrainBreaks(terrain, path)) {
    if (before !== null && point.t > before.t) {
      const slope = (point.z - before.z) / (point.t - before.t);
      const ground: Line = { start: before.z - slope * before.t, slope };
      takeHeight(search, { start: height.start - ground.start, slope: height.slope - ground.slope }, before.t, point.t);
    }
    before = point;
  }
}
