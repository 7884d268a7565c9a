import type { CellGrid } from '#geo/cell-grid.ts';
import { type Device, isOptical, type OpticalDevice } from '#model/device.ts';
import type { Condition } from '#model/goal.ts';
import { failure, type Outcome, success } from '#model/result.ts';
import type { CoverageScene, CoverageSettings, DeviceCoverage } from '#model/results/coverage-bits.ts';
import { type CameraPose, cameraPoses } from '../coverage/camera-pose.ts';
import { groundWord } from '../coverage/ground-bits.ts';
import { pixelDensity } from '../coverage/pixel-density.ts';
import { prepareVisibility, targetZ, terrainOf, type VisibilityScene } from '../visibility/visibility-scene.ts';

/** The density layer as a raster of the scene’s cells. */
export interface GroundRaster {
  readonly columns: number;
  readonly rows: number;
  /** Side of a cell, metres. */
  readonly cell: number;
  /** Local metres of the centre of the north-western cell. */
  readonly west: number;
  readonly north: number;
  /**
   * rows × columns × 3, northern row first: best px/m of a device that sees the cell; number of devices that see it at or above
   * the threshold category; best category, 1 = lowest. 0 where none sees it, NaN where there is no ground or beyond the scene.
   */
  readonly values: Float32Array<ArrayBuffer>;
}

/** As many cells as fit into a file and into memory beside their picture. */
const cellLimit = 67_108_864;

/**
 * Visible-light cameras on the ground, cell by cell: what `covered` tells, with the density at the target over each cell's centre
 * (its lowest point where a target has a height). Yields after every device.
 *
 * @param covered What the devices cover; the condition must be among those of the settings.
 * @param category Threshold of the second band, 0 = lowest.
 */
export function* groundRaster(
  source: CoverageScene,
  settings: CoverageSettings,
  devices: readonly Device[],
  covered: readonly DeviceCoverage[],
  condition: Condition,
  category: number,
): Generator<void, Outcome<GroundRaster>> {
  const scene = prepareVisibility(source, settings);
  const frame = cellsOfScene(scene);
  const { columns, rows } = frame;
  if (columns * rows > cellLimit) {
    const sentence = `A raster of ${columns} × ${rows} cells is too large; take larger cells.`;
    return failure('raster-large', sentence, '--cell');
  }
  const values = new Float32Array(columns * rows * 3).fill(Number.NaN);
  clearGround(scene, frame, values);
  const byId = new Map(devices.map((device) => [device.id, device]));
  const at = settings.conditions.indexOf(condition);
  for (const coverage of covered) {
    const device = byId.get(coverage.id);
    if (device !== undefined && coverage.layer === 'density' && isOptical(device))
      addDevice(scene, frame, values, device, coverage, at, category);
    yield;
  }
  const { cell } = scene.grid;
  return success({
    columns,
    rows,
    cell,
    west: (scene.grid.firstColumn + frame.firstColumn + 0.5) * cell,
    north: (scene.grid.firstRow + frame.firstRow + rows - 0.5) * cell,
    values,
  });
}

/** Cells whose centre may lie in the scene; the grid is wider, up to whole words. */
interface Frame {
  readonly firstColumn: number;
  readonly firstRow: number;
  readonly columns: number;
  readonly rows: number;
}

function cellsOfScene({ grid, bounds }: VisibilityScene): Frame {
  const firstColumn = Math.max(0, Math.floor(bounds.minX / grid.cell) - grid.firstColumn);
  const firstRow = Math.max(0, Math.floor(bounds.minY / grid.cell) - grid.firstRow);
  const endColumn = Math.min(grid.columns, Math.ceil(bounds.maxX / grid.cell) - grid.firstColumn);
  const endRow = Math.min(grid.rows, Math.ceil(bounds.maxY / grid.cell) - grid.firstRow);
  return { firstColumn, firstRow, columns: endColumn - firstColumn, rows: endRow - firstRow };
}

/** Place of a grid cell's first band in the raster; −1 outside of it. */
function placeOf({ firstColumn, firstRow, columns, rows }: Frame, row: number, column: number): number {
  const x = column - firstColumn;
  const y = row - firstRow;
  return x < 0 || y < 0 || x >= columns || y >= rows ? -1 : 3 * ((rows - 1 - y) * columns + x);
}

function clearGround({ grid, ground }: VisibilityScene, frame: Frame, values: Float32Array): void {
  for (let row = frame.firstRow; row < frame.firstRow + frame.rows; row += 1) {
    for (let column = frame.firstColumn; column < frame.firstColumn + frame.columns; column += 1) {
      if (((ground[row * grid.words + (column >> 5)] >>> (column & 31)) & 1) === 0) continue;
      const place = placeOf(frame, row, column);
      values.fill(0, place, place + 3);
    }
  }
}

function addDevice(
  scene: VisibilityScene,
  frame: Frame,
  values: Float32Array,
  device: OpticalDevice,
  coverage: DeviceCoverage,
  condition: number,
  category: number,
): void {
  const ground = coverage.ground[condition];
  const classes = ground.cells.length;
  const poses = cameraPoses(device, terrainOf(scene));
  const [ox, oy, oz] = coverage.position;
  const { grid } = scene;
  for (let row = ground.firstRow; row < ground.firstRow + ground.rows; row += 1) {
    for (let word = ground.firstWord; word < ground.firstWord + ground.words; word += 1) {
      const seen = groundWord(ground, 0, row, word);
      for (let bit = 0; seen !== 0 && bit < 32; bit += 1) {
        if (((seen >>> bit) & 1) === 0) continue;
        const place = placeOf(frame, row, 32 * word + bit);
        if (place < 0) continue;
        const [x, y] = centreOf(grid, row, 32 * word + bit);
        const density = bestDensity(poses, x - ox, y - oy, targetZ(scene, x, y) - oz);
        let best = 1;
        while (best < classes && ((groundWord(ground, best, row, word) >>> bit) & 1) === 1) best += 1;
        values[place] = Math.max(values[place], density);
        if (best > category) values[place + 1] += 1;
        values[place + 2] = Math.max(values[place + 2], best);
      }
    }
  }
}

function centreOf(grid: CellGrid, row: number, column: number): [x: number, y: number] {
  return [(grid.firstColumn + column + 0.5) * grid.cell, (grid.firstRow + row + 0.5) * grid.cell];
}

function bestDensity(poses: readonly CameraPose[], x: number, y: number, z: number): number {
  let best = 0;
  for (const pose of poses) best = Math.max(best, pixelDensity(pose, x, y, z));
  return best;
}
