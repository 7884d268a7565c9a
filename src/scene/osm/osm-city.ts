import type { City, TerrainGrid } from '#model/city.ts';
import { emptyLayers } from '#model/empty-layers.ts';
import type { ImportProgress } from '#model/import-job.ts';
import type { SceneSource } from '#model/scene.ts';
import { cityManifest } from '../assemble/city-manifest.ts';
import { CitySolids, guessedShare } from '../assemble/city-solids.ts';
import { growBounds } from '../assemble/clip-line.ts';
import type { ImportNotes } from '../assemble/import-notes.ts';
import type { SceneExtent } from '../assemble/place-scene.ts';
import { readSea } from './coastline.ts';
import { GateGaps } from './gate-gaps.ts';
import { countLayers, countNetwork } from './layer-counts.ts';
import { countOsm } from './osm-counts.ts';
import type { OsmData } from './osm-data.ts';
import { OsmGeometry } from './osm-geometry.ts';
import { pedestrianDemand } from './pedestrian-demand.ts';
import { readAddresses } from './read-addresses.ts';
import { readAreas } from './read-areas.ts';
import { readBarriers } from './read-barriers.ts';
import { readBridges } from './read-bridges.ts';
import { readBuildings } from './read-buildings.ts';
import { readCrossings } from './read-crossings.ts';
import { readPassages } from './read-passages.ts';
import { readPoints } from './read-points.ts';
import { readPortals } from './read-portals.ts';
import { readRestrictions } from './read-restrictions.ts';
import { readStreets } from './read-streets.ts';

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
  const solids = new CitySolids(terrain, notes);
  const streets = yield* during(readStreets(geometry, reach, notes), 'Reading streets', 0.1);
  const restrictions = yield* during(readRestrictions(geometry, streets, notes), 'Reading turn restrictions', 0.2);
  const passages = yield* during(readPassages(geometry, reach), 'Reading passages', 0.22);
  const outlines = yield* during(readBuildings(geometry, reach, bounds, passages, solids), 'Reading buildings', 0.25);
  const areas = yield* during(readAreas(geometry, bounds, reach, notes), 'Reading water, green and land use', 0.6);
  areas.unshift(...readSea(geometry, bounds, reach, some(solids.dryCorners), notes));
  const gates = yield* during(GateGaps.read(geometry, notes), 'Reading gates', 0.7);
  const barriers = yield* during(readBarriers(geometry, reach, gates, solids), 'Reading walls and fences', 0.72);
  yield* during(readBridges(geometry, reach, areas, outlines, solids), 'Reading bridges', 0.76);
  const prisms = yield* during(solids.finish(), 'Standing solids on each other', 0.78);
  const { buildings } = solids;
  const around = { reach, outlines, barriers, gates };
  const doors = yield* during(readPortals(geometry, around, notes), 'Reading entrances', 0.85);
  const addresses = yield* during(
    readAddresses(geometry, reach, outlines, streets, doors, notes),
    'Reading addresses',
    0.88,
  );
  const crossings = yield* during(readCrossings(geometry, reach), 'Reading crossings', 0.9);
  const points = yield* during(readPoints(geometry, reach, notes), 'Reading lamps, signals, trees and sites', 0.92);
  yield { step: 'Joining streets', fraction: 0.96 };
  Object.assign(counts, countNetwork(streets, restrictions, notes));
  const layers = {
    ...emptyLayers,
    buildings,
    prisms,
    terrain,
    streets,
    restrictions,
    crossings,
    barriers,
    areas,
    portals: [...doors, ...addresses],
    demand: pedestrianDemand(areas),
    ...points,
  };
  Object.assign(counts, countLayers(layers));
  yield { step: 'Describing the scene', fraction: 0.98 };
  const { name, sources } = input;
  const manifest = cityManifest({ name, origin: frame.origin, bounds, sources }, layers);
  return { city: { manifest, ...layers }, counts, guessedHeightShare: guessedShare(buildings, prisms) };
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

/** At most some thousands of the points (x, y in turn): enough to tell land from sea. */
function some(points: readonly number[]): number[] {
  const step = 2 * Math.max(1, Math.floor(points.length / 8000));
  return points.flatMap((x, i) => (i % step === 0 ? [x, points[i + 1]] : []));
}

function noteData(data: OsmData, notes: ImportNotes): void {
  notes.take(data.notes);
  for (const id of data.misplacedNodes) {
    notes.add('dropped', 'node', 'Its coordinates are missing, not numbers, or off the globe.', `node/${id}`);
  }
  if (data.duplicates > 0) {
    notes.tell('dropped', 'entity', 'Came more than once in the files; the first was kept.', data.duplicates);
  }
}
