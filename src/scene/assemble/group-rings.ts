import { createBoxIndex } from '#geo/box-index.ts';
import { doubleArea, insideRing, type Ring, ringBox } from './ring.ts';

/** Edges looked at in all, many times what any real area needs. Holes that come after are left over. */
const mostSteps = 20_000_000;
/** Edges of a hole that are asked whether they lie in an outer ring. */
const mostVotes = 40;
/** What a search costs beside the edges that it finds. */
const searchSteps = 20;
/** From so many corners on an outer ring's edges are indexed. */
const indexFrom = 100;

/**
 * Polygons (outer ring first, then its holes) from rings known to be outer or inner. A hole goes to the smallest outer
 * ring around most of its corners; holes without one are only counted, and so are those that come after heaps of rings which
 * would take too long to tell apart.
 */
export function groupRings(
  outers: readonly Ring[],
  inners: readonly Ring[],
): { readonly polygons: Ring[][]; readonly strayHoles: number } {
  const polygons = outers.map((outer) => [outer]);
  const bySize = polygons
    .map((rings) => ({ rings, area: Math.abs(doubleArea(rings[0])), finder: new RingFinder(rings[0]) }))
    .sort((a, b) => a.area - b.area);
  let strayHoles = 0;
  let steps = 0;
  for (const hole of inners) {
    const box = ringBox(hole);
    const owner = bySize.find(({ finder }) => {
      steps += 1;
      if (steps > mostSteps || !finder.meets(box)) return false;
      const isInside = mostlyInside(finder, hole);
      steps += finder.takeSteps();
      return isInside;
    });
    if (owner === undefined) strayHoles += 1;
    else owner.rings.push(hole);
  }
  return { polygons, strayHoles };
}

/** By corners and middles of edges (of many, some all around): a hole may touch its outer ring in some of them. */
function mostlyInside(outer: RingFinder, hole: Ring): boolean {
  const step = 2 * Math.ceil(hole.length / (2 * mostVotes));
  let votes = 0;
  for (let i = 0; i < hole.length; i += step) {
    const j = i === 0 ? hole.length - 2 : i - 2;
    votes += outer.has(hole[i], hole[i + 1]) ? 1 : -1;
    votes += outer.has((hole[i] + hole[j]) / 2, (hole[i + 1] + hole[j + 1]) / 2) ? 1 : -1;
  }
  return votes > 0;
}

/** Whether points lie in a ring, of many corners too. */
class RingFinder {
  readonly #ring: Ring;
  readonly #box: readonly [minX: number, minY: number, maxX: number, maxY: number];
  #search: ((x: number, y: number) => number[]) | null = null;
  #steps = 0;

  constructor(ring: Ring) {
    this.#ring = ring;
    this.#box = ringBox(ring);
  }

  meets([minX, minY, maxX, maxY]: readonly [number, number, number, number]): boolean {
    const box = this.#box;
    return minX <= box[2] && maxX >= box[0] && minY <= box[3] && maxY >= box[1];
  }

  /** Edges looked at since this was last asked. */
  takeSteps(): number {
    const steps = this.#steps;
    this.#steps = 0;
    return steps;
  }

  /** As {@link insideRing}. */
  has(x: number, y: number): boolean {
    const ring = this.#ring;
    if (ring.length < 2 * indexFrom) {
      this.#steps += ring.length / 2;
      return insideRing(ring, x, y);
    }
    this.#search ??= this.#indexed();
    // Only what lies to the right of the point can be crossed by the ray to the right.
    const edges = this.#search(x, y);
    this.#steps += edges.length + searchSteps;
    let inside = false;
    for (const edge of edges) {
      const i = 2 * edge;
      const j = i === 0 ? ring.length - 2 : i - 2;
      const y0 = ring[i + 1];
      const y1 = ring[j + 1];
      if (y0 > y !== y1 > y && x < ring[i] + ((y - y0) * (ring[j] - ring[i])) / (y1 - y0)) inside = !inside;
    }
    return inside;
  }

  #indexed(): (x: number, y: number) => number[] {
    const ring = this.#ring;
    const boxes = new Float64Array(2 * ring.length);
    for (let i = 0, j = ring.length - 2; i < ring.length; j = i, i += 2) {
      boxes[2 * i] = Math.min(ring[i], ring[j]);
      boxes[2 * i + 1] = Math.min(ring[i + 1], ring[j + 1]);
      boxes[2 * i + 2] = Math.max(ring[i], ring[j]);
      boxes[2 * i + 3] = Math.max(ring[i + 1], ring[j + 1]);
    }
    const index = createBoxIndex(boxes);
    const right = this.#box[2];
    return (x, y) => (x > right ? [] : index.search(x, y, right, y));
  }
}
