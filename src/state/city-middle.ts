import type { City } from '#model/city.ts';

/**
 * Where the town is within its bounds, local metres: the median of its solids' corners in x and in y, which stray farms
 * and wide fields don't move; the middle of the bounds where there is no solid.
 */
export function cityMiddle({ manifest, prisms }: City): { readonly x: number; readonly y: number } {
  const { bounds } = manifest;
  if (prisms.count === 0) return { x: (bounds.minX + bounds.maxX) / 2, y: (bounds.minY + bounds.maxY) / 2 };
  const firstCorners = Array.from({ length: prisms.count }, (_, row) => 2 * prisms.vertexStart[prisms.ringStart[row]]);
  const median = (axis: 0 | 1): number => {
    const values = Float64Array.from(firstCorners, (at) => prisms.xy[at + axis]).sort();
    return values[values.length >> 1];
  };
  return { x: median(0), y: median(1) };
}
