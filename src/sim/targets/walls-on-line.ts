import { type EdgeGrid, edgeMargin } from './edge-grid.ts';
import { GridWalk } from './grid-walk.ts';

/** Metres that a sight line must pass above the highest roof of a cell for the cell to be passed over; above rounding. */
const heightRounding = 1e-6;

/**
 * Asks the walls of standing solids along one sight line after the other. Neighbouring targets are, as a rule, hidden by
 * the same wall, so the last one that hid anything is asked first; the answers are the same in any order.
 */
export class WallsOnLine {
  private readonly edges: EdgeGrid;
  private readonly walk = new GridWalk();
  /** Whether the last line that no wall hid comes near a raised solid; false means that none can hide its target. */
  passesRaised = false;
  /** Where the last wall that hid a target stands in the walls of the grid. */
  private lastHiding = 0;

  constructor(edges: EdgeGrid) {
    this.edges = edges;
  }

  /**
   * Does the segment from the optical centre (x, y, z) to (tx, ty, tz) cross a wall, end points included, below its roof?
   * Exact for plan coordinates on the 1/1024 m grid.
   */
  hide(x: number, y: number, z: number, tx: number, ty: number, tz: number): boolean {
    const { walls } = this.edges;
    const px = tx - x;
    const py = ty - y;
    const dz = tz - z;
    if (this.lastHiding < walls.length) {
      if (hidingWall(walls, this.lastHiding, this.lastHiding + 5, x, y, z, px, py, dz) >= 0) return true;
    }
    const hiding = this.findAlong(x, y, z, px, py, dz);
    if (hiding < 0) return false;
    this.lastHiding = hiding;
    return true;
  }

  private findAlong(x: number, y: number, z: number, px: number, py: number, dz: number): number {
    const { size, originX, originY, columns, rows, start, highest, walls, nearRaised } = this.edges;
    const u0 = (x - originX) / size;
    const v0 = (y - originY) / size;
    const u1 = (x + px - originX) / size;
    const v1 = (y + py - originY) / size;
    const inside = u0 >= 0 && u0 < columns && u1 >= 0 && u1 < columns && v0 >= 0 && v0 < rows && v1 >= 0 && v1 < rows;
    if (!inside) return this.findAcrossBorder(x, y, z, px, py, dz);
    // The walk of `GridWalk` once more, without its clipping and in local variables: the hot loop.
    const column = u0 | 0;
    const row = v0 | 0;
    const runX = (u1 | 0) - column;
    const runY = (v1 | 0) - row;
    const stepX = runX > 0 ? 1 : -1;
    const stepY = runY > 0 ? columns : -columns;
    const deltaX = Math.abs(size / px);
    const deltaY = Math.abs(size / py);
    let leftX = Math.abs(runX);
    let leftY = Math.abs(runY);
    let nextX = leftX === 0 ? Infinity : (runX > 0 ? column + 1 - u0 : u0 - column) * deltaX;
    let nextY = leftY === 0 ? Infinity : (runY > 0 ? row + 1 - v0 : v0 - row) * deltaY;
    // How much a falling line may lose between the cell's edge, as it was rounded, and the true one.
    const slack = heightRounding + (dz < 0 ? (-dz * edgeMargin) / (Math.abs(px) + Math.abs(py)) : 0);
    let cell = row * columns + column;
    let raised = 0;
    for (;;) {
      raised |= nearRaised[cell];
      const leave = nextX < nextY ? nextX : nextY;
      const lowest = dz < 0 ? z + dz * (leave < 1 ? leave : 1) : z;
      if (!(lowest - slack >= highest[cell])) {
        const hiding = hidingWall(walls, 5 * start[cell], 5 * start[cell + 1], x, y, z, px, py, dz);
        if (hiding >= 0) return hiding;
      }
      if (nextX < nextY) {
        cell += stepX;
        leftX -= 1;
        nextX = leftX === 0 ? Infinity : nextX + deltaX;
      } else {
        if (leftY === 0) {
          this.passesRaised = raised !== 0;
          return -1;
        }
        cell += stepY;
        leftY -= 1;
        nextY = leftY === 0 ? Infinity : nextY + deltaY;
      }
    }
  }

  /** As {@link findAlong} where an end lies outside the grid, in which all walls are. */
  private findAcrossBorder(x: number, y: number, z: number, px: number, py: number, dz: number): number {
    const { edges, walk } = this;
    this.passesRaised = true;
    if (!walk.begin(edges, x, y, x + px, y + py)) return -1;
    const { start, walls } = edges;
    do {
      const hiding = hidingWall(walls, 5 * start[walk.cell], 5 * start[walk.cell + 1], x, y, z, px, py, dz);
      if (hiding >= 0) return hiding;
    } while (walk.step());
    return -1;
  }
}

/** The first of the walls from … end − 1 that the line crosses below its roof; −1 where there is none. */
function hidingWall(
  walls: Float64Array,
  from: number,
  end: number,
  x: number,
  y: number,
  z: number,
  px: number,
  py: number,
  dz: number,
): number {
  for (let at = from; at < end; at += 5) {
    const ax = walls[at] - x;
    const ay = walls[at + 1] - y;
    const bx = walls[at + 2] - x;
    const by = walls[at + 3] - y;
    const sideA = px * ay - py * ax;
    const sideB = px * by - py * bx;
    // Both ends strictly on one side of the line.
    if ((sideA > 0 && sideB > 0) || (sideA < 0 && sideB < 0)) continue;
    let c = ax * by - ay * bx;
    // A wall along the line leaves that to the walls at its ends.
    if (c === 0) continue;
    let along = sideB - sideA;
    if (c < 0) {
      c = -c;
      along = -along;
    }
    if (along >= c && dz * c < (walls[at + 4] - z) * along) return at;
  }
  return -1;
}
