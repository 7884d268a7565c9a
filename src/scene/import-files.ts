import type { CityLayers } from '#model/city.ts';
import type { ImportProgress, ImportResult, SourceFile } from '#model/import-job.ts';
import type { ImportReport } from '#model/import-report.ts';
import { type Outcome, success } from '#model/result.ts';
import type { SceneSource } from '#model/scene.ts';
import { defaultImportOptions, type ImportOptions, type SourceQuestion } from '#model/source-mapping.ts';
import { cityManifest } from './assemble/city-manifest.ts';
import { growBounds } from './assemble/clip-line.ts';
import { ImportNotes } from './assemble/import-notes.ts';
import type { SceneExtent } from './assemble/place-scene.ts';
import { joinDemand } from './merge/join-demand.ts';
import { joinTrips } from './merge/join-trips.ts';
import { guessedShareOf, type LayersSource, mergeLayers } from './merge/merge-layers.ts';
import { sharedExtent } from './merge/shared-extent.ts';
import { assembleOsmCity } from './osm/osm-city.ts';
import { readScenePackage } from './package/read-package.ts';
import { spanned } from './progress-span.ts';
import { groupFiles } from './sources/group-files.ts';
import { mappingSentences } from './sources/mapping-sentences.ts';
import { bytesOf, type OsmPlan, osmWords, type PlannedSource, planImport, readOsmPlan } from './sources/plan-import.ts';
import { questionsOf } from './sources/questions.ts';
import { readerProblem } from './sources/reader-problem.ts';
import { refuseFiles } from './sources/refusals.ts';
import { terrainOf } from './terrain/terrain-of.ts';

/** Geometry is kept this far beyond the analysed rectangle, metres: what stands there still hides and frames. */
const marginMeters = 250;

/** What is asked before these files are read; nothing for formats that speak for themselves. Bad input is a problem. */
export async function inspectFiles(files: readonly SourceFile[]): Promise<Outcome<readonly SourceQuestion[]>> {
  const known = await groupFiles(files);
  const refusal = refuseFiles(known);
  return refusal === null ? questionsOf(known) : { ok: false, problem: refusal };
}

/**
 * Makes one city of several files, told apart by their content, not by their names. A scene package stands alone; all else
 * merges (see docs/decisions/0008-merging-sources.md); one GeoTIFF is the terrain. The order of the files makes no
 * difference. Yields progress often, so that the caller can stop between two steps. Bad input is a problem with a
 * sentence, never an exception.
 */
export async function* importFiles(
  files: readonly SourceFile[],
  options: ImportOptions = defaultImportOptions,
): AsyncGenerator<ImportProgress, ImportResult> {
  yield { step: 'Looking at the files', fraction: 0 };
  const known = await groupFiles(files);
  const refusal = refuseFiles(known);
  if (refusal !== null) return { ok: false, problem: refusal };
  if (known[0].kind === 'scene-package') return yield* openPackage(known[0].input.files[0]);
  const notes = new ImportNotes();
  const plan = yield* spanned(planImport(known, options, notes), 0, 0.1);
  if (!plan.ok) return { ok: false, problem: plan.problem };
  const { osm, elevation, others } = plan.value;

  const osmData = osm === null ? success(null) : yield* spanned(readOsmPlan(osm), 0.1, others.length > 0 ? 0.3 : 0.5);
  if (!osmData.ok) return { ok: false, problem: osmData.problem };
  const extent = sharedExtent(osmData.value, osm, others);
  if (!extent.ok) return { ok: false, problem: extent.problem };

  if (elevation !== null) yield { step: `Reading ${elevation.name}`, fraction: 0.5 };
  const terrain = await terrainOf(elevation, extent.value);
  if (!terrain.ok) return { ok: false, problem: terrain.problem };
  notes.take(terrain.value.notes);
  const place: ScenePlace = { extent: extent.value, terrain: terrain.value.terrain, options };

  const sources: ReadSource[] = [];
  if (osm !== null && osmData.value !== null) {
    const steps = assembleOsmCity(
      { data: osmData.value, extent: place.extent, terrain: place.terrain, name: 'OpenStreetMap', sources: [] },
      notes,
    );
    const { city, counts, guessedHeightShare } = yield* spanned(steps, 0.55, others.length > 0 ? 0.75 : 0.95);
    sources.push({ ...osmSource(osm), layers: city, joins: [], counts, guessedHeightShare });
  }
  const read = yield* readOthers(others, sources.length, place, notes);
  if (!read.ok) return { ok: false, problem: read.problem };
  sources.push(...read.value);
  return yield* spanned(finishCity(known[0].input.name, sources, elevation, place, notes), 0.95, 1);
}

