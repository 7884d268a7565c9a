import type { PrismTable } from '#model/city.ts';
import type { SolidTriangles } from '#scene/glb/solid-triangles.ts';

/** Directed edges that are not met by exactly one opposite edge of the same prism. */
export function unmetEdges({ indices, positions }: SolidTriangles): number {
  const edges = new Map<number, number>();
  const vertices = positions.length / 3;
  for (let i = 0; i < indices.length; i += 3) {
    for (let k = 0; k < 3; k += 1) {
      const from = indices[i + k];
      const to = indices[i + ((k + 1) % 3)];
      edges.set(from * vertices + to, (edges.get(from * vertices + to) ?? 0) + 1);
    }
  }
  let unmet = 0;
  for (const [edge, count] of edges) {
    const opposite = (edge % vertices) * vertices + Math.floor(edge / vertices);
    if (edges.get(opposite) !== count) unmet += 1;
  }
  return unmet;
}

/** Volume within indices `first` to before `end`, by the divergence theorem; positive where triangles face outward. */
export function volumeOf({ indices, positions }: SolidTriangles, first: number, end: number): number {
  let sum = 0;
  const base = 3 * indices[first];
  const [ox, oy, oz] = [positions[base], positions[base + 1], positions[base + 2]];
  for (let i = first; i < end; i += 3) {
    const [a, b, c] = [indices[i], indices[i + 1], indices[i + 2]].map((v) => [
      positions[3 * v] - ox,
      positions[3 * v + 1] - oy,
      positions[3 * v + 2] - oz,
    ]);
    sum += a[0] * (b[1] * c[2] - b[2] * c[1]) - a[1] * (b[0] * c[2] - b[2] * c[0]) + a[2] * (b[0] * c[1] - b[1] * c[0]);
  }
  return sum / 6;
}

/** Area of a prism's footprint, m², holes subtracted. */
export function footprintArea(prisms: PrismTable, row: number): number {
  let doubled = 0;
  for (let ring = prisms.ringStart[row]; ring < prisms.ringStart[row + 1]; ring += 1) {
    const from = prisms.vertexStart[ring];
    const end = prisms.vertexStart[ring + 1];
    for (let i = from; i < end; i += 1) {
      const j = i + 1 < end ? i + 1 : from;
      doubled += (prisms.xy[2 * i] - prisms.xy[2 * from]) * (prisms.xy[2 * j + 1] - prisms.xy[2 * from + 1]);
      doubled -= (prisms.xy[2 * j] - prisms.xy[2 * from]) * (prisms.xy[2 * i + 1] - prisms.xy[2 * from + 1]);
    }
  }
  return doubled / 2;
}
