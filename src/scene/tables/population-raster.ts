import type { Demand } from '#model/city.ts';
import { emptyLayers } from '#model/empty-layers.ts';
import type { GeographicBox } from '#model/geographic-box.ts';
import type { ImportProgress } from '#model/import-job.ts';
import { failure, type Outcome, success } from '#model/result.ts';
import { emptyMapping, type SourceMapping, type SourceQuestion } from '#model/source-mapping.ts';
import { boundsContain } from '../assemble/clip-line.ts';
import type { ImportNotes } from '../assemble/import-notes.ts';
import { orientRing } from '../assemble/ring.ts';
import type { Placement, SourceInput, SourceLayers, SourceProbe, SourceReader } from '../sources/source-reader.ts';
import { type ElevationSource, openElevation, pixelAt } from '../terrain/geotiff-source.ts';

/** More cells over one scene are no population grid: the finest published ones have 10 m to 100 m cells. */
const cellLimit = 2_000_000;
const rowsPerYield = 16;
/** Names by which a raster of people is told from elevation. */
const peopleWords =
  /(^|[^a-z])(pop|population|people|inhabitants?|residents?|einwohner|bevolking|vaesto|worldpop|ghs_?pop)([^a-z]|$)/i;

/**
 * A GeoTIFF of people per cell as demand: every cell above 0 whose centre lies in the scene. A raster whose name or metadata
 * speaks of people is guessed to be one; any other is elevation unless the mapping says `demand`.
 */
export const populationRasterReader: SourceReader = {
  format: 'GeoTIFF of people per cell',
  probe: probeRaster,
  read: readRaster,
};

async function opened({ files: [file] }: SourceInput): Promise<Outcome<ElevationSource>> {
  return openElevation(new Uint8Array(await file.blob.arrayBuffer()), file.name);
}

async function probeRaster(input: SourceInput, mapping: SourceMapping | null): Promise<Outcome<SourceProbe>> {
  const source = await opened(input);
  // Whoever reads it as elevation tells what is wrong with it.
  if (!source.ok) return mapping?.role === 'demand' ? source : success({ extent: null, question: null });
  const people = peopleWords.test(`${input.name} ${source.value.description}`);
  const question = questionOf(input.name, source.value, people);
  const role = mapping?.role ?? question.guess.role;
  return success({ extent: role === 'demand' ? extentOf(source.value) : null, question });
}

function questionOf(file: string, source: ElevationSource, people: boolean): SourceQuestion {
  return {
    file,
    format: 'GeoTIFF',
    features: source.width * source.height,
    geometry: 'polygons',
    coordinateSystem: source.coordinateSystem.name,
    properties: [],
    guess: { ...emptyMapping, role: people ? 'demand' : 'elevation', weightUnit: people ? 'people' : '' },
    reasons: [people ? 'Its name or description speaks of people.' : 'A raster is elevation unless it says otherwise.'],
  };
}

/** Box of the raster's corners and the middles of its sides; `null` where its place is none. */
function extentOf(source: ElevationSource): GeographicBox | null {
  const places = [0, 0.5, 1].flatMap((u) =>
    [0, 0.5, 1].map((v) => cornerOf(source, u * source.width - 0.5, v * source.height - 0.5)),
  );
  const longitudes = places.map(([longitude]) => longitude);
  const latitudes = places.map(([, latitude]) => latitude);
  const extent = {
    west: Math.min(...longitudes),
    south: Math.min(...latitudes),
    east: Math.max(...longitudes),
    north: Math.max(...latitudes),
  };
  return extent.west >= -180 && extent.east <= 180 && extent.south >= -90 && extent.north <= 90 ? extent : null;
}

/** Degrees of a place in pixels; pixel centres are whole numbers. */
function cornerOf({ placement, coordinateSystem }: ElevationSource, column: number, row: number): [number, number] {
  const { west, north, eastward, southward } = placement;
  return coordinateSystem.toGeographic(
    west + column * eastward[0] + row * southward[0],
    north + column * eastward[1] + row * southward[1],
  );
}

