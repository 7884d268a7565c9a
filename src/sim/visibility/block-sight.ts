import type { TerrainGrid } from '#model/city.ts';
import { TerrainEdges } from './terrain-edges.ts';

/** Metres; far above rounding, far below anything that matters: it only sends more cells to the exact test. */
const slack = 1e-6;

/**
 * What {@link BlockSight.look} finds: all targets of the block are clear of the terrain; all are hidden by it; each is
 * hidden iff one of {@link BlockSight.edges} hides it; or nothing is known.
 */
export const blockVerdicts = { clear: 0, hidden: 1, byEdges: 2, unknown: 3 } as const;
export type BlockVerdict = (typeof blockVerdicts)[keyof typeof blockVerdicts];

/** A box in plan, in terrain squares from the optical centre. */
export interface SquareBox {
  readonly u0: number;
  readonly v0: number;
  readonly u1: number;
  readonly v1: number;
}

/**
 * The vertices from one to another as a grid of its own: what is passed again and again then lies close together. Where it
 * does not end at the terrain's own border, it holds two squares more than is looked at.
 */
function partOfTerrain(
  terrain: TerrainGrid,
  column0: number,
  row0: number,
  column1: number,
  row1: number,
): TerrainGrid {
  const { originX, originY, spacing } = terrain;
  const columns = Math.max(0, column1 - column0 + 1);
  const rows = Math.max(0, row1 - row0 + 1);
  const heights = new Float32Array(columns * rows);
  for (let row = 0; row < rows && columns > 0; row += 1) {
    const from = (row0 + row) * terrain.columns + column0;
    heights.set(terrain.heights.subarray(from, from + columns), row * columns);
  }
  return { originX: originX + column0 * spacing, originY: originY + row0 * spacing, spacing, columns, rows, heights };
}

/**
 * Looks from one optical centre at blocks of targets past the terrain. All segments to a block run above one plane through
 * the centre, and below another. Where no vertex of the squares that they pass rises above the first, all are clear;
 * where all vertices along some line across do rise above the second, all dip below the ground. For blocks in between
 * the edges are gathered that can make the difference.
 *
 * All in terrain squares in plan and metres in height. `d` counts from the centre along the axis that the block lies on,
 * `c` across it.
 */
export class BlockSight {
  readonly edges: TerrainEdges;
  /** The part of the terrain around centre and blocks; the centre, u and v from the first vertex of that. */
  private readonly terrain: TerrainGrid;
  private readonly u: number;
  private readonly v: number;
  private readonly z: number;
  private readonly targetHeight: number;
  private readonly inside: boolean;
  /** The plane over the block's corners, and bounds of its targets above it. */
  private slopeU = 0;
  private slopeV = 0;
  private level = 0;
  private low = 0;
  private high = 0;

  /** The centre in local metres; `box` around all blocks that will be looked at. */
  constructor(terrain: TerrainGrid, x: number, y: number, z: number, targetHeight: number, box: SquareBox) {
    const u = (x - terrain.originX) / terrain.spacing;
    const v = (y - terrain.originY) / terrain.spacing;
    const column0 = Math.max(0, Math.floor(u + Math.min(box.u0, 0)) - 2);
    const row0 = Math.max(0, Math.floor(v + Math.min(box.v0, 0)) - 2);
    const column1 = Math.min(terrain.columns - 1, Math.ceil(u + Math.max(box.u1, 0)) + 2);
    const row1 = Math.min(terrain.rows - 1, Math.ceil(v + Math.max(box.v1, 0)) + 2);
    const part = partOfTerrain(terrain, column0, row0, column1, row1);
    this.terrain = part;
    this.u = u - column0;
    this.v = v - row0;
    this.z = z;
    this.targetHeight = targetHeight;
    this.inside = this.u >= 0 && this.v >= 0 && this.u <= part.columns - 1 && this.v <= part.rows - 1;
    this.edges = new TerrainEdges(part, this.u, this.v, z);
  }

  /** The block whose targets stand over the box from (u0, v0) to (u1, v1), relative to the centre. */
  look(u0: number, v0: number, u1: number, v1: number): BlockVerdict {
    const { columns, rows } = this.terrain;
    const west = this.u + u0;
    const south = this.v + v0;
    const east = this.u + u1;
    const north = this.v + v1;
    // Beyond its border the ground goes on level; there only the exact test knows it.
    if (!this.inside || west < 0 || south < 0 || east >= columns - 1 || north >= rows - 1) return blockVerdicts.unknown;
    const alongU = Math.abs(u0 + u1) >= Math.abs(v0 + v1);
    const forward = alongU ? u0 + u1 > 0 : v0 + v1 > 0;
    const d0 = alongU ? (forward ? u0 : -u1) : forward ? v0 : -v1;
    const i1 = (east | 0) + 1;
    const j1 = (north | 0) + 1;
    this.fitPlane(west | 0, south | 0, i1, j1);
    const lowest = this.level + this.slopeU * this.u + this.slopeV * this.v + this.low - this.z - slack;
    this.edges.start(u0, v0, u1, v1, this.slopeU, this.slopeV, lowest);
    if (d0 > 0 && 2 * d0 >= Math.max(u1 - u0, v1 - v0)) return this.sweep(alongU, forward, u0, v0, u1, v1);
    // Close to the centre a block spans too many directions, but few squares lie in between.
    return this.gather(Math.min(west, this.u) | 0, Math.min(south, this.v) | 0, i1, j1);
  }

