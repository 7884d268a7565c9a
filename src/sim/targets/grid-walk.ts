/** Square cells over the plan; the frame of an `EdgeGrid` or of a `BucketGrid`. */
export interface WalkedGrid {
  readonly size: number;
  readonly originX: number;
  readonly originY: number;
  readonly columns: number;
  readonly rows: number;
}

/**
 * Visits the cells of a grid that a plan segment passes, from its start on (Amanatides and Woo, A Fast Voxel Traversal
 * Algorithm for Ray Tracing, 1987). Each point of the segment that lies in the grid lies in a cell visited or, by
 * rounding, less than 1e-6 m off one. Call {@link begin}; while it or {@link step} is true, `cell` is the next one and the
 * segment leaves it at the share `leave` of its length.
 */
export class GridWalk {
  cell = 0;
  enter = 0;
  leave = 0;
  private left = 0;
  private lastX = 0;
  private lastY = 0;
  private stepX = 0;
  private stepY = 0;
  private nextX = 0;
  private nextY = 0;
  private deltaX = 0;
  private deltaY = 0;

  /** False where the segment misses the grid. All coordinates finite. */
  begin(grid: WalkedGrid, ox: number, oy: number, tx: number, ty: number): boolean {
    const { size, columns, rows } = grid;
    const u0 = (ox - grid.originX) / size;
    const v0 = (oy - grid.originY) / size;
    const du = (tx - ox) / size;
    const dv = (ty - oy) / size;
    let from = 0;
    let to = 1;
    if (du !== 0) {
      const a = -u0 / du;
      const b = (columns - u0) / du;
      from = Math.max(from, Math.min(a, b));
      to = Math.min(to, Math.max(a, b));
    } else if (u0 < 0 || u0 >= columns) return false;
    if (dv !== 0) {
      const a = -v0 / dv;
      const b = (rows - v0) / dv;
      from = Math.max(from, Math.min(a, b));
      to = Math.min(to, Math.max(a, b));
    } else if (v0 < 0 || v0 >= rows) return false;
    if (!(from <= to)) return false;
    const column = within(u0 + du * from, columns);
    const row = within(v0 + dv * from, rows);
    const column1 = within(u0 + du * to, columns);
    const row1 = within(v0 + dv * to, rows);
    this.stepX = column1 > column ? 1 : -1;
    this.stepY = row1 > row ? columns : -columns;
    this.lastX = Math.abs(column1 - column);
    this.lastY = Math.abs(row1 - row);
    this.left = this.lastX + this.lastY;
    this.nextX = this.lastX === 0 ? Infinity : (column + (column1 > column ? 1 : 0) - u0) / du;
    this.nextY = this.lastY === 0 ? Infinity : (row + (row1 > row ? 1 : 0) - v0) / dv;
    this.deltaX = Math.abs(1 / du);
    this.deltaY = Math.abs(1 / dv);
    this.cell = row * columns + column;
    this.enter = from;
    this.leave = Math.min(to, this.nextX, this.nextY);
    return true;
  }

  step(): boolean {
    if (this.left === 0) return false;
    this.left -= 1;
    this.enter = this.leave;
    if (this.nextX < this.nextY) {
      this.cell += this.stepX;
      this.lastX -= 1;
      this.nextX = this.lastX === 0 ? Infinity : this.nextX + this.deltaX;
    } else {
      this.cell += this.stepY;
      this.lastY -= 1;
      this.nextY = this.lastY === 0 ? Infinity : this.nextY + this.deltaY;
    }
    this.leave = Math.min(1, this.nextX, this.nextY);
    return true;
  }
}

function within(value: number, count: number): number {
  const cell = Math.floor(value);
  return cell < 0 ? 0 : cell >= count ? count - 1 : cell;
}
