import type { Frame } from '#geo/frame.ts';
import { quantize } from '#geo/quantum.ts';
import type { TerrainGrid } from '#model/city.ts';
import type { ImportNote } from '#model/import-report.ts';
import { failure, type Outcome, success } from '#model/result.ts';
import type { Bounds } from '#model/scene.ts';
import { fillFromNearest } from './fill-from-nearest.ts';
import { type ElevationSource, openElevation, pixelAt } from './geotiff-source.ts';
import { createPixelLattice, type LocalGrid, type PixelLattice } from './pixel-lattice.ts';

/** More source pixels than this in the needed window are refused: about 800 MB while decoding. */
const windowPixelLimit = 100_000_000;
const vertexLimit = 4_194_304;
const smallestSpacing = 1;
const largestSpacing = 64;
/** A native resolution this little below a power of two still counts as that power (scale factors of projections). */
const resolutionTolerance = 1.01;
/** Higher or lower than any ground: such numbers are marks for missing data that the file doesn't declare. */
const absurdHeightMeters = 9000;

/**
 * Reads an elevation model into the regular grid of a scene: bilinear between pixel centres, at the power of two of
 * metres nearest at or below the native resolution (1 to 64 m, coarser where `bounds` would need more than 4 million
 * vertices), covering `bounds` (local metres) and one cell of margin, vertices on multiples of the spacing, heights
 * above the frame's origin on the 1/1024 m grid. What the file leaves open is filled from the nearest known height and
 * told in the notes. Bad input gives a sentence with `fileName` as its place.
 */
export async function readTerrain(
  bytes: Uint8Array,
  fileName: string,
  frame: Frame,
  bounds: Bounds,
): Promise<Outcome<{ terrain: TerrainGrid; notes: ImportNote[] }>> {
  const opened = await openElevation(bytes, fileName);
  if (!opened.ok) return opened;
  const source = opened.value;
  const toPixel = (x: number, y: number) =>
    pixelAt(source.placement, ...source.coordinateSystem.fromGeographic(...frame.toGeographic(x, y)));
  const resolution = nativeResolution(toPixel, bounds);
  if (!(resolution > 0)) return noOverlap(fileName);
  const grid = chooseGrid(bounds, resolution);
  const lattice = createPixelLattice(grid, toPixel);
  const window = chooseWindow(lattice, source);
  if (window === null) return noOverlap(fileName);
  if (window.columns * window.rows > windowPixelLimit) {
    return failure(
      'terrain-too-large',
      'The elevation model has more than 100 million pixels over the scene. Resample it to about 1 m (gdalwarp -tr 1 1) and try again.',
      fileName,
    );
  }
  let raw: ArrayLike<number>;
  try {
    raw = await source.readWindow(window.left, window.top, window.left + window.columns, window.top + window.rows);
  } catch {
    return failure(
      'terrain-unreadable',
      'The heights in the GeoTIFF cannot be read: the file is truncated, damaged or packed in a way that is not known here.',
      fileName,
    );
  }
  const resampled = resample(grid, lattice, window, toMeters(raw, source), frame.origin.heightMeters);
  if (resampled.known === 0) {
    return resampled.outside === grid.columns * grid.rows
      ? noOverlap(fileName)
      : failure('terrain-empty', 'The elevation model holds no height anywhere in the scene.', fileName);
  }
  fillFromNearest(resampled.heights, grid.columns, grid.rows);
  for (let i = 0; i < resampled.heights.length; i += 1) resampled.heights[i] = quantize(resampled.heights[i]);
  const notes = describe(fileName, source, grid, resolution, resampled);
  return success({ terrain: { ...grid, heights: resampled.heights }, notes });
}

function noOverlap<T>(fileName: string): Outcome<T> {
  return failure(
    'terrain-elsewhere',
    'The elevation model does not cover any of the scene. Check that it is of the same city.',
    fileName,
  );
}

