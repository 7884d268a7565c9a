import type { TerrainGrid } from '#model/city.ts';
import type { ImportProgress, ImportResult, NamedFile, SourceFile } from '#model/import-job.ts';
import type { ImportNote, ImportReport } from '#model/import-report.ts';
import { failure, type Outcome, type Problem, success } from '#model/result.ts';
import type { SceneSource } from '#model/scene.ts';
import { osmAttribution, osmLicence } from './assemble/city-manifest.ts';
import { ImportNotes } from './assemble/import-notes.ts';
import { type FileKind, fileKind } from './file-kind.ts';
import { assembleOsmCity } from './osm/osm-city.ts';
import { type OsmFormat, readOsmFiles } from './osm/read-osm.ts';
import { type SceneExtent, sceneExtent } from './osm/scene-extent.ts';
import { readScenePackage } from './package/read-package.ts';
import { readTerrain } from './terrain/read-geotiff.ts';

interface KnownFile {
  readonly file: NamedFile;
  readonly kind: FileKind;
}

const openable =
  'Sightline opens OpenStreetMap extracts (.osm.pbf, .osm, .osm.gz), elevation as GeoTIFF (.tif) beside them, and scene packages (.zip).';

/** Why a file of this kind cannot be opened here; the other kinds can. */
const refusals: Readonly<Partial<Record<FileKind, (name: string) => string>>> = {
  zip: (name) => `${name} is a zip file without a scene.json, so it is no scene package. ${openable}`,
  bzip2: (name) =>
    `${name} is compressed with bzip2, which Sightline does not read; unpack it (bunzip2) or write it as .osm.pbf or .osm.gz.`,
  'seven-zip': (name) => `${name} is a 7-Zip archive, which Sightline does not read; unpack it first.`,
  'json-scenario': (name) => `${name} is a scenario (a plan), not a city; open the city first, then the scenario.`,
  'json-scene': (name) => `${name} is only the description of a scene; open the whole scene package (.zip).`,
  json: (name) => `${name} is JSON in a form that is not read as a city. ${openable}`,
  xml: (name) => `${name} is XML, but not OpenStreetMap XML (its outermost element must be <osm>). ${openable}`,
  empty: (name) => `${name} is empty.`,
  unknown: (name) => `${name} is no file that can be opened as a city. ${openable}`,
};

/**
 * Makes one city of several files, told apart by their content, not by their names. A scene package stands alone; OSM
 * extracts merge; one GeoTIFF is their terrain. Yields progress often, so that the caller can stop between two steps.
 * Bad input is a problem with a sentence, never an exception.
 */
export async function* importFiles(sources: readonly SourceFile[]): AsyncGenerator<ImportProgress, ImportResult> {
  yield { step: 'Looking at the files', fraction: 0 };
  const files: NamedFile[] = [];
  for (const { name, blob } of sources) files.push({ name, bytes: new Uint8Array(await blob.arrayBuffer()) });
  const known = files.map((file) => ({ file, kind: fileKind(file.bytes) }));
  const problem = refuse(known);
  if (problem !== null) return { ok: false, problem };
  const scenePackage = known.find(({ kind }) => kind === 'scene-package');
  return scenePackage === undefined ? yield* importOsm(known) : yield* openPackage(scenePackage.file);
}

function refuse(known: readonly KnownFile[]): Problem | null {
  if (known.length === 0) return { code: 'no-file', sentence: `There is no file to open. ${openable}`, place: null };
  for (const { file, kind } of known) {
    const sentence = refusals[kind]?.(file.name);
    if (sentence !== undefined) return { code: `file-${kind}`, sentence, place: file.name };
  }
  const packages = known.filter(({ kind }) => kind === 'scene-package');
  if (packages.length > 0 && known.length > 1) {
    const place = packages[0].file.name;
    return { code: 'package-not-alone', sentence: `${place} is a whole scene; open it alone.`, place };
  }
  const terrains = known.filter(({ kind }) => kind === 'geotiff');
  if (terrains.length > 1) {
    const place = terrains[1].file.name;
    return {
      code: 'two-terrains',
      sentence: `${place} is a second elevation file; a scene has one, so merge them first.`,
      place,
    };
  }
  if (terrains.length === known.length && packages.length === 0) {
    const place = terrains[0].file.name;
    return {
      code: 'terrain-alone',
      sentence: `${place} is terrain without a city; open it together with an OpenStreetMap extract.`,
      place,
    };
  }
  return null;
}

async function* openPackage(file: NamedFile): AsyncGenerator<ImportProgress, ImportResult> {
  yield { step: `Opening ${file.name}`, fraction: 0.1 };
  const outcome = await readScenePackage(file.bytes, file.name);
  if (!outcome.ok) return { ok: false, problem: outcome.problem };
  const city = outcome.value;
  const report: ImportReport = {
    format: 'sightline-import-report',
    version: 1,
    sources: [{ name: file.name, kind: 'scene package', bytes: file.bytes.length }],
    counts: sceneCounts(city.manifest.statistics),
    guessedHeightShare: shareOfDefaults(city.buildings),
    notes: [],
  };
  return { ok: true, city, report };
}

