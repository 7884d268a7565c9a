import type { City, PrismTable } from '#model/city.ts';
import { triangulatePolygon } from './triangulate-polygon.ts';

/** A triangle mesh, counter-clockwise seen from outside (from above for ground). */
export interface TriangleMesh {
  /** 3 × vertices: x east, y north, z up, local metres; exact, since they lie on the 1/1024 m grid. */
  readonly positions: Float32Array;
  /** 3 × triangles. */
  readonly indices: Uint32Array;
}

export interface SolidTriangles extends TriangleMesh {
  /** Triangle → row of the prism table; triangles of a prism are neighbours, prisms in the order of the table. */
  readonly prismOfTriangle: Uint32Array;
}

/**
 * Walls, roof and underside of every prism, each a closed surface of its own. Prisms that share a wall or overlap stay
 * apart; one whose top is not above its underside has no triangles.
 */
export function solidTriangles(city: City): SolidTriangles {
  const { prisms } = city;
  const vertices = prisms.xy.length / 2;
  const positions = new Float32Array(vertices * 6);
  const indices: number[] = [];
  const prismOfTriangle: number[] = [];
  let firstVertex = 0;
  for (let row = 0; row < prisms.count; row += 1) {
    if (!(prisms.topZ[row] > prisms.baseZ[row])) continue;
    const corners = writeCorners(prisms, row, positions, firstVertex);
    appendPrism(prisms, row, firstVertex, indices);
    while (prismOfTriangle.length < indices.length / 3) prismOfTriangle.push(row);
    firstVertex += 2 * corners;
  }
  return {
    positions: positions.subarray(0, 3 * firstVertex),
    indices: Uint32Array.from(indices),
    prismOfTriangle: Uint32Array.from(prismOfTriangle),
  };
}

/** All corners at the underside, then all corners at the top; returns how many corners the footprint has. */
function writeCorners(prisms: PrismTable, row: number, positions: Float32Array, firstVertex: number): number {
  const from = prisms.vertexStart[prisms.ringStart[row]];
  const corners = prisms.vertexStart[prisms.ringStart[row + 1]] - from;
  for (let i = 0; i < corners; i += 1) {
    const x = prisms.xy[2 * (from + i)];
    const y = prisms.xy[2 * (from + i) + 1];
    positions.set([x, y, prisms.baseZ[row]], 3 * (firstVertex + i));
    positions.set([x, y, prisms.topZ[row]], 3 * (firstVertex + corners + i));
  }
  return corners;
}

function appendPrism(prisms: PrismTable, row: number, base: number, indices: number[]): void {
  const firstRing = prisms.ringStart[row];
  const endRing = prisms.ringStart[row + 1];
  const from = prisms.vertexStart[firstRing];
  const corners = prisms.vertexStart[endRing] - from;
  const top = base + corners;
  const ringStarts: number[] = [];
  for (let ring = firstRing; ring < endRing; ring += 1) {
    const start = prisms.vertexStart[ring] - from;
    const end = prisms.vertexStart[ring + 1] - from;
    ringStarts.push(start);
    for (let i = start; i < end; i += 1) {
      const next = i + 1 < end ? i + 1 : start;
      indices.push(base + i, base + next, top + next, base + i, top + next, top + i);
    }
  }
  const footprint = triangulatePolygon(prisms.xy.subarray(2 * from, 2 * (from + corners)), ringStarts);
  for (let i = 0; i < footprint.length; i += 3) {
    const [a, b, c] = [footprint[i], footprint[i + 1], footprint[i + 2]];
    indices.push(top + a, top + b, top + c, base + a, base + c, base + b);
  }
}
