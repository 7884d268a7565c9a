import type { SolidTable } from '../visibility/solids.ts';
import type { VisibilityScene, WallTable } from '../visibility/visibility-scene.ts';

/**
 * The walls of standing solids in square cells: a wall lies in the cells that it touches, and in those that it misses by
 * less than {@link edgeMargin}, so that the rounding of a walk along a sight line cannot step past it.
 */
export interface EdgeGrid {
  /** Side of a cell, metres. */
  readonly size: number;
  /** South-west corner of cell (0, 0), local metres. */
  readonly originX: number;
  readonly originY: number;
  readonly columns: number;
  readonly rows: number;
  /** columns × rows + 1; cell c owns the entries start[c] … start[c + 1] − 1. */
  readonly start: Uint32Array;
  /** Per entry five numbers: ax, ay, bx, by of the wall and z of its roof. */
  readonly walls: Float64Array;
  /** Per cell the highest roof; −∞ where there is none. */
  readonly highest: Float64Array;
  /** Per cell 1 where the box of a raised solid, larger by {@link edgeMargin}, reaches into it. */
  readonly nearRaised: Uint8Array;
}

/** Metres; far above rounding within ±16 km, far below the size of anything. */
export const edgeMargin = 1 / 128;

/** Metres; about the width of a street: a sight line looks at few walls that it does not come near. */
const wantedSize = 8;
const mostCells = 1 << 22;
/** Of 40 bytes each; a city has 2 to 3 a wall. In cells larger than the land a wall has at most 4. */
const entryLimit = (walls: number) => Math.max(6_000_000, 4 * walls);

/** Puts the walls of a scene into cells of 8 m; of twice that, four times … where the land or the walls are too many. */
export function createEdgeGrid(scene: VisibilityScene): EdgeGrid {
  const { walls } = scene;
  for (let size = wantedSize; ; size *= 2) {
    const frame = frameOf(scene.solids, size);
    if (frame.columns * frame.rows > mostCells) continue;
    const start = new Uint32Array(frame.columns * frame.rows + 1);
    if (countEntries(frame, walls, start)) return fill(frame, scene, start);
  }
}

interface GridFrame {
  readonly size: number;
  readonly originX: number;
  readonly originY: number;
  readonly columns: number;
  readonly rows: number;
}

/** Holds all solids, standing and raised. */
function frameOf(solids: SolidTable, size: number): GridFrame {
  let minX = Infinity;
  let minY = Infinity;
  let maxX = -Infinity;
  let maxY = -Infinity;
  for (let solid = 0; solid < solids.count; solid += 1) {
    minX = Math.min(minX, solids.minX[solid]);
    maxX = Math.max(maxX, solids.maxX[solid]);
    minY = Math.min(minY, solids.minY[solid]);
    maxY = Math.max(maxY, solids.maxY[solid]);
  }
  if (solids.count === 0) minX = minY = maxX = maxY = 0;
  const originX = Math.floor((minX - edgeMargin) / size) * size;
  const originY = Math.floor((minY - edgeMargin) / size) * size;
  return {
    size,
    originX,
    originY,
    columns: Math.floor((maxX + edgeMargin - originX) / size) + 1,
    rows: Math.floor((maxY + edgeMargin - originY) / size) + 1,
  };
}

/** Counts entries into start[cell + 1]; false where they are too many. */
function countEntries(frame: GridFrame, walls: WallTable, start: Uint32Array): boolean {
  const limit = entryLimit(walls.count);
  let entries = 0;
  for (let wall = 0; wall < walls.count; wall += 1) {
    eachCell(frame, walls.ax[wall], walls.ay[wall], walls.bx[wall], walls.by[wall], (cell) => {
      start[cell + 1] += 1;
      entries += 1;
    });
    if (entries > limit) return false;
  }
  return true;
}

function fill(frame: GridFrame, scene: VisibilityScene, start: Uint32Array): EdgeGrid {
  const { walls, solids } = scene;
  const cells = frame.columns * frame.rows;
  for (let cell = 0; cell < cells; cell += 1) start[cell + 1] += start[cell];
  const next = start.slice(0, cells);
  const entries = new Float64Array(5 * start[cells]);
  const highest = new Float64Array(cells).fill(-Infinity);
  for (let wall = 0; wall < walls.count; wall += 1) {
    const ax = walls.ax[wall];
    const ay = walls.ay[wall];
    const bx = walls.bx[wall];
    const by = walls.by[wall];
    const top = solids.topZ[walls.solid[wall]];
    eachCell(frame, ax, ay, bx, by, (cell) => {
      const at = 5 * next[cell];
      next[cell] += 1;
      entries[at] = ax;
      entries[at + 1] = ay;
      entries[at + 2] = bx;
      entries[at + 3] = by;
      entries[at + 4] = top;
      if (top > highest[cell]) highest[cell] = top;
    });
  }
  return { ...frame, start, walls: entries, highest, nearRaised: markRaised(frame, solids) };
}

function markRaised(frame: GridFrame, solids: SolidTable): Uint8Array {
  const { size, originX, originY, columns, rows } = frame;
  const marks = new Uint8Array(columns * rows);
  for (let solid = 0; solid < solids.count; solid += 1) {
    if (solids.raised[solid] === 0) continue;
    const column0 = Math.floor((solids.minX[solid] - edgeMargin - originX) / size);
    const column1 = Math.floor((solids.maxX[solid] + edgeMargin - originX) / size);
    const row1 = Math.floor((solids.maxY[solid] + edgeMargin - originY) / size);
    for (let row = Math.floor((solids.minY[solid] - edgeMargin - originY) / size); row <= row1; row += 1) {
      marks.fill(1, row * columns + column0, row * columns + column1 + 1);
    }
  }
  return marks;
}

/** The cells that a wall comes within {@link edgeMargin} of, row by row. */
function eachCell(
  frame: GridFrame,
  ax: number,
  ay: number,
  bx: number,
  by: number,
  action: (cell: number) => void,
): void {
  const { size, originX, originY, columns } = frame;
  const low = Math.min(ay, by) - edgeMargin;
  const high = Math.max(ay, by) + edgeMargin;
  const west = Math.min(ax, bx) - edgeMargin;
  const east = Math.max(ax, bx) + edgeMargin;
  const slope = (bx - ax) / (by - ay);
  const row1 = Math.floor((high - originY) / size);
  for (let row = Math.floor((low - originY) / size); row <= row1; row += 1) {
    let from = west;
    let to = east;
    if (ay !== by) {
      // The part of the wall between the row's edges, those moved outwards.
      const x0 = ax + slope * (originY + row * size - edgeMargin - ay);
      const x1 = ax + slope * (originY + (row + 1) * size + edgeMargin - ay);
      from = Math.max(west, Math.min(x0, x1) - edgeMargin);
      to = Math.min(east, Math.max(x0, x1) + edgeMargin);
    }
    const column1 = Math.floor((to - originX) / size);
    for (let column = Math.floor((from - originX) / size); column <= column1; column += 1) {
      action(row * columns + column);
    }
  }
}
