import type { CellGrid } from '#geo/cell-grid.ts';
import type { Bounds } from '#model/scene.ts';
import { clearSpan, setSpan } from './bits.ts';
import { footprintContains, type SolidTable } from './solids.ts';

/** A crossing closer than this to a cell centre, in cells, is decided by the exact test; rounding stays far below. */
const doubt = 1 / 65_536;

/**
 * The cells that are ground, as a bitset of the whole grid: centre inside `bounds` (border included) and in no footprint
 * of a standing solid. Footprints are closed, so a centre exactly on a wall is no ground.
 */
export function createGroundCells(grid: CellGrid, bounds: Bounds, solids: SolidTable): Uint32Array<ArrayBuffer> {
  const bits = new Uint32Array(grid.rows * grid.words);
  const firstColumn = Math.max(0, Math.ceil(bounds.minX / grid.cell - 0.5) - grid.firstColumn);
  const lastColumn = Math.min(grid.columns - 1, Math.floor(bounds.maxX / grid.cell - 0.5) - grid.firstColumn);
  const firstRow = Math.max(0, Math.ceil(bounds.minY / grid.cell - 0.5) - grid.firstRow);
  const lastRow = Math.min(grid.rows - 1, Math.floor(bounds.maxY / grid.cell - 0.5) - grid.firstRow);
  for (let row = firstRow; row <= lastRow && firstColumn <= lastColumn; row += 1) {
    setSpan(bits, row * grid.words, firstColumn, lastColumn);
  }
  for (let solid = 0; solid < solids.count; solid += 1) {
    if (solids.raised[solid] === 0) clearFootprint(grid, bits, solids, solid);
  }
  return bits;
}

function clearFootprint(grid: CellGrid, bits: Uint32Array, solids: SolidTable, solid: number): void {
  const { cell } = grid;
  const first = Math.max(0, Math.ceil(solids.minY[solid] / cell - 0.5) - grid.firstRow);
  const last = Math.min(grid.rows - 1, Math.floor(solids.maxY[solid] / cell - 0.5) - grid.firstRow);
  const crossings: number[] = [];
  for (let row = first; row <= last; row += 1) {
    const y = (grid.firstRow + row + 0.5) * cell;
    const rowStart = row * grid.words;
    crossings.length = 0;
    if (collectCrossings(solids, solid, y, crossings)) {
      clearRowCellByCell(grid, bits, solids, solid, row);
      continue;
    }
    crossings.sort((a, b) => a - b);
    for (let k = 0; k + 1 < crossings.length; k += 2) {
      const left = crossings[k] / cell - 0.5 - grid.firstColumn;
      const right = crossings[k + 1] / cell - 0.5 - grid.firstColumn;
      const inside = (column: number) => footprintContains(solids, solid, (grid.firstColumn + column + 0.5) * cell, y);
      let from = Math.ceil(left - doubt);
      if (from - left < doubt && !inside(from)) from += 1;
      let to = Math.floor(right + doubt);
      if (right - to < doubt && !inside(to)) to -= 1;
      if (from < 0) from = 0;
      if (to >= grid.columns) to = grid.columns - 1;
      if (from <= to) clearSpan(bits, rowStart, from, to);
    }
  }
}

/** X of every wall that crosses the line y. True where a vertex lies exactly on it: then crossings do not pair up. */
function collectCrossings(solids: SolidTable, solid: number, y: number, crossings: number[]): boolean {
  const { ringStart, vertexStart, xy } = solids;
  for (let ring = ringStart[solid]; ring < ringStart[solid + 1]; ring += 1) {
    const from = vertexStart[ring];
    const to = vertexStart[ring + 1];
    let ax = xy[2 * to - 2];
    let ay = xy[2 * to - 1];
    for (let b = from; b < to; b += 1) {
      const bx = xy[2 * b];
      const by = xy[2 * b + 1];
      if (by === y) return true;
      if (ay > y !== by > y) crossings.push(ax + ((y - ay) * (bx - ax)) / (by - ay));
      ax = bx;
      ay = by;
    }
  }
  return false;
}

function clearRowCellByCell(grid: CellGrid, bits: Uint32Array, solids: SolidTable, solid: number, row: number): void {
  const { cell } = grid;
  const y = (grid.firstRow + row + 0.5) * cell;
  const first = Math.max(0, Math.ceil(solids.minX[solid] / cell - 0.5) - grid.firstColumn);
  const last = Math.min(grid.columns - 1, Math.floor(solids.maxX[solid] / cell - 0.5) - grid.firstColumn);
  for (let column = first; column <= last; column += 1) {
    if (!footprintContains(solids, solid, (grid.firstColumn + column + 0.5) * cell, y)) continue;
    bits[row * grid.words + (column >> 5)] &= ~(1 << (column & 31));
  }
}
