import { intersectPolygons, subtractPolygons, unionPolygons } from '#geo/polygon-boolean.ts';
import { stripPieces } from '../assemble/line-strip.ts';
import { type Ring, ringBox } from '../assemble/ring.ts';
import { hasMoreContacts } from '../assemble/ring-crossings.ts';
import { polygonArea, settlePolygons } from '../assemble/simple-polygons.ts';
import type { Passage } from './read-passages.ts';

type Polygons = readonly (readonly Ring[])[];

/** What is left of a polygon on the ground, and what hangs over each passage. */
export interface CutPolygon {
  readonly standing: Polygons;
  readonly over: readonly { readonly passage: Passage; readonly polygons: Polygons }[];
}

/** Beyond these a heap of passages takes too long to cut (half a second): several times the busiest real building. */
const mostPassages = 24;
const mostCorners = 5_000;
const mostContacts = 500;
/** Area that rounding and slivers may take away; share and m². */
const lostShare = 0.01;
const lostArea = 0.5;

/**
 * Cuts the strips of passages out of a polygon, those with most headroom first. Their ends reach half a width further, so
 * that a façade that is not square to the way opens whole. `null` where cutting fails or would take too long.
 */
export function cutPassages(rings: readonly Ring[], passages: readonly Passage[]): CutPolygon | null {
  const near = passages.filter(({ line, half }) => boxesMeet(ringBox(rings[0]), ringBox(line), 2 * half + 1));
  if (near.length > mostPassages) return null;
  const highestFirst = [...near].sort((a, b) => b.headroom - a.headroom);
  let standing: Polygons = [rings];
  const over: { passage: Passage; polygons: Polygons }[] = [];
  for (const passage of highestFirst) {
    const cut = cutOne(standing, passage);
    if (cut === null) return null;
    if (cut.over.length > 0) over.push({ passage, polygons: cut.over });
    standing = cut.standing;
  }
  return { standing, over };
}

function boxesMeet(
  a: readonly [number, number, number, number],
  b: readonly [number, number, number, number],
  margin: number,
): boolean {
  return a[0] <= b[2] + margin && a[2] >= b[0] - margin && a[1] <= b[3] + margin && a[3] >= b[1] - margin;
}

function cutOne(polygons: Polygons, passage: Passage): { readonly standing: Polygons; readonly over: Polygons } | null {
  const pieces = stripPieces(passage.line, passage.half, Math.max(0.5, passage.half));
  const all = [...polygons.flat(), ...pieces];
  if (all.reduce((sum, ring) => sum + ring.length / 2, 0) > mostCorners || hasMoreContacts(all, mostContacts))
    return null;
  try {
    // One shape for both cuts, so that their common edges get the same corners.
    const strip = unionPolygons(pieces.map((ring) => [ring]));
    const over = settlePolygons(intersectPolygons(polygons, strip));
    const standing = settlePolygons(subtractPolygons(polygons, strip));
    const before = areaOf(polygons);
    const lost = Math.abs(before - areaOf(over) - areaOf(standing));
    return lost > lostArea + lostShare * before ? null : { standing, over };
  } catch {
    // polyclip gives up on some degenerate input; the building then stays whole.
    return null;
  }
}

function areaOf(polygons: Polygons): number {
  return polygons.reduce((sum, rings) => sum + polygonArea(rings), 0);
}
