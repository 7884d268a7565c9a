import { createBoxIndex } from '#geo/box-index.ts';
import { unionPolygons } from '#geo/polygon-boolean.ts';
import { normalizeRings } from './prism-builder.ts';
import { doubleArea, insideRing, type Ring, ringBox } from './ring.ts';
import { hasMoreContacts, ringContact } from './ring-crossings.ts';

/** Pieces smaller than this come from rounding, not from a building; m². */
const leastArea = 0.05;
/**
 * Repair takes time with every crossing; an outline with more corners or contacts than a draughtsman's slip makes is not
 * repaired.
 */
const repairVertexLimit = 20_000;
const repairContactLimit = 500;

export interface SimplePolygons {
  /** Normalised: outer ring counter-clockwise first, holes clockwise; nothing crosses. */
  readonly polygons: readonly (readonly Ring[])[];
  /** True where rings crossed or ran along each other, so that the shape had to change or split. */
  readonly repaired: boolean;
}

/**
 * The polygon with everything that makes a solid ambiguous resolved: crossings are cut apart by the even-odd rule, holes
 * that leave the outer ring are cut off, overlapping holes are joined. `null` where no area remains or the repair fails.
 */
export function simplePolygons(rings: readonly ArrayLike<number>[]): SimplePolygons | null {
  const clean = normalizeRings(rings);
  if (clean === null) return null;
  const once = clean.map(onceAround);
  const repeated = once.some((ring, index) => ring !== clean[index]);
  const contact = ringContact(once);
  if (contact === 'apart') return holesInside(once) ? { polygons: [once], repaired: repeated } : repair(once, true);
  return repair(once, repeated || contact === 'crossing');
}

/** A ring that goes twice (or more often) around the same corners would cancel itself; it is taken once. */
function onceAround(ring: Ring): Ring {
  const corners = ring.length / 2;
  for (let turns = 2; turns <= 8 && corners / turns >= 3; turns += 1) {
    if (corners % turns !== 0) continue;
    const length = ring.length / turns;
    if (ring.every((value, i) => value === ring[i % length])) return ring.slice(0, length);
  }
  return ring;
}

function repair(rings: readonly Ring[], repaired: boolean): SimplePolygons | null {
  if (rings.reduce((sum, ring) => sum + ring.length / 2, 0) > repairVertexLimit) return null;
  if (hasMoreContacts(rings, repairContactLimit)) return null;
  try {
    const polygons = settlePolygons(unionPolygons([rings]));
    return polygons.length === 0 ? null : { polygons, repaired };
  } catch {
    // polyclip gives up on some degenerate input; such a footprint is dropped and listed.
    return null;
  }
}

/**
 * Normalises what a boolean operation gave after rounding to the grid; slivers and what rounding made cross are left out.
 */
export function settlePolygons(polygons: readonly (readonly ArrayLike<number>[])[]): Ring[][] {
  const settled: Ring[][] = [];
  for (const rings of polygons) {
    const clean = normalizeRings(rings);
    if (clean === null || polygonArea(clean) < leastArea) continue;
    if (ringContact(clean) !== 'crossing') settled.push(clean);
  }
  return settled;
}

/** m², holes subtracted; rings normalised. */
export function polygonArea(rings: readonly ArrayLike<number>[]): number {
  let doubled = 0;
  rings.forEach((ring, index) => {
    doubled += (index === 0 ? 1 : -1) * Math.abs(doubleArea(ring));
  });
  return doubled / 2;
}

/** For rings that don't meet: every hole within the outer ring and outside the other holes. */
function holesInside(rings: readonly Ring[]): boolean {
  if (rings.length < 2) return true;
  const index = createBoxIndex(rings.flatMap(ringBox));
  for (let i = 1; i < rings.length; i += 1) {
    const [x, y] = rings[i];
    if (!insideRing(rings[0], x, y)) return false;
    if (index.search(x, y, x, y).some((j) => j > 0 && j !== i && insideRing(rings[j], x, y))) return false;
  }
  return true;
}
