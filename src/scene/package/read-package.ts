import { createFrame, type Frame } from '#geo/frame.ts';
import type { City, CityLayers } from '#model/city.ts';
import { parseJson } from '#model/json-text.ts';
import { type Outcome, ProblemError, success } from '#model/result.ts';
import { type SceneManifest, sceneManifestSchema, sceneVersion } from '#model/scene.ts';
import { firstFault } from '#model/schema-issue.ts';
import { readBuildings } from './building-layer.ts';
import { type FeatureIn, problem, readFeatureCollection } from './geojson.ts';
import { manifestFile, type VectorLayerName } from './layers.ts';
import { readMeshes } from './mesh-layer.ts';
import { readBarriers, readCrossings, readPortals, readRestrictions } from './movement-layers.ts';
import { readAreas, readMounts, readSites, readStreets, readSurveillance, readTrees } from './plain-layers.ts';
import { readDemand, readTrips, readZones } from './planning-layers.ts';
import { readTerrainLayer } from './terrain-layer.ts';
import { openArchive } from './unzip-guarded.ts';
import type { SceneFile } from './write-package.ts';

/** Unpacks the files with these names; a name that is not there is absent from the result. */
type FileSource = (names: readonly string[]) => Readonly<Record<string, Uint8Array>>;

const newestVersion = sceneVersion;

/**
 * Reads a scene package (zip): the city that `writeScenePackage` was given comes back with identical arrays. Bad input
 * gives a sentence whose place is `<fileName>:<file>:<feature id>` as far as known.
 */
export function readScenePackage(bytes: Uint8Array, fileName = 'scene package'): Promise<Outcome<City>> {
  return asOutcome(() => {
    const archive = openArchive(bytes, fileName);
    const folder = packageFolder(archive.names, fileName);
    const source: FileSource = (names) => {
      const unpacked = archive.unpack(names.map((name) => folder + name));
      return Object.fromEntries(
        Object.entries(unpacked).map(([path, content]) => [path.slice(folder.length), content]),
      );
    };
    return readScene(source, `${fileName}:`);
  });
}

/** Reads only `scene.json` of a scene package: what the scene is, without its geometry. */
export function readSceneManifest(bytes: Uint8Array, fileName = 'scene package'): Outcome<SceneManifest> {
  try {
    const archive = openArchive(bytes, fileName);
    const path = packageFolder(archive.names, fileName) + manifestFile;
    return success(readManifest(archive.unpack([path])[path]));
  } catch (error) {
    if (!(error instanceof ProblemError)) throw error;
    return { ok: false, problem: error.problem };
  }
}

/** Reads the folder form of a scene package; `files` have no path in their names. */
export function readSceneFiles(files: readonly SceneFile[]): Promise<Outcome<City>> {
  const contents = new Map(files.map(({ name, bytes }) => [name, bytes]));
  return asOutcome(() =>
    readScene((names) => {
      const found = names.flatMap((name) => {
        const bytes = contents.get(name);
        return bytes === undefined ? [] : [[name, bytes] as const];
      });
      return Object.fromEntries(found);
    }, ''),
  );
}

async function asOutcome(read: () => Promise<City>): Promise<Outcome<City>> {
  try {
    return success(await read());
  } catch (error) {
    if (!(error instanceof ProblemError)) throw error;
    return { ok: false, problem: error.problem };
  }
}

/** Where `scene.json` lies: at the top, or in the one folder that was zipped. Ends with a slash or is empty. */
function packageFolder(names: readonly string[], fileName: string): string {
  const found = names
    .filter((name) => name === manifestFile || name.endsWith(`/${manifestFile}`))
    .filter((name) => !name.startsWith('__MACOSX/'))
    .sort((a, b) => a.length - b.length);
  if (found.length === 0) {
    throw problem(
      'package-no-manifest',
      'There is no scene.json in this archive, so it is no scene package.',
      fileName,
    );
  }
  return found[0].slice(0, -manifestFile.length);
}

async function readScene(source: FileSource, placePrefix: string): Promise<City> {
  try {
    const manifest = readManifest(source([manifestFile])[manifestFile]);
    const frame = createFrame(manifest.origin);
    const solids = readBuildings(vectorLayer('buildings', manifest, source), frame);
    return {
      manifest: { ...manifest, layers: [] },
      ...solids,
      meshes: readMeshes(vectorLayer('meshes', manifest, source), frame, solids.buildings),
      terrain: await terrainLayer(manifest, source),
      ...readPlainLayers(manifest, source, frame),
    };
  } catch (error) {
    if (!(error instanceof ProblemError)) throw error;
    const { code, sentence, place } = error.problem;
    // What the archive itself says already names the archive.
    const known = place === null || placePrefix === '' || `${place}:` === placePrefix;
    throw new ProblemError({ code, sentence, place: known ? place : placePrefix + place });
  }
}

