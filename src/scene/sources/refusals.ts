import type { Problem } from '#model/result.ts';
import type { FileKind } from '../file-kind.ts';
import type { KnownInput } from './group-files.ts';
import { readerOf } from './source-registry.ts';

/** What can be opened, in words, for people who tried something else. */
export const openable =
  'Sightline opens OpenStreetMap extracts (.osm.pbf, .osm, Overpass JSON), GeoJSON, CityJSON, Shapefile, FlatGeobuf, GeoPackage, CSV, GTFS stops, SUMO networks (.net.xml) with their routes (.rou.xml), elevation as GeoTIFF (.tif) beside them, and scene packages (.zip).';

/** Why a file of this kind cannot be opened here; the other kinds can. */
const refusals: Readonly<Partial<Record<FileKind, (name: string) => string>>> = {
  zip: (name) =>
    `${name} is a zip file with neither a scene (scene.json) nor a Shapefile nor GTFS stops (stops.txt) in it; unpack it and open what is inside.`,
  bzip2: (name) =>
    `${name} is compressed with bzip2, and what it holds is no OpenStreetMap extract; unpack it (bunzip2) first.`,
  gzip: (name) =>
    `${name} is compressed with gzip, and what it holds is no OpenStreetMap extract; unpack it (gunzip) first.`,
  'seven-zip': (name) => `${name} is a 7-Zip archive, which Sightline does not read; unpack it first.`,
  citygml: (name) =>
    `${name} is CityGML, which Sightline does not read; convert it to CityJSON with citygml-tools (citygml-tools to-cityjson) and open that.`,
  '3d-tiles': (name) =>
    `${name} is 3D Tiles: surfaces for drawing without heights of buildings or ids, from which no sight can be computed; open the city’s CityJSON or footprints instead.`,
  gltf: (name) =>
    `${name} is a glTF model: surfaces without a place on the globe; open the city’s CityJSON or footprints instead.`,
  'shapefile-part': (name) =>
    `${name} is one part of a Shapefile; open it together with the .shp file of the same name.`,
  'sumo-routes': (name) =>
    `${name} holds routes of a SUMO scenario; open it together with its network (.net.xml), and with one network only.`,
  'sumo-other': (name) =>
    `${name} belongs to a SUMO scenario, but is not its network; open it together with the network (.net.xml), and with one network only.`,
  sqlite: (name) => `${name} is an SQLite database, but no GeoPackage. ${openable}`,
  'json-scenario': (name) => `${name} is a scenario (a plan), not a city; open the city first, then the scenario.`,
  'json-scene': (name) => `${name} is only the description of a scene; open the whole scene package (.zip).`,
  json: (name) => `${name} is JSON in a form that is not read as a city. ${openable}`,
  xml: (name) =>
    `${name} is XML, but neither OpenStreetMap XML (outermost element <osm>) nor a SUMO network (<net>). ${openable}`,
  empty: (name) => `${name} is empty.`,
  unknown: (name) => `${name} is no file that can be opened as a city. ${openable}`,
};

const formatNames: Readonly<Partial<Record<FileKind, string>>> = {
  geojson: 'GeoJSON',
  cityjson: 'CityJSON',
  shapefile: 'a Shapefile',
  flatgeobuf: 'FlatGeobuf',
  geopackage: 'a GeoPackage',
  csv: 'a table (CSV)',
  gtfs: 'GTFS',
  sumo: 'a SUMO network',
};

/** Whether a kind is OpenStreetMap in one of its forms. */
export function isOsm(kind: FileKind): kind is 'osm-pbf' | 'osm-xml' | 'osm-json' {
  return kind === 'osm-pbf' || kind === 'osm-xml' || kind === 'osm-json';
}

/** Why these files cannot be opened together, or `null` where nothing speaks against it. */
export function refuseFiles(known: readonly KnownInput[]): Problem | null {
  if (known.length === 0) return { code: 'no-file', sentence: `There is no file to open. ${openable}`, place: null };
  for (const { kind, input } of known) {
    const sentence = refusals[kind]?.(input.name) ?? unread(kind, input.name);
    if (sentence !== null) return { code: `file-${kind}`, sentence, place: input.name };
  }
  const packages = known.filter(({ kind }) => kind === 'scene-package');
  if (packages.length > 0 && known.length > 1) {
    const place = packages[0].input.name;
    return { code: 'package-not-alone', sentence: `${place} is a whole scene; open it alone.`, place };
  }
  return null;
}

function unread(kind: FileKind, name: string): string | null {
  if (isOsm(kind) || kind === 'scene-package' || kind === 'geotiff' || readerOf(kind) !== null) return null;
  return `${name} is ${formatNames[kind] ?? 'a file'} in a form that is not read here. ${openable}`;
}
