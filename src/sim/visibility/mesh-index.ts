import { quantumMeters } from '#geo/quantum.ts';
import type { MeshTable, PrismTable } from '#model/city.ts';
import { type BucketGrid, createBucketGrid } from './bucket-grid.ts';
import { createSolids, type SolidTable } from './solids.ts';

/** Triangles at the end of a branch. */
const leafTriangles = 8;

/** The meshes of a scene, with what finds those that a segment may meet, and their triangles along it. */
export interface MeshIndex {
  readonly table: MeshTable;
  /** Row m: the convex hull of mesh m in plan, from its lowest to its highest height. */
  readonly hulls: SolidTable;
  readonly buckets: BucketGrid;
  /** Mesh → its first node. Nodes of a mesh stand in depth-first order: the left child of a node follows it. */
  readonly root: Uint32Array;
  /** Six numbers per node: lowest x, y, z, highest x, y, z; a quantum wider than the triangles. */
  readonly boxes: Float64Array;
  /** Right child of a branch; 0 for a leaf. */
  readonly right: Uint32Array;
  /** A leaf holds the triangles order[first] … order[first + count − 1]. */
  readonly first: Uint32Array;
  readonly count: Uint32Array;
  /** Rows of {@link MeshTable.triangles}. */
  readonly order: Uint32Array;
}

/** Metres; about the size of a building. */
const bucketSize = 64;

/** Null where there is no mesh with a triangle. */
export function createMeshIndex(table: MeshTable | undefined): MeshIndex | null {
  if (table === undefined || table.count === 0) return null;
  const hulls = createSolids(hullPrisms(table), [], null);
  const members = Uint32Array.from(
    Array.from({ length: table.count }, (_, mesh) => mesh).filter(
      (mesh) => table.triangleStart[mesh + 1] > table.triangleStart[mesh],
    ),
  );
  const builder = new TreeBuilder(table);
  const root = new Uint32Array(table.count);
  for (const mesh of members) root[mesh] = builder.add(mesh);
  return { table, hulls, buckets: createBucketGrid(hulls, members, bucketSize), root, ...builder.nodes() };
}

function hullPrisms(table: MeshTable): PrismTable {
  const { count, vertexStart, xyz } = table;
  const ringStart = Uint32Array.from({ length: count + 1 }, (_, mesh) => mesh);
  const starts = [0];
  const xy: number[] = [];
  const baseZ = new Float64Array(count);
  const topZ = new Float64Array(count);
  for (let mesh = 0; mesh < count; mesh += 1) {
    let low = Infinity;
    let high = -Infinity;
    for (let v = vertexStart[mesh]; v < vertexStart[mesh + 1]; v += 1) {
      low = Math.min(low, xyz[3 * v + 2]);
      high = Math.max(high, xyz[3 * v + 2]);
    }
    for (const coordinate of planHull(table, mesh)) xy.push(coordinate);
    starts.push(xy.length / 2);
    baseZ[mesh] = low;
    topZ[mesh] = high;
  }
  return {
    count,
    building: table.building,
    ringStart,
    vertexStart: Uint32Array.from(starts),
    xy: Float64Array.from(xy),
    baseZ,
    topZ,
    raised: new Uint8Array(count).fill(1),
  };
}

/** Convex hull in plan, counter-clockwise (monotone chain, A. M. Andrew 1979); a box a quantum wider where it has no area. */
function planHull({ vertexStart, xyz }: MeshTable, mesh: number): number[] {
  const points: (readonly [number, number])[] = [];
  for (let v = vertexStart[mesh]; v < vertexStart[mesh + 1]; v += 1) points.push([xyz[3 * v], xyz[3 * v + 1]]);
  points.sort((a, b) => a[0] - b[0] || a[1] - b[1]);
  const half = (list: readonly (readonly [number, number])[]) => {
    const chain: (readonly [number, number])[] = [];
    for (const p of list) {
      while (chain.length >= 2 && turn(chain[chain.length - 2], chain[chain.length - 1], p) <= 0) chain.pop();
      chain.push(p);
    }
    return chain.slice(0, -1);
  };
  const hull = [...half(points), ...half(points.toReversed())];
  if (hull.length >= 3) return hull.flat();
  const xs = points.length === 0 ? [0] : points.map(([x]) => x);
  const ys = points.length === 0 ? [0] : points.map(([, y]) => y);
  const west = xs.reduce((a, b) => Math.min(a, b)) - quantumMeters;
  const east = xs.reduce((a, b) => Math.max(a, b)) + quantumMeters;
  const south = ys.reduce((a, b) => Math.min(a, b)) - quantumMeters;
  const north = ys.reduce((a, b) => Math.max(a, b)) + quantumMeters;
  return [west, south, east, south, east, north, west, north];
}

