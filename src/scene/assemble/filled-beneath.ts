import { createBoxIndex } from '#geo/box-index.ts';
import { subtractPolygons } from '#geo/polygon-boolean.ts';
import type { PrismTable } from '#model/city.ts';
import { cleanRing, ringBox, ringPerimeter } from './ring.ts';
import { hasMoreContacts } from './ring-crossings.ts';
import { polygonArea } from './simple-polygons.ts';

/** A gap beneath a prism counts only from this width on (area / half perimeter), metres: narrower ones are drawing noise. */
const leastGapWidth = 0.005;

/**
 * Raised prisms under which other prisms, which stand on the ground or on such prisms, fill everything: no ray passes
 * beneath them, and {@link PrismTable.raised} may be 0. Rows, ascending by underside. Yields now and then.
 */
export function* rowsFilledBeneath(prisms: PrismTable): Generator<null, number[]> {
  const rows = Array.from({ length: prisms.count }, (_, row) => row);
  const index = createBoxIndex(rows.flatMap((row) => ringBox(prismRings(prisms, row)[0])));
  const raised = prisms.raised.slice();
  const filled: number[] = [];
  const lowestFirst = rows.filter((row) => raised[row] === 1).sort((a, b) => prisms.baseZ[a] - prisms.baseZ[b]);
  for (const [number, row] of lowestFirst.entries()) {
    if (number % 10 === 9) yield null;
    const rings = prismRings(prisms, row);
    const below = index
      .search(...ringBox(rings[0]))
      .filter((other) => raised[other] === 0 && prisms.topZ[other] >= prisms.baseZ[row]);
    if (
      below.length === 0 ||
      !covers(
        below.map((other) => prismRings(prisms, other)),
        rings,
      )
    )
      continue;
    raised[row] = 0;
    filled.push(row);
  }
  return filled;
}

/** Rings of a row: views, outer first. */
export function prismRings(prisms: PrismTable, row: number): Float64Array[] {
  const rings: Float64Array[] = [];
  for (let ring = prisms.ringStart[row]; ring < prisms.ringStart[row + 1]; ring += 1) {
    rings.push(prisms.xy.subarray(2 * prisms.vertexStart[ring], 2 * prisms.vertexStart[ring + 1]));
  }
  return rings;
}

/** Corners and meetings of edges in all; beyond these the careful answer is cheaper than the exact one. */
const coverVertexLimit = 5_000;
const coverContactLimit = 5_000;

function covers(below: readonly (readonly Float64Array[])[], rings: readonly Float64Array[]): boolean {
  const corners = below.reduce((sum, polygon) => sum + polygon.reduce((all, ring) => all + ring.length / 2, 0), 0);
  if (corners > coverVertexLimit || hasMoreContacts([...rings, ...below.flat()], coverContactLimit)) return false;
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