/** Metres between pixel centres, the finer direction, at the middle of `bounds`; NaN where the projection fails. */
function nativeResolution(toPixel: (x: number, y: number) => [number, number], bounds: Bounds): number {
  const x = (bounds.minX + bounds.maxX) / 2;
  const y = (bounds.minY + bounds.maxY) / 2;
  const reach = 50;
  const [westColumn, westRow] = toPixel(x - reach, y);
  const [eastColumn, eastRow] = toPixel(x + reach, y);
  const [southColumn, southRow] = toPixel(x, y - reach);
  const [northColumn, northRow] = toPixel(x, y + reach);
  const pixelsEastward = Math.hypot(eastColumn - westColumn, eastRow - westRow) / (2 * reach);
  const pixelsNorthward = Math.hypot(northColumn - southColumn, northRow - southRow) / (2 * reach);
  return 1 / Math.max(pixelsEastward, pixelsNorthward);
}

function chooseGrid(bounds: Bounds, resolution: number): LocalGrid {
  const exponent = Math.floor(Math.log2(resolution * resolutionTolerance));
  let spacing = Math.min(largestSpacing, Math.max(smallestSpacing, 2 ** exponent));
  let grid = gridWithSpacing(bounds, spacing);
  while (grid.columns * grid.rows > vertexLimit) {
    spacing *= 2;
    grid = gridWithSpacing(bounds, spacing);
  }
  return grid;
}

function gridWithSpacing(bounds: Bounds, spacing: number): LocalGrid {
  const west = Math.floor(bounds.minX / spacing) - 1;
  const south = Math.floor(bounds.minY / spacing) - 1;
  return {
    originX: west * spacing,
    originY: south * spacing,
    spacing,
    columns: Math.ceil(bounds.maxX / spacing) + 2 - west,
    rows: Math.ceil(bounds.maxY / spacing) + 2 - south,
  };
}

interface PixelWindow {
  readonly left: number;
  readonly top: number;
  readonly columns: number;
  readonly rows: number;
  /** Fractional pixel positions that the source covers: half a pixel beyond the outermost centres. */
  readonly minColumn: number;
  readonly maxColumn: number;
  readonly minRow: number;
  readonly maxRow: number;
}

function chooseWindow(lattice: PixelLattice, source: ElevationSource): PixelWindow | null {
  const left = Math.max(0, Math.floor(lattice.minColumn) - 1);
  const top = Math.max(0, Math.floor(lattice.minRow) - 1);
  const right = Math.min(source.width, Math.ceil(lattice.maxColumn) + 2);
  const bottom = Math.min(source.height, Math.ceil(lattice.maxRow) + 2);
  if (!(right > left && bottom > top)) return null;
  return {
    left,
    top,
    columns: right - left,
    rows: bottom - top,
    minColumn: -0.5,
    maxColumn: source.width - 0.5,
    minRow: -0.5,
    maxRow: source.height - 0.5,
  };
}

/** Metres as float32, NaN where there is no height. */
function toMeters(raw: ArrayLike<number>, source: ElevationSource): Float32Array {
  const meters = new Float32Array(raw.length);
  for (let i = 0; i < raw.length; i += 1) {
    const value = raw[i] * source.factor + source.offset;
    const known = raw[i] !== source.noData && value >= -absurdHeightMeters && value <= absurdHeightMeters;
    meters[i] = known ? value : NaN;
  }
  return meters;
}

interface Resampled {
  /** NaN where nothing is known. */
  readonly heights: Float32Array;
  readonly known: number;
  /** Vertices beyond the source's area, and vertices within it where pixels without a height would have counted. */
  readonly outside: number;
  readonly gaps: number;
}