function turn(a: readonly [number, number], b: readonly [number, number], c: readonly [number, number]): number {
  return (b[0] - a[0]) * (c[1] - a[1]) - (b[1] - a[1]) * (c[0] - a[0]);
}

/** Trees of boxes over the triangles of one mesh after the other, halved along the longer axis of their centres. */
class TreeBuilder {
  private readonly table: MeshTable;
  /** Three times the centre of every triangle. */
  private readonly centres: Float64Array;
  private readonly order: Uint32Array;
  private readonly boxes: number[] = [];
  private readonly right: number[] = [];
  private readonly first: number[] = [];
  private readonly counts: number[] = [];

  constructor(table: MeshTable) {
    const triangles = table.triangleStart[table.count];
    this.table = table;
    this.centres = new Float64Array(3 * triangles);
    this.order = Uint32Array.from({ length: triangles }, (_, triangle) => triangle);
    for (let mesh = 0; mesh < table.count; mesh += 1) {
      for (let triangle = table.triangleStart[mesh]; triangle < table.triangleStart[mesh + 1]; triangle += 1) {
        for (let k = 0; k < 9; k += 1) this.centres[3 * triangle + (k % 3)] += this.coordinate(mesh, triangle, k);
      }
    }
  }

  /** x, y, z of the first corner, then of the second, then of the third. */
  private coordinate(mesh: number, triangle: number, k: number): number {
    const { table } = this;
    const vertex = table.vertexStart[mesh] + table.triangles[3 * triangle + Math.floor(k / 3)];
    return table.xyz[3 * vertex + (k % 3)];
  }

  /** Returns the root of the mesh's tree. */
  add(mesh: number): number {
    return this.branch(mesh, this.table.triangleStart[mesh], this.table.triangleStart[mesh + 1]);
  }

  private branch(mesh: number, from: number, to: number): number {
    const node = this.right.length;
    this.right.push(0);
    this.first.push(from);
    this.counts.push(0);
    this.pushBox(mesh, from, to);
    if (to - from <= leafTriangles) {
      this.counts[node] = to - from;
      return node;
    }
    const axis = this.longerAxis(from, to);
    const { centres } = this;
    const part = this.order.subarray(from, to);
    part.sort((a, b) => centres[3 * a + axis] - centres[3 * b + axis] || a - b);
    const middle = (from + to) >> 1;
    this.branch(mesh, from, middle);
    this.right[node] = this.branch(mesh, middle, to);
    return node;
  }

  private pushBox(mesh: number, from: number, to: number): void {
    const low = [Infinity, Infinity, Infinity];
    const high = [-Infinity, -Infinity, -Infinity];
    for (let at = from; at < to; at += 1) {
      for (let k = 0; k < 9; k += 1) {
        const value = this.coordinate(mesh, this.order[at], k);
        if (value < low[k % 3]) low[k % 3] = value;
        if (value > high[k % 3]) high[k % 3] = value;
      }
    }
    for (const value of low) this.boxes.push(value - quantumMeters);
    for (const value of high) this.boxes.push(value + quantumMeters);
  }

  private longerAxis(from: number, to: number): number {
    let axis = 0;
    let longest = -1;
    for (let k = 0; k < 3; k += 1) {
      let low = Infinity;
      let high = -Infinity;
      for (let at = from; at < to; at += 1) {
        const value = this.centres[3 * this.order[at] + k];
        if (value < low) low = value;
        if (value > high) high = value;
      }
      if (high - low > longest) {
        longest = high - low;
        axis = k;
      }
    }
    return axis;
  }

  nodes(): Pick<MeshIndex, 'boxes' | 'right' | 'first' | 'count' | 'order'> {
    return {
      boxes: Float64Array.from(this.boxes),
      right: Uint32Array.from(this.right),
      first: Uint32Array.from(this.first),
      count: Uint32Array.from(this.counts),
      order: this.order,
    };
  }
}
