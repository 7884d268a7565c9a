import type { Block } from './blocks.ts';
import type { Draft, DraftBarrier } from './draft.ts';
import { insetRing } from './inset.ts';
import { lineLength, stationAt } from './lines.ts';
import {
  distance,
  interiorPoint,
  offsetPoint,
  type Point,
  point,
  type Ring,
  rectangle,
  ringContains,
} from './plane.ts';
import type { Random } from './random.ts';
import type { LandmarkKind } from './town-plan.ts';

type BarrierRule = Pick<DraftBarrier, 'kind' | 'heightMeters' | 'opaque'>;

const schoolFence: BarrierRule = { kind: 'fence', heightMeters: 1.8, opaque: false };
const allotmentFence: BarrierRule = { kind: 'fence', heightMeters: 1.2, opaque: false };
const hospitalWall: BarrierRule = { kind: 'wall', heightMeters: 2.2, opaque: true };
const churchWall: BarrierRule = { kind: 'wall', heightMeters: 1.4, opaque: true };
const gardenHedge: BarrierRule = { kind: 'hedge', heightMeters: 1.6, opaque: true };

/** Thickness of an opaque barrier, metres. */
export const barrierThickness = { wall: 0.4, hedge: 0.8 } as const;

/** Walls around the hospital and the churchyard, fences around schools and allotments, hedges along gardens. */
export function layBarriers(
  draft: Draft,
  blocks: readonly Block[],
  landmarks: ReadonlyMap<number, { readonly landmark: LandmarkKind; readonly name: string }>,
  random: Random,
): void {
  const houses = draft.buildings.map(({ pieces }) => interiorPoint(pieces[0].footprints[0].outer));
  for (const block of blocks) {
    const landmark = landmarks.get(block.faceId);
    if (landmark?.landmark === 'school') enclose(draft, block, schoolFence, landmark.name, 4);
    else if (landmark?.landmark === 'allotments') enclose(draft, block, allotmentFence, landmark.name, 4);
    else if (block.quarter === 'hospital') enclose(draft, block, hospitalWall, 'Havnby Hospital', 7);
    else if (block.quarter === 'church') enclose(draft, block, churchWall, 'Kirkegården', 3);
    else if (block.quarter === 'villas' && landmark === undefined) {
      plantHedges(draft, block, houses, random.split(`hedges ${block.faceId}`));
    }
  }
}

/** Around the whole block, with a gate in the middle of each of its two longest sides. */
function enclose(draft: Draft, block: Block, rule: BarrierRule, name: string, gateMeters: number): void {
  const ring = insetRing(
    block.ring,
    block.ring.map(() => 0.6),
  );
  if (ring === null) return;
  const sides = ring.map((a, i) => ({ a, b: ring[(i + 1) % ring.length] }));
  const longest = sides.toSorted((s, t) => distance(t.a, t.b) - distance(s.a, s.b)).slice(0, 2);
  const gates = longest
    .filter(({ a, b }) => distance(a, b) > gateMeters + 4)
    .map(({ a, b }) => ({ at: { x: (a.x + b.x) / 2, y: (a.y + b.y) / 2 }, width: gateMeters }));
  add(
    draft,
    rule,
    cutRing(ring, gates),
    gates.map(({ at }) => at),
    name,
  );
}

/** Hedges along the street, open before every house; not every garden has one. */
function plantHedges(draft: Draft, block: Block, allHouses: readonly Point[], random: Random): void {
  const ring = insetRing(
    block.ring,
    block.ring.map(() => 0.9),
  );
  if (ring === null) return;
  const houses = allHouses.filter((middle) => ringContains(block.ring, middle));
  const gates = houses.map((at) => ({ at: nearestOn(ring, at), width: 3.5 }));
  const mouth = block.spur === null ? [] : [{ at: nearestOn(ring, block.spur[0]), width: 14 }];
  for (const line of cutRing(ring, [...gates, ...mouth])) {
    const length = lineLength(line);
    if (length < 5 || length > 60 || !random.chance(0.4)) continue;
    const gate = gates.find(({ at }) => distance(at, line[line.length - 1]) < 2.5);
    add(draft, gardenHedge, [line], gate === undefined ? [] : [gate.at], null);
  }
}