/** What stands in the scene, beside what the input holds: `buildings` → `sceneBuildings`. */
function sceneCounts(statistics: Readonly<Record<string, number>>): Record<string, number> {
  const counts: Record<string, number> = {};
  for (const [name, value] of Object.entries(statistics))
    counts[`scene${name[0].toUpperCase()}${name.slice(1)}`] = value;
  return counts;
}

function shareOfDefaults(buildings: readonly { readonly heightSource: string }[]): number {
  if (buildings.length === 0) return 0;
  return buildings.filter(({ heightSource }) => heightSource === 'default').length / buildings.length;
}

async function* importOsm(known: readonly KnownFile[]): AsyncGenerator<ImportProgress, ImportResult> {
  const osmFiles = known.flatMap(({ file, kind }) => {
    const format: OsmFormat | null = kind === 'osm-pbf' ? 'pbf' : kind === 'osm-xml' ? 'xml' : null;
    const source = { name: file.name, blob: new Blob([file.bytes]) };
    return format === null ? [] : [{ file: source, format }];
  });
  const data = yield* scaledSteps(readOsmFiles(osmFiles), 0, 0.5);
  if (!data.ok) return { ok: false, problem: data.problem };
  const extent = sceneExtent(data.value);
  if (!extent.ok) return { ok: false, problem: { ...extent.problem, place: osmFiles[0].file.name } };

  const terrainFile = known.find(({ kind }) => kind === 'geotiff')?.file ?? null;
  if (terrainFile !== null) yield { step: `Reading ${terrainFile.name}`, fraction: 0.5 };
  const terrain = await terrainOf(terrainFile, extent.value);
  if (!terrain.ok) return { ok: false, problem: terrain.problem };

  const notes = new ImportNotes();
  notes.take(data.value.notes);
  notes.take(terrain.value.notes);
  const sources = known.map(({ file, kind }) => sceneSource(file, kind));
  const name = cityName(osmFiles[0].file.name);
  const input = { data: data.value, extent: extent.value, terrain: terrain.value.terrain, name, sources };
  const { city, counts, guessedHeightShare } = yield* scaled(assembleOsmCity(input, notes), 0.55, 1);
  const report: ImportReport = {
    format: 'sightline-import-report',
    version: 1,
    sources: known.map(({ file, kind }) => ({ name: file.name, kind: kindWords(kind), bytes: file.bytes.length })),
    counts: { ...counts, ...sceneCounts(city.manifest.statistics) },
    guessedHeightShare,
    notes: notes.finish(),
  };
  return { ok: true, city, report };
}

async function terrainOf(
  file: NamedFile | null,
  extent: SceneExtent,
): Promise<Outcome<{ readonly terrain: TerrainGrid | null; readonly notes: readonly ImportNote[] }>> {
  if (file === null) return success({ terrain: null, notes: [] });
  try {
    return await readTerrain(file.bytes, file.name, extent.frame, extent.bounds);
  } catch {
    return failure('terrain-damaged', `${file.name} could not be read as a GeoTIFF; it may be damaged.`, file.name);
  }
}

function* scaled<T>(work: Generator<ImportProgress, T>, from: number, to: number): Generator<ImportProgress, T> {
  let next = work.next();
  while (next.done !== true) {
    yield { step: next.value.step, fraction: from + (to - from) * next.value.fraction };
    next = work.next();
  }
  return next.value;
}

async function* scaledSteps<T>(
  work: AsyncGenerator<ImportProgress, T>,
  from: number,
  to: number,
): AsyncGenerator<ImportProgress, T> {
  let next = await work.next();
  while (next.done !== true) {
    yield { step: next.value.step, fraction: from + (to - from) * next.value.fraction };
    next = await work.next();
  }
  return next.value;
}

function kindWords(kind: FileKind): string {
  if (kind === 'osm-pbf') return 'OpenStreetMap extract (PBF)';
  return kind === 'osm-xml' ? 'OpenStreetMap extract (XML)' : 'GeoTIFF elevation';
}

function sceneSource(file: NamedFile, kind: FileKind): SceneSource {
  const isOsm = kind === 'osm-pbf' || kind === 'osm-xml';
  return {
    name: file.name.slice(0, 500),
    kind: kindWords(kind),
    licence: isOsm ? osmLicence : 'as its source states',
    attribution: isOsm ? osmAttribution : `Elevation: ${file.name}`.slice(0, 500),
  };
}

/** `helsinki_centre_2019.osm.pbf` → “helsinki centre 2019”, first letter large. */
function cityName(fileName: string): string {
  const stem = fileName.replace(/^.*[\\/]/, '').replace(/(\.osm|\.pbf|\.xml|\.gz)+$/i, '');
  const words = stem.replace(/[_-]+/g, ' ').trim().slice(0, 200);
  return words === '' ? 'City' : words[0].toUpperCase() + words.slice(1);
}
