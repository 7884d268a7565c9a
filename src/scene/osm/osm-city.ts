import type { City, PrismTable, TerrainGrid } from '#model/city.ts';
import { emptyLayers } from '#model/empty-layers.ts';
import type { ImportProgress } from '#model/import-job.ts';
import type { SceneSource } from '#model/scene.ts';
import { cityManifest } from '../assemble/city-manifest.ts';
import { growBounds } from '../assemble/clip-line.ts';
import type { ImportNotes } from '../assemble/import-notes.ts';
import { readSea } from './coastline.ts';
import { countOsm } from './osm-counts.ts';
import type { OsmData } from './osm-data.ts';
import { OsmGeometry } from './osm-geometry.ts';
import { readAreas } from './read-areas.ts';
import { readBuildings } from './read-buildings.ts';
import { readPoints } from './read-points.ts';
import { readStreets } from './read-streets.ts';
import type { SceneExtent } from './scene-extent.ts';

/** Geometry is kept this far beyond the analysed rectangle, metres: what stands there still hides and frames. */
const marginMeters = 250;

export interface OsmCity {
  readonly city: City;
  readonly counts: Record<string, number>;
  readonly guessedHeightShare: number;
}

export interface OsmCityInput {
  readonly data: OsmData;
  readonly extent: SceneExtent;
  readonly terrain: TerrainGrid | null;
  readonly name: string;
  readonly sources: readonly SceneSource[];
}

/** Assembles the city; what was guessed, repaired, cut and left out goes into the notes. Yields its progress (0 to 1). */
export function* assembleOsmCity(input: OsmCityInput, notes: ImportNotes): Generator<ImportProgress, OsmCity> {
  const { data, extent, terrain } = input;
  const { frame, bounds } = extent;
  const geometry = new OsmGeometry(data, frame);
  const reach = growBounds(bounds, marginMeters);
  noteData(data, notes);

  const counts = yield* during(countOsm(data, geometry), 'Counting', 0);
  const { buildings, prisms, guessedHeightShare } = yield* during(
    readBuildings(geometry, reach, terrain, notes),
    'Reading buildings',
    0.1,
  );
  const streets = yield* during(readStreets(geometry, reach, notes), 'Reading streets', 0.6);
  const areas = yield* during(readAreas(geometry, bounds, reach, notes), 'Reading water and green', 0.75);
  areas.unshift(...readSea(geometry, bounds, reach, dryPoints(prisms), notes));
  const points = yield* during(readPoints(geometry, reach, notes), 'Reading lamps, signals, trees and sites', 0.9);
  const layers = { ...emptyLayers, buildings, prisms, terrain, streets, areas, ...points };
  const { name, sources } = input;
  const manifest = cityManifest({ name, origin: frame.origin, bounds, sources }, layers);
  return { city: { manifest, ...layers }, counts, guessedHeightShare };
}

function* during<T>(work: Generator<null, T>, step: string, fraction: number): Generator<ImportProgress, T> {
  yield { step, fraction };
  let next = work.next();
  while (next.done !== true) {
    yield { step, fraction };
    next = work.next();
  }
  return next.value;
}

/** One corner of every building, at most some thousands: enough to tell land from sea. */
function dryPoints(prisms: PrismTable): number[] {
  const points: number[] = [];
  const step = Math.max(1, Math.floor(prisms.count / 4000));
  for (let prism = 0; prism < prisms.count; prism += step) {
    const vertex = prisms.vertexStart[prisms.ringStart[prism]];
    points.push(prisms.xy[2 * vertex], prisms.xy[2 * vertex + 1]);
  }
  return points;
}

function noteData(data: OsmData, notes: ImportNotes): void {
  for (const id of data.misplacedNodes) {
    notes.add('dropped', 'node', 'Its coordinates are missing, not numbers, or off the globe.', `node/${id}`);
  }
  if (data.duplicates > 0) {
    notes.tell('dropped', 'entity', 'Came more than once in the files; the first was kept.', data.duplicates);
  }
}
