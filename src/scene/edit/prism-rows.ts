import type { MeshTable, PrismTable } from '#model/city.ts';

/** What becomes of the rows of a table. */
export interface RowChange {
  /** Rows that fall away. */
  readonly dropped: ReadonlySet<number>;
  /** Row → new top, z metres on the grid. */
  readonly tops: ReadonlyMap<number, number>;
  /** Old index of a building → new one; null where indices stay. */
  readonly buildingIndex: Uint32Array | null;
  /** Rows that come after all others; their buildings count from `firstBuilding`. */
  readonly added: PrismTable | null;
  readonly firstBuilding: number;
}

/** The table with some rows changed, dropped and added. Rows that stay keep their order and their numbers. */
export function changePrisms(prisms: PrismTable, change: RowChange): PrismTable {
  const { dropped, tops, buildingIndex, added } = change;
  if (dropped.size === 0 && added === null && buildingIndex === null) {
    return tops.size === 0 ? prisms : { ...prisms, topZ: withTops(prisms.topZ, tops) };
  }
  const changed = tops.size === 0 ? prisms : { ...prisms, topZ: withTops(prisms.topZ, tops) };
  const kept: number[] = [];
  for (let row = 0; row < prisms.count; row += 1) if (!dropped.has(row)) kept.push(row);
  const table = pickRows(changed, kept);
  if (buildingIndex !== null) {
    for (let row = 0; row < table.count; row += 1) table.building[row] = buildingIndex[table.building[row]];
  }
  return added === null ? table : joinTables(table, added, change.firstBuilding);
}

function withTops(topZ: Float64Array, tops: ReadonlyMap<number, number>): Float64Array {
  const copy = topZ.slice();
  for (const [row, top] of tops) copy[row] = top;
  return copy;
}

/** Table of some rows, in the order given; nothing is shared with the one it is made from. */
export function pickRows(prisms: PrismTable, rows: readonly number[]): PrismTable {
  const count = rows.length;
  let rings = 0;
  let vertices = 0;
  for (const row of rows) {
    rings += prisms.ringStart[row + 1] - prisms.ringStart[row];
    vertices += prisms.vertexStart[prisms.ringStart[row + 1]] - prisms.vertexStart[prisms.ringStart[row]];
  }
  const table: PrismTable = {
    count,
    building: new Uint32Array(count),
    ringStart: new Uint32Array(count + 1),
    vertexStart: new Uint32Array(rings + 1),
    xy: new Float64Array(2 * vertices),
    baseZ: new Float64Array(count),
    topZ: new Float64Array(count),
    raised: new Uint8Array(count),
  };
  // Rows that follow each other are copied as one run: most of a city stays as it is.
  for (let at = 0; at < count; ) {
    let end = at + 1;
    while (end < count && rows[end] === rows[end - 1] + 1) end += 1;
    copyRun(prisms, rows[at], table, at, end - at);
    at = end;
  }
  return table;
}

/** Copies `count` rows from `first` on to row `at` of a table that is filled up to there. */
function copyRun(from: PrismTable, first: number, to: PrismTable, at: number, count: number): void {
  const end = first + count;
  to.building.set(from.building.subarray(first, end), at);
  to.baseZ.set(from.baseZ.subarray(first, end), at);
  to.topZ.set(from.topZ.subarray(first, end), at);
  to.raised.set(from.raised.subarray(first, end), at);
  const firstRing = from.ringStart[first];
  const endRing = from.ringStart[end];
  const ring = to.ringStart[at];
  for (let row = 1; row <= count; row += 1) to.ringStart[at + row] = ring + from.ringStart[first + row] - firstRing;
  const firstVertex = from.vertexStart[firstRing];
  const vertex = to.vertexStart[ring];
  for (let i = 1; i <= endRing - firstRing; i += 1) {
    to.vertexStart[ring + i] = vertex + from.vertexStart[firstRing + i] - firstVertex;
  }
  to.xy.set(from.xy.subarray(2 * firstVertex, 2 * from.vertexStart[endRing]), 2 * vertex);
}

function joinTables(first: PrismTable, second: PrismTable, firstBuilding: number): PrismTable {
  const rings = first.ringStart[first.count];
  const vertices = first.vertexStart[rings];
  return {
    count: first.count + second.count,
    building: joined(
      first.building,
      second.building.map((index) => index + firstBuilding),
    ),
    ringStart: joined(
      first.ringStart,
      second.ringStart.subarray(1).map((ring) => ring + rings),
    ),
    vertexStart: joined(
      first.vertexStart,
      second.vertexStart.subarray(1).map((vertex) => vertex + vertices),
    ),
    xy: joined(first.xy, second.xy),
    baseZ: joined(first.baseZ, second.baseZ),
    topZ: joined(first.topZ, second.topZ),
    raised: joined(first.raised, second.raised),
  };
}

function joined<T extends Float64Array | Uint32Array | Uint8Array>(a: T, b: T): T {
  const result = new (a.constructor as new (length: number) => T)(a.length + b.length);
  result.set(a, 0);
  result.set(b, a.length);
  return result;
}

/** Meshes without those of some buildings (old indices), with the others' buildings under their new indices. */
export function changeMeshes(
  meshes: MeshTable,
  dropped: ReadonlySet<number>,
  buildingIndex: Uint32Array | null,
): MeshTable {
  const kept: number[] = [];
  for (let mesh = 0; mesh < meshes.count; mesh += 1) if (!dropped.has(meshes.building[mesh])) kept.push(mesh);
  if (kept.length === meshes.count && (buildingIndex === null || meshes.count === 0)) return meshes;
  const building = Uint32Array.from(kept, (mesh) => buildingIndex?.[meshes.building[mesh]] ?? meshes.building[mesh]);
  if (kept.length === meshes.count) return { ...meshes, building };
  const vertexStart = startsOf(meshes.vertexStart, kept);
  const triangleStart = startsOf(meshes.triangleStart, kept);
  const xyz = new Float64Array(3 * vertexStart[kept.length]);
  const triangles = new Uint32Array(3 * triangleStart[kept.length]);
  kept.forEach((mesh, index) => {
    xyz.set(
      meshes.xyz.subarray(3 * meshes.vertexStart[mesh], 3 * meshes.vertexStart[mesh + 1]),
      3 * vertexStart[index],
    );
    triangles.set(
      meshes.triangles.subarray(3 * meshes.triangleStart[mesh], 3 * meshes.triangleStart[mesh + 1]),
      3 * triangleStart[index],
    );
  });
  return { count: kept.length, building, vertexStart, xyz, triangleStart, triangles };
}

function startsOf(starts: Uint32Array, kept: readonly number[]): Uint32Array {
  const result = new Uint32Array(kept.length + 1);
  kept.forEach((item, index) => {
    result[index + 1] = result[index] + starts[item + 1] - starts[item];
  });
  return result;
}
