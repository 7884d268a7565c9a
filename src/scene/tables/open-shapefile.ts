import type { ImportProgress } from '#model/import-job.ts';
import { failure, type Outcome, ProblemError, success } from '#model/result.ts';
import type { SourceInput } from '../sources/source-reader.ts';
import { type DbfTable, encodingOfCpg, openDbf } from './dbf-rows.ts';
import { decodeShort } from './decode-text.ts';
import type { FeatureTable, TableFeature } from './feature-table.ts';
import { Remarks } from './remarks.ts';
import { isShapeFile, type ShapeGeometry, shapeGeometry, shapeRecords } from './shape-records.ts';
import { zipMembers } from './zip-members.ts';

const sizeLimit = 512 * 2 ** 20;
const recordsPerYield = 1000;
const part = /\.(shp|dbf|prj|cpg|cst)$/i;

type Parts = ReadonlyMap<string, Uint8Array>;

/**
 * A Shapefile: the .shp with its .dbf (properties), .prj (coordinate system) and .cpg (encoding) beside it, as loose files
 * or in a zip archive. Outer rings, holes and several parts become polygons and multipolygons; the index (.shx) is not
 * needed.
 */
export async function* openShapefile(input: SourceInput): AsyncGenerator<ImportProgress, Outcome<FeatureTable>> {
  const remarks = new Remarks();
  yield { step: `Reading ${input.name}`, fraction: 0 };
  try {
    const parts = await partsOf(input, remarks);
    if (!parts.ok) return parts;
    return yield* readFeatures(parts.value, input.name, remarks);
  } catch (error) {
    if (error instanceof ProblemError) return { ok: false, problem: error.problem };
    throw error;
  }
}

async function partsOf(input: SourceInput, remarks: Remarks): Promise<Outcome<Parts>> {
  const all = new Map<string, Uint8Array>();
  if (input.files.reduce((sum, { blob }) => sum + blob.size, 0) > sizeLimit)
    return failure(
      'file-large',
      `${input.name} is larger than 512 MiB; cut it to the area that is planned.`,
      input.name,
    );
  for (const { name, blob } of input.files) {
    const bytes = new Uint8Array(await blob.arrayBuffer());
    if (bytes[0] !== 0x50 || bytes[1] !== 0x4b) all.set(name, bytes);
    else for (const member of zipMembers(bytes, name, (each) => part.test(each))) all.set(member.name, member.bytes);
  }
  const shapes = [...all.keys()].filter((name) => /\.shp$/i.test(name));
  if (shapes.length === 0)
    return failure('shapefile-no-shp', `${input.name} comes without a .shp file, which holds the shapes.`, input.name);
  if (shapes.length > 1) remarks.add(`Of several Shapefiles only ${shapes[0]} was read; give the others one by one.`);
  const stem = shapes[0].slice(0, -4).toLowerCase();
  const parts = new Map<string, Uint8Array>();
  for (const [name, bytes] of all) {
    const match = part.exec(name);
    if (match !== null && name.slice(0, match.index).toLowerCase() === stem) parts.set(match[1].toLowerCase(), bytes);
  }
  return success(parts);
}

async function* readFeatures(
  parts: Parts,
  name: string,
  remarks: Remarks,
): AsyncGenerator<ImportProgress, Outcome<FeatureTable>> {
  const shapes = parts.get('shp') ?? new Uint8Array(0);
  if (!isShapeFile(shapes)) return failure('shapefile-damaged', `The .shp file of ${name} is damaged or none.`, name);
  const rows = rowsOf(parts, remarks);
  const features: TableFeature[] = [];
  let index = 0;
  for (const { content, cut } of shapeRecords(shapes)) {
    if (index % recordsPerYield === recordsPerYield - 1)
      yield {
        step: `Reading ${name}`,
        fraction: Math.min(1, (content.byteOffset - shapes.byteOffset) / shapes.length),
      };
    const geometry = geometryOf(content);
    if (cut) remarks.add('The .shp file stops inside a record; it is not complete.');
    else if (geometry === 'unread')
      remarks.add('A shape is of a kind that is not read, or damaged, so it has no place.');
    if (!cut && rows?.isDeleted(index) !== true) {
      features.push({ index, geometry: geometry === 'unread' ? null : geometry, properties: rows?.row(index) ?? {} });
    }
    index += 1;
  }
  if (rows !== null && rows.count !== index)
    remarks.add(`The .dbf file has ${rows.count} rows for ${index} shapes; they were matched from the first on.`);
  const projection = parts.get('prj');
  const coordinateSystem =
    projection === undefined ? null : decodeShort(projection, null).trim().slice(0, 10_000) || null;
  return success({ format: 'Shapefile', coordinateSystem, features, remarks: remarks.list() });
}

function rowsOf(parts: Parts, remarks: Remarks): DbfTable | null {
  const bytes = parts.get('dbf');
  if (bytes === undefined) {
    remarks.add('There is no .dbf file beside the .shp, so the features have no properties.');
    return null;
  }
  const page = parts.get('cpg') ?? parts.get('cst');
  const table = openDbf(bytes, page === undefined ? null : encodingOfCpg(decodeShort(page, null)));
  if (table === null) remarks.add('The .dbf file is damaged, so the features have no properties.');
  return table;
}

function geometryOf(content: DataView): ShapeGeometry {
  try {
    return shapeGeometry(content);
  } catch (error) {
    if (error instanceof RangeError) return 'unread';
    throw error;
  }
}
