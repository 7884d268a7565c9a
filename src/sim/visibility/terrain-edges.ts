import type { TerrainGrid } from '#model/city.ts';

/** Metres; far above rounding. A triangle that faces the centre by less than this may be taken either way. */
const facingSlack = 1e-6;

/** The directions of the six edges that meet in a vertex, counter-clockwise, in terrain squares. */
const edgeU = Int8Array.of(1, 1, 0, -1, -1, 0);
const edgeV = Int8Array.of(0, 1, 1, 0, -1, -1);

/** What {@link TerrainEdges.hide} says of a target; `close`: rounding could decide. */
export const edgeVerdicts = { clear: 0, hidden: 1, close: 2 } as const;
export type EdgeVerdict = (typeof edgeVerdicts)[keyof typeof edgeVerdicts];

/** Numbers kept per edge: ax, ay, bx, by, gx, gy, c, margin. */
const stride = 8;
const known = 0x80;

/**
 * The edges of the terrain that may hide targets from one optical centre, gathered block by block. Along a ray, the
 * elevation at which the centre sees the ground rises over triangles that face the centre and falls over those that do
 * not, so that only the edges from the one kind to the other, its silhouettes, can hide anything.
 */
export class TerrainEdges {
  count = 0;
  private values = new Float64Array(64 * stride);
  private ids = new Int32Array(64);
  private readonly terrain: TerrainGrid;
  private readonly u: number;
  private readonly v: number;
  private readonly z: number;
  /** Per vertex of a window: which of its edges are silhouettes, once that is {@link known}. */
  private readonly masks: Uint8Array;
  private readonly firstColumn: number;
  private readonly firstRow: number;
  private readonly columns: number;

  /**
   * The centre, in terrain squares from the grid's first vertex and metres; a window that holds all vertices that will be
   * asked for, and may reach beyond the grid.
   */
  constructor(
    terrain: TerrainGrid,
    u: number,
    v: number,
    z: number,
    window: { readonly column0: number; readonly row0: number; readonly column1: number; readonly row1: number },
  ) {
    this.terrain = terrain;
    this.u = u;
    this.v = v;
    this.z = z;
    this.firstColumn = Math.max(0, window.column0);
    this.firstRow = Math.max(0, window.row0);
    const column1 = Math.min(terrain.columns - 1, window.column1);
    const row1 = Math.min(terrain.rows - 1, window.row1);
    this.columns = Math.max(0, column1 - this.firstColumn + 1);
    this.masks = new Uint8Array(this.columns * Math.max(0, row1 - this.firstRow + 1));
  }

  clear(): void {
    this.count = 0;
  }

  /**
   * Adds those silhouettes that meet in a vertex and that may hide something in a box: x and y of it from the centre, in
   * terrain squares.
   */
  addAround(column: number, row: number, x0: number, y0: number, x1: number, y1: number): void {
    const at = (row - this.firstRow) * this.columns + column - this.firstColumn;
    let mask = this.masks[at];
    if (mask === 0) {
      mask = known | this.silhouettes(column, row);
      this.masks[at] = mask;
    }
    if (mask === known) return;
    for (let edge = 0; edge < 6; edge += 1) if ((mask >> edge) & 1) this.addEdge(column, row, edge, x0, y0, x1, y1);
  }

  /** Bit k: the k-th edge of the vertex leads from a triangle that faces the centre to one that does not. */
  private silhouettes(column: number, row: number): number {
    const { columns, rows, heights } = this.terrain;
    const at = row * columns + column;
    const west = column > 0;
    const east = column < columns - 1;
    const south = row > 0;
    const north = row < rows - 1;
    const h = heights[at];
    const dx = column - this.u;
    const dy = row - this.v;
    const dz = h - this.z;
    const hE = east ? heights[at + 1] : h;
    const hN = north ? heights[at + columns] : h;
    const hW = west ? heights[at - 1] : h;
    const hS = south ? heights[at - columns] : h;
    const hNE = north && east ? heights[at + columns + 1] : h;
    const hSW = south && west ? heights[at - columns - 1] : h;
    // Heights of the centre above the planes of the six triangles around the vertex, counter-clockwise from the east.
    const f0 = dx * (hE - h) + dy * (hNE - hE) - dz;
    const f1 = dx * (hNE - hN) + dy * (hN - h) - dz;
    const f2 = dx * (h - hW) + dy * (hN - h) - dz;
    const f3 = dx * (h - hW) + dy * (hW - hSW) - dz;
    const f4 = dx * (hS - hSW) + dy * (h - hS) - dz;
    const f5 = dx * (hE - h) + dy * (h - hS) - dz;
    let mask = 0;
    // A segment inside the grid crosses no edge of its border.
    if (east && north && south) mask |= turns(-dy, f5, f0);
    if (east && north) mask |= turns(dx - dy, f0, f1) << 1;
    if (north && east && west) mask |= turns(dx, f1, f2) << 2;
    if (west && north && south) mask |= turns(dy, f2, f3) << 3;
    if (west && south) mask |= turns(dy - dx, f3, f4) << 4;
    if (south && east && west) mask |= turns(-dx, f4, f5) << 5;
    return mask;
  }

