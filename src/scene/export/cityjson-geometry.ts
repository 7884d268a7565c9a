import type { MeshTable, PrismTable } from '#model/city.ts';

/** Numbers of vertices: rings of a surface, surfaces of a shell, shells of a solid. */
export type Surface = readonly (readonly number[])[];
export type Shell = readonly Surface[];

/** Gives a local place a vertex number; the same place the same one. */
export type VertexNumber = (x: number, y: number, z: number) => number;

/** The prism as one closed shell: underside, top, walls; outer rings counter-clockwise seen from outside. */
export function prismShell(prisms: PrismTable, row: number, vertex: VertexNumber): Shell {
  const bottom: number[][] = [];
  const top: number[][] = [];
  for (let ring = prisms.ringStart[row]; ring < prisms.ringStart[row + 1]; ring += 1) {
    const low: number[] = [];
    const high: number[] = [];
    for (let v = prisms.vertexStart[ring]; v < prisms.vertexStart[ring + 1]; v += 1) {
      const [x, y] = [prisms.xy[2 * v], prisms.xy[2 * v + 1]];
      low.push(vertex(x, y, prisms.baseZ[row]));
      high.push(vertex(x, y, prisms.topZ[row]));
    }
    bottom.push(low);
    top.push(high);
  }
  const walls = bottom.flatMap((low, ring) =>
    low.map((corner, i): Surface => {
      const next = (i + 1) % low.length;
      return [[corner, low[next], top[ring][next], top[ring][i]]];
    }),
  );
  return [bottom.map((ring) => ring.toReversed()), top, ...walls];
}

/** The triangles of a mesh; those that rounding has left without an edge are left out. */
export function meshSurfaces(meshes: MeshTable, mesh: number, vertex: VertexNumber): Surface[] {
  const surfaces: Surface[] = [];
  const first = meshes.vertexStart[mesh];
  for (let t = meshes.triangleStart[mesh]; t < meshes.triangleStart[mesh + 1]; t += 1) {
    const corners = [0, 1, 2].map((k) => {
      const at = 3 * (first + meshes.triangles[3 * t + k]);
      return vertex(meshes.xyz[at], meshes.xyz[at + 1], meshes.xyz[at + 2]);
    });
    if (new Set(corners).size === 3) surfaces.push([corners]);
  }
  return surfaces;
}
