import { difference, intersection, union } from 'polyclip-ts';
import { quantize } from './quantum.ts';

/** Rings of one polygon, outer first, then holes: flat x0, y0, x1, y1, …, no closing vertex. */
export type PolygonRings = readonly ArrayLike<number>[];

type Position = [number, number];

/** The area covered by any of the polygons (even-odd within each), as polygons that do not cross, on the 1/1024 m grid. */
export function unionPolygons(polygons: readonly PolygonRings[]): Float64Array[][] {
  const [first, ...rest] = polygons.map(toPositions);
  return first === undefined ? [] : fromPositions(union(first, ...rest));
}

/** The area of `subject` outside all of `clips`, as {@link unionPolygons}. */
export function subtractPolygons(subject: readonly PolygonRings[], clips: readonly PolygonRings[]): Float64Array[][] {
  return fromPositions(difference(subject.map(toPositions), ...clips.map(toPositions)));
}

/** The area common to both, as {@link unionPolygons}. */
export function intersectPolygons(a: readonly PolygonRings[], b: readonly PolygonRings[]): Float64Array[][] {
  return fromPositions(intersection(a.map(toPositions), b.map(toPositions)));
}

function toPositions(rings: PolygonRings): Position[][] {
  return rings.map((ring) => {
    const positions: Position[] = [];
    for (let i = 0; i < ring.length; i += 2) positions.push([ring[i], ring[i + 1]]);
    return positions;
  });
}

function fromPositions(polygons: Position[][][]): Float64Array[][] {
  return polygons.map((rings) =>
    rings.map((positions) => {
      // polyclip closes its rings: the last position repeats the first.
      const ring = new Float64Array((positions.length - 1) * 2);
      for (let i = 0; i + 1 < positions.length; i += 1) {
        ring[2 * i] = quantize(positions[i][0]);
        ring[2 * i + 1] = quantize(positions[i][1]);
      }
      return ring;
    }),
  );
}
