import type { TerrainGrid } from '#model/city.ts';

/** Lines of vertices that are taken as near. */
export const nearLines = 8;

/** Directions c / d from −1.25 to 1.25 to each of the four sides, in steps of an eighth. */
const reach = 1.25;
const binsPerUnit = 8;
const bins = 2 * reach * binsPerUnit;

/** Metres and metres per square; far above rounding. */
const slack = 1e-6;

/**
 * How steeply the ground near an optical centre rises at most, by direction: an upper bound of (height − z) / d over all
 * ground up to the {@link nearLines}-th line, in metres per terrain square. Worked out when first asked for. Spares the
 * blocks of targets farther off from passing the same lines again and again.
 */
export class NearGround {
  private readonly terrain: TerrainGrid;
  private readonly u: number;
  private readonly v: number;
  private readonly z: number;
  private readonly bounds = new Float64Array(4 * bins).fill(Number.NaN);

  /** The centre, in terrain squares from the grid's first vertex and metres. */
  constructor(terrain: TerrainGrid, u: number, v: number, z: number) {
    this.terrain = terrain;
    this.u = u;
    this.v = v;
    this.z = z;
  }

  /** The bound between two directions `right` and `left` to one side; infinite where it is not known. */
  steepest(alongU: boolean, forward: boolean, right: number, left: number): number {
    const first = Math.floor((right + reach) * binsPerUnit);
    const last = Math.floor((left + reach) * binsPerUnit);
    if (!(first >= 0 && last < bins)) return Infinity;
    const start = ((alongU ? 2 : 0) + (forward ? 1 : 0)) * bins;
    let result = -Infinity;
    for (let bin = first; bin <= last; bin += 1) {
      let bound = this.bounds[start + bin];
      if (Number.isNaN(bound)) {
        bound = this.bound(alongU, forward, bin / binsPerUnit - reach, (bin + 1) / binsPerUnit - reach);
        this.bounds[start + bin] = bound;
      }
      if (bound > result) result = bound;
    }
    return result;
  }

  private bound(alongU: boolean, forward: boolean, right: number, left: number): number {
    const { terrain, u, v, z } = this;
    const { columns, rows, heights } = terrain;
    const sign = forward ? 1 : -1;
    const originD = alongU ? u : v;
    const originC = alongU ? v : u;
    const strideD = alongU ? 1 : columns;
    const strideC = alongU ? columns : 1;
    const lastD = (alongU ? columns : rows) - 1;
    const lastC = (alongU ? rows : columns) - 1;
    const base = forward ? Math.floor(originD) : Math.ceil(originD);
    const from0 = originC - Math.abs(right);
    const to0 = originC + Math.abs(left) + 1;
    let result = -Infinity;
    let highest = -Infinity;
    for (let line = 0; line <= nearLines; line += 1) {
      const across = base + sign * line;
      if (across < 0 || across > lastD) break;
      const d = sign * (across - originD);
      const to = Math.min(lastC, Math.floor(left * d + to0));
      let top = -Infinity;
      for (let k = Math.max(0, Math.floor(right * d + from0)); k <= to; k += 1) {
        const height = heights[across * strideD + k * strideC];
        if (height > top) top = height;
      }
      if (line < 2) {
        // Before the first line d goes down to 0; ground that is lower than the centre looks lower the nearer it is.
        if (top > highest) highest = top;
        if (highest >= z - slack) return Infinity;
        if (line === 1) result = (highest - z) / d;
      } else if ((top - z) / d > result) result = (top - z) / d;
    }
    return result + slack;
  }
}
