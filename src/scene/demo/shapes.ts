import { intersectPolygons, type PolygonRings, subtractPolygons } from '#geo/polygon-boolean.ts';
import { insetRing } from './inset.ts';
import { distance, isSimple, type Point, point, type Ring, ringArea } from './plane.ts';

/** A footprint: outer ring counter-clockwise, holes clockwise. */
export interface Footprint {
  readonly outer: Ring;
  readonly holes: readonly Ring[];
}

export function solidFootprint(outer: Ring): Footprint {
  return { outer, holes: [] };
}

export function footprintArea(footprint: Footprint): number {
  return footprint.holes.reduce((sum, hole) => sum + ringArea(hole), ringArea(footprint.outer));
}

/**
 * What is left of a plot when a yard is taken out of it: edge i is built over `depths[i]` metres, edges with depth 0 stay
 * open. A yard that touches no open edge becomes a courtyard. Where there is no room for a yard the whole plot is built.
 */
export function buildAround(plot: Ring, depths: readonly number[], leastYard: number): Footprint[] {
  const yard = insetRing(
    plot,
    depths.map((depth) => (depth > 0 ? depth : -3)),
  );
  if (yard === null || ringArea(yard) < leastYard) return [solidFootprint(plot)];
  if (depths.every((depth) => depth > 0)) return [{ outer: plot, holes: [[...yard].reverse()] }];
  return subtract(solidFootprint(plot), yard);
}

/** The footprint without the ring. Slivers below 12 m² are dropped. */
export function subtract(footprint: Footprint, ring: Ring): Footprint[] {
  return fromClip(subtractPolygons([toClip(footprint)], [toClip(solidFootprint(ring))]));
}

/** The part of the footprint inside the ring. */
export function clipTo(footprint: Footprint, ring: Ring): Footprint[] {
  return fromClip(intersectPolygons([toClip(footprint)], [toClip(solidFootprint(ring))]));
}

function toClip(footprint: Footprint): PolygonRings {
  return [footprint.outer, ...footprint.holes].map(flatRing);
}

/** x0, y0, x1, y1, … */
export function flatRing(ring: Ring): Float64Array {
  const flat = new Float64Array(ring.length * 2);
  ring.forEach((p, i) => {
    flat[2 * i] = p.x;
    flat[2 * i + 1] = p.y;
  });
  return flat;
}

/** The points of x0, y0, x1, y1, … */
export function pointsOf(flat: ArrayLike<number>): Point[] {
  return Array.from({ length: flat.length / 2 }, (_, i) => point(flat[2 * i], flat[2 * i + 1]));
}

function fromClip(polygons: readonly PolygonRings[]): Footprint[] {
  const footprints: Footprint[] = [];
  for (const polygon of polygons) {
    const rings = polygon.map((ring) => cleanRing(pointsOf(ring)));
    const outer = rings[0];
    if (outer.length < 3 || Math.abs(ringArea(outer)) < 12 || !isSimple(outer)) continue;
    const holes = rings.slice(1).filter((ring) => ring.length >= 3 && Math.abs(ringArea(ring)) > 12 && isSimple(ring));
    footprints.push({
      outer: ringArea(outer) > 0 ? outer : outer.reverse(),
      holes: holes.map((hole) => (ringArea(hole) < 0 ? hole : hole.reverse())),
    });
  }
  return footprints;
}

/** Without repeated points and without points on a straight run (2 mm). */
export function cleanRing(ring: Ring): Point[] {
  const apart = ring.filter((p, i) => distance(p, ring[(i + ring.length - 1) % ring.length]) > 0.02);
  return apart.filter((p, i) => {
    const a = apart[(i + apart.length - 1) % apart.length];
    const b = apart[(i + 1) % apart.length];
    const cross = (p.x - a.x) * (b.y - a.y) - (p.y - a.y) * (b.x - a.x);
    return Math.abs(cross) > 0.003 * distance(a, b);
  });
}
