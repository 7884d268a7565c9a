import { emptyLayers } from '#model/empty-layers.ts';
import type { ImportProgress } from '#model/import-job.ts';
import { failure, type Outcome, success } from '#model/result.ts';
import { emptyMapping, type SourceMapping, type SourceQuestion } from '#model/source-mapping.ts';
import type { ImportNotes } from '../assemble/import-notes.ts';
import type { Placement, SourceInput, SourceLayers, SourceProbe, SourceReader } from '../sources/source-reader.ts';
import { type CityJsonDocument, mostTextBytes, parseCityJson } from './cityjson-document.ts';
import { ObjectAssembly } from './cityjson-objects.ts';
import { cityJsonExtent, toDegreesOf } from './cityjson-place.ts';

/** CityJSON 1.0, 1.1, 2.0 and CityJSONSeq: buildings as prisms, LoD2 also as surfaces; areas, water, green and trees. */
export const cityJsonReader: SourceReader = { format: 'CityJSON', probe: probeCityJson, read: readCityJson };

/** Objects between two yields, and corners of them. */
const objectsAtOnce = 8;
const cornersAtOnce = 1_000;

async function documentOf({ files: [file] }: SourceInput): Promise<Outcome<CityJsonDocument>> {
  const { name, blob } = file;
  if (blob.size > mostTextBytes) {
    const sentence = `${name} is larger than 256 MB, too large to be read in one piece; cut it into tiles first.`;
    return failure('cityjson-too-large', sentence, name);
  }
  try {
    return parseCityJson(new TextDecoder('utf-8', { fatal: true }).decode(await blob.arrayBuffer()), name);
  } catch (error) {
    if (!(error instanceof TypeError)) throw error;
    return failure('cityjson-encoding', `The text of ${name} is not UTF-8.`, name);
  }
}

async function probeCityJson(
  input: SourceInput,
  mapping: SourceMapping | null,
  localOrigin: Placement['localOrigin'] = null,
): Promise<Outcome<SourceProbe>> {
  const document = await documentOf(input);
  if (!document.ok) return document;
  const question = document.value.referenceSystem === null ? placeQuestion(input.name, document.value) : null;
  const toDegrees = toDegreesOf(document.value, mapping, localOrigin, input.name);
  if (!toDegrees.ok) return toDegrees;
  if (toDegrees.value === null) return success({ extent: null, question });
  const extent = cityJsonExtent(document.value, toDegrees.value, input.name);
  return extent.ok ? success({ extent: extent.value, question }) : extent;
}

/** The only thing to ask: where it lies. */
function placeQuestion(file: string, { objects, version }: CityJsonDocument): SourceQuestion {
  return {
    file,
    format: `CityJSON ${version}`,
    features: objects.length,
    geometry: 'polygons',
    coordinateSystem: null,
    properties: [],
    placeMissing: true,
    guess: { ...emptyMapping, role: 'buildings', measured: true },
    reasons: ['The file does not say in which coordinate system it is: name it, for example EPSG:28992.'],
  };
}

async function* readCityJson(
  input: SourceInput,
  mapping: SourceMapping | null,
  placement: Placement,
  notes: ImportNotes,
): AsyncGenerator<ImportProgress, Outcome<SourceLayers>> {
  const step = `Reading ${input.name}`;
  yield { step, fraction: 0 };
  const document = await documentOf(input);
  if (!document.ok) return document;
  yield { step, fraction: 0.3 };
  const { objects, broken } = document.value;
  const toDegrees = toDegreesOf(document.value, mapping, placement.localOrigin, input.name);
  if (!toDegrees.ok) return toDegrees;
  if (toDegrees.value === null) {
    const sentence = `${input.name} does not say where it lies: name its coordinate system (for example EPSG:28992), or the place of its zero as longitude and latitude.`;
    return failure('needs-place', sentence, input.name);
  }
  for (const id of broken) notes.add('dropped', 'CityJSON object', 'Is not as the format wants objects to be.', id);
  const assembly = new ObjectAssembly(document.value, toDegrees.value, placement, notes);
  let told = 0;
  for (const [index, object] of objects.entries()) {
    assembly.add(object);
    if (index % objectsAtOnce !== 0 && assembly.corners - told < cornersAtOnce) continue;
    told = assembly.corners;
    yield { step, fraction: 0.3 + (0.7 * index) / objects.length };
  }
  return success({
    layers: { ...emptyLayers, ...assembly.finish() },
    counts: assembly.counts(),
    joins: [],
    licence: 'as its source states',
    attribution: '',
  });
}
