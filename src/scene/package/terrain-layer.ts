import { createFrame } from '#geo/frame.ts';
import { quantize } from '#geo/quantum.ts';
import type { TerrainGrid } from '#model/city.ts';
import { ProblemError } from '#model/result.ts';
import type { Origin } from '#model/scene.ts';
import { type ElevationSource, openElevation } from '../terrain/geotiff-source.ts';
import { writeGeotiff } from '../terrain/write-geotiff.ts';
import { problem } from './geojson.ts';

/**
 * `terrain.tif`: the grid itself, one pixel a vertex, orthometric heights (local z + the origin's height) as float32 in
 * the local transverse Mercator. Below 8,192 m float32 is finer than half of 1/1024 m, so the same grid comes back.
 * `copyright`: for a file that leaves its package, whom it is owed to and on what terms.
 */
export function writeTerrainLayer(
  terrain: TerrainGrid,
  origin: Origin,
  copyright: string | null = null,
): Uint8Array<ArrayBuffer> {
  const { columns, rows, heights, spacing } = terrain;
  const values = new Float32Array(heights.length);
  for (let row = 0; row < rows; row += 1) {
    const from = (rows - 1 - row) * columns;
    for (let column = 0; column < columns; column += 1) {
      values[row * columns + column] = heights[from + column] + origin.heightMeters;
    }
  }
  return writeGeotiff({
    origin,
    columns,
    rows,
    west: terrain.originX,
    north: terrain.originY + (rows - 1) * spacing,
    spacing,
    pixels: 'point',
    bands: 1,
    values,
    noData: null,
    description: 'Ground height above sea level, metres',
    copyright,
  });
}

const vertexLimit = 16_777_216;

/** Throws a ProblemError where the file is not a grid of this scene. */
export async function readTerrainLayer(bytes: Uint8Array, file: string, origin: Origin): Promise<TerrainGrid> {
  const opened = await openElevation(bytes, file);
  if (!opened.ok) throw new ProblemError(opened.problem);
  const source = opened.value;
  const { west, north, eastward, southward } = source.placement;
  const spacing = eastward[0];
  const isSquare = eastward[1] === 0 && southward[0] === 0 && southward[1] === -spacing;
  const isPower = Number.isInteger(Math.log2(spacing)) && spacing >= 1 / 64 && spacing <= 4096;
  if (!isSquare || !isPower || !isInFrame(source, origin) || source.width * source.height > vertexLimit) {
    throw problem(
      'scene-terrain',
      'The terrain must be the grid that Sightline wrote: import the elevation model together with the map data instead of replacing this file.',
      file,
    );
  }
  if (source.width < 2 || source.height < 2)
    throw problem('scene-terrain', 'The terrain needs at least 2 × 2 heights.', file);
  return {
    originX: west,
    originY: north - (source.height - 1) * spacing,
    spacing,
    columns: source.width,
    rows: source.height,
    heights: await readHeights(source, file, origin.heightMeters),
  };
}

/** The file's projection is the scene's: both put two places at the same coordinates. */
function isInFrame(source: ElevationSource, origin: Origin): boolean {
  const frame = createFrame(origin);
  const places = [frame.toGeographic(0, 0), frame.toGeographic(2000, 3000)];
  return places.every(([longitude, latitude]) => {
    const [x, y] = frame.toLocal(longitude, latitude);
    const [east, north] = source.coordinateSystem.fromGeographic(longitude, latitude);
    return Math.hypot(east - x, north - y) < 0.001;
  });
}

async function readHeights(source: ElevationSource, file: string, originHeight: number): Promise<Float32Array> {
  const { width, height, factor, offset } = source;
  let raw: ArrayLike<number>;
  try {
    raw = await source.readWindow(0, 0, width, height);
  } catch {
    throw problem('scene-terrain', 'The heights cannot be read: the file is truncated or damaged.', file);
  }
  const heights = new Float32Array(width * height);
  for (let row = 0; row < height; row += 1) {
    for (let column = 0; column < width; column += 1) {
      const meters = raw[(height - 1 - row) * width + column] * factor + offset;
      if (!(Math.abs(meters) <= 9000)) {
        throw problem('scene-terrain', `Row ${height - row} of the terrain holds a height that is none.`, file);
      }
      heights[row * width + column] = quantize(meters - originHeight);
    }
  }
  return heights;
}
