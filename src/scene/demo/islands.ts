import type { PlanarMesh } from './planar-mesh.ts';

/**
 * Edges of the streets that cannot be reached from the largest connected part of the network: what the railway or the
 * town's edge cuts off. `isStreet` tells by line which edges one can drive on.
 */
export function unreachableEdges(mesh: PlanarMesh, isStreet: (line: number) => boolean): { a: number; b: number }[] {
  const parent = new Map<number, number>();
  const root = (v: number): number => {
    let top = v;
    for (let next = parent.get(top) ?? top; next !== top; next = parent.get(top) ?? top) top = next;
    parent.set(v, top);
    return top;
  };
  const streets = [...mesh.edges()].filter(({ line }) => isStreet(line));
  for (const { a, b } of streets) parent.set(root(a), root(b));
  const sizes = new Map<number, number>();
  for (const { a } of streets) sizes.set(root(a), (sizes.get(root(a)) ?? 0) + 1);
  let largest = -1;
  for (const [top, size] of sizes) if (size > (sizes.get(largest) ?? 0)) largest = top;
  return streets.filter(({ a }) => root(a) !== largest);
}
