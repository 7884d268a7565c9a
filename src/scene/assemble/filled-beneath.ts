import { createBoxIndex } from '#geo/box-index.ts';
import { subtractPolygons } from '#geo/polygon-boolean.ts';
import type { PrismTable } from '#model/city.ts';
import { cleanRing, ringBox, ringPerimeter } from './ring.ts';
import { hasMoreContacts } from './ring-crossings.ts';
import { polygonArea } from './simple-polygons.ts';

/** A gap beneath a prism counts only from this width on (area / half perimeter), metres: narrower ones are drawing noise. */
const leastGapWidth = 0.005;

/** What was found beneath raised prisms; rows, ascending by underside. */
export interface FilledBeneath {
  /** Others fill everything beneath these. */
  readonly filled: readonly number[];
  /** Too much lies above each other to look beneath these; raised is the careful answer. */
  readonly unlooked: readonly number[];
}

/** Corners cut in all: these, and so many a corner of the table. Real cities need less than half of one a corner. */
const mostCorners = 50_000;
const mostCornersEach = 5;
/** Boxes that lie over each other, in all: these, and so many a prism. */
const mostPairs = 5_000_000;
const mostPairsEach = 100;

/**
 * Raised prisms under which other prisms, which stand on the ground or on such prisms, fill everything: no ray passes
 * beneath them, and {@link PrismTable.raised} may be 0. Yields now and then. The work is bounded.
 */
export function* rowsFilledBeneath(prisms: PrismTable): Generator<null, FilledBeneath> {
  const rows = Array.from({ length: prisms.count }, (_, row) => row);
  const index = createBoxIndex(rows.flatMap((row) => ringBox(prismRings(prisms, row)[0])));
  const raised = prisms.raised.slice();
  const filled: number[] = [];
  const unlooked: number[] = [];
  const cornerLimit = mostCorners + mostCornersEach * (prisms.xy.length / 2);
  const pairLimit = mostPairs + mostPairsEach * prisms.count;
  let corners = 0;
  let pairs = 0;
  const lowestFirst = rows.filter((row) => raised[row] === 1).sort((a, b) => prisms.baseZ[a] - prisms.baseZ[b]);
  for (const [number, row] of lowestFirst.entries()) {
    if (number % 10 === 9) yield null;
    if (corners > cornerLimit || pairs > pairLimit) {
      unlooked.push(row);
      continue;
    }
    const rings = prismRings(prisms, row);
    const meeting = index.search(...ringBox(rings[0]));
    pairs += meeting.length;
    const below = meeting.filter((other) => raised[other] === 0 && prisms.topZ[other] >= prisms.baseZ[row]);
    if (below.length === 0) continue;
    const polygons = below.map((other) => prismRings(prisms, other));
    const size = cornersOf([rings, ...polygons]);
    if (size > coverVertexLimit) {
      unlooked.push(row);
      continue;
    }
    corners += size;
    if (size > cornersAtOnce) yield null;
    if (!covers(polygons, rings)) continue;
    raised[row] = 0;
    filled.push(row);
  }
  return { filled, unlooked };
}

function cornersOf(polygons: readonly (readonly Float64Array[])[]): number {
  return polygons.reduce((sum, rings) => sum + rings.reduce((all, ring) => all + ring.length / 2, 0), 0);
}

/** Rings of a row: views, outer first. */
export function prismRings(prisms: PrismTable, row: number): Float64Array[] {
  const rings: Float64Array[] = [];
  for (let ring = prisms.ringStart[row]; ring < prisms.ringStart[row + 1]; ring += 1) {
    rings.push(prisms.xy.subarray(2 * prisms.vertexStart[ring], 2 * prisms.vertexStart[ring + 1]));
  }
  return rings;
}

/** Corners and meetings of edges of one prism and those beneath it; beyond these the careful answer is cheaper than the exact one. */
const coverVertexLimit = 2_000;
const coverContactLimit = 2_000;
/** Pauses lie between cuts of more corners than these. */
const cornersAtOnce = 100;

function covers(below: readonly (readonly Float64Array[])[], rings: readonly Float64Array[]): boolean {
  if (hasMoreContacts([...rings, ...below.flat()], coverContactLimit)) return false;
  try {
    return subtractPolygons([rings], below).every((gap) => {
      const outer = cleanRing(gap[0]);
      return outer === null || polygonArea([outer]) / (ringPerimeter(outer) / 2) < leastGapWidth;
    });
  } catch {
    // polyclip gives up on some degenerate input; raised is then the careful answer.
    return false;
  }
}
