import { quantize } from '#geo/quantum.ts';
import type { PrismTable } from '#model/city.ts';
import { cleanRing, doubleArea, orientRing, type Ring } from './ring.ts';

/** Collects prisms one by one and returns them as the flat table of a city. */
export interface PrismBuilder {
  /**
   * Adds one prism. `rings`: outer ring first, then holes; flat x, y in local metres on the 1/1024 m grid, in either
   * direction, with or without a closing vertex; they must not cross themselves or each other. Rings are cleaned of
   * repeated and collinear vertices and turned (outer counter-clockwise, holes clockwise); holes without area are left
   * out. `baseZ`, `topZ`: metres, rounded to the grid. `raised`: a ray may pass beneath. `building`: index in
   * `City.buildings`. Returns false, and adds nothing, where the outer ring has no area or the prism no height.
   */
  add(rings: readonly ArrayLike<number>[], baseZ: number, topZ: number, raised: boolean, building: number): boolean;
  /** Prisms added so far. */
  count(): number;
  /** The table; the builder must not be used afterwards. */
  finish(): PrismTable;
}

export function createPrismBuilder(): PrismBuilder {
  const building: number[] = [];
  const baseZ: number[] = [];
  const topZ: number[] = [];
  const raised: number[] = [];
  const ringStart: number[] = [0];
  const vertexStart: number[] = [0];
  const rings: Ring[] = [];
  let vertices = 0;

  return {
    add(source, base, top, isRaised, owner) {
      const low = quantize(base);
      const high = quantize(top);
      if (!(high > low)) return false;
      const clean = normalizeRings(source);
      if (clean === null || doubleArea(clean[0]) === 0) return false;
      for (const ring of clean) {
        rings.push(ring);
        vertices += ring.length / 2;
        vertexStart.push(vertices);
      }
      ringStart.push(rings.length);
      building.push(owner);
      baseZ.push(low);
      topZ.push(high);
      raised.push(isRaised ? 1 : 0);
      return true;
    },
    count: () => building.length,
    finish() {
      const xy = new Float64Array(vertices * 2);
      let at = 0;
      for (const ring of rings) {
        xy.set(ring, at);
        at += ring.length;
      }
      return {
        count: building.length,
        building: Uint32Array.from(building),
        ringStart: Uint32Array.from(ringStart),
        vertexStart: Uint32Array.from(vertexStart),
        xy,
        baseZ: Float64Array.from(baseZ),
        topZ: Float64Array.from(topZ),
        raised: Uint8Array.from(raised),
      };
    },
  };
}

/**
 * Cleaned and turned rings of a polygon (outer first, counter-clockwise; holes clockwise), or `null` where the outer
 * ring has fewer than three corners.
 */
export function normalizeRings(rings: readonly ArrayLike<number>[]): Ring[] | null {
  const outer = rings.length === 0 ? null : cleanRing(rings[0]);
  if (outer === null) return null;
  const result = [orientRing(outer, true)];
  for (const hole of rings.slice(1)) {
    const clean = cleanRing(hole);
    if (clean !== null) result.push(orientRing(clean, false));
  }
  return result;
}