function resample(
  grid: LocalGrid,
  lattice: PixelLattice,
  window: PixelWindow,
  meters: Float32Array,
  originHeight: number,
): Resampled {
  const heights = new Float32Array(grid.columns * grid.rows).fill(NaN);
  const pixelColumns = new Float64Array(grid.columns);
  const pixelRows = new Float64Array(grid.columns);
  const sample: [height: number, known: number] = [NaN, 0];
  let outside = 0;
  let gaps = 0;
  let known = 0;
  for (let row = 0; row < grid.rows; row += 1) {
    lattice.row(row, pixelColumns, pixelRows);
    for (let column = 0; column < grid.columns; column += 1) {
      const u = pixelColumns[column];
      const v = pixelRows[column];
      if (!(u >= window.minColumn && u <= window.maxColumn && v >= window.minRow && v <= window.maxRow)) {
        outside += 1;
        continue;
      }
      bilinear(meters, window, u - window.left, v - window.top, sample);
      // The four weights may miss 1 by rounding.
      if (sample[1] < 0.999_999) gaps += 1;
      if (sample[1] === 0) continue;
      known += 1;
      heights[row * grid.columns + column] = quantize(sample[0] - originHeight);
    }
  }
  return { heights, known, outside, gaps };
}

/**
 * Weighs the four pixels around (u, v), pixel positions within the window; those without a height are left out and the
 * others weigh more. Writes the height (NaN where none is known) and the share of the weight that was known.
 */
function bilinear(
  meters: Float32Array,
  window: PixelWindow,
  u: number,
  v: number,
  out: [height: number, known: number],
): void {
  const column = Math.min(Math.max(u, 0), window.columns - 1);
  const row = Math.min(Math.max(v, 0), window.rows - 1);
  const left = Math.floor(column);
  const top = Math.floor(row);
  let sum = 0;
  let known = 0;
  for (let j = 0; j < 2; j += 1) {
    for (let i = 0; i < 2; i += 1) {
      const weight = (i === 0 ? 1 - (column - left) : column - left) * (j === 0 ? 1 - (row - top) : row - top);
      if (weight === 0) continue;
      const height = meters[(top + j) * window.columns + left + i];
      if (Number.isNaN(height)) continue;
      sum += weight * height;
      known += weight;
    }
  }
  out[0] = known === 0 ? NaN : sum / known;
  out[1] = known;
}

function describe(
  fileName: string,
  source: ElevationSource,
  grid: LocalGrid,
  resolution: number,
  resampled: Resampled,
): ImportNote[] {
  const vertices = grid.columns * grid.rows;
  const notes: ImportNote[] = [];
  const add = (kind: ImportNote['kind'], sentence: string, count: number) => {
    notes.push({ kind, subject: 'terrain', sentence, count, ids: [] });
  };
  const fine = resolution < 10 ? resolution.toFixed(1) : resolution.toFixed(0);
  add(
    'read',
    `Ground heights come from ${fileName} (${source.coordinateSystem.name}, about ${fine} m between heights), resampled to a grid of ${grid.spacing} m.`,
    vertices,
  );
  if (grid.spacing > Math.max(smallestSpacing, resolution * resolutionTolerance)) {
    add(
      'guessed',
      `The grid of ${grid.spacing} m is coarser than the elevation model, to keep it below 4 million heights.`,
      vertices,
    );
  }
  if (resampled.outside > 0) {
    add(
      'guessed',
      `${share(resampled.outside, vertices)} of the ground lies outside the elevation model and continues its nearest height.`,
      resampled.outside,
    );
  }
  if (resampled.gaps > 0) {
    add(
      'repaired',
      `${share(resampled.gaps, vertices)} of the ground touches gaps of the elevation model and takes the nearest heights.`,
      resampled.gaps,
    );
  }
  if (source.bands > 1) add('ignored', `Only the first of ${source.bands} bands is read as height.`, source.bands - 1);
  if (mentionsSurface(`${fileName}\n${source.description}`)) {
    add(
      'guessed',
      'The file calls itself a surface model (DSM): roofs and trees in it would be taken for ground. Use a terrain model (DTM).',
      1,
    );
  }
  if (source.ellipsoidal) {
    add('guessed', 'The heights are above the ellipsoid, not above sea level; they are used as they are.', 1);
  }
  return notes;
}

function share(part: number, whole: number): string {
  const percent = (100 * part) / whole;
  return percent < 0.1 ? 'Less than 0.1 %' : `${percent.toFixed(1)} %`;
}

function mentionsSurface(text: string): boolean {
  return /(^|[^a-z])dsm([^a-z]|$)|surface model|oberflächenmodell/i.test(text);
}
