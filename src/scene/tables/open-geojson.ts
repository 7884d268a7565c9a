import type { ImportProgress } from '#model/import-job.ts';
import { failure, type Outcome, ProblemError, success } from '#model/result.ts';
import type { SourceInput } from '../sources/source-reader.ts';
import { checkedGeometries } from './checked-geometry.ts';
import type { FeatureTable, TableFeature } from './feature-table.ts';
import { JsonSplitter } from './json-splitter.ts';
import { Remarks } from './remarks.ts';

/** Read at once; between two such slices the import can be stopped. */
const sliceBytes = 256 * 1024;
/** Above this the features would not fit into a page's memory. */
const sizeLimit = 512 * 2 ** 20;

type Members = Readonly<Record<string, unknown>>;

/** What is being gathered from one file. */
interface Gathering {
  readonly name: string;
  readonly features: TableFeature[];
  readonly remarks: Remarks;
  coordinateSystem: string | null;
  /** Elements of `features` that wait for their outermost object to say that it is a FeatureCollection. */
  elements: number;
  values: number;
}

/**
 * GeoJSON (RFC 7946 and the older form with `crs`): a FeatureCollection, a Feature, a geometry, or several of them one
 * after the other (newline-delimited). Read in slices, so that a large file neither blocks nor needs its text twice.
 */
export async function* openGeojson(input: SourceInput): AsyncGenerator<ImportProgress, Outcome<FeatureTable>> {
  const file = input.files[0];
  if (file === undefined) return failure('no-file', 'There is no file to open.', input.name);
  if (file.blob.size > sizeLimit)
    return failure('file-large', `${file.name} is larger than 512 MiB; cut it to the area that is planned.`, file.name);
  const gathering: Gathering = {
    name: file.name,
    features: [],
    remarks: new Remarks(),
    coordinateSystem: null,
    elements: 0,
    values: 0,
  };
  const sink = {
    element: (text: string) => takeElement(gathering, text),
    value: (text: string) => takeValue(gathering, text),
  };
  try {
    const splitter = new JsonSplitter(sink, file.name);
    for (let from = 0; from < file.blob.size; from += sliceBytes) {
      yield { step: `Reading ${file.name}`, fraction: from / file.blob.size };
      const bytes = new Uint8Array(await file.blob.slice(from, from + sliceBytes).arrayBuffer());
      splitter.push(from === 0 ? withoutMark(bytes) : bytes);
    }
    splitter.finish();
  } catch (error) {
    if (error instanceof ProblemError) return { ok: false, problem: error.problem };
    throw error;
  }
  if (gathering.values === 0) return failure('geojson-empty', `${file.name} holds nothing.`, file.name);
  const { features, coordinateSystem, remarks } = gathering;
  return success({ format: 'GeoJSON', coordinateSystem, features, remarks: remarks.list() });
}

/** Without a byte order mark and the record separators of RFC 8142, which JSON does not know. */
function withoutMark(bytes: Uint8Array): Uint8Array {
  return bytes[0] === 0xef && bytes[1] === 0xbb && bytes[2] === 0xbf ? bytes.subarray(3) : bytes;
}

function takeElement(gathering: Gathering, text: string): void {
  gathering.elements += 1;
  const value = parse(text, `feature ${gathering.elements} of ${gathering.name}`);
  if (isMembers(value) && value['type'] === 'Feature') addFeature(gathering, value);
  else if (isMembers(value) && isMembers(value['attributes'])) refuseEsri(gathering.name);
  else gathering.remarks.add('An element of “features” is no feature and was left out.');
}

function takeValue(gathering: Gathering, text: string): void {
  const { name } = gathering;
  const value = parse(text, name);
  if (!isMembers(value))
    throw refusal('geojson-none', `${name} is JSON, but no GeoJSON: its outermost value is a list.`, name);
  const type = value['type'];
  gathering.values += 1;
  noteSystem(gathering, value['crs']);
  if (type === 'FeatureCollection') {
    if (!Array.isArray(value['features']))
      throw refusal('geojson-none', `${name} is a FeatureCollection without a list “features”.`, name);
  } else if (gathering.elements > 0)
    throw refusal('geojson-none', `${name} has “features”, but does not say that it is a FeatureCollection.`, name);
  else if (type === 'Feature') addFeature(gathering, value);
  else if (type === 'Topology')
    throw refusal('topojson', `${name} is TopoJSON, which Sightline does not read; write it as GeoJSON.`, name);
  else {
    const geometries = checkedGeometries(value);
    if (geometries === null || geometries === 'damaged')
      throw refusal(
        'geojson-none',
        `${name} is JSON, but no GeoJSON: neither FeatureCollection nor Feature nor geometry.`,
        name,
      );
    addFeature(gathering, { type: 'Feature', geometry: value, properties: null });
  }
  gathering.elements = 0;
}

function addFeature(gathering: Gathering, feature: Members): void {
  const index = gathering.features.length;
  const geometries = checkedGeometries(feature['geometry']);
  const properties = propertiesOf(feature);
  if (geometries === null || geometries === 'damaged' || geometries.length === 0) {
    if (geometries !== null) gathering.remarks.add('The geometry of a feature is damaged, so it has no place.');
    gathering.features.push({ index, geometry: null, properties });
    return;
  }
  if (geometries.length > 1) gathering.remarks.add('A collection of geometries was taken apart.');
  for (const geometry of geometries) gathering.features.push({ index, geometry, properties });
}

/** The feature's own id counts as a property where no property has that name. */
function propertiesOf(feature: Members): Members {
  const properties = isMembers(feature['properties']) ? feature['properties'] : {};
  const id = feature['id'];
  if ((typeof id !== 'string' && typeof id !== 'number') || Object.hasOwn(properties, 'id')) return properties;
  return Object.fromEntries([...Object.entries(properties), ['id', id]]);
}

/** The member `crs` of the older form: by name, or by number. */
function noteSystem(gathering: Gathering, crs: unknown): void {
  if (!isMembers(crs)) return;
  const properties = isMembers(crs['properties']) ? crs['properties'] : {};
  const name = properties['name'];
  const code = properties['code'];
  if (typeof name === 'string') gathering.coordinateSystem ??= name;
  else if (crs['type'] === 'EPSG' && typeof code === 'number') gathering.coordinateSystem ??= `EPSG:${code}`;
  else gathering.remarks.add('The coordinate system is given as a link, which is not followed.');
}

function parse(text: string, place: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    throw refusal('json-damaged', `The JSON of ${place} is damaged.`, place);
  }
}

function isMembers(value: unknown): value is Members {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function refuseEsri(name: string): never {
  throw refusal('esri-json', `${name} is Esri JSON, which Sightline does not read; export it as GeoJSON.`, name);
}

function refusal(code: string, sentence: string, place: string): ProblemError {
  return new ProblemError({ code, sentence, place });
}
