import type { MeshTable, PrismTable } from '#model/city.ts';

/** Tables of one source and where its buildings go. */
export interface TablePart {
  readonly prisms: PrismTable;
  readonly meshes: MeshTable;
  /** Index of a building in the whole, by its index in the source; −1 where it does not stand. */
  readonly target: Int32Array;
}

/** The rows of buildings that stand, source by source, in the order they had. */
export function joinPrisms(parts: readonly TablePart[]): PrismTable {
  let count = 0;
  let rings = 0;
  let vertices = 0;
  eachPrism(parts, ({ prisms }, row) => {
    count += 1;
    rings += prisms.ringStart[row + 1] - prisms.ringStart[row];
    vertices += prisms.vertexStart[prisms.ringStart[row + 1]] - prisms.vertexStart[prisms.ringStart[row]];
  });
  const table = {
    count,
    building: new Uint32Array(count),
    ringStart: new Uint32Array(count + 1),
    vertexStart: new Uint32Array(rings + 1),
    xy: new Float64Array(2 * vertices),
    baseZ: new Float64Array(count),
    topZ: new Float64Array(count),
    raised: new Uint8Array(count),
  };
  let at = 0;
  let ringAt = 0;
  let vertexAt = 0;
  eachPrism(parts, ({ prisms, target }, row) => {
    const first = prisms.ringStart[row];
    const last = prisms.ringStart[row + 1];
    const from = prisms.vertexStart[first];
    table.building[at] = target[prisms.building[row]];
    table.baseZ[at] = prisms.baseZ[row];
    table.topZ[at] = prisms.topZ[row];
    table.raised[at] = prisms.raised[row];
    for (let ring = first; ring < last; ring += 1) {
      table.vertexStart[ringAt + ring - first + 1] = vertexAt + prisms.vertexStart[ring + 1] - from;
    }
    table.xy.set(prisms.xy.subarray(2 * from, 2 * prisms.vertexStart[last]), 2 * vertexAt);
    vertexAt += prisms.vertexStart[last] - from;
    ringAt += last - first;
    at += 1;
    table.ringStart[at] = ringAt;
  });
  return table;
}

function eachPrism(parts: readonly TablePart[], visit: (part: TablePart, row: number) => void): void {
  for (const part of parts) {
    for (let row = 0; row < part.prisms.count; row += 1) {
      if (part.target[part.prisms.building[row]] >= 0) visit(part, row);
    }
  }
}

/** As {@link joinPrisms}, of surfaces. */
export function joinMeshes(parts: readonly TablePart[]): MeshTable {
  let count = 0;
  let vertices = 0;
  let triangles = 0;
  eachMesh(parts, ({ meshes }, mesh) => {
    count += 1;
    vertices += meshes.vertexStart[mesh + 1] - meshes.vertexStart[mesh];
    triangles += meshes.triangleStart[mesh + 1] - meshes.triangleStart[mesh];
  });
  const table = {
    count,
    building: new Uint32Array(count),
    vertexStart: new Uint32Array(count + 1),
    xyz: new Float64Array(3 * vertices),
    triangleStart: new Uint32Array(count + 1),
    triangles: new Uint32Array(3 * triangles),
  };
  let at = 0;
  eachMesh(parts, ({ meshes, target }, mesh) => {
    const [vertexFrom, vertexTo] = [meshes.vertexStart[mesh], meshes.vertexStart[mesh + 1]];
    const [from, to] = [meshes.triangleStart[mesh], meshes.triangleStart[mesh + 1]];
    table.building[at] = target[meshes.building[mesh]];
    table.xyz.set(meshes.xyz.subarray(3 * vertexFrom, 3 * vertexTo), 3 * table.vertexStart[at]);
    table.triangles.set(meshes.triangles.subarray(3 * from, 3 * to), 3 * table.triangleStart[at]);
    table.vertexStart[at + 1] = table.vertexStart[at] + vertexTo - vertexFrom;
    table.triangleStart[at + 1] = table.triangleStart[at] + to - from;
    at += 1;
  });
  return table;
}

function eachMesh(parts: readonly TablePart[], visit: (part: TablePart, mesh: number) => void): void {
  for (const part of parts) {
    for (let mesh = 0; mesh < part.meshes.count; mesh += 1) {
      if (part.target[part.meshes.building[mesh]] >= 0) visit(part, mesh);
    }
  }
}