interface ScenePlace {
  readonly extent: SceneExtent;
  readonly terrain: CityLayers['terrain'];
  readonly options: ImportOptions;
}

/** A source that has been read, with what the report says of it. */
interface ReadSource extends LayersSource {
  readonly manifest: SceneSource;
  readonly bytes: number;
  readonly mapping: readonly string[];
  readonly counts: Readonly<Record<string, number>>;
  readonly guessedHeightShare: number | null;
}

async function* openPackage({ name, blob }: SourceFile): AsyncGenerator<ImportProgress, ImportResult> {
  yield { step: `Opening ${name}`, fraction: 0.1 };
  const outcome = await readScenePackage(new Uint8Array(await blob.arrayBuffer()), name);
  if (!outcome.ok) return { ok: false, problem: outcome.problem };
  const city = outcome.value;
  const report: ImportReport = {
    format: 'sightline-import-report',
    version: 1,
    sources: [
      sourceReport({
        name,
        kind: 'scene package',
        bytes: blob.size,
        attribution: city.manifest.attribution.join(', '),
      }),
    ],
    counts: sceneCounts(city.manifest.statistics),
    guessedHeightShare: guessedShareOf(city) ?? 0,
    notes: [],
  };
  return { ok: true, city, report };
}

type SourceReport = ImportReport['sources'][number];

function sourceReport(parts: Partial<SourceReport> & Pick<SourceReport, 'name' | 'kind' | 'bytes'>): SourceReport {
  return { licence: '', attribution: '', mapping: [], counts: {}, guessedHeightShare: null, ...parts };
}

/** What stands in the scene, beside what the input holds: `buildings` → `sceneBuildings`. */
function sceneCounts(statistics: Readonly<Record<string, number>>): Record<string, number> {
  const counts: Record<string, number> = {};
  for (const [name, value] of Object.entries(statistics))
    counts[`scene${name[0].toUpperCase()}${name.slice(1)}`] = value;
  return counts;
}

function osmSource(osm: OsmPlan): Pick<ReadSource, 'name' | 'footprints' | 'manifest' | 'bytes' | 'mapping'> {
  return { name: osm.name, footprints: 'map', manifest: osmWords(osm), bytes: bytesOf(osm.files), mapping: [] };
}

async function* readOthers(
  others: readonly PlannedSource[],
  first: number,
  { extent, terrain, options }: ScenePlace,
  notes: ImportNotes,
): AsyncGenerator<ImportProgress, Outcome<ReadSource[]>> {
  const reach = growBounds(extent.bounds, marginMeters);
  const from = first === 0 ? 0.55 : 0.75;
  const read: ReadSource[] = [];
  for (const [index, { reader, input, mapping, question, kind }] of others.entries()) {
    const { frame } = extent;
    const placement = { frame, reach, terrain, source: first + index, localOrigin: options.localOrigin };
    const start = from + ((0.95 - from) * index) / others.length;
    const end = from + ((0.95 - from) * (index + 1)) / others.length;
    const outcome = yield* spanned(readSource(reader.read(input, mapping, placement, notes), input.name), start, end);
    if (!outcome.ok) return outcome;
    const { layers, counts, joins, tripJoins = [], licence, attribution } = outcome.value;
    read.push({
      name: input.name,
      footprints: kind === 'cityjson' ? 'model' : 'plain',
      layers,
      joins,
      tripJoins,
      manifest: {
        name: input.name.slice(0, 500),
        kind: reader.format.slice(0, 100),
        licence: licence.slice(0, 200),
        attribution: attribution.slice(0, 500),
      },
      bytes: bytesOf(input.files),
      mapping: mapping === null ? [] : mappingSentences(mapping, question),
      counts,
      guessedHeightShare: guessedShareOf(layers),
    });
  }
  return success(read);
}