  private addEdge(column: number, row: number, edge: number, x0: number, y0: number, x1: number, y1: number): void {
    const { columns, heights } = this.terrain;
    const du = edgeU[edge];
    const dv = edgeV[edge];
    const at = row * columns + column;
    const other = at + dv * columns + du;
    // As seen from the centre: from a (right) to b (left).
    let ax = column - this.u;
    let ay = row - this.v;
    let bx = ax + du;
    let by = ay + dv;
    let ha = heights[at] - this.z;
    let hb = heights[other] - this.z;
    let c = ax * by - ay * bx;
    if (c === 0) return;
    if (c < 0) {
      c = -c;
      [ax, ay, ha, bx, by, hb] = [bx, by, hb, ax, ay, ha];
    }
    if ((ax >= 0 ? ax * y1 : ax * y0) - (ay >= 0 ? ay * x0 : ay * x1) < 0) return;
    if ((by >= 0 ? by * x1 : by * x0) - (bx >= 0 ? bx * y0 : bx * y1) < 0) return;
    const nx = by - ay;
    const ny = ax - bx;
    if ((nx >= 0 ? nx * x1 : nx * x0) + (ny >= 0 ? ny * y1 : ny * y0) < c) return;
    const id = edge < 3 ? 3 * at + edge : 3 * other + edge - 3;
    for (let k = 0; k < this.count; k += 1) if (this.ids[k] === id) return;
    if (this.count === this.ids.length) this.grow();
    const { values } = this;
    const k = stride * this.count;
    this.ids[this.count] = id;
    this.count += 1;
    values[k] = ax;
    values[k + 1] = ay;
    values[k + 2] = bx;
    values[k + 3] = by;
    values[k + 4] = ha * by - hb * ay;
    values[k + 5] = hb * ax - ha * bx;
    values[k + 6] = c;
    const size = (Math.abs(ha) + Math.abs(hb) + 1) * (Math.abs(ax) + Math.abs(ay)) * (Math.abs(bx) + Math.abs(by));
    values[k + 7] = 1e-9 * c + 1e-13 * size;
  }

  private grow(): void {
    const values = new Float64Array(2 * this.values.length);
    values.set(this.values);
    this.values = values;
    const ids = new Int32Array(2 * this.ids.length);
    ids.set(this.ids);
    this.ids = ids;
  }

  /** Does a gathered edge hide the target? x, y in terrain squares and z in metres, from the centre. */
  hide(x: number, y: number, z: number): EdgeVerdict {
    const { values } = this;
    const end = stride * this.count;
    let close: EdgeVerdict = edgeVerdicts.clear;
    for (let k = 0; k < end; k += stride) {
      const right = values[k] * y - values[k + 1] * x;
      if (right < 0) continue;
      const left = values[k + 3] * x - values[k + 2] * y;
      const c = values[k + 6];
      if (left < 0 || right + left < c) continue;
      const over = values[k + 4] * x + values[k + 5] * y - z * c;
      const margin = values[k + 7];
      if (over > margin) return edgeVerdicts.hidden;
      if (over >= -margin) close = edgeVerdicts.close;
    }
    return close;
  }
}

/**
 * 1 where an edge is a silhouette. `side` > 0: the centre lies left of the edge as it leaves the vertex. `right` and
 * `left`: heights of the centre above the triangles on either side.
 */
function turns(side: number, right: number, left: number): number {
  const near = side > 0 ? left : right;
  const far = side > 0 ? right : left;
  return near >= -facingSlack && far <= facingSlack ? 1 : 0;
}
