import type { City, MeshTable, PrismTable } from '#model/city.ts';
import { type SolidTriangles, solidTriangles, type TriangleMesh } from './solid-triangles.ts';

/**
 * The very surfaces that visibility is computed with, ground aside: the prisms, each a closed surface of its own, and the
 * surfaces of buildings that have a mesh. Prisms of such a building are cut off where the mesh begins, those that are
 * raised are left out; a prism without triangles is still a row of `prismOfTriangle`'s numbers.
 */
export interface HidingTriangles {
  readonly solids: SolidTriangles;
  readonly surfaces: SurfaceTriangles;
}

export interface SurfaceTriangles extends TriangleMesh {
  /** Mesh → its first index; one entry more than there are meshes. */
  readonly firstIndex: Uint32Array;
}

export function hidingTriangles(city: City): HidingTriangles {
  return {
    solids: solidTriangles({ ...city, prisms: cutPrisms(city.prisms, city.meshes) }),
    surfaces: surfaceTriangles(city.meshes),
  };
}

/** The prisms up to where the mesh of their building begins; those that are gone have their top at their underside. */
function cutPrisms(prisms: PrismTable, meshes: MeshTable): PrismTable {
  const lowest = new Map<number, number>();
  for (let mesh = 0; mesh < meshes.count; mesh += 1) {
    if (meshes.triangleStart[mesh] === meshes.triangleStart[mesh + 1]) continue;
    let low = lowest.get(meshes.building[mesh]) ?? Infinity;
    for (let vertex = meshes.vertexStart[mesh]; vertex < meshes.vertexStart[mesh + 1]; vertex += 1) {
      low = Math.min(low, meshes.xyz[3 * vertex + 2]);
    }
    lowest.set(meshes.building[mesh], low);
  }
  if (lowest.size === 0) return prisms;
  const topZ = prisms.topZ.map((top, row) => {
    const low = lowest.get(prisms.building[row]);
    if (low === undefined) return top;
    const base = prisms.baseZ[row];
    return prisms.raised[row] === 1 ? base : Math.max(base, Math.min(top, low));
  });
  return { ...prisms, topZ };
}

function surfaceTriangles({ count, vertexStart, xyz, triangleStart, triangles }: MeshTable): SurfaceTriangles {
  const indices = new Uint32Array(triangles.length);
  for (let mesh = 0; mesh < count; mesh += 1) {
    for (let at = 3 * triangleStart[mesh]; at < 3 * triangleStart[mesh + 1]; at += 1) {
      indices[at] = vertexStart[mesh] + triangles[at];
    }
  }
  return { positions: Float32Array.from(xyz), indices, firstIndex: triangleStart.map((start) => 3 * start) };
}