async function* readSource<T>(
  steps: AsyncGenerator<ImportProgress, Outcome<T>>,
  name: string,
): AsyncGenerator<ImportProgress, Outcome<T>> {
  try {
    return yield* steps;
  } catch (error) {
    return { ok: false, problem: readerProblem(error, name) };
  }
}

async function* finishCity(
  firstName: string,
  sources: readonly ReadSource[],
  elevation: SourceFile | null,
  { extent, terrain }: ScenePlace,
  notes: ImportNotes,
): AsyncGenerator<ImportProgress, ImportResult> {
  const merged = yield* mergeLayers(sources, notes);
  const demand = yield* joinDemand(merged, sources, notes);
  const watched = { ...merged.layers, demand: [...merged.layers.demand, ...demand.demand] };
  const joined = yield* joinTrips(watched, sources, notes);
  const layers: CityLayers = { ...watched, trips: [...watched.trips, ...joined.trips], terrain };
  if (isEmpty(layers)) {
    const sentence = 'The files hold nothing that could be shown as a city.';
    return { ok: false, problem: { code: 'city-empty', sentence, place: firstName } };
  }
  const manifests = sources.map(({ manifest }) => manifest);
  if (elevation !== null) manifests.push(elevationSource(elevation));
  const manifest = cityManifest(
    { name: cityName(firstName), origin: extent.frame.origin, bounds: extent.bounds, sources: manifests },
    layers,
  );
  const reports = sources.map((source) => reportOf(source, sources.length > 1));
  if (elevation !== null) reports.push(sourceReport({ ...elevationSource(elevation), bytes: elevation.blob.size }));
  const only = sources.length === 1 ? sources[0].guessedHeightShare : guessedShareOf(layers);
  const report: ImportReport = {
    format: 'sightline-import-report',
    version: 1,
    sources: reports,
    counts: {
      ...sumCounts(sources),
      ...merged.counts,
      ...demand.counts,
      ...joined.counts,
      ...sceneCounts(manifest.statistics),
    },
    guessedHeightShare: only ?? 0,
    notes: notes.finish(),
  };
  return { ok: true, city: { manifest, ...layers }, report };
}

function reportOf(
  { manifest, bytes, mapping, counts, guessedHeightShare }: ReadSource,
  several: boolean,
): SourceReport {
  return sourceReport({
    ...manifest,
    bytes,
    mapping: [...mapping],
    counts: several ? { ...counts } : {},
    guessedHeightShare,
  });
}

/** Counts of all sources; of what is no whole number, such as a share, that of the first source that has it. */
function sumCounts(sources: readonly ReadSource[]): Record<string, number> {
  const sums: Record<string, number> = {};
  for (const { counts } of sources) {
    for (const [name, count] of Object.entries(counts)) {
      if (!Object.hasOwn(sums, name)) sums[name] = count;
      else if (Number.isInteger(sums[name]) && Number.isInteger(count)) sums[name] += count;
    }
  }
  return sums;
}

/** Nothing at all: an area without a building is a scene, too. */
function isEmpty(layers: CityLayers): boolean {
  return Object.values(layers).every((layer) => !Array.isArray(layer) || layer.length === 0);
}

function elevationSource({ name }: SourceFile): SceneSource {
  return {
    name: name.slice(0, 500),
    kind: 'GeoTIFF elevation',
    licence: 'as its source states',
    attribution: `Elevation: ${name}`.slice(0, 500),
  };
}

/** `helsinki_centre_2019.osm.pbf` → “helsinki centre 2019”, first letter large. */
function cityName(fileName: string): string {
  const stem = fileName
    .replace(/^.*[\\/]/, '')
    .replace(/(\.(osm|pbf|xml|gz|bz2|json|geojson|city|shp|fgb|gpkg|csv|zip|net|txt))+$/i, '');
  const words = stem.replace(/[_-]+/g, ' ').trim().slice(0, 200);
  return words === '' ? 'City' : words[0].toUpperCase() + words.slice(1);
}