async function* readRaster(
  input: SourceInput,
  mapping: SourceMapping | null,
  placement: Placement,
  notes: ImportNotes,
): AsyncGenerator<ImportProgress, Outcome<SourceLayers>> {
  const step = `Reading ${input.name}`;
  yield { step, fraction: 0 };
  const source = await opened(input);
  if (!source.ok) return source;
  const window = windowOf(source.value, placement);
  const demand: Demand[] = [];
  let cells = 0;
  if (window === null) notes.tell('dropped', 'demand', 'The raster of people lies outside the scene.', 1);
  else {
    const { left, top, right, bottom } = window;
    if ((right - left) * (bottom - top) > cellLimit) {
      const sentence = `${input.name} has more than 2 million cells over the scene; resample it to cells of about 100 m first.`;
      return failure('raster-too-large', sentence, input.name);
    }
    const values = await windowValues(source.value, window);
    if (values === null) {
      return failure(
        'raster-unreadable',
        `The numbers in ${input.name} cannot be read: it is truncated or damaged.`,
        input.name,
      );
    }
    const unit = mapping?.weightUnit || 'people';
    for (let row = top; row < bottom; row += 1) {
      for (let column = left; column < right; column += 1) {
        const raw = values[(row - top) * (right - left) + column - left];
        const weight = raw * source.value.factor + source.value.offset;
        if (raw === source.value.noData || !Number.isFinite(weight)) continue;
        cells += 1;
        const cell = weight > 0 ? cellOf(source.value, column, row, placement) : null;
        if (cell !== null)
          demand.push({ ...cell, id: `${input.name}/${row}/${column}`, kind: 'population', weight, unit });
        else if (weight < 0)
          notes.add('dropped', 'demand', 'A number of people below 0.', `${input.name}/${row}/${column}`);
      }
      if (row % rowsPerYield === 0) yield { step, fraction: (row - top) / (bottom - top) };
    }
  }
  return success({
    layers: { ...emptyLayers, demand },
    counts: { demandCells: cells, demandCellsWithPeople: demand.length },
    joins: [],
    licence: 'as its source states',
    attribution: '',
  });
}

interface PixelWindow {
  readonly left: number;
  readonly top: number;
  readonly right: number;
  readonly bottom: number;
}

/** The pixels around the scene, by places along its border; `null` where there are none. */
function windowOf({ placement, coordinateSystem, width, height }: ElevationSource, at: Placement): PixelWindow | null {
  const { reach, frame } = at;
  let [minColumn, maxColumn, minRow, maxRow] = [Infinity, -Infinity, Infinity, -Infinity];
  for (const u of [0, 0.25, 0.5, 0.75, 1]) {
    for (const v of [0, 0.25, 0.5, 0.75, 1]) {
      const x = reach.minX + u * (reach.maxX - reach.minX);
      const y = reach.minY + v * (reach.maxY - reach.minY);
      const [east, north] = coordinateSystem.fromGeographic(...frame.toGeographic(x, y));
      const [column, row] = pixelAt(placement, east, north);
      minColumn = Math.min(minColumn, column);
      maxColumn = Math.max(maxColumn, column);
      minRow = Math.min(minRow, row);
      maxRow = Math.max(maxRow, row);
    }
  }
  const left = Math.max(0, Math.floor(minColumn) - 1);
  const top = Math.max(0, Math.floor(minRow) - 1);
  const right = Math.min(width, Math.ceil(maxColumn) + 2);
  const bottom = Math.min(height, Math.ceil(maxRow) + 2);
  return right > left && bottom > top ? { left, top, right, bottom } : null;
}

async function windowValues(source: ElevationSource, window: PixelWindow): Promise<ArrayLike<number> | null> {
  try {
    return await source.readWindow(window.left, window.top, window.right, window.bottom);
  } catch {
    // The package throws, in various ways, for data that is cut or packed in a way that it doesn't know.
    return null;
  }
}

/** Middle and outline of a cell in the scene, or `null` for one beyond its reach. */
function cellOf(
  source: ElevationSource,
  column: number,
  row: number,
  { frame, reach }: Placement,
): Pick<Demand, 'x' | 'y' | 'rings'> | null {
  const local = (u: number, v: number) => frame.toLocal(...cornerOf(source, column + u, row + v));
  const [x, y] = local(0, 0);
  if (!boundsContain(reach, x, y)) return null;
  const ring = Float64Array.from([local(-0.5, 0.5), local(0.5, 0.5), local(0.5, -0.5), local(-0.5, -0.5)].flat());
  return { x, y, rings: [orientRing(ring, true)] };
}