  /** Takes all edges between a vertex and the farther one of another and the centre. */
  private gather(i0: number, j0: number, i1: number, j1: number): BlockVerdict {
    const { columns, rows } = this.terrain;
    const endI = Math.min(columns - 1, Math.max(i1, Math.ceil(this.u)));
    const endJ = Math.min(rows - 1, Math.max(j1, Math.ceil(this.v)));
    for (let j = j0; j <= endJ; j += 1) for (let i = i0; i <= endI; i += 1) this.edges.addAround(i, j);
    return this.edges.count === 0 ? blockVerdicts.clear : blockVerdicts.byEdges;
  }

  /** Lays the plane over the squares between two vertices. */
  private fitPlane(i0: number, j0: number, i1: number, j1: number): void {
    const { columns, heights } = this.terrain;
    const southWest = heights[j0 * columns + i0];
    const southEast = heights[j0 * columns + i1];
    const northWest = heights[j1 * columns + i0];
    const northEast = heights[j1 * columns + i1];
    const slopeU = (southEast - southWest + northEast - northWest) / (2 * (i1 - i0));
    const slopeV = (northWest - southWest + northEast - southEast) / (2 * (j1 - j0));
    const level = southWest - slopeU * i0 - slopeV * j0;
    let low = Infinity;
    let high = -Infinity;
    for (let j = j0; j <= j1; j += 1) {
      for (let i = i0; i <= i1; i += 1) {
        const rest = heights[j * columns + i] - (level + slopeU * i + slopeV * j);
        if (rest < low) low = rest;
        if (rest > high) high = rest;
      }
    }
    this.slopeU = slopeU;
    this.slopeV = slopeV;
    this.level = level;
    this.low = low + this.targetHeight;
    this.high = high + this.targetHeight;
  }

  /**
   * Passes the lines of vertices from behind the block to behind the centre. With H the centre's height above the block's
   * plane, the segment to a target at d' and r above the plane runs (H + (r − H)·d / d') above the plane at d.
   */
  private sweep(alongU: boolean, forward: boolean, u0: number, v0: number, u1: number, v1: number): BlockVerdict {
    const { terrain, u, v, z, low, high, edges } = this;
    const { columns, rows, heights } = terrain;
    const sign = forward ? 1 : -1;
    const d0 = alongU ? (forward ? u0 : -u1) : forward ? v0 : -v1;
    const d1 = alongU ? (forward ? u1 : -u0) : forward ? v1 : -v0;
    const c0 = alongU ? v0 : u0;
    const c1 = alongU ? v1 : u1;
    const originD = alongU ? u : v;
    const originC = alongU ? v : u;
    const strideD = sign * (alongU ? 1 : columns);
    const strideC = alongU ? columns : 1;
    const lastC = (alongU ? rows : columns) - 1;
    // Bounds of c / d over the segments, and of height / d over the planes.
    const right = c0 >= 0 ? c0 / d1 : c0 / d0;
    const left = c1 >= 0 ? c1 / d0 : c1 / d1;
    const above = z - (this.level + this.slopeU * u + this.slopeV * v);
    const slopeC = alongU ? this.slopeV : this.slopeU;
    const slopeD = sign * (alongU ? this.slopeU : this.slopeV);
    const floorD = slopeD + (low - above) / (low < above ? d0 : d1);
    const roofD = slopeD + (high - above) / (high < above ? d1 : d0);
    // Line 0 stands behind the centre or in it, the last one behind the block, or in its far side at the terrain's border.
    const base = (forward ? Math.floor(originD) : Math.ceil(originD)) | 0;
    const lines =
      (forward ? Math.floor(originD + d1) + 1 - base : Math.min(base, base - Math.ceil(originD - d1) + 1)) | 0;
    // A line stands for the squares on both its sides, where the segments may spread to either hand.
    const from0 = originC - Math.abs(right);
    const to0 = originC + Math.abs(left) + 1;
    let d = sign * (base - originD) + lines;
    let lineAt = base * (alongU ? 1 : columns) + lines * strideD;
    for (let line = lines; line >= 0; line -= 1) {
      let from = (right * d + from0) | 0;
      let to = (left * d + to0) | 0;
      if (from < 0) from = 0;
      if (to > lastC) to = lastC;
      let floor = z - slack + floorD * d + slopeC * (from - originC);
      let at = lineAt + from * strideC;
      let clear = true;
      for (let k = from; k <= to; k += 1) {
        if (heights[at] >= floor) {
          clear = false;
          const across = base + sign * line;
          edges.addAround(alongU ? across : k, alongU ? k : across);
        }
        floor += slopeC;
        at += strideC;
      }
      if (!clear && d > 0 && d < d0) {
        const first = Math.floor(originC + right * d - slack);
        const last = Math.ceil(originC + left * d + slack);
        const roof = z + slack + roofD * d + slopeC * (first - originC);
        if (
          first >= 0 &&
          last <= lastC &&
          this.standsAbove(lineAt + first * strideC, last - first, strideC, roof, slopeC)
        ) {
          return blockVerdicts.hidden;
        }
      }
      d -= 1;
      lineAt -= strideD;
    }
    return edges.count === 0 ? blockVerdicts.clear : blockVerdicts.byEdges;
  }

  /** Is every vertex from `at` on, `steps` strides further, higher than `level`, which rises by `slope` a stride? */
  private standsAbove(at: number, steps: number, stride: number, level: number, slope: number): boolean {
    const { heights } = this.terrain;
    for (let k = 0; k <= steps; k += 1) if (!(heights[at + k * stride] > level + slope * k)) return false;
    return true;
  }
}
