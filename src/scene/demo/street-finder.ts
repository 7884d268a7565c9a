import type { Street } from '#model/city.ts';
import { type Point, ringContains } from './plane.ts';
import { pointsOf } from './shapes.ts';

/** The nearest place on a street. */
export interface StreetSpot {
  readonly street: Street;
  readonly at: Point;
  readonly distance: number;
  /** Metres along the street from its first point. */
  readonly reach: number;
  /** On the left of the street's direction. */
  readonly left: boolean;
}

export type StreetFinder = (p: Point, withinMeters: number) => StreetSpot | null;

const cellMeters = 64;

/** Finds the nearest of some streets by a grid over their segments. */
export function createStreetFinder(streets: readonly Street[]): StreetFinder {
  interface Segment {
    readonly street: Street;
    readonly a: Point;
    readonly b: Point;
    readonly length: number;
    readonly before: number;
  }
  const cells = new Map<string, Segment[]>();
  for (const street of streets) {
    const points = pointsOf(street.xy);
    let before = 0;
    for (let i = 0; i + 1 < points.length; i += 1) {
      const [a, b] = [points[i], points[i + 1]];
      const length = Math.sqrt((b.x - a.x) * (b.x - a.x) + (b.y - a.y) * (b.y - a.y));
      for (const key of cellsOf(a, b)) {
        const list = cells.get(key);
        if (list === undefined) cells.set(key, [{ street, a, b, length, before }]);
        else list.push({ street, a, b, length, before });
      }
      before += length;
    }
  }
  return (p, within) => {
    let best: StreetSpot | null = null;
    let away = within;
    const corner = { x: p.x - within, y: p.y - within };
    for (const key of cellsOf(corner, { x: p.x + within, y: p.y + within })) {
      for (const { street, a, b, length, before } of cells.get(key) ?? []) {
        if (length === 0) continue;
        const [ux, uy] = [(b.x - a.x) / length, (b.y - a.y) / length];
        const t = Math.max(0, Math.min(length, (p.x - a.x) * ux + (p.y - a.y) * uy));
        const at = { x: a.x + ux * t, y: a.y + uy * t };
        const d = Math.sqrt((p.x - at.x) * (p.x - at.x) + (p.y - at.y) * (p.y - at.y));
        if (d >= away) continue;
        away = d;
        const left = ux * (p.y - a.y) - uy * (p.x - a.x) > 0;
        best = { street, at, distance: d, reach: before + t, left };
      }
    }
    return best;
  };
}

function cellsOf(a: Point, b: Point): string[] {
  const keys: string[] = [];
  const low = (p: number, q: number) => Math.floor(Math.min(p, q) / cellMeters);
  const high = (p: number, q: number) => Math.floor(Math.max(p, q) / cellMeters);
  for (let i = low(a.x, b.x); i <= high(a.x, b.x); i += 1) {
    for (let j = low(a.y, b.y); j <= high(a.y, b.y); j += 1) keys.push(`${i},${j}`);
  }
  return keys;
}

/** True where a place lies in none of the rings, by a grid over them. */
export function createOpenTest(rings: readonly (readonly Point[])[]): (p: Point) => boolean {
  const cells = new Map<string, (readonly Point[])[]>();
  for (const ring of rings) {
    const xs = ring.map(({ x }) => x);
    const ys = ring.map(({ y }) => y);
    const [low, high] = [
      { x: Math.min(...xs), y: Math.min(...ys) },
      { x: Math.max(...xs), y: Math.max(...ys) },
    ];
    for (const key of cellsOf(low, high)) {
      const list = cells.get(key);
      if (list === undefined) cells.set(key, [ring]);
      else list.push(ring);
    }
  }
  return (p) => !(cells.get(cellsOf(p, p)[0]) ?? []).some((ring) => ringContains(ring, p));
}