function nearestOn(ring: Ring, p: Point): Point {
  const line = [...ring, ring[0]];
  const length = lineLength(line);
  let best = line[0];
  for (let reach = 0; reach < length; reach += 1) {
    const { at } = stationAt(line, reach);
    if (distance(at, p) < distance(best, p)) best = at;
  }
  return best;
}

/** The closed ring as lines between the gates; one closed line where there are none. */
function cutRing(ring: Ring, gates: readonly { readonly at: Point; readonly width: number }[]): Point[][] {
  const line = [...ring, ring[0]];
  const corners: number[] = [];
  let length = 0;
  for (let i = 0; i < ring.length; i += 1) {
    corners.push(length);
    length += distance(line[i], line[i + 1]);
  }
  const spots = gates
    .map(({ at, width }) => ({ reach: reachOf(line, at), half: width / 2 }))
    .sort((a, b) => a.reach - b.reach);
  if (spots.length === 0) return [line];
  const pieces: Point[][] = [];
  spots.forEach((spot, i) => {
    const next = spots[(i + 1) % spots.length];
    const from = spot.reach + spot.half;
    const to = next.reach - next.half + (i + 1 === spots.length ? length : 0);
    if (to - from < 1) return;
    const between = [...corners, ...corners.map((corner) => corner + length)].filter(
      // A corner beside a gate would leave a stump.
      (c) => c > from + 0.4 && c < to - 0.4,
    );
    pieces.push([from, ...between, to].map((reach) => stationAt(line, reach % length).at));
  });
  return pieces;
}

function reachOf(line: readonly Point[], p: Point): number {
  let best = 0;
  let away = Infinity;
  let before = 0;
  for (let i = 0; i + 1 < line.length; i += 1) {
    const [a, b] = [line[i], line[i + 1]];
    const length = distance(a, b);
    const along = length === 0 ? 0 : ((p.x - a.x) * (b.x - a.x) + (p.y - a.y) * (b.y - a.y)) / length;
    const t = Math.max(0, Math.min(length, along));
    const at = length === 0 ? a : { x: a.x + ((b.x - a.x) * t) / length, y: a.y + ((b.y - a.y) * t) / length };
    if (distance(at, p) < away) {
      away = distance(at, p);
      best = before + t;
    }
    before += length;
  }
  return best;
}

/** Adds the lines that pass no house, and the gates. */
function add(
  draft: Draft,
  rule: BarrierRule,
  lines: readonly (readonly Point[])[],
  gates: readonly Point[],
  name: string | null,
): void {
  const exact = lines.map((line) => line.map((p) => point(p.x, p.y)));
  const free = exact.filter((line) => stripsOf(line).every((strip) => draft.isFree(strip)));
  if (free.length === 0) return;
  draft.barriers.push({ ...rule, lines: free, gates: gates.map((p) => point(p.x, p.y)), name });
  for (const line of free) for (const outer of stripsOf(line)) draft.occupy({ outer, holes: [] });
}

/** A metre wide along each stretch. */
function stripsOf(line: readonly Point[]): Ring[] {
  const strips: Ring[] = [];
  for (let i = 0; i + 1 < line.length; i += 1) {
    const [a, b] = [line[i], line[i + 1]];
    const length = distance(a, b);
    if (length === 0) continue;
    const along = { x: (b.x - a.x) / length, y: (b.y - a.y) / length };
    const middle = offsetPoint({ x: (a.x + b.x) / 2, y: (a.y + b.y) / 2 }, along, 0, -0.5);
    strips.push(rectangle(middle, along, length + 0.4, 1));
  }
  return strips;
}
