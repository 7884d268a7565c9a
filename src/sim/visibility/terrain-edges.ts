import type { TerrainGrid } from '#model/city.ts';

/** Metres; far above rounding. A triangle that faces the centre by less than this may be taken either way. */
const facingSlack = 1e-6;

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
  /** Edges that may hide something in the block at hand. */
  count = 0;
  private readonly terrain: TerrainGrid;
  private readonly u: number;
  private readonly v: number;
  private readonly z: number;
  /** Per vertex: which of its edges are silhouettes, once that is {@link known}. */
  private readonly masks: Uint8Array;
  /** Per vertex and edge to the east, north-east and north: 1 + its place among the measured ones; and when last asked for. */
  private readonly places: Int32Array;
  private readonly askedIn: Int32Array;
  /** Edges that were measured. */
  private values = new Float64Array(64 * stride);
  private measured = 0;
  /** Places of the edges of the block at hand. */
  private gathered = new Int32Array(64);
  /** The block at hand, see {@link start}. */
  private serial = 0;
  private x0 = 0;
  private y0 = 0;
  private x1 = 0;
  private y1 = 0;
  private slopeX = 0;
  private slopeY = 0;
  private level = 0;

  /** The centre, in terrain squares from the grid's first vertex and metres. */
  constructor(terrain: TerrainGrid, u: number, v: number, z: number) {
    const vertices = terrain.columns * terrain.rows;
    this.terrain = terrain;
    this.u = u;
    this.v = v;
    this.z = z;
    this.masks = new Uint8Array(vertices);
    this.places = new Int32Array(3 * vertices);
    this.askedIn = new Int32Array(3 * vertices);
  }

  /**
   * Forgets the edges and starts the next block: its targets stand over the box from (x0, y0) to (x1, y1), no lower than
   * level + slopeX·x + slopeY·y, from the centre.
   */
  start(x0: number, y0: number, x1: number, y1: number, slopeX: number, slopeY: number, level: number): void {
    this.count = 0;
    this.serial += 1;
    this.x0 = x0;
    this.y0 = y0;
    this.x1 = x1;
    this.y1 = y1;
    this.slopeX = slopeX;
    this.slopeY = slopeY;
    this.level = level;
  }

  /** Adds those silhouettes that meet in a vertex and that may hide something in the block. */
  addAround(column: number, row: number): void {
    const { columns } = this.terrain;
    const at = row * columns + column;
    let mask = this.masks[at];
    if (mask === 0) {
      mask = known | this.silhouettes(column, row);
      this.masks[at] = mask;
    }
    if (mask === known) return;
    if (mask & 1) this.addEdge(3 * at, column, row, 1, 0);
    if (mask & 2) this.addEdge(3 * at + 1, column, row, 1, 1);
    if (mask & 4) this.addEdge(3 * at + 2, column, row, 0, 1);
    if (mask & 8) this.addEdge(3 * (at - 1), column - 1, row, 1, 0);
    if (mask & 16) this.addEdge(3 * (at - columns - 1) + 1, column - 1, row - 1, 1, 1);
    if (mask & 32) this.addEdge(3 * (at - columns) + 2, column, row - 1, 0, 1);
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

  /** Adds the edge that leads from a vertex by (du, dv), unless it was asked for or can hide nothing of the block. */
  private addEdge(id: number, column: number, row: number, du: number, dv: number): void {
    if (this.askedIn[id] === this.serial) return;
    this.askedIn[id] = this.serial;
    if (this.places[id] === 0) this.places[id] = this.measure(column, row, du, dv);
    const { values, x0, y0, x1, y1 } = this;
    const k = stride * (this.places[id] - 1);
    const ax = values[k];
    const ay = values[k + 1];
    const bx = values[k + 2];
    const by = values[k + 3];
    const c = values[k + 6];
    // End on, the edge is crossed nowhere but in its ends, where others meet it.
    if (c === 0) return;
    if ((ax >= 0 ? ax * y1 : ax * y0) - (ay >= 0 ? ay * x0 : ay * x1) < 0) return;
    if ((by >= 0 ? by * x1 : by * x0) - (bx >= 0 ? bx * y0 : bx * y1) < 0) return;
    const nx = by - ay;
    const ny = ax - bx;
    if ((nx >= 0 ? nx * x1 : nx * x0) + (ny >= 0 ? ny * y1 : ny * y0) < c) return;
    // Not even the lowest targets of the block are below the plane over the edge.
    const tx = values[k + 4] - c * this.slopeX;
    const ty = values[k + 5] - c * this.slopeY;
    if ((tx >= 0 ? tx * x1 : tx * x0) + (ty >= 0 ? ty * y1 : ty * y0) - c * this.level < -values[k + 7]) return;
    if (this.count === this.gathered.length) {
      const gathered = new Int32Array(2 * this.count);
      gathered.set(this.gathered);
      this.gathered = gathered;
    }
    this.gathered[this.count] = k;
    this.count += 1;
  }

  /** Measures an edge, from a (right) to b (left) as the centre sees it. Returns 1 + its place. */
  private measure(column: number, row: number, du: number, dv: number): number {
    const { columns, heights } = this.terrain;
    const at = row * columns + column;
    const x = column - this.u;
    const y = row - this.v;
    const h = heights[at] - this.z;
    const endX = x + du;
    const endY = y + dv;
    const endH = heights[at + dv * columns + du] - this.z;
    const cross = x * endY - y * endX;
    const turned = cross < 0;
    const ax = turned ? endX : x;
    const ay = turned ? endY : y;
    const ha = turned ? endH : h;
    const bx = turned ? x : endX;
    const by = turned ? y : endY;
    const hb = turned ? h : endH;
    const c = Math.abs(cross);
    const k = stride * this.measured;
    if (k === this.values.length) {
      const values = new Float64Array(2 * k);
      values.set(this.values);
      this.values = values;
    }
    const { values } = this;
    values[k] = ax;
    values[k + 1] = ay;
    values[k + 2] = bx;
    values[k + 3] = by;
    // A target (x, y, z) is below the plane over the edge iff gx·x + gy·y > c·z; the sizes bound what is rounded off.
    values[k + 4] = ha * by - hb * ay;
    values[k + 5] = hb * ax - ha * bx;
    values[k + 6] = c;
    const size = (Math.abs(ha) + Math.abs(hb) + 1) * (Math.abs(ax) + Math.abs(ay)) * (Math.abs(bx) + Math.abs(by));
    values[k + 7] = 1e-9 * c + 1e-13 * size;
    this.measured += 1;
    return this.measured;
  }

  /** Does a gathered edge hide the target? x, y in terrain squares and z in metres, from the centre. */
  hide(x: number, y: number, z: number): EdgeVerdict {
    const { values, gathered, count } = this;
    let close: EdgeVerdict = edgeVerdicts.clear;
    for (let i = 0; i < count; i += 1) {
      const k = gathered[i];
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