type PlainLayers = Omit<CityLayers, 'buildings' | 'prisms' | 'meshes' | 'terrain'>;

function readPlainLayers(manifest: SceneManifest, source: FileSource, frame: Frame): PlainLayers {
  const layer = (name: VectorLayerName) => vectorLayer(name, manifest, source);
  return {
    streets: readStreets(layer('streets'), frame),
    restrictions: readRestrictions(layer('restrictions'), frame),
    crossings: readCrossings(layer('crossings'), frame),
    barriers: readBarriers(layer('barriers'), frame),
    areas: readAreas(layer('areas'), frame),
    mounts: readMounts(layer('mounts'), frame),
    trees: readTrees(layer('trees'), frame),
    sites: readSites(layer('sites'), frame),
    portals: readPortals(layer('portals'), frame),
    zones: readZones(layer('zones'), frame),
    surveillance: readSurveillance(layer('surveillance'), frame),
    demand: readDemand(layer('demand'), frame),
    trips: readTrips(layer('trips'), frame),
  };
}

function readManifest(bytes: Uint8Array | undefined): SceneManifest {
  if (bytes === undefined) throw problem('package-no-manifest', 'The scene has no scene.json.', manifestFile);
  const parsed = parseJson(decode(bytes, manifestFile), manifestFile);
  if (!parsed.ok) throw new ProblemError(parsed.problem);
  const version = versionOf(parsed.value);
  if (version !== null && version > newestVersion) {
    const sentence = `This scene was written by a newer Sightline (format version ${version}; this one reads up to ${newestVersion}). Open it with that version.`;
    throw problem('scene-newer', sentence, manifestFile);
  }
  const result = sceneManifestSchema.safeParse(parsed.value);
  if (!result.success) {
    const { words } = firstFault(result.error, parsed.value);
    throw problem('scene-manifest', `${words}.`, manifestFile);
  }
  checkLayers(result.data);
  return result.data;
}

function versionOf(value: unknown): number | null {
  if (typeof value !== 'object' || value === null) return null;
  const { format, version } = value as Record<string, unknown>;
  return format === 'sightline-scene' && typeof version === 'number' ? version : null;
}

function checkLayers(manifest: SceneManifest): void {
  const seen = new Set<string>();
  for (const { name, format } of manifest.layers) {
    const wanted = name === 'terrain' ? 'geotiff' : 'geojson';
    if (format !== wanted) throw problem('scene-manifest', `The layer “${name}” must be ${wanted}.`, manifestFile);
    if (seen.has(name)) throw problem('scene-manifest', `The layer “${name}” stands twice.`, manifestFile);
    seen.add(name);
  }
  const { minX, minY, maxX, maxY } = manifest.bounds;
  if (!(minX < maxX && minY < maxY))
    throw problem('scene-manifest', 'The bounds of the scene enclose no area.', manifestFile);
  if (Math.max(-minX, -minY, maxX, maxY) > reachMeters)
    throw problem(
      'scene-manifest',
      `The bounds of the scene reach farther than 16 km from its origin; cut it to the city first.`,
      manifestFile,
    );
}

/** Beyond this from the origin a coordinate is no longer exact in float32 (see geo/quantum.ts), metres. */
const reachMeters = 16_384;

function vectorLayer(name: VectorLayerName, manifest: SceneManifest, source: FileSource): FeatureIn[] {
  const layer = manifest.layers.find((candidate) => candidate.name === name);
  if (layer === undefined) return [];
  return readFeatureCollection(decode(fileOf(layer.file, source), layer.file), layer.file);
}

async function terrainLayer(manifest: SceneManifest, source: FileSource): Promise<City['terrain']> {
  const layer = manifest.layers.find(({ name }) => name === 'terrain');
  return layer === undefined ? null : readTerrainLayer(fileOf(layer.file, source), layer.file, manifest.origin);
}

function fileOf(name: string, source: FileSource): Uint8Array {
  const bytes = source([name])[name];
  if (bytes === undefined)
    throw problem('scene-layer-missing', 'scene.json lists this layer, but the file is missing.', name);
  return bytes;
}

function decode(bytes: Uint8Array, file: string): string {
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes);
  } catch {
    throw problem('scene-encoding', 'The text of this file is not UTF-8.', file);
  }
}
